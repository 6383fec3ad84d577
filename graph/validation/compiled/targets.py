"""The targets of a shape as SPARQL patterns that bind a variable to its focus nodes, subclasses included."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rdflib import OWL, RDF, RDFS, SH, BNode, Graph, URIRef
from rdflib.term import Node

from graph.validation.compiled.facts import Facts
from graph.validation.compiled.paths import Path
from graph.validation.compiled.templating import query
from graph.validation.compiled.terms import sparql


@dataclass(frozen=True)
class Focus:
    """Called with a variable, the pattern that binds it to focus nodes.

    `size` tells about how many they are, 0 if there is none; `exact` that it is their number; `ends`, that they are the
    values of a path; `instances`, of which class they are all the nodes.
    """

    pattern: Callable[[str], str]
    size: Callable[[Facts], int] = lambda _: 1
    exact: bool = False
    ends: Path | None = None
    instances: str | None = None

    def __call__(self, node: str) -> str:
        """Return the pattern for that variable."""
        return self.pattern(node)


_TYPE: Final = sparql(RDF.type)


def focuses(shape: Node, shapes: Graph, facts: Facts) -> Iterator[Focus]:
    """Yield the targets of a shape one by one, sorted; a node may be in several."""
    implicit = isinstance(shape, URIRef) and not set(shapes.objects(shape, RDF.type)).isdisjoint(
        {RDFS.Class, OWL.Class}
    )
    classes = {*shapes.objects(shape, SH.targetClass), *([shape] if implicit else [])}
    named = {one for wanted in classes for one in facts.subclasses(wanted)}
    yield from (_class(sparql(one)) for one in sorted(named, key=str) if not isinstance(one, BNode))
    if any(isinstance(one, BNode) for one in named):
        yield from (_below(sparql(one)) for one in sorted(classes, key=str))
    if nodes := sorted(shapes.objects(shape, SH.targetNode), key=str):
        yield among([sparql(one) for one in nodes])
    for one in sorted(shapes.objects(shape, SH.targetSubjectsOf), key=str):
        yield _subjects(sparql(one))
    for one in sorted(shapes.objects(shape, SH.targetObjectsOf), key=str):
        yield _objects(sparql(one))


def among(terms: Sequence[str]) -> Focus:
    """Return the focus that is a list of terms."""
    return Focus(lambda node: f"VALUES {node} {{ {' '.join(terms)} }}", lambda _: len(terms))


def united(focus: Sequence[Focus]) -> str:
    """Return the pattern that binds `?this` to the nodes of several targets."""
    if len(focus) == 1:
        return focus[0]("?this")
    return " UNION ".join(f"{{ {one('?this')} }}" for one in focus) or "FILTER(false)"


def reached(focus: Focus, path: Path, outer: str) -> Focus:
    """Return the focus that is the values of a path from another, the node of which stays in the variable `outer`."""

    def made(node: str) -> str:
        return f"{{ {query('inner', focus=focus(outer), step=path.walk(outer, node))} }}"

    return Focus(made)


def _class(one: str) -> Focus:
    return Focus(
        lambda node: f"{node} {_TYPE} {one} .", lambda facts: facts.classes.get(one, 0), exact=True, instances=one
    )


def _below(one: str) -> Focus:
    return Focus(lambda node: f"{node} {_TYPE}/{sparql(RDFS.subClassOf)}* {one} .")


def _subjects(term: str) -> Focus:
    return Focus(lambda node: f"{node} {term} ?any .", lambda facts: facts.properties.get(term, 0))


def _objects(term: str) -> Focus:
    def made(node: str) -> str:
        return f"{{ {query('ends', value=node, body=f'?any {term} {node} .')} }}"

    return Focus(made, lambda facts: facts.properties.get(term, 0), ends=Path(term))
