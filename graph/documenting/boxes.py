"""The boxes of the picture: where each stands, what it lists in each language, how tall that makes it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from graph.documenting.linked import Group
from graph.documenting.names import short
from graph.documenting.terms import Term
from graph.documenting.words import Words
from graph.drawing.labels import FONT, width

PAD: Final = 12
LINE: Final = 19
TITLE: Final = 26
"""Pixels: inside a box, a line of class, the line of the title."""


@dataclass(frozen=True)
class Line:
    """One line of text at a point, in one language or in any, which may lead to a term."""

    x: float
    y: float
    text: str
    language: str = ""
    anchor: str = ""

    def moved(self, x: float, y: float) -> "Line":
        """Return the line from another origin."""
        return replace(self, x=self.x + x, y=self.y + y)


@dataclass(frozen=True, kw_only=True)
class Box:
    """A group, drawn: its rectangle, its title and its lines; `anchor` is that of its only class."""

    group: Group
    x: float
    y: float
    width: float
    height: float
    anchor: str
    classes: tuple[Line, ...]
    notes: tuple[Line, ...]


def boxes(found: Sequence[Group], told: Mapping[str, Any]) -> Iterator[Box]:
    """Yield the boxes row by row; the tallest of a row pushes the next."""
    top = 1.0
    for row in sorted({group.row for group in found}):
        here = [_box(group, top, told) for group in found if group.row == row]
        yield from here
        top += max(box.height for box in here) + told["size"]["gaps"][row]


def _box(group: Group, top: float, told: Mapping[str, Any]) -> Box:
    """Lay one box: its classes in as many columns as it spans, then its notes, in each language."""
    size, (first, last) = told["size"], group.column
    step = size["column"] + size["gutter"]
    x, wide = size["margin"] + first * step, (last - first) * step + size["column"]
    columns = last - first + 1
    step = (wide - 2 * PAD) / columns  # from here on, between two columns of the box
    alone = len(group.classes) == 1 and group.classes[0].label == group.title
    named = () if alone else group.classes
    classes: list[Line] = []
    notes: list[Line] = []
    for language in Words._fields:
        end: float = TITLE + PAD
        for n, part in enumerate(_columns(named, language, columns, step - (PAD if columns > 1 else 0))):
            lines = [Line(PAD + n * step, end + FONT / 2 + i * LINE, text, language, at) for i, (text, at) in part]
            classes += lines
        end = max([end, *(line.y + LINE - FONT / 2 for line in classes if line.language == language)])
        texts = [part for text in _notes(group, told["ways"], language) for part in _fold(text, wide - 2 * PAD)]
        notes += [Line(PAD, end + FONT / 2 + i * LINE, text, language) for i, text in enumerate(texts)]
    bottom = max([TITLE, *(line.y for line in (*classes, *notes))])
    return Box(
        group=group,
        x=x,
        y=top,
        width=wide,
        height=bottom + PAD,
        anchor=group.classes[0].anchor if alone else "",
        classes=tuple(line.moved(x, top) for line in classes),
        notes=tuple(line.moved(x, top) for line in notes),
    )


def _columns(
    classes: Sequence[Term], language: str, count: int, longest: float
) -> Iterator[Iterator[tuple[int, tuple[str, str]]]]:
    """Yield columns of numbered lines, text and anchor; a class is never cut between two columns."""
    texts = [[(line, one.anchor) for line in _fold(getattr(one.label, language), longest)] for one in classes]
    tall = -(-sum(map(len, texts)) // count) if texts else 0
    column: list[tuple[str, str]] = []
    for text in texts:
        if column and len(column) + len(text) > tall:
            yield enumerate(column)
            column = []
        column += text
    yield enumerate(column)


def _notes(group: Group, ways: Mapping[str, Any], language: str) -> Iterator[str]:
    """Yield the links that no arrow shows: within the group, or to a group that has no way from here."""
    for end, properties in group.links.items():
        names = ", ".join(map(name, properties))
        if end == group.name:
            yield f"↺ {names}"
        elif f"{group.name} {end}" not in ways:
            yield f"→ {end} : {names}"
    if group.note:
        yield getattr(group.note, language)


def _fold(text: str, longest: float) -> list[str]:
    """Cut a text into lines; those after the first are set back."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if lines[-1] and width(longer) > longest:
            lines.append(f"\u2003{word}")
        else:
            lines[-1] = longer
    return lines


def name(iri: str) -> str:
    """Return what an arrow says of a property: ours without its prefix."""
    return short(iri).removeprefix("mlg:")
