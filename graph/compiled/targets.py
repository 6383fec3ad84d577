"""The targets of a shape as SPARQL patterns that bind a variable to its focus nodes, subclasses included."""

from collections.abc import Callable, Iterator
from typing import Final, TypeAlias

from rdflib import OWL, RDF, RDFS, SH, BNode, Graph, URIRef
from rdflib.term import Node

from graph.compiled.facts import Facts
from graph.compiled.templating import query
from graph.compiled.terms import sparql

Focus: TypeAlias = Callable[[str], str]
"""A variable -> the pattern that binds it to focus nodes."""

_TYPE: Final = sparql(RDF.type)


def focuses(shape: Node, shapes: Graph, facts: Facts) -> Iterator[Focus]:
    """Yield the targets of a shape one by one, sorted; a node may be in several."""
    implicit = isinstance(shape, URIRef) and not set(shapes.objects(shape, RDF.type)).isdisjoint(
        {RDFS.Class, OWL.Class}
    )
    classes = {*shapes.objects(shape, SH.targetClass), *([shape] if implicit else [])}
    named = {one for wanted in classes for one in facts.subclasses(wanted)}
    for one in sorted(named, key=str):
        if not isinstance(one, BNode):
            yield _class(sparql(one))
    if any(isinstance(one, BNode) for one in named):
        yield from (_below(sparql(one)) for one in sorted(classes, key=str))
    if nodes := sorted(shapes.objects(shape, SH.targetNode), key=str):
        yield among([sparql(one) for one in nodes])
    for one in sorted(shapes.objects(shape, SH.targetSubjectsOf), key=str):
        yield _subjects(sparql(one))
    for one in sorted(shapes.objects(shape, SH.targetObjectsOf), key=str):
        yield _objects(sparql(one))


def among(terms: list[str]) -> Focus:
    """Return the focus that is a list of terms."""
    return lambda node: f"VALUES {node} {{ {' '.join(terms)} }}"


def united(focus: list[Focus]) -> Focus:
    """Return the focus that is the union of others."""
    return lambda node: " UNION ".join(f"{{ {one(node)} }}" for one in focus) or "FILTER(false)"


def reached(focus: Focus, path: str, outer: str) -> Focus:
    """Return the focus that is the values of a path from another, the node of which stays in the variable `outer`."""

    def made(node: str) -> str:
        return f"{{ {query('inner', focus=focus(outer), outer=outer, path=path, node=node)} }}"

    return made


def _class(one: str) -> Focus:
    return lambda node: f"{node} {_TYPE} {one} ."


def _below(one: str) -> Focus:
    return lambda node: f"{node} {_TYPE}/{sparql(RDFS.subClassOf)}* {one} ."


def _subjects(term: str) -> Focus:
    return lambda node: f"{node} {term} ?any ."


def _objects(term: str) -> Focus:
    return lambda node: f"{{ {query('objects', property=term, node=node)} }}"
