"""The few triples of a store that a report needs: labels, places, terms nobody declares, ill-formed literals."""

from collections.abc import Iterable
from heapq import nsmallest
from typing import Final

import pyoxigraph as ox
from rdflib import OWL, PROV, RDF, RDFS, Graph, URIRef
from rdflib.term import Node

from graph.validation.compiled.facts import Facts
from graph.validation.compiled.terms import OxTerm, read, stored
from graph.validation.known import allowed, known

_CITING: Final = 3
_DECLARING: Final = (
    RDFS.Class, OWL.Class, RDF.Property, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty,
    OWL.SymmetricProperty, OWL.TransitiveProperty, OWL.FunctionalProperty,
)  # fmt: skip


def around(facts: Facts, nodes: Iterable[Node]) -> Graph:
    """Return the labels and the places of nodes; without a place, those of three of the nodes that cite it."""
    graph = Graph("SimpleMemory", bind_namespaces="none")
    for node in nodes:
        if (term := stored(node)) and not isinstance(term, ox.Literal):
            _copy(facts, graph, term, RDFS.label)
        if isinstance(term, ox.Literal) or not _copy(facts, graph, term, PROV.wasDerivedFrom):
            citing = {one.subject for one in facts.quads(None, None, term)}
            for one in nsmallest(_CITING, citing, key=lambda cited: str(read(cited))):
                graph.add((read(one), RDFS.seeAlso, node))  # that it cites the node is enough
                _copy(facts, graph, one, PROV.wasDerivedFrom)
    return graph


def undeclared(facts: Facts, shapes: Graph, ontology: Graph) -> Graph:
    """Return the triples whose class or property nothing declares, and those that declare terms."""
    graph = Graph(bind_namespaces="none")
    for kind in _DECLARING:
        _copy_all(facts, graph, RDF.type, stored(kind))
    declared = known(ontology, shapes, graph)
    for term in _named(facts.properties):
        if not allowed(term, declared):
            _copy_all(facts, graph, term, None)
    for term in _named(facts.classes):
        if not allowed(term, declared):
            _copy_all(facts, graph, RDF.type, stored(term))
    return graph


def used(facts: Facts) -> frozenset[str]:
    """Return the IRIs of the classes and properties that the data bear."""
    return frozenset(map(str, (*_named(facts.properties), *_named(facts.classes))))


def _named(terms: Iterable[str]) -> list[URIRef]:
    """Return the IRIs among terms that SPARQL wrote."""
    return [URIRef(term[1:-1]) for term in terms if term.startswith("<")]


def _copy(facts: Facts, graph: Graph, node: OxTerm, term: URIRef) -> int:
    """Copy the values of a property of a node, and return how many there are."""
    found = list(facts.quads(node, stored(term), None))
    for one in found:
        graph.add((read(one.subject), term, read(one.object)))
    return len(found)


def _copy_all(facts: Facts, graph: Graph, term: URIRef, value: OxTerm | None) -> None:
    for one in facts.quads(None, stored(term), value):
        graph.add((read(one.subject), term, read(one.object)))
