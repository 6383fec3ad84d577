"""Reads the W3C SHACL test suite, any part of it: data, shapes, and the results that a validator must give."""

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pyshacl
from rdflib import RDF, SH, BNode, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from graph.reading import read

SHARED = Path(__file__).parents[2].parent / "shared" / "standards" / "shacl-tests"
SUITE = Path(os.environ.get("MAILLAGE_SHACL_TESTS", SHARED)).resolve()
"""Where the suite lies: core, sparql, or all of data-shapes-test-suite/tests."""
SHACL_SHACL = Path(pyshacl.__file__).parent / "assets" / "shacl-shacl.ttl"
"""The shapes of shapes, a document of W3C that the suite names by its address and pySHACL brings."""
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
SHT = Namespace("http://www.w3.org/ns/shacl-test#")
TERMS = (SH.focusNode, SH.resultPath, SH.value, SH.sourceConstraintComponent, SH.resultSeverity, SH.sourceShape)


@dataclass(frozen=True)
class Case:
    """One test: `expected` is a multiset of results, None when the suite wants a failure."""

    name: str
    data: Graph
    shapes: Graph
    expected: Counter[tuple[Any, ...]] | None


def names() -> list[str]:
    """Return the files of the suite that hold tests, by their path; none when the suite is absent."""
    return sorted(str(path.relative_to(SUITE)) for path in SUITE.rglob("*.ttl") if _holds_tests(path))


def cases(name: str) -> Iterator[Case]:
    """Yield the tests of one file."""
    path = SUITE / name
    graph = read([path])
    for test in sorted(graph.subjects(RDF.type, SHT.Validate), key=str):
        action, result = _one(graph, test, MF.action), _one(graph, test, MF.result)
        data, shapes = (_graph(graph, path, _one(graph, action, term)) for term in (SHT.dataGraph, SHT.shapesGraph))
        expected = None if result == SHT.Failure else summary(graph, result)
        yield Case(name, data, shapes, expected)


def summary(graph: Graph, report: Node) -> Counter[tuple[Any, ...]]:
    """Return the results of a report as comparable tuples; paths and blank nodes by what they say, not by name."""
    results = graph.objects(report, SH.result)
    return Counter(tuple(_told(graph, graph.value(one, term), term) for term in TERMS) for one in results)


def _told(graph: Graph, node: Node | None, term: URIRef) -> str:
    if node is None:
        return ""
    if isinstance(node, BNode):
        return _path(graph, node) if term == SH.resultPath else "_"
    if isinstance(node, Literal) and isinstance(node.value, Decimal):
        return str(node.value.normalize())  # Oxigraph writes canonical forms
    return node.n3()


def _path(graph: Graph, node: Node) -> str:
    if not isinstance(node, BNode):
        return node.n3()
    if (node, RDF.first, None) in graph:
        return f"({' '.join(_path(graph, one) for one in Collection(graph, node))})"
    return "".join(sorted(f"[{term.n3()} {_path(graph, value)}]" for term, value in graph.predicate_objects(node)))


def _graph(graph: Graph, path: Path, iri: Node) -> Graph:
    file = Path(unquote(str(iri).removeprefix("file://"))) if str(iri).startswith("file:") else SHACL_SHACL
    return graph if file == path.resolve() else read([file])


def _one(graph: Graph, node: Node, term: URIRef) -> Node:
    value = graph.value(node, term)
    assert value is not None
    return value


def _holds_tests(path: Path) -> bool:
    return "sht:Validate" in path.read_text(encoding="utf-8")
