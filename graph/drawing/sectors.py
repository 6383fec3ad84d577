"""Radial layout of what surrounds one node: a sector for each relation, in a fixed order, where no two labels meet."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from graph.drawing.labels import Box, Label, boxes, wrap
from graph.drawing.placing import Item, Place, scale
from graph.drawing.sweep import tightest

_RINGS: Final = (1, 2, 3)
_GOOD: Final = 0.97
_CAPTION_WIDTH: Final = 120.0
_CAPTION_RADII: Final = (0.6, 0.7, 0.5, 0.78, 0.42, 0.86)


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
    """Place the centre, then the items around it, clockwise from ten o'clock; items of one sector follow each other."""
    middle = Place(
        iri=centre.iri, x=0, y=0, radius=centre.radius, label=wrap(centre.name, 190, 4, bold=True), side="below"
    )  # fmt: skip
    around = _best(middle, items)
    places = [middle, *(_rounded(place) for place in around)]
    return places, list(_captions(places, items))


def _best(middle: Place, items: Sequence[Item]) -> list[Place]:
    """Try two lines a label before one, one ring before three, and keep what is shown largest."""
    if not items:
        return []
    tried: list[tuple[float, list[Place]]] = []
    for lines in (2, 1):
        for rings in _RINGS:
            found = tightest(middle, items, lines, rings)
            tried.append((scale(found), found))
            if tried[-1][0] >= _GOOD:
                return found
    return max(tried, key=lambda one: one[0])[1]


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
