"""Frames: each zone fitted in its rectangle of the drawing, north up, its outlines snapped to a grid to stay light."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import floor, log10
from typing import Final

from graph.charting.shapes import Shape
from graph.charting.zones import ZONES, Point, Zone

WIDE: Final = 1000.0
"""Width of a drawing, in its own units."""
_TALL: Final = (560.0, 860.0)
_SIDE: Final = 230.0
_MARGIN: Final = 46.0
_LEAST: Final = 4_000.0
_POINTS: Final = 60_000
_GRIDS: Final = (0.2, 0.4, 0.8, 1.6, 3.2)
_STEPS: Final = (5, 2, 1)
_ZERO: Final = re.compile(r"(?<![\d.])0\.")


@dataclass(frozen=True, kw_only=True)
class Frame:
    """The rectangle of one zone, in units of the drawing; `scale` is how many metres a unit stands for."""

    zone: Zone
    left: float
    top: float
    width: float
    height: float
    west: float
    north: float
    scale: float
    grid: float = _GRIDS[0]

    def place(self, point: Point) -> Point:
        """Return where metres fall in the drawing, y downwards, to a tenth of a unit."""
        return (
            round(self.left + (point[0] - self.west) / self.scale, 1),
            round(self.top + (self.north - point[1]) / self.scale, 1),
        )

    def path(self, shape: Shape) -> str:
        """Return the SVG path of an outline; neighbours still share their border, for both are snapped alike."""
        return "".join(_run(self._snapped(line), closed=shape.area) for line in shape.lines)

    def points(self, shapes: Iterable[Shape]) -> int:
        """Return how many points the outlines of shapes take."""
        return sum(len(self._snapped(line)) for one in shapes for line in one.lines)

    def _snapped(self, line: Sequence[Point]) -> list[Point]:
        kept: list[Point] = []
        for point in line:
            x, y = self.place(point)
            cell = (round(round(x / self.grid) * self.grid, 1), round(round(y / self.grid) * self.grid, 1))
            if not kept or kept[-1] != cell:
                kept.append(cell)
        return kept


def frames(shapes: Iterable[Shape]) -> tuple[tuple[Frame, ...], float]:
    """Return a frame for each zone that holds something, the fullest first and largest, and the height of it all."""
    by_zone: dict[str, list[Shape]] = {}
    for one in shapes:
        by_zone.setdefault(one.zone.epsg, []).append(one)
    order = [zone.epsg for zone in ZONES]
    held = sorted(by_zone.items(), key=lambda item: (-len(item[1]), order.index(item[0])))
    if not held:
        return (), 0.0
    first = _frame(held[0][1], 0, 0, WIDE, _height(held[0][1]))
    apart = [
        _frame(found, (rank % 4) * (WIDE / 4), first.height + (rank // 4) * _SIDE, WIDE / 4, _SIDE)
        for rank, (_, found) in enumerate(held[1:])
    ]
    return (first, *apart), first.height + -(-len(apart) // 4) * _SIDE


def bar(scale: float, widest: float = 160.0) -> tuple[float, str]:
    """Return the length in units and the words of a scale bar: the longest of 1, 2 or 5 times a power of ten metres."""
    most = widest * scale
    power = 10 ** floor(log10(most))
    metres = next(step * power for step in _STEPS if step * power <= most)
    words = f"{metres / 1000:g} km" if metres >= 1000 else f"{metres:g} m"  # noqa: PLR2004  # a kilometre
    return round(metres / scale, 1), words.replace(".", ",")


def _box(shapes: Iterable[Shape]) -> tuple[float, float, float, float]:
    """Return the box of shapes in metres, never smaller than a village."""
    points = [point for one in shapes for line in one.lines for point in line]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    more = [max((_LEAST - (max(axis) - min(axis))) / 2, 0) for axis in (xs, ys)]
    return min(xs) - more[0], min(ys) - more[1], max(xs) + more[0], max(ys) + more[1]


def _height(shapes: Sequence[Shape]) -> float:
    west, south, east, north = _box(shapes)
    return min(max((WIDE - 2 * _MARGIN) * (north - south) / (east - west) + 2 * _MARGIN, _TALL[0]), _TALL[1])


def _frame(shapes: Sequence[Shape], left: float, top: float, width: float, height: float) -> Frame:
    """Fit shapes in a rectangle, in its middle."""
    west, south, east, north = _box(shapes)
    scale = max((east - west) / (width - 2 * _MARGIN), (north - south) / (height - 2 * _MARGIN))
    across, down = (width - (east - west) / scale) / 2, (height - (north - south) / scale) / 2
    fitted = Frame(
        zone=shapes[0].zone,
        left=left,
        top=top,
        width=width,
        height=height,
        west=west - across * scale,
        north=north + down * scale,
        scale=scale,
    )
    finer = (replace(fitted, grid=grid) for grid in _GRIDS)
    return next((one for one in finer if one.points(shapes) <= _POINTS), replace(fitted, grid=_GRIDS[-1]))


def _run(points: Sequence[Point], *, closed: bool) -> str:
    """Write one run of points, each as a step from the one before, with no character that SVG does not need."""
    if closed and len(points) > 1 and points[0] == points[-1]:
        points = points[:-1]
    steps = [f"{round(x - x0, 1):g} {round(y - y0, 1):g}" for (x0, y0), (x, y) in pairwise(points)]
    path = f"M{points[0][0]:g} {points[0][1]:g}" + (f"l{' '.join(steps)}" if steps else "") + ("Z" if closed else "")
    return _ZERO.sub(".", path).replace(" -", "-")
