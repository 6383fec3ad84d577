"""When a node was: its first and its last day, as wide as its source is vague; an end may be unknown."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from rdflib import Graph, URIRef

from graph.drawing.projection import Projection

_CUTS: Final = {"annee": 4, "mois": 7}


@dataclass(frozen=True, kw_only=True)
class Span:
    """The days that a period covers, its ends that nobody gives, and both ends as published: « 2020 », « 2020-06 »."""

    first: date
    last: date
    open_start: bool = False
    open_end: bool = False
    start: str = ""
    end: str = ""


def span(graph: Graph, rules: Projection, nodes: tuple[str, ...]) -> Span | None:
    """Return the period of a drawn node; None when no source dates it."""
    for node in map(URIRef, nodes):
        edges = [_edge(graph, rules, node, end) for end in ("start", "end")]
        if dated := [edge for edge in edges if edge]:
            start, end = (edge.words if edge else "" for edge in edges)
            return Span(
                first=min(edge.first for edge in dated),
                last=max(edge.last for edge in dated),
                open_start=not start,
                open_end=not end,
                start=start,
                end=end,
            )
    return None


class _Edge(NamedTuple):
    """One end of a period: the first and the last day that it may be, and how it was published."""

    first: date
    last: date
    words: str


def _edge(graph: Graph, rules: Projection, node: URIRef, end: str) -> _Edge | None:
    written = min((str(value) for value in graph.objects(node, rules.period[end])), default="")
    precision = str(graph.value(node, rules.period[f"{end}_precision"]) or "")
    try:
        day = date.fromisoformat(written)
    except ValueError:
        return None
    words = written[: _CUTS.get(precision, len(written))]
    if precision == "annee":
        return _Edge(date(day.year, 1, 1), date(day.year, 12, 31), words)
    if precision == "mois":
        return _Edge(day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]), words)
    return _Edge(day, day, words)
