"""What is left of a name once spelling is set aside: case, accents, articles, legal forms, words for what a body is."""

from typing import Final

import polars as pl

_KINDS: Final = (
    (r"^(?:ville|mairie|commune|com|cne)\b", "commune"),
    (r"^(?:communaute d agglomeration|comm(?:unaute)? agglo(?:meration)?|agglomeration|ca)\b", "ca"),
    (r"^(?:communaute de communes?|cc)\b", "cc"),
    (r"^(?:communaute urbaine|cu)\b", "cu"),
    (r"^(?:conseil (?:departemental|general)|departement)\b", "departement"),
    (r"^(?:conseil regional|region)\b", "region"),
    (r"^(?:centre communal d action sociale|ccas)\b", "ccas"),
)
"""How official lists begin the same name, once articles are gone: one word for each kind of body."""

_ARTICLES: Final = r"\b(?:de la|de l|du|des|de|d|la|le|les|l|et|a|au|aux|en)\b"
_FORMS: Final = r"\b(?:association|asso|assoc|ass|sas|sasu|sarl|sa|snc|sci|eurl|scop|gip|epic|loi 1901)\b"


def folded(name: pl.Expr) -> pl.Expr:
    """Return a name in lower case without accents or punctuation, one space between words."""
    text = name.str.to_lowercase().str.replace_all("œ", "oe", literal=True).str.replace_all("æ", "ae", literal=True)
    text = text.str.normalize("NFD").str.replace_all(r"\p{M}", "").str.replace_all(r"[^a-z0-9]+", " ")
    return text.str.strip_chars()


def key(name: pl.Expr) -> pl.Expr:
    """Return what two spellings of one body share; null where only articles and legal forms are left."""
    text = folded(name)
    for pattern, word in _KINDS:
        text = text.str.replace(pattern, word)
    text = text.str.replace_all(_ARTICLES, " ").str.replace_all(_FORMS, " ").str.replace_all(" +", " ")
    text = text.str.strip_chars()
    return pl.when(text != "").then(text)
