"""The same broken data given to both engines: what each finds, and the constraints that were really broken."""

from typing import Any, TypeAlias

from rdflib import RDF, SH, BNode, Graph, URIRef
from rdflib.term import Node

from graph.names import path
from graph.reading import add, quiet
from graph.validation.compiled.facts import Facts
from graph.validation.compiled.loading import loaded
from graph.validation.compiled.run import run
from graph.validation.judge import judge

Found: TypeAlias = tuple[Any, ...]
"""Focus node, path, value, component, shape, severity."""
TERMS = (SH.focusNode, SH.resultPath, SH.value, SH.sourceConstraintComponent, SH.sourceShape, SH.resultSeverity)


def compiled(data: Graph, shapes: Graph) -> set[Found]:
    """Return what the compiled shapes find; one that is declined fails."""
    with quiet():
        done = run(Facts(loaded(data)), shapes)
    assert done.declined == {}
    return {
        _key(shapes, one.focus, one.path, one.value, one.component, one.shape, one.severity) for one in done.results
    }


def reference(data: Graph, shapes: Graph) -> set[Found]:
    """Return what pySHACL finds in the same data, numbers and dates written as the store writes them."""
    stored = Graph()
    add(stored, loaded(data), "mémoire")
    report = judge(stored, shapes)
    root = report.value(None, RDF.type, SH.ValidationReport)
    assert root is not None
    return {_key(report, *(report.value(one, term) for term in TERMS)) for one in report.objects(root, SH.result)}


def pairs(found: set[Found]) -> set[tuple[URIRef, URIRef]]:
    """Return the shapes and the components that findings are of."""
    return {(one[4], one[3]) for one in found}


def _key(graph: Graph, focus: Node | None, way: Node | None, *others: Node | None) -> Found:
    named = (f"_:{one}" if isinstance(one, BNode) else one for one in others)
    return (focus, path(graph, way) if way is not None else None, *named)
