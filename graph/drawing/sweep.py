"""Turning clockwise around a centre, each item where it meets nothing, on the smallest circle that holds them all."""

import math
from collections.abc import Sequence
from typing import Final

from graph.drawing.labels import Box, Label, Side, wrap
from graph.drawing.placing import Item, Place

_RADII: Final = (
    215.0,
    240.0,
    265.0,
    290.0,
    315.0,
    345.0,
    380.0,
    420.0,
    465.0,
    515.0,
    570.0,
    640.0,
    740.0,
    880.0,
    1100.0,
    1500.0,
)
_RING_STEP: Final = 62.0
_MARGIN: Final = 3.0
_FLANK: Final = 0.5
_START: Final = -60.0
_WIDEST: Final = {1: 190.0, 2: 150.0}


def tightest(middle: Place, items: Sequence[Item], lines: int, rings: int) -> list[Place]:
    """Return the layout of smallest radius in which everything fits, spread over the whole circle."""
    labels = [wrap(item.name, _WIDEST[lines], lines, bold=item.bold) for item in items]
    growth = (_RADII[-1] * 1.3**step for step in range(1, 40))
    for radius in (*_RADII, *growth):
        fits = _swept(middle, items, labels, radius, rings, 0.0)
        if fits is not None:
            return _spread(middle, items, labels, radius, rings, fits)
    raise AssertionError("a circle of any size holds everything")


def _spread(
    middle: Place, items: Sequence[Item], labels: Sequence[Label], radius: float, rings: int, fits: list[Place]
) -> list[Place]:
    """Share the angle left over between the items, twice as much between two sectors."""
    low, high = 0.0, 360.0 / len(items)
    for _ in range(7):
        gap = (low + high) / 2
        found = _swept(middle, items, labels, radius, rings, gap)
        low, high, fits = (gap, high, found) if found is not None else (low, gap, fits)
    return fits


def _swept(
    middle: Place, items: Sequence[Item], labels: Sequence[Label], radius: float, rings: int, gap: float
) -> list[Place] | None:
    """Turn clockwise, putting each item at the first degree where it meets nothing; None when the circle is full."""
    least = max(gap, math.degrees(12.0 / radius))
    placed: list[Place] = []
    angle, sector = 0.0, items[0].sector
    for position, (item, label) in enumerate(zip(items, labels, strict=True)):
        angle += (least + (gap if item.sector != sector else 0)) if position else 0
        sector = item.sector
        ring = radius + _RING_STEP * (position % rings)
        while (place := _at(item, label, ring, angle)) and _hits(place, middle, placed, rings):
            angle += 1
        if angle > 360 - least:
            return None
        placed.append(place)
    return placed


def _at(item: Item, label: Label, radius: float, angle: float) -> Place:
    across, up = math.sin(math.radians(angle + _START)), math.cos(math.radians(angle + _START))
    side: Side = ("right" if across > 0 else "left") if abs(across) > _FLANK else ("above" if up > 0 else "below")
    return Place(iri=item.iri, x=radius * across, y=-radius * up, radius=item.radius, label=label, side=side)


def _hits(place: Place, middle: Place, placed: Sequence[Place], rings: int) -> bool:
    """Say whether a place meets another; only the last ones placed and, past the half turn, the first can be near."""
    near = 3 * rings
    others = placed if len(placed) <= 2 * near else [*placed[:near], *placed[-near:]]
    mine = [Box(b.left - _MARGIN, b.top - _MARGIN, b.right + _MARGIN, b.bottom + _MARGIN) for b in place.boxes]
    return any(box.meets(theirs) for other in (middle, *others) for theirs in other.boxes for box in mine)
