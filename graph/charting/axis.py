"""The axis of a timeline: whole years, from that of the first date to that of the last, which it always holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from graph.charting.spans import Span

WIDE: Final = 1160.0
"""Width of a timeline, in its own units."""
MARGIN: Final = 14.0
LABEL: Final = 30.0
"""Height of the years, written above and below."""
_STEPS: Final = (1, 2, 5, 10, 20, 50, 100)
_ROOM: Final = 54.0


@dataclass(frozen=True)
class Axis:
    """Years from `first` to `last`, both whole."""

    first: int
    last: int

    def at(self, day: date) -> float:
        """Return where a day begins, in units of the drawing."""
        start, end = date(self.first, 1, 1).toordinal(), date(self.last, 12, 31).toordinal() + 1
        return round(MARGIN + (day.toordinal() - start) / (end - start) * (WIDE - 2 * MARGIN), 1)

    def after(self, day: date) -> float:
        """Return where a day ends: where the next one begins, but at the very end of the calendar."""
        return self.at(date.fromordinal(day.toordinal() + 1)) if day < date.max else WIDE - MARGIN

    def stretch(self, span: Span) -> tuple[float, float]:
        """Return where a period begins and ends, cut where it goes beyond the axis."""
        return max(self.at(span.first), MARGIN), min(self.after(span.last), WIDE - MARGIN)

    @property
    def ticks(self) -> list[tuple[int, float]]:
        """Return the years that are written, with where they begin: as many as there is room for."""
        room = (WIDE - 2 * MARGIN) / (self.last - self.first + 1)
        step = next((one for one in _STEPS if one * room >= _ROOM), _STEPS[-1])
        return [(year, self.at(date(year, 1, 1))) for year in range(self.first, self.last + 1) if year % step == 0]


def axis(spans: Sequence[Span]) -> Axis | None:
    """Return the axis that holds every period; None when there is none."""
    if not spans:
        return None
    return Axis(min(one.first.year for one in spans), max(one.last.year for one in spans))
