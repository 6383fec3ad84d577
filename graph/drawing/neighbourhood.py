"""What surrounds a node in the store: its triples, those that cite it, relation nodes, every label needed."""

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode, Quad, Store
from rdflib import RDF, Graph

from graph.drawing.projection import Projection
from graph.errors import GraphError
from graph.reading import add


def around(store: Store, iris: Iterable[str], declared: Projection) -> Graph:
    """Return as an rdflib graph all that is needed to draw these nodes with their neighbours, in every direction."""
    found: dict[NamedNode, list[Quad]] = {}
    centres = [same for iri in sorted(set(iris)) for same in _same(store, _node(iri), declared)]
    neighbours = [one for centre in centres for one in _touching(store, centre, found)]
    relations = [one for one in neighbours if _is_a(_described(store, one, found), _folded(declared))]
    ends = [one for relation in relations for one in _objects(found[relation])]
    for one in dict.fromkeys([*neighbours, *ends]):
        for same in _same(store, one, declared):
            _described(store, same, found)
    _label_facts(store, declared, found)
    graph = Graph(bind_namespaces="none")
    for node in sorted(found, key=lambda one: one.value):
        add(graph, found[node], node.value)
    return graph


def _node(iri: str) -> NamedNode:
    try:
        return NamedNode(iri)
    except ValueError as error:
        raise GraphError(f"« {iri} » n'est pas un IRI", kind="usage") from error


def _same(store: Store, node: NamedNode, declared: Projection) -> Iterator[NamedNode]:
    """Yield a node, with its territory if it is a body that governs one, with its bodies if it is a territory."""
    into = NamedNode(str(declared.merged_into))
    yield node
    if _governs(store, node, declared):
        yield from _objects(store.quads_for_pattern(node, into, None))
    for quad in store.quads_for_pattern(None, into, node):
        if isinstance(quad.subject, NamedNode) and _governs(store, quad.subject, declared):
            yield quad.subject


def _governs(store: Store, node: NamedNode, declared: Projection) -> bool:
    return any(store.quads_for_pattern(node, NamedNode(str(RDF.type)), NamedNode(str(declared.merged_class))))


def _touching(store: Store, node: NamedNode, found: dict[NamedNode, list[Quad]]) -> Iterator[NamedNode]:
    """Yield the nodes that a node cites and those that cite it."""
    yield from _objects(_described(store, node, found))
    for quad in store.quads_for_pattern(None, None, node):
        if isinstance(quad.subject, NamedNode):
            yield quad.subject


def _described(store: Store, node: NamedNode, found: dict[NamedNode, list[Quad]]) -> list[Quad]:
    """Return the triples of a subject, read once."""
    if node not in found:
        found[node] = list(store.quads_for_pattern(node, None, None))
    return found[node]


def _label_facts(store: Store, declared: Projection, found: dict[NamedNode, list[Quad]]) -> None:
    """Read the concepts that facts point at, and the files that evidence points into."""
    worded = {str(term) for term in (*declared.facts, *declared.amounts.values(), *declared.figures["label"])}
    worded |= {str(term) for relation in declared.relations for term in (*relation.text, relation.rank)}
    place, series = str(declared.evidence["place"]), str(declared.evidence["series"])
    for quads in list(found.values()):
        for quad in quads:
            if not isinstance(quad.object, NamedNode):
                continue
            if quad.predicate.value in worded:
                _described(store, quad.object, found)
            elif quad.predicate.value == place:
                file = _described(store, NamedNode(quad.object.value.partition("#")[0]), found)
                for one in _objects(quad_ for quad_ in file if quad_.predicate.value == series):
                    _described(store, one, found)


def _folded(declared: Projection) -> set[str]:
    """Return the classes that are not drawn as nodes: relation nodes and figures."""
    return {str(one) for relation in declared.relations for one in relation.through} | {
        str(declared.figures["class"][0])
    }


def _is_a(quads: Iterable[Quad], classes: set[str]) -> bool:
    return any(
        quad.predicate.value == str(RDF.type) and isinstance(quad.object, NamedNode) and quad.object.value in classes
        for quad in quads
    )


def _objects(quads: Iterable[Quad]) -> Iterator[NamedNode]:
    return (quad.object for quad in quads if isinstance(quad.object, NamedNode))
