"""What a page says twice: in French and in English, with what the Turtle holds of each."""

from typing import NamedTuple

from rdflib import Graph, Literal
from rdflib.term import Node


class Words(NamedTuple):
    """A text in both languages; one that has no English is French in both places."""

    fr: str
    en: str


def words(graph: Graph, node: Node, *predicates: Node) -> Words | None:
    """Return what a node says by the first of these properties that it has, or nothing."""
    for predicate in predicates:
        texts = sorted(one for one in graph.objects(node, predicate) if isinstance(one, Literal))
        found = {one.language: str(one) for one in texts}
        if found:
            french = found.get("fr") or found.get(None) or min(found.values())
            return Words(french, found.get("en") or french)
    return None


def all_words(graph: Graph, node: Node, predicate: Node) -> tuple[str, ...]:
    """Return every French text of a property, sorted: the other names of a term."""
    return tuple(
        sorted(
            str(one)
            for one in graph.objects(node, predicate)
            if isinstance(one, Literal) and one.language in ("fr", None)
        )
    )
