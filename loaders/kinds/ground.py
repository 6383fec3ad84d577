"""Smaller and softer than a commune: arrondissements, Iris, postal codes, and points on the map."""

from typing import Final

import polars as pl

from loaders.kinds.kind import Cleaned, Kind, compact, judged, matching
from loaders.kinds.places import COMMUNE, DEPARTEMENT
from loaders.source import Column

WKT: Final = "http://www.opengis.net/ont/geosparql#wktLiteral"
_ARRONDISSEMENT: Final = rf"^(?:{DEPARTEMENT})[0-9]$"
_IRIS: Final = r"^[0-9A-Z]{5}(?:[0-9]{4}|IND)$"
_DEGREES: Final = r"-?[0-9]{1,3}(?:\.[0-9]+)?"
_POINT: Final = rf"^({_DEGREES}) ?[,;] ?({_DEGREES})$"


def _arrondissement(cell: pl.Expr, _: Column) -> Cleaned:
    code = compact(cell).str.to_uppercase().str.replace(r"^([1-9][0-9])$", "0$1")
    reason = "n'est pas un code d'arrondissement ; attendu : département et un chiffre (622, 2A1, 9711)"
    return judged(cell, matching(code, _ARRONDISSEMENT), reason)


def _iris(cell: pl.Expr, _: Column) -> Cleaned:
    """Read 621190101 and 62119_0101; « IND » is the part of a commune that nobody could place in one of its Iris."""
    code = compact(cell).str.to_uppercase().str.replace(r"^([1-9][0-9]{7})$", "0$1")
    code = code.str.replace("_", "", literal=True)
    right = code.str.contains(_IRIS) & code.str.head(5).str.contains(COMMUNE)
    reason = "n'est pas un code d'Iris ; attendu : la commune et quatre chiffres (621190101, 62119_0101)"
    return judged(cell, pl.when(right).then(code), reason)


def _postal(cell: pl.Expr, _: Column) -> Cleaned:
    code = compact(cell).str.replace(r"^([1-9][0-9]{3})$", "0$1")
    return judged(cell, matching(code, "^[0-9]{5}$"), "n'est pas un code postal ; attendu : cinq chiffres (62400)")


def _point(cell: pl.Expr, _: Column) -> Cleaned:
    """Turn « latitude, longitude », as La Poste and the Opendatasoft portals write it, into « POINT(lon lat) »."""
    latitude, longitude = (cell.str.extract(_POINT, group) for group in (1, 2))
    inside = (latitude.cast(pl.Float64).abs() <= 90) & (longitude.cast(pl.Float64).abs() <= 180)  # noqa: PLR2004
    written = pl.concat_str(pl.lit("POINT("), longitude, pl.lit(" "), latitude, pl.lit(")"))
    return judged(
        cell, pl.when(inside).then(written), "n'est pas une position ; attendu : latitude, longitude (50.5, 2.6)"
    )


GROUND: Final = (
    Kind("arrondissement", _arrondissement, "code Insee d'un arrondissement, département et un chiffre"),
    Kind("iris", _iris, "code Insee d'un Iris, 9 caractères"),
    Kind("code_postal", _postal, "code postal, 5 chiffres"),
    Kind("point", _point, "latitude, longitude en degrés, écrites en WKT", datatype=WKT, iri_safe=False),
)
