"""The regular expressions of REPLACE: only what SPARQL's XPath dialect, Python and Rust all read the same way."""

import re
from dataclasses import dataclass
from typing import Final

_ESCAPE: Final = r"\\[.\\?*+{}()\[\]|^$\-nrtd]"
_CLASS: Final = rf"\[\^?-?(?:{_ESCAPE}|[^\[\]\\^&~-](?:-[^\[\]\\^&~-])?)+-?\]"
_ATOM: Final = rf"(?:{_ESCAPE}|{_CLASS}|[^\\\[\](){{}}|^$*+?])"
_COUNT: Final = r"(?:[*+?]|\{\d{1,2}(?:,\d{0,2})?\})\??"
_ALLOWED: Final = re.compile(rf"(?:{_ATOM}(?:{_COUNT})?|\((?!\?)|\)(?:{_COUNT})?|[|^$])*")
_REPLACEMENT: Final = re.compile(r"(?:[^\\$]|\$[1-9](?!\d))*")


class PatternError(ValueError):
    """A pattern or a replacement that not every engine reads the same way; `str()` says it in French."""


@dataclass(frozen=True)
class Replacement:
    """A pattern and what replaces it, in the dialect of Rust's regex, which Polars uses."""

    pattern: str
    replacement: str


def translate(pattern: str, by: str, flags: str = "") -> Replacement:
    """Translate the constants of REPLACE; raise PatternError for what is refused."""
    if flags not in {"", "i"}:
        raise PatternError(f"l'option « {flags} » n'est pas prise en charge ; seule « i » l'est")
    if not _ALLOWED.fullmatch(pattern):
        raise PatternError(
            f"le motif « {pattern} » sort du sous-ensemble que SPARQL, Python et Rust lisent de la même façon ; "
            "s'en tenir aux caractères, classes [a-z], groupes ( ), |, ^, $, ., \\d et répétitions"
        )
    try:
        compiled = re.compile(pattern)
    except re.error as error:
        raise PatternError(f"le motif « {pattern} » est mal formé ({error})") from error
    if compiled.search(""):
        raise PatternError(f"le motif « {pattern} » accepte le texte vide, ce que SPARQL interdit à REPLACE")
    if not _REPLACEMENT.fullmatch(by):
        raise PatternError(f"le remplacement « {by} » : $1 à $9 seulement, sans autre chiffre derrière, et pas de \\")
    if any(int(group) > compiled.groups for group in re.findall(r"\$(\d)", by)):
        raise PatternError(f"le remplacement « {by} » nomme un groupe que le motif n'a pas")
    return Replacement(f"(?i){pattern}" if flags else pattern, re.sub(r"\$(\d)", r"${\1}", by))
