"""What each shape had to look at: a green report over no node at all proves nothing."""

from collections.abc import Iterator, Mapping
from typing import Final

from rdflib import OWL, RDF, RDFS, SH, Graph, URIRef
from rdflib.term import Node

from graph.names import curie, text
from graph.validation.findings import Coverage
from graph.validation.optional import reason

TARGETS: Final[Mapping[Node, str]] = {
    SH.targetClass: "les nœuds de classe {}",
    SH.targetNode: "le nœud {}",
    SH.targetSubjectsOf: "les nœuds qui portent {}",
    SH.targetObjectsOf: "les valeurs de {}",
}


def coverage(data: Graph, shapes: Graph, ontology: Graph | None = None) -> tuple[Coverage, ...]:
    """Count the focus nodes of each targeted shape, those of the `ontology`, a part of the data, apart."""
    return tuple(_covered(shape, data, shapes, ontology) for shape in sorted(targeted(shapes), key=str))


def targeted(shapes: Graph) -> set[Node]:
    """Return the active shapes that look for nodes by themselves, implicit class targets included."""
    shapes_with = {shape for target in TARGETS for shape in shapes.subjects(target)}
    implicit = {shape for shape in _shapes(shapes) if _is_class(shape, shapes)}
    return {shape for shape in shapes_with | implicit if not _deactivated(shape, shapes)}


def focus_nodes(shape: Node, data: Graph, shapes: Graph) -> set[Node]:
    """Return the nodes of the data that a shape targets (SHACL §2.1.3), subclasses declared in the data included."""
    found: set[Node] = set()
    for target, value in _targets(shape, shapes):
        match target:
            case SH.targetClass:
                classes = data.transitive_subjects(RDFS.subClassOf, value)
                found.update(node for one in classes if one is not None for node in data.subjects(RDF.type, one))
            case SH.targetNode:
                found.add(value)
            case SH.targetSubjectsOf:
                found.update(data.subjects(value))
            case SH.targetObjectsOf:
                found.update(data.objects(None, value))
    return found


def defined(shape: Node, ontology: Graph, shapes: Graph) -> set[Node]:
    """Return the nodes that a shape targets in the ontology, which may not hold one that is targeted by name."""
    found = focus_nodes(shape, ontology, shapes)
    return {node for node in found if (node, None, None) in ontology or (None, None, node) in ontology}


def _covered(shape: Node, data: Graph, shapes: Graph, ontology: Graph | None) -> Coverage:
    focus = focus_nodes(shape, data, shapes)
    known = defined(shape, ontology, shapes) & focus if ontology is not None else set[Node]()
    return Coverage(
        shape=str(shape),
        title=text(shapes, shape, SH.name, "fr") or text(shapes, shape, RDFS.label, "fr") or curie(shape),
        target=_aim(shape, shapes),
        focus=len(focus - known),
        definitions=len(known),
        optional=reason(shape, shapes),
    )


def _aim(shape: Node, shapes: Graph) -> str:
    """Say which nodes a shape looks for: « les nœuds de classe mlg:Programme ou mlg:ContratTerritorial »."""
    aims: dict[Node, list[str]] = {}
    for target, value in _targets(shape, shapes):
        aims.setdefault(target, []).append(curie(value))
    return " ; ".join(TARGETS[target].format(" ou ".join(sorted(names))) for target, names in aims.items())


def _targets(shape: Node, shapes: Graph) -> Iterator[tuple[Node, Node]]:
    for target in TARGETS:
        for value in shapes.objects(shape, target):
            yield target, value
    if _is_class(shape, shapes):
        yield SH.targetClass, shape


def _shapes(shapes: Graph) -> Iterator[Node]:
    yield from shapes.subjects(RDF.type, SH.NodeShape)
    yield from shapes.subjects(RDF.type, SH.PropertyShape)


def _is_class(shape: Node, shapes: Graph) -> bool:
    types = set(shapes.objects(shape, RDF.type))
    is_shape = not types.isdisjoint({SH.NodeShape, SH.PropertyShape})
    return is_shape and isinstance(shape, URIRef) and not types.isdisjoint({RDFS.Class, OWL.Class})


def _deactivated(shape: Node, shapes: Graph) -> bool:
    value = shapes.value(shape, SH.deactivated)
    return value is not None and bool(value.toPython())  # type: ignore[attr-defined]  # a literal when the shape is sound
