"""The arrows of the picture: from box to box by the way that is declared, with the properties beside them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from graph.documenting.boxes import Box, Line, name
from graph.documenting.terms import Term

SMALL: Final = 12
"""The letters of a property, in pixels."""

Point: TypeAlias = tuple[float, float]


@dataclass(frozen=True, kw_only=True)
class Arrow:
    """A link between two boxes: the points of its line, and its properties as lines of text."""

    points: tuple[Point, ...]
    lines: tuple[Line, ...]


def arrow(
    laid: Mapping[str, Box], key: str, way: Mapping[str, Any], told: Mapping[str, Any], terms: Sequence[Term]
) -> Arrow:
    """Draw one link the way it is declared, its properties beside its first stretch."""
    start, end = (laid[which] for which in key.split())
    anchors = {term.iri: term.anchor for term in terms}
    properties = start.group.links[end.group.name]
    points = _points(start, end, way["way"], way["at"], way.get("to", 0.5))
    x, y = _label(points, way["way"], len(properties), told["size"])
    lines = tuple(
        Line(x, y + n * (SMALL + 3), name(iri), anchor=anchors.get(iri, "")) for n, iri in enumerate(properties)
    )
    return Arrow(points=points, lines=lines)


def _points(start: Box, end: Box, way: str, at: float, to: float) -> tuple[Point, ...]:
    """Return the points of each way, from a side of one box to a side of the other."""
    x, y = start.x + at * start.width, start.y + at * start.height
    across, level = end.x + to * end.width, end.y + to * end.height
    ways: dict[str, tuple[Point, ...]] = {
        "up": ((x, start.y), (x, end.y + end.height)),
        "down": ((x, start.y + start.height), (x, end.y)),
        "left": ((start.x, y), (end.x + end.width, y)),
        "right": ((start.x + start.width, y), (end.x, y)),
        "left-up": ((start.x, y), (across, y), (across, end.y + end.height)),
        "down-left": ((x, start.y + start.height), (x, level), (end.x + end.width, level)),
        "margin": ((start.x, y), (start.x / 2, y), (start.x / 2, level), (end.x, level)),
    }
    return ways[way]


def _label(points: Sequence[Point], way: str, count: int, size: Mapping[str, Any]) -> tuple[float, float]:
    """Return where the first line of the properties stands: beside a line that rises, above one that lies."""
    (x, y), (x2, y2) = points[0], points[1]
    block = (count - 1) * (SMALL + 3)
    if way in ("up", "down", "down-left"):
        middle = y - size["gaps"][0] / 2 if way == "up" else y + size["gaps"][0] / 2
        return x + 7, middle - block / 2 + SMALL / 3
    if way == "margin":
        return x2 + 7, (points[1][1] + points[2][1]) / 2
    return min(x, x2) + 8, min(y, y2) - 6 - block
