"""The years of a node or a link: the first and the last that its source gives it, for the time filter of a page."""

import re
from collections.abc import Iterable
from typing import TypeAlias

from rdflib import Graph, URIRef
from rdflib.term import Node

from graph.drawing.projection import Projection

Years: TypeAlias = tuple[int | None, int | None]
"""First and last year; an end that no source closes is None."""


def years(graph: Graph, declared: Projection, nodes: Iterable[Node]) -> Years | None:
    """Return the years of nodes taken together: their period, else the day of their one event; None without a date."""
    nodes = tuple(nodes)
    starts, ends, moments = (_found(graph, nodes, declared.dates[part]) for part in ("start", "end", "moment"))
    if starts or ends:
        return min(starts, default=None), max(ends, default=None)
    return (min(moments), max(moments)) if moments else None


def _found(graph: Graph, nodes: Iterable[Node], terms: Iterable[URIRef]) -> list[int]:
    values = (str(value) for node in nodes for term in terms for value in graph.objects(node, term))
    return [int(value[:4]) for value in values if re.match(r"\d{4}(-|$)", value)]
