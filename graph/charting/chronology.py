"""A timeline: projects or mandates on an axis of years, a block of lanes for each programme or body."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from rdflib import Graph

from graph.charting.axis import LABEL, MARGIN, WIDE, Axis, axis
from graph.charting.blocks import blocks
from graph.charting.dated import HEADS, Dated, carried, dated
from graph.charting.mandates import HEADS as SEATS
from graph.charting.mandates import mandates
from graph.charting.plate import Key, Plate, known, present
from graph.drawing.network import project
from graph.drawing.projection import declared
from graph.errors import GraphError
from graph.wording import count, day_of, folded, number

MOST: Final = 2_000
"""Things that a timeline draws or lists, unless more are asked for."""
_STATES: Final = ("prevu", "en-cours", "realise", "realise-ou-engage", "abandonne", "termine", "inconnu")


def chronology(
    graph: Graph, title: str, *, about: str = "", notes: Sequence[str] = (), most: int | None = None
) -> Plate:
    """Return the timeline of the answer to a CONSTRUCT query; an answer that dates nothing is refused.

    Beyond `most` things, those without a date leave first, then the latest.
    """
    rules = declared()
    network = project(graph, rules)
    told = dated(graph, network, rules)
    every = sorted(told or mandates(graph, network, rules), key=lambda one: one.rank)
    found = every[: MOST if most is None else most]
    scale = axis([one.span for one in found if one.span])
    if scale is None:
        raise GraphError(f"« {title} » : rien n'y est daté", kind="usage", remedy="élargissez les paramètres")
    ids, data = known(network, rules)
    undated = sorted((one for one in found if not one.span), key=lambda one: (folded(one.label), one.iri))
    periods = {one.carrier: carried(graph, network, rules, one.carrier) for one in found}
    drawn = list(blocks(found, scale, ids, periods))
    sheet = {"title": title, "width": WIDE, "height": drawn[-1]["bottom"] + LABEL, "margin": MARGIN}
    return Plate(
        picture="chronologie",
        title=title,
        kicker="Chronologie",
        summary=_summary(len(found) - len(undated), scale),
        about=about,
        notes=(*notes, *_remarks(len(undated), len(every) - len(found))),
        legend=_legend(found),
        kinds=present(network, rules),
        drawing={**sheet, "ticks": scale.ticks, "blocks": drawn},
        data={**data, "heads": HEADS if told else SEATS, "rows": _rows(found, ids)},
        aside=tuple((ids[one.iri], one.label) for one in undated),
    )


def _summary(drawn: int, scale: Axis) -> str:
    return f"{count(drawn, 'élément daté', 'éléments datés')}, de {scale.first} à {scale.last}"


def _remarks(undated: int, left: int) -> Iterator[str]:
    if undated:
        yield f"{number(undated)} sans date, sous l’image"
    if left:
        yield f"{count(left, 'autre laissé de côté', 'autres laissés de côté')}"


def _rows(found: Sequence[Dated], ids: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the table of the timeline: what is drawn and what is not, each end as it was published."""
    return [
        {
            "id": ids[one.iri],
            "label": one.label,
            "block": one.block,
            "state": one.state_words,
            "start": [one.span.start, day_of(one.span.start)] if one.span else ["", ""],
            "end": [one.span.end, day_of(one.span.end)] if one.span else ["", ""],
            "more": list(one.more),
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
    return (*states, *([Key(look="tirets", words="début ou fin non publiés")] if opened else []))
