"""What puts a link before another: the office it is, current before ended, and its amount in euros."""

from decimal import Decimal, InvalidOperation

from rdflib import Graph, URIRef
from rdflib.term import Node

from graph.drawing.described import notation, outdated
from graph.drawing.projection import Projection


def rank(graph: Graph, declared: Projection, term: URIRef | None, node: Node) -> int:
    """Return the place of a relation node in the declared order of a property; what has ended comes after all."""
    if term is None:
        return 0
    order = declared.ranks[term]
    held = [order.index(word) for one in graph.objects(node, term) if (word := notation(graph, one)) in order]
    ended = (node, declared.period["end"], None) in graph or outdated(graph, declared, node)
    return min(held, default=len(order)) + (len(order) + 1 if ended else 0)


def amount(graph: Graph, node: Node, term: URIRef) -> Decimal | None:
    """Return the amount of a flow, None when there is none or when it is not a number."""
    value = graph.value(node, term)
    try:
        return None if value is None else Decimal(str(value))
    except InvalidOperation:
        return None
