"""Radial layout of what surrounds one node: a sector for each relation, in a fixed order, where no two labels meet."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Final

from graph.labels import Box, Label, Side, boxes, wrap

PAGE: Final = (1000.0, 720.0)
"""The drawing surface, in pixels, that a laptop screen leaves to the picture: a layout that fits is shown at full size."""

_RADII: Final = (215.0, 240.0, 265.0, 290.0, 315.0, 345.0, 380.0, 420.0, 465.0, 515.0, 570.0, 640.0, 740.0, 880.0, 1100.0, 1500.0)
_RINGS: Final = (1, 2, 3)
_RING_STEP: Final = 62.0
_MARGIN: Final = 3.0
_FLANK: Final = 0.5
_START: Final = -60.0
_WIDEST: Final = {1: 190.0, 2: 150.0}
_GOOD: Final = 0.97
_CAPTION_WIDTH: Final = 120.0
_CAPTION_RADII: Final = (0.6, 0.7, 0.5, 0.78, 0.42, 0.86)


@dataclass(frozen=True, kw_only=True)
class Item:
    """Something to place: its radius in pixels, its name, and the sector it belongs to."""

    iri: str
    radius: float
    name: str
    sector: str = ""
    bold: bool = False


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where an item stands (pixels from the centre, y downwards), with its label and the side of the label."""

    iri: str
    x: float
    y: float
    radius: float
    label: Label
    side: Side

    @cached_property
    def boxes(self) -> tuple[Box, Box]:
        """Return the rectangles of the shape and of the label."""
        return boxes(self.x, self.y, self.radius, self.label, self.side)


@dataclass(frozen=True, kw_only=True)
class Caption:
    """The words of a sector, centred on a point."""

    label: Label
    x: float
    y: float

    @property
    def box(self) -> Box:
        """Return the rectangle of the words."""
        return boxes(self.x, self.y - self.label.height / 2, 0, self.label, "below")[1]


def sectors(centre: Item, items: Sequence[Item]) -> tuple[list[Place], list[Caption]]:
    """Place the centre, then the items around it, clockwise from ten o'clock; items of one sector must follow each other."""
    middle = Place(
        iri=centre.iri, x=0, y=0, radius=centre.radius, label=wrap(centre.name, 190, 4, bold=True), side="below"
    )  # fmt: skip
    around = _best(middle, items)
    places = [middle, *(_rounded(place) for place in around)]
    return places, list(_captions(places, items))


def scale(places: Sequence[Place]) -> float:
    """Return the zoom at which a layout fits the page, at most 1."""
    found = [box for place in places for box in place.boxes]
    wide = 2 * max(max(-box.left, box.right) for box in found)
    high = max(box.bottom for box in found) - min(box.top for box in found)
    return min(PAGE[0] / wide, PAGE[1] / high, 1.0)


def _best(middle: Place, items: Sequence[Item]) -> list[Place]:
    """Try two lines a label before one, one ring before three, and keep what is shown largest."""
    if not items:
        return []
    tried: list[tuple[float, list[Place]]] = []
    for lines in (2, 1):
        for rings in _RINGS:
            found = _tightest(middle, items, lines, rings)
            tried.append((scale(found), found))
            if tried[-1][0] >= _GOOD:
                return found
    return max(tried, key=lambda one: one[0])[1]


def _tightest(middle: Place, items: Sequence[Item], lines: int, rings: int) -> list[Place]:
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


def _rounded(place: Place) -> Place:
    """Keep whole pixels, so that the same page has the same bytes on every machine."""
    return Place(
        iri=place.iri, x=round(place.x), y=round(place.y), radius=place.radius, label=place.label, side=place.side
    )  # fmt: skip


def _captions(places: Sequence[Place], items: Sequence[Item]) -> Iterator[Caption]:
    """Name each sector along its middle, where there is room for the words; the panel names them all."""
    by_iri = {place.iri: place for place in places}
    taken = [box for place in places for box in place.boxes]
    for sector, group in groupby(items, key=lambda item: item.sector):
        around = [by_iri[item.iri] for item in group]
        one, other = around[(len(around) - 1) // 2], around[len(around) // 2]
        x, y = (one.x + other.x) / 2, (one.y + other.y) / 2
        label = wrap(sector, _CAPTION_WIDTH)
        for part in _CAPTION_RADII:
            caption = Caption(label=label, x=round(x * part), y=round(y * part))
            if sector and not any(caption.box.meets(box) for box in taken):
                taken.append(caption.box)
                yield caption
                break

