"""Texts and names: what is read by people, with the spaces, cases and commas of machines taken out."""

from typing import Final

import polars as pl

from loaders.kinds.identifiers import SLUG
from loaders.kinds.kind import Cleaned, Kind, filled, folded, judged
from loaders.source import Column

_OFFICE: Final = r"(?i)\b(?:m|mme|mr|monsieur|madame)\.? +(?:le|la|l['’]) ?"  # « Monsieur le Maire » names nobody
_CIVILITY: Final = (
    r"(?:\bM\.|\bMM\.|\b(?:M[Mm][Ee]|M[Ll]{2}[Ee]|M[Rr]|(?i:monsieur|madame|mademoiselle))\b\.?) *\p{Lu}[\p{L}'’-]"
)
_CONTACT: Final = r"[^ @]+@[^ @]+[.][A-Za-z]{2,}|(?:^|[^0-9])0[1-9](?:[ .-]?[0-9]{2}){4}(?:[^0-9]|$)"
_NO_LETTER: Final = "ne contient aucune lettre ; vérifiez la ligne dans le fichier d'origine"


def _text(cell: pl.Expr, _: Column) -> Cleaned:
    return Cleaned(cell, pl.lit(None, pl.String))


def _subject(cell: pl.Expr, _: Column) -> Cleaned:
    """Keep what money is for, unless it names a person by a title, or holds an e-mail address or a telephone number."""
    named = cell.str.replace_all(_OFFICE, "").str.contains(_CIVILITY) | cell.str.contains(_CONTACT)
    reason = "nomme une personne ou donne ses coordonnées : le texte n'est pas repris ; rien à faire : la somme reste"
    return judged(cell, pl.when(~named).then(cell), reason)


def _family(cell: pl.Expr, _: Column) -> Cleaned:
    return judged(cell, _capitalised(cell), _NO_LETTER)


def _given(cell: pl.Expr, _: Column) -> Cleaned:
    """Separate several given names by spaces: editions differ (« Betty, Véronique », « Betty Véronique »)."""
    return judged(cell, _capitalised(cell.str.replace_all(" ?, ?", " ").str.strip_chars()), _NO_LETTER)


def _key(cell: pl.Expr, _: Column) -> Cleaned:
    key = folded(cell).str.replace_all("[^a-z0-9]+", "-").str.strip_chars("-")
    return judged(cell, filled(key), "ne contient ni lettre ni chiffre ; vérifiez la cellule")


def _capitalised(name: pl.Expr) -> pl.Expr:
    """Write « LE COQ » as « Le Coq », leave a name that already has lower-case letters, refuse one without letters."""
    mixed, letters = name.str.contains(r"\p{Ll}"), name.str.contains(r"\p{L}")
    return pl.when(mixed).then(name).when(letters).then(name.str.to_titlecase())


TEXTS: Final = (
    Kind("text", _text, "texte libre, espaces rangées", iri_safe=False, lenient=True),
    Kind("objet", _subject, "texte libre, non repris s'il nomme une personne", iri_safe=False),
    Kind(
        "nom_famille",
        _family,
        "nom de famille, capitales mises en minuscules",
        iri_safe=False,
        sound=lambda _: r"\p{Ll}",
    ),
    Kind(
        "prenom",
        _given,
        "prénoms séparés par des espaces",
        iri_safe=False,
        sound=lambda _: r"^[^,]*\p{Ll}[^,]*$",
    ),
    Kind("cle", _key, "clé tirée d'un libellé : minuscules sans accent, chiffres et tirets", sound=lambda _: SLUG),
)
