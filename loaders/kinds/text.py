"""Texts and names: what is read by people, with the spaces, cases and commas of machines taken out."""

from typing import Final

import polars as pl

from loaders.kinds.kind import Cleaned, Kind, filled, folded, judged
from loaders.source import Column

_NO_LETTER: Final = "ne contient aucune lettre ; vérifiez la ligne dans le fichier d'origine"


def _text(cell: pl.Expr, _: Column) -> Cleaned:
    return Cleaned(cell, pl.lit(None, pl.String))


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
    Kind("nom_famille", _family, "nom de famille, capitales mises en minuscules", iri_safe=False),
    Kind("prenom", _given, "prénoms séparés par des espaces", iri_safe=False),
    Kind("cle", _key, "clé tirée d'un libellé : minuscules sans accent, chiffres et tirets"),
)
