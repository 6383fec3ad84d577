"""Texts and names: what is read by people, with the spaces, cases and commas of machines taken out."""

from typing import Final

import polars as pl

from loaders.kinds.kind import Cleaned, Kind, filled, folded, judged, tidy
from loaders.source import Column

_NO_LETTER: Final = "ne contient aucune lettre ; vérifiez la ligne dans le fichier d'origine"


def _text(cell: pl.Expr, _: Column) -> Cleaned:
    return Cleaned(tidy(cell), pl.lit(None, pl.String))


def _family(cell: pl.Expr, _: Column) -> Cleaned:
    name = tidy(cell)
    return judged(cell, _capitalised(_lettered(name)), _NO_LETTER)


def _given(cell: pl.Expr, _: Column) -> Cleaned:
    """Separate several given names by spaces: editions differ (« Betty, Véronique », « Betty Véronique »)."""
    name = tidy(tidy(cell).str.replace_all(",", " ", literal=True))
    return judged(cell, _capitalised(_lettered(name)), _NO_LETTER)


def _key(cell: pl.Expr, _: Column) -> Cleaned:
    key = folded(cell).str.replace_all("[^a-z0-9]+", "-").str.strip_chars("-")
    return judged(cell, filled(key), "ne contient ni lettre ni chiffre ; vérifiez la cellule")


def _lettered(name: pl.Expr) -> pl.Expr:
    return pl.when(name.str.contains(r"\p{L}")).then(name)


def _capitalised(name: pl.Expr) -> pl.Expr:
    """Write « LE COQ » as « Le Coq »; a name that already has lower-case letters is left as published."""
    return pl.when(name.str.contains(r"\p{Ll}")).then(name).otherwise(name.str.to_titlecase())


TEXTS: Final = (
    Kind("text", _text, "texte libre, espaces rangées", iri_safe=False),
    Kind("nom_famille", _family, "nom de famille, capitales mises en minuscules", iri_safe=False),
    Kind("prenom", _given, "prénoms séparés par des espaces", iri_safe=False),
    Kind("cle", _key, "clé tirée d'un libellé : minuscules sans accent, chiffres et tirets"),
)
