"""What layouts place and where it ends up: items, places and the page that they should fit."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from graph.drawing.labels import Box, Label, Side, boxes

PAGE: Final = (1000.0, 720.0)
"""The surface, in pixels, that a laptop screen leaves to the picture: a layout that fits is shown at full size."""


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


def scale(places: Sequence[Place]) -> float:
    """Return the zoom at which a layout fits the page, at most 1."""
    found = [box for place in places for box in place.boxes]
    wide = 2 * max(max(-box.left, box.right) for box in found)
    high = max(box.bottom for box in found) - min(box.top for box in found)
    return min(PAGE[0] / wide, PAGE[1] / high, 1.0)
