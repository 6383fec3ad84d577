"""What may be missing: shapes that may look at no node, terms that no ontology has to declare, said in the shapes."""

from typing import Final

from rdflib import RDFS, SH, Graph, Literal
from rdflib.term import Node

from graph.names import text
from graph.validation.findings import FORMES

OPTIONAL: Final = FORMES.facultative
"""On a shape, on what defines it (`rdfs:isDefinedBy`) or on a term: `true` or a reason in words; `false` undoes it."""
_NO_REASON: Final = "déclarée facultative"
_HOLDERS: Final = (SH.property, SH.node, SH["not"], SH.qualifiedValueShape)


def reason(node: Node, shapes: Graph) -> str:
    """Return why a shape or a term is optional, in French where it is said; empty when it is not."""
    for one in (node, *sorted(shapes.objects(node, RDFS.isDefinedBy), key=str)):
        values = list(shapes.objects(one, OPTIONAL))
        if any(isinstance(value, Literal) and value.value is False for value in values):
            return ""
        if any(isinstance(value, Literal) and value.value is True for value in values):
            return _NO_REASON
        if values:
            return text(shapes, one, OPTIONAL, "fr") or text(shapes, one, OPTIONAL, "en") or _NO_REASON
    return ""


def excused(node: Node, shapes: Graph) -> bool:
    """Tell whether a shape, or one of the shapes that hold it, is optional."""
    seen, waiting = set[Node](), [node]
    while waiting:
        if (one := waiting.pop()) not in seen:
            seen.add(one)
            waiting += [holder for term in _HOLDERS for holder in shapes.subjects(term, one)]
    return any(reason(one, shapes) for one in seen)
