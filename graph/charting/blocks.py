"""The blocks of a timeline, from top to bottom: one for each programme or body, with its bars on lanes."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from graph.charting.axis import Axis
from graph.charting.dated import Dated
from graph.charting.lanes import LANE, bars
from graph.charting.spans import Span
from graph.wording import count, folded

_HEAD: Final = 30.0
_GAP: Final = 12.0


def blocks(
    found: Sequence[Dated], scale: Axis, ids: Mapping[str, str], periods: Mapping[str, Span | None]
) -> Iterator[dict[str, Any]]:
    """Yield what the template draws, the fullest block first, what nobody carries last; units of the drawing."""
    top = 0.0
    for carrier, inside in _gathered(found):
        placed = bars([(one.label, one.span) for one in inside if one.span], scale)
        period = periods[carrier]
        yield {
            "id": ids.get(carrier, ""),
            "label": inside[0].block,
            "count": count(len(inside), "élément", "éléments"),
            "top": top,
            "bottom": (bottom := top + _HEAD + LANE * (1 + max(bar.lane for bar in placed)) + _GAP),
            "period": scale.stretch(period) if period else None,
            "bars": [
                {"id": ids[one.iri], "state": one.state, "bar": bar, "y": top + _HEAD + LANE * bar.lane}
                for one, bar in zip(inside, placed, strict=True)
            ],
        }
        top = bottom


def _gathered(found: Sequence[Dated]) -> list[tuple[str, list[Dated]]]:
    by_carrier: dict[str, list[Dated]] = {}
    for one in found:
        if one.span:
            by_carrier.setdefault(one.carrier, []).append(one)
    return sorted(by_carrier.items(), key=lambda item: (not item[0], -len(item[1]), folded(item[1][0].block), item[0]))
