"""What the standards of the Web write as text: the outline of a place, the address of a page."""

from typing import Final

import polars as pl

from loaders.kinds.kind import Cleaned, Kind, judged, matching
from loaders.source import Column

_NUMBER: Final = r"-?[0-9]+(?:\.[0-9]+)?"
_SHAPE: Final = "(?:MULTI)?(?:POINT|LINESTRING|POLYGON)|GEOMETRYCOLLECTION"
_WKT: Final = rf"^(?:{_SHAPE}) ?\((?:[( ,)]|{_NUMBER}|{_SHAPE})+\)$"
_URL: Final = r"^https?://[^\s<>\"{}|\\^`]+$"


def _outline(cell: pl.Expr, _: Column) -> Cleaned:
    """Read a geometry in degrees, longitude first; an address of projection in front of it is not read."""
    reason = (
        "n'est pas une géométrie WKT ; attendu : POINT(2.64 50.53) ou MULTIPOLYGON(…), en degrés, longitude d'abord"
    )
    return judged(cell, matching(cell, _WKT), reason)


def _page(cell: pl.Expr, _: Column) -> Cleaned:
    return judged(cell, matching(cell, _URL), "n'est pas une adresse du Web ; attendu : https://… sans espace")


WEB: Final = (
    Kind("wkt", _outline, "géométrie en WKT, degrés, longitude puis latitude", iri_safe=False),
    Kind("url", _page, "adresse d'une page du Web", iri_safe=False),
)
