"""Bars on lanes: each period with its name beside it, on the first lane where neither covers another."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from graph.charting.axis import MARGIN, WIDE, Axis
from graph.charting.spans import Span
from graph.drawing.labels import width, wrap

LANE: Final = 24.0
"""Height of a lane, in units of the drawing."""
_GAP: Final = 6.0
_LEAST: Final = 5.0
_LONGEST: Final = 430.0


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One period drawn from `left` to `right`, dashed on `since` and `until` where it is open, and its name."""

    lane: int
    left: float
    right: float
    since: float
    until: float
    text: str
    x: float
    anchor: str

    @property
    def inside(self) -> bool:
        """Tell whether the name stands in the bar."""
        return self.anchor == "start" and self.x < self.right

    @property
    def box(self) -> tuple[float, float]:
        """Return the stretch of its lane that it takes, dashes and name included."""
        wide = width(self.text)
        start = self.x - wide if self.anchor == "end" else self.x
        return min(self.since, start), max(self.until, start + wide)


def bars(named: Iterable[tuple[str, Span]], scale: Axis) -> list[Bar]:
    """Return a bar for each name and period, in order, each on the first lane that has room for it."""
    lanes: list[list[tuple[float, float]]] = []
    placed = []
    for text, span in named:
        bar = _bar(text, span, scale)
        start, end = bar.box
        lane = next((rank for rank, taken in enumerate(lanes) if _free(taken, start, end)), len(lanes))
        if lane == len(lanes):
            lanes.append([])
        lanes[lane].append((start, end))
        placed.append(_on(bar, lane))
    return placed


def _bar(text: str, span: Span, scale: Axis) -> Bar:
    left, right = scale.at(span.first), scale.after(span.last)
    if right - left < _LEAST:
        left, right = max(left - _LEAST / 2, MARGIN), min(right + _LEAST / 2, WIDE - MARGIN)
    since, until = (MARGIN if span.open_start else left), (WIDE - MARGIN if span.open_end else right)
    label = wrap(text, max(_LONGEST, right - left - 2 * _GAP), 1).lines[0]
    wide = width(label)
    inside = wide + 2 * _GAP <= right - left
    beyond = left + _GAP if inside else right + _GAP
    if beyond + wide <= WIDE - MARGIN:
        x, anchor = beyond, "start"
    else:
        x, anchor = max(left - _GAP, wide + MARGIN), "end"
    return Bar(lane=0, left=left, right=right, since=since, until=until, text=label, x=round(x, 1), anchor=anchor)


def _on(bar: Bar, lane: int) -> Bar:
    return Bar(**{**vars(bar), "lane": lane})


def _free(taken: Sequence[tuple[float, float]], start: float, end: float) -> bool:
    return all(end + _GAP <= other or start - _GAP >= until for other, until in taken)
