"""A shape as the compiler reads it, and what makes it decline one: by name, never silently."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rdflib import SH, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from graph.names import curie
from graph.validation.compiled.errors import DeclinedError
from graph.validation.compiled.paths import Path, path_of

_SAID: Final = frozenset(
    {SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf, SH.path, SH.severity, SH.message, SH.name}
    | {SH.description, SH.order, SH.group, SH.defaultValue, SH.deactivated, SH.flags, SH.ignoredProperties}
    | {SH.qualifiedMinCount, SH.qualifiedMaxCount, SH.qualifiedValueShapesDisjoint, SH.property, SH.rule}
    | {SH.declare, SH.prefixes, SH.entailment, SH.shapesGraph, SH.suggestedShapesGraph}
)


@dataclass(frozen=True, kw_only=True)
class Shape:
    """One shape: `path` is None for a node shape; `way` is the same path in the shapes graph."""

    node: Node
    active: bool
    severity: Node
    path: Path | None
    way: Node | None


def shape_of(node: Node, shapes: Graph) -> Shape:
    """Read a shape; a literal is declined."""
    if isinstance(node, Literal):
        raise DeclinedError(f"« {node} » n'est pas une forme")
    way = shapes.value(node, SH.path)
    return Shape(
        node=node,
        active=not is_true(shapes, node, SH.deactivated),
        severity=shapes.value(node, SH.severity) or SH.Violation,
        path=path_of(shapes, way) if way is not None else None,
        way=way,
    )


def parameters(shape: Node, shapes: Graph, known: Iterable[URIRef]) -> Iterator[tuple[URIRef, Node]]:
    """Yield the parameters of the constraints of a shape, sorted; one of SHACL that nobody knows is declined."""
    known = frozenset(known)
    said = {*_SAID, SH.select} if (None, SH.sparql, shape) in shapes else _SAID  # a shape may be a constraint as well
    for term, value in sorted(shapes.predicate_objects(shape)):
        if term in known:
            yield URIRef(str(term)), value
        elif str(term).startswith(str(SH)) and term not in said:
            raise DeclinedError(f"{term} n'est pas compilé")


def is_true(shapes: Graph, shape: Node, term: URIRef) -> bool:
    """Return whether a parameter of a shape is true."""
    return (shape, term, Literal(True)) in shapes  # noqa: FBT003  # an RDF boolean; "1" is not it


def named(node: Node, shapes: Graph) -> str:
    """Return the name of a shape; of one that has none, where it is: « propriété ex:p de ex:Forme »."""
    seen: set[Node] = set()
    path = min(shapes.objects(node, SH.path), key=str, default=None)
    what = f"propriété {curie(path)} de " if isinstance(node, BNode) and isinstance(path, URIRef) else ""
    while isinstance(node, BNode) and node not in seen:
        seen.add(node)
        node = min(shapes.subjects(None, node), key=lambda one: (isinstance(one, BNode), str(one)), default=node)
    return f"{what}{'une forme sans nom' if isinstance(node, BNode) else curie(node)}"


def refuse_loop(nodes: Sequence[Node], shapes: Graph) -> None:
    """Decline shapes, each of which leads to the next, when the last was already met."""
    first = nodes.index(nodes[-1])
    if first < len(nodes) - 1:
        loop = " → ".join(named(one, shapes) for one in nodes[first:])
        raise DeclinedError(f"formes récursives, que SHACL ne définit pas : {loop}")
