"""A timeline: projects on an axis of years, a block of lanes for each programme, or for each body that carries them."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from rdflib import Graph

from graph.charting.axis import LABEL, MARGIN, WIDE, Axis, axis
from graph.charting.dated import Dated, carried, dated
from graph.charting.lanes import LANE, bars
from graph.charting.plate import Key, Plate, known, present
from graph.charting.spans import Span
from graph.drawing.network import project
from graph.drawing.projection import declared
from graph.errors import GraphError
from graph.wording import count, day_of, folded, number

_HEAD: Final = 30.0
_GAP: Final = 12.0
_STATES: Final = ("prevu", "en-cours", "realise", "realise-ou-engage", "abandonne", "inconnu")


def chronology(graph: Graph, title: str, *, about: str = "", notes: Sequence[str] = ()) -> Plate:
    """Return the timeline of the answer to a CONSTRUCT query; an answer that dates nothing is refused."""
    rules = declared()
    network = project(graph, rules)
    found = dated(graph, network, rules)
    scale = axis([one.span for one in found if one.span])
    if scale is None:
        raise GraphError(f"« {title} » : rien n'y est daté", kind="usage", remedy="élargissez les paramètres")
    ids, data = known(network, rules)
    undated = sorted((one for one in found if not one.span), key=lambda one: (folded(one.label), one.iri))
    periods = {one.carrier: carried(graph, network, rules, one.carrier) for one in found}
    blocks, height = _blocks(found, scale, ids, periods)
    sheet = {"title": title, "width": WIDE, "height": height, "margin": MARGIN, "ticks": scale.ticks}
    return Plate(
        picture="chronologie",
        title=title,
        kicker="Chronologie",
        summary=_summary(len(found) - len(undated), scale),
        notes=(*notes, *([f"{number(len(undated))} sans date, sous l’image"] if undated else [])),
        legend=_legend(found),
        kinds=present(network, rules),
        drawing={**sheet, "blocks": blocks},
        data={**data, "rows": _rows(found, ids), "title": title, "kicker": "Chronologie", "about": about, "centre": ""},
        aside=tuple((ids[one.iri], one.label) for one in undated),
    )


def _blocks(
    found: Sequence[Dated], scale: Axis, ids: Mapping[str, str], periods: Mapping[str, Span | None]
) -> tuple[list[dict[str, Any]], float]:
    """Return the blocks from the top, those of a programme or a body first, and the height of the drawing."""
    by_carrier: dict[str, list[Dated]] = {}
    for one in found:
        if one.span:
            by_carrier.setdefault(one.carrier, []).append(one)
    order = sorted(by_carrier.items(), key=lambda item: (not item[0], -len(item[1]), folded(item[1][0].block), item[0]))
    blocks, top = [], 0.0
    for carrier, inside in order:
        placed = bars([(one.label, one.span) for one in inside if one.span], scale)
        high = _HEAD + LANE * (1 + max(bar.lane for bar in placed)) + _GAP
        period = periods[carrier]
        blocks.append(
            {
                "id": ids.get(carrier, ""),
                "label": inside[0].block,
                "count": count(len(inside), "élément", "éléments"),
                "top": top,
                "height": high,
                "period": (scale.inside(period.first), scale.inside(period.last)) if period else None,
                "bars": [
                    {"id": ids[one.iri], "state": one.state, "bar": bar, "y": top + _HEAD + LANE * bar.lane}
                    for one, bar in zip(inside, placed, strict=True)
                ],
            }
        )
        top += high
    return blocks, top + LABEL


def _summary(drawn: int, scale: Axis) -> str:
    return f"{count(drawn, 'élément daté', 'éléments datés')}, de {scale.first} à {scale.last}"


def _rows(found: Sequence[Dated], ids: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the table of the timeline: what is drawn and what is not, each end as it was published."""
    return [
        {
            "id": ids[one.iri],
            "block": one.block,
            "state": one.state_words,
            "start": [one.span.start, day_of(one.span.start)] if one.span else ["", ""],
            "end": [one.span.end, day_of(one.span.end)] if one.span else ["", ""],
            "money": [one.money[0][0] if one.money else -1, " ; ".join(words for _, words in one.money)],
        }
        for one in found
    ]


def _legend(found: Sequence[Dated]) -> tuple[Key, ...]:
    words = {one.state: one.state_words for one in found if one.span}
    counts = {state: sum(one.state == state for one in found if one.span) for state in words}
    order = sorted(words, key=lambda state: (_STATES.index(state) if state in _STATES else len(_STATES), state))
    states = (
        Key(group=state, look=f"barre etat-{state}", words=words[state], count=number(counts[state])) for state in order
    )
    opened = any(one.span and (one.span.open_start or one.span.open_end) for one in found)
    return (*states, *([Key(look="tirets", words="une des deux dates n’est pas publiée")] if opened else []))
