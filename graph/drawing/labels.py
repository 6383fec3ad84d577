"""Sizes of labels before they are drawn, from the metrics that Helvetica, Arial and Liberation Sans share."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Final, Literal, TypeAlias

FONT: Final = 13
LINE: Final = 16
GAP: Final = 5
BOLD: Final = 1.1
_THOUSANDTHS: Final = {
    191: "'", 222: "ijl’", 260: "|", 278: " !,./:;I[\\]ft·", 333: "()-`r", 334: "{}", 355: '"', 389: "*", 469: "^",
    500: "Jcksvxyz", 556: "#$0123456789?L_abdeghnopqu«»–€", 584: "+<=>~", 611: "FTZ", 667: "&ABEKPSVXY", 722: "CDHNRUw",
    778: "GOQ", 833: "Mm", 889: "%", 944: "Wœ", 1000: "Œ—…", 1015: "@",
}  # fmt: skip
_WIDTHS: Final[Mapping[str, int]] = MappingProxyType(
    {character: width for width, characters in _THOUSANDTHS.items() for character in characters}
)
_WIDEST: Final = 1050
LONGEST: Final = 400

Side: TypeAlias = Literal["below", "above", "left", "right"]


@dataclass(frozen=True)
class Box:
    """A rectangle of the page, in pixels, y downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Say whether two rectangles share some surface."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


@dataclass(frozen=True, kw_only=True)
class Label:
    """The one, two or more lines that name a node, the side they stand on and the weight of the letters."""

    lines: tuple[str, ...]
    bold: bool = False

    @cached_property
    def width(self) -> float:
        """Return the width of the longest line, in pixels."""
        return max((width(line, bold=self.bold) for line in self.lines), default=0.0)

    @property
    def height(self) -> float:
        """Return the height of the block of lines, in pixels."""
        return len(self.lines) * LINE


def width(text: str, *, bold: bool = False) -> float:
    """Return how wide a line of text is drawn, in pixels, never under what browsers measure."""
    thousandths = sum(_WIDTHS.get(unicodedata.normalize("NFD", letter)[0], _WIDEST) for letter in text)
    return thousandths * FONT / 1000 * (BOLD if bold else 1)


def wrap(text: str, longest: float, lines: int = 2, *, bold: bool = False) -> Label:
    """Break a name into at most `lines` lines no wider than `longest`; what does not fit ends with « … »."""
    made, words = [""], text[:LONGEST].split()
    for word in words:
        joined = f"{made[-1]} {word}".strip()
        if not made[-1] or width(joined, bold=bold) <= longest:
            made[-1] = joined
        elif len(made) < lines:
            made.append(word)
        else:
            made[-1] = joined
            break
    return Label(lines=tuple(_cut(line, longest, bold=bold) for line in made), bold=bold)


def boxes(x: float, y: float, radius: float, label: Label, side: Side) -> tuple[Box, Box]:
    """Return the rectangles of a node's shape and of its label."""
    wide, high = label.width, label.height
    left = {"right": x + radius + GAP, "left": x - radius - GAP - wide}.get(side, x - wide / 2)
    top = {"below": y + radius + GAP, "above": y - radius - GAP - high}.get(side, y - high / 2)
    return Box(x - radius, y - radius, x + radius, y + radius), Box(left, top, left + wide, top + high)


def _cut(line: str, longest: float, *, bold: bool) -> str:
    if width(line, bold=bold) <= longest:
        return line
    while line and width(line + "…", bold=bold) > longest:
        line = line[:-1]
    return line.rstrip(" ,;:-'’") + "…"
