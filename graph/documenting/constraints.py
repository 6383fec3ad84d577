"""Shapes in words: what each demands, of which classes, by which properties, how strictly."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rdflib import RDF, SH, SKOS, Graph
from rdflib.collection import Collection
from rdflib.term import BNode, Node

from graph.documenting.words import Words, words

_TARGETS: Final = (SH.targetSubjectsOf, SH.targetObjectsOf)


@dataclass(frozen=True, kw_only=True)
class Constraint:
    """One property shape: its IRI, what it says, the classes it is for, the properties of its path.

    `expected` is a class, a datatype or a list of terms; `most` is None where any number will do.
    """

    iri: str
    says: Words
    severity: str
    classes: tuple[str, ...]
    targets: tuple[str, ...]
    properties: tuple[str, ...]
    direct: bool
    expected: str | None
    least: int
    most: int | None


def constraints(shapes: Graph) -> list[Constraint]:
    """Return every property shape that a class or a property is held to, and the closed shapes, in order of IRI."""
    found: dict[str, Constraint] = {}
    for shape in shapes.subjects(RDF.type, SH.NodeShape):
        classes, targets = _all(shapes, shape, SH.targetClass), _all(shapes, shape, *_TARGETS)
        if not classes and not targets:
            continue
        for rule in [shape, *shapes.objects(shape, SH.property)]:
            says = words(shapes, rule, SH.description)
            if says and not isinstance(rule, BNode):
                found[str(rule)] = _constraint(shapes, rule, says, classes, targets, found.get(str(rule)))
    return [found[iri] for iri in sorted(found)]


def _constraint(
    shapes: Graph, rule: Node, says: Words, classes: Sequence[str], targets: Sequence[str], before: Constraint | None
) -> Constraint:
    """Read one shape; one that several node shapes share is for the classes of all."""
    path = shapes.value(rule, SH.path)
    most = shapes.value(rule, SH.maxCount)
    severity = shapes.value(rule, SH.severity)
    return Constraint(
        iri=str(rule),
        says=says,
        severity=str(severity or SH.Violation).rpartition("#")[2].lower(),
        classes=tuple(sorted({*classes, *(before.classes if before else ())})),
        targets=tuple(sorted({*targets, *(before.targets if before else ())})),
        properties=tuple(dict.fromkeys(_terms(shapes, path))) if path is not None else (),
        direct=path is not None and not isinstance(path, BNode),
        expected=_expected(shapes, rule),
        least=int(str(shapes.value(rule, SH.minCount) or 0)),
        most=None if most is None else int(str(most)),
    )


def _terms(shapes: Graph, path: Node) -> Iterator[str]:
    """Yield the properties of a path: itself, or those inside inverse, alternative and repeated paths."""
    if not isinstance(path, BNode):
        yield str(path)
    elif (path, RDF.first, None) in shapes:
        for one in Collection(shapes, path):
            yield from _terms(shapes, one)
    else:
        for _, inner in sorted(shapes.predicate_objects(path), key=str):
            yield from _terms(shapes, inner)


def _expected(shapes: Graph, rule: Node) -> str | None:
    """Return the class, the datatype or the list of terms that the values belong to."""
    for predicate in (SH["class"], SH.datatype):
        if (value := shapes.value(rule, predicate)) is not None:
            return str(value)
    for node in shapes.objects(rule, SH.node):
        for inner in shapes.objects(node, SH.property):
            scheme = shapes.value(inner, SH.hasValue)
            if scheme is not None and shapes.value(inner, SH.path) == SKOS.inScheme:
                return str(scheme)
    return None


def _all(shapes: Graph, node: Node, *predicates: Node) -> list[str]:
    return sorted(str(value) for predicate in predicates for value in shapes.objects(node, predicate))
