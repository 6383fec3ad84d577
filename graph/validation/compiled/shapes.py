"""A shape as the compiler reads it, and what makes it decline one: by name, never silently."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from rdflib import RDF, SH, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from graph.validation.compiled.errors import DeclinedError
from graph.validation.compiled.paths import written

_SAID: Final = frozenset(
    {SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf, SH.path, SH.severity, SH.message, SH.name}
    | {SH.description, SH.order, SH.group, SH.defaultValue, SH.deactivated, SH.flags, SH.ignoredProperties}
    | {SH.qualifiedMinCount, SH.qualifiedMaxCount, SH.qualifiedValueShapesDisjoint, SH.property, SH.rule}
    | {SH.declare, SH.prefixes, SH.entailment, SH.shapesGraph, SH.suggestedShapesGraph}
)
_ONCE: Final = (
    SH.datatype, SH.nodeKind, SH.minCount, SH.maxCount, SH.minLength, SH.maxLength, SH.languageIn, SH.uniqueLang,
    SH["in"], SH.closed, SH.ignoredProperties, SH.path, SH.severity, SH.deactivated, SH.flags, SH.minInclusive,
    SH.minExclusive, SH.maxInclusive, SH.maxExclusive, SH.qualifiedMinCount, SH.qualifiedMaxCount,
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Shape:
    """One shape: `path` is SPARQL text, None for a node shape; `way` is the same path in the shapes graph."""

    node: Node
    active: bool
    severity: Node
    path: str | None
    way: Node | None


def shape_of(node: Node, shapes: Graph) -> Shape:
    """Read a shape; a parameter that must be unique and is not, or that is a literal, is declined."""
    if isinstance(node, Literal):
        raise DeclinedError(f"« {node} » n'est pas une forme")
    for term in _ONCE:
        if len(list(shapes.objects(node, term))) > 1:
            raise DeclinedError(f"{term} y est donné plusieurs fois")
    way = shapes.value(node, SH.path)
    return Shape(
        node=node,
        active=not is_true(shapes, node, SH.deactivated),
        severity=shapes.value(node, SH.severity) or SH.Violation,
        path=written(shapes, way) if way is not None else None,
        way=way,
    )


def parameters(shape: Node, shapes: Graph, known: Iterable[URIRef]) -> Iterator[tuple[URIRef, Node]]:
    """Yield the parameters of the constraints of a shape, sorted; one that nobody knows is declined."""
    known, components = frozenset(known), set(_custom(shapes))
    for term, value in sorted(shapes.predicate_objects(shape)):
        if term in known:
            yield URIRef(str(term)), value
        elif term in components or (str(term).startswith(str(SH)) and term not in _SAID):
            raise DeclinedError(f"{term} n'est pas compilé")


def members(shapes: Graph, listed: Node) -> list[Node]:
    """Return the members of an RDF list; a broken one is declined."""
    if listed != RDF.nil and (listed, RDF.first, None) not in shapes:
        raise DeclinedError("liste mal formée")
    try:
        return list(Collection(shapes, listed))
    except ValueError as error:
        raise DeclinedError("liste qui se contient elle-même") from error


def is_true(shapes: Graph, shape: Node, term: URIRef) -> bool:
    """Return whether a parameter of a shape is true."""
    return (shape, term, Literal(True)) in shapes  # noqa: FBT003  # an RDF boolean; "1" is not it


def _custom(shapes: Graph) -> Iterator[Node]:
    """Yield the parameters of the constraint components that the shapes graph itself defines (SHACL §6)."""
    for component in shapes.subjects(RDF.type, SH.ConstraintComponent):
        for parameter in shapes.objects(component, SH.parameter):
            yield from shapes.objects(parameter, SH.path)
