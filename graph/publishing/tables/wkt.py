"""Well-known text to GeoJSON geometry: longitude and latitude of WGS 84, or nothing."""

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

_CRS84: Final = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
_TEXT: Final = re.compile(
    r"\s*(?:<([^>]*)>)?\s*(MULTI)?(POINT|LINESTRING|POLYGON)\s*(?:Z\s*)?(\(.*\))\s*", re.IGNORECASE | re.DOTALL
)
_POSITION: Final = re.compile(r"[^(),]+")
_NUMBER: Final = re.compile(r"-?\d+(?:\.\d+)?(?:[Ee][+-]?\d+)?")
_NAMES: Final = {"POINT": "Point", "LINESTRING": "LineString", "POLYGON": "Polygon"}


def geometry(text: str) -> dict[str, Any] | None:
    """Return the GeoJSON geometry of a WKT; None for another projection, an empty or an unknown shape."""
    found = _TEXT.fullmatch(text)
    if found is None or (found[1] or _CRS84) != _CRS84:
        return None
    multi, shape = bool(found[2]), found[3].upper()
    try:
        nested = json.loads(_POSITION.sub(_position, found[4]).replace("(", "[").replace(")", "]"))
    except ValueError:
        return None
    if shape == "POINT":
        nested = [one[0] if one and isinstance(one[0], list) else one for one in nested] if multi else nested[0]
    return {"type": ("Multi" if multi else "") + _NAMES[shape], "coordinates": nested}


def positions(shape: dict[str, Any]) -> Iterator[tuple[Decimal, Decimal]]:
    """Yield the longitude and latitude of each position of a geometry, exactly."""
    waiting = [shape["coordinates"]]
    while waiting:
        one = waiting.pop()
        if isinstance(one[0], list):
            waiting += one
        else:
            yield Decimal(str(one[0])), Decimal(str(one[1]))


def _position(found: re.Match[str]) -> str:
    """Write « 2.6 50.5 » as `[2.6, 50.5]`; a height is left out."""
    if not found[0].strip():
        return ""
    numbers = found[0].split()
    if len(numbers) < 2 or not all(_NUMBER.fullmatch(one) for one in numbers):  # noqa: PLR2004  # a position is two numbers
        raise ValueError(found[0])
    return f"[{', '.join(numbers[:2])}]"
