"""Names of places: on which side each is written and from which zoom, so that none covers another name or a mark."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf
from typing import Final

from graph.drawing.labels import LINE, Box, width

ZOOMS: Final = (0.25, 0.35, 0.5, 0.7, 0.9, 1.0, 1.4, 2.0, 2.8, 4.0, 5.6, 8.0, 11.0, 16.0)
"""Zooms at which names are tried: how many screen pixels a unit of the drawing takes."""
GAP: Final = 4.0
SIDES: Final = {"right": (1, 0), "left": (-1, 0), "above": (0, -1), "below": (0, 1)}
"""Sides of a mark, in the order in which they are tried, and the way to go there."""
_ON: Final = ("on",)
_SLOWER: Final = 0.75
_SMALLER: Final = 2.5


@dataclass(frozen=True, kw_only=True)
class Named:
    """A place to name: its point, and its radius in units at zoom 1; without one, its name stands on it.

    `span` is how wide the place is: a name that stands on it waits for a zoom where it does not go beyond.
    """

    text: str
    x: float
    y: float
    radius: float = 0.0
    span: float = inf


@dataclass(frozen=True, kw_only=True)
class Spot:
    """Where a name is written, and the smallest zoom at which it has room there."""

    side: str
    since: float


def growth(zoom: float) -> float:
    """Return by how much marks shrink, in units, when the drawing is zoomed: more slowly than the drawing grows."""
    return float(zoom**-_SLOWER)


def spots(places: Sequence[Named], wide: float) -> list[Spot | None]:
    """Return where each name stands in a drawing so wide, what matters most first; None where it never can."""
    found: list[Spot | None] = [None] * len(places)
    for zoom in ZOOMS:
        room = _Room(wide * zoom)
        for one, spot in zip(places, found, strict=True):
            if one.radius:
                room.take(_mark(one, zoom), one.radius)
            if spot:
                room.take(_box(one, spot.side, zoom))
        for rank, one in enumerate(places):
            if found[rank] is None:
                found[rank] = _spot(one, zoom, room)
    return found


def _spot(one: Named, zoom: float, room: "_Room") -> Spot | None:
    if width(one.text) > one.span * zoom:
        return None
    for side in SIDES if one.radius else _ON:
        if room.free(box := _box(one, side, zoom), least=one.radius / _SMALLER):
            room.take(box)
            return Spot(side=side, since=zoom)
    return None


def _mark(one: Named, zoom: float) -> Box:
    radius = one.radius * growth(zoom) * zoom
    return Box(one.x * zoom - radius, one.y * zoom - radius, one.x * zoom + radius, one.y * zoom + radius)


def _box(one: Named, side: str, zoom: float) -> Box:
    """Return the rectangle of a name, in pixels of the screen."""
    across, down = SIDES.get(side, (0, 0))
    wide, away = width(one.text), one.radius * growth(zoom) * zoom + GAP
    x = one.x * zoom + across * (away + wide / 2)
    y = one.y * zoom + down * (away + LINE / 2)
    return Box(x - wide / 2, y - LINE / 2, x + wide / 2, y + LINE / 2)


class _Room:
    """What is already taken of the screen, by row, to look only at the near ones."""

    def __init__(self, wide: float) -> None:
        self._wide = wide
        self._rows: dict[int, list[tuple[float, Box]]] = {}

    def take(self, box: Box, weight: float = inf) -> None:
        for row in self._over(box):
            self._rows.setdefault(row, []).append((weight, box))

    def free(self, box: Box, least: float) -> bool:
        """Tell whether a box covers nothing that weighs as much as `least`: a large place is named over small ones."""
        if box.left < 0 or box.right > self._wide:
            return False
        near = (held for row in self._over(box) for held in self._rows.get(row, ()))
        return not any(weight >= least and box.meets(other) for weight, other in near)

    @staticmethod
    def _over(box: Box) -> Iterator[int]:
        yield from range(int(box.top // LINE), int(box.bottom // LINE) + 1)
