"""What stands where: the WKT of a node as points, lines or rings in the metres of its zone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from graph.charting.zones import ZONES, Point, Zone
from graph.publishing.tables.wkt import geometry

_METRES: Final = re.compile(r"\s*<http://www\.opengis\.net/def/crs/EPSG/0/(\d+)>\s*(.*)", re.DOTALL)
_DEPTHS: Final = {"Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}
_CORNERS: Final = 3


@dataclass(frozen=True, kw_only=True)
class Shape:
    """A point, a line or an area: its lines or rings, each a run of points in metres of its zone, y to the north."""

    zone: Zone
    lines: tuple[tuple[Point, ...], ...]
    area: bool

    @property
    def single(self) -> bool:
        """Tell whether this is one place without extent."""
        return not self.area and len(self.lines) == 1 and len(self.lines[0]) == 1

    @property
    def middle(self) -> Point:
        """Return where its name stands: the point itself, or the centroid of its largest ring."""
        return _centroid(max(self.lines, key=lambda ring: (abs(_surface(ring)), ring)))

    @property
    def width(self) -> float:
        """Return how far it goes from west to east, in metres."""
        across = [x for line in self.lines for x, _ in line]
        return max(across) - min(across)


def shape(text: str) -> Shape | None:
    """Return the shape of a WKT; None when it cannot be read, or lies in no zone."""
    code, text = found.groups() if (found := _METRES.fullmatch(text)) else ("", text)
    read = geometry(text)
    if read is None or not (lines := tuple(_lines(read["coordinates"], _DEPTHS[read["type"]]))):
        return None
    zone = _by_code(code) if code else _around(lines)
    if zone is None or not all(lines):
        return None
    placed = lines if code else tuple(tuple(zone.metres(point) for point in line) for line in lines)
    return Shape(zone=zone, lines=placed, area=read["type"].endswith("Polygon"))


def _by_code(code: str) -> Zone | None:
    return next((zone for zone in ZONES if zone.epsg == code), None)


def _around(lines: tuple[tuple[Point, ...], ...]) -> Zone | None:
    """Return the zone that holds every point: a shape across two oceans is drawn in neither."""
    return next((zone for zone in ZONES if all(zone.holds(point) for line in lines for point in line)), None)


def _lines(node: Any, depth: int) -> Iterator[tuple[Point, ...]]:
    """Yield the runs of points of GeoJSON coordinates, `depth` lists above a position."""
    if depth > 1:
        for one in node:
            yield from _lines(one, depth - 1)
    elif node:
        yield tuple((float(x), float(y)) for x, y in ([node] if depth == 0 else node))


def _surface(ring: tuple[Point, ...]) -> float:
    """Return twice the signed surface of a closed ring."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, (*ring[1:], ring[0]), strict=True))


def _centroid(ring: tuple[Point, ...]) -> Point:
    """Return the centre of a ring by surface, or the mean of points that enclose none."""
    x0, y0 = ring[0]  # near the ring, so that the sums keep their digits
    local = tuple((x - x0, y - y0) for x, y in ring)
    if len(ring) < _CORNERS or not (twice := _surface(local)):
        return sum(x for x, _ in ring) / len(ring), sum(y for _, y in ring) / len(ring)
    pairs = [(a, b, a[0] * b[1] - b[0] * a[1]) for a, b in zip(local, (*local[1:], local[0]), strict=True)]
    x, y = (sum((a[axis] + b[axis]) * cross for a, b, cross in pairs) / (3 * twice) for axis in (0, 1))
    return x0 + x, y0 + y
