"""A validation result as compiled shapes give it, and the order of several."""

from dataclasses import dataclass

from rdflib import URIRef
from rdflib.term import Node


@dataclass(frozen=True, kw_only=True)
class Result:
    """One validation result of SHACL §3.6.2; `apart` tells apart results that look the same."""

    focus: Node
    path: Node | None
    value: Node | None
    component: URIRef
    shape: Node
    severity: Node
    constraint: Node | None = None
    speaker: Node | None = None
    bindings: tuple[tuple[str, Node], ...] = ()
    apart: tuple[Node | None, ...] = ()


def order(one: Result) -> tuple[str, ...]:
    """Return what results are sorted by: shape, component, node, path, value."""
    terms = (one.shape, one.component, one.focus, one.path, one.value, *one.apart)
    return tuple("" if term is None else term.n3() for term in terms)
