"""Terms in words: short names of IRIs, SHACL paths written as in SPARQL, texts in a language."""

from typing import Final

from rdflib import RDF, RDFS, SH, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from graph import curies

_SHORT: Final = 120
_SUFFIXES: Final = {SH.zeroOrMorePath: "*", SH.oneOrMorePath: "+", SH.zeroOrOnePath: "?"}


def curie(node: Node) -> str:
    """Return `prefix:name` for an IRI of a known namespace, else the term as a reader would type it."""
    if isinstance(node, URIRef):
        return curies.curie(str(node))
    return "un nœud anonyme" if isinstance(node, BNode) else str(node)


def shown(node: Node) -> str:
    """Return a value as a message quotes it: short names for IRIs, the lexical form of literals, cut when long."""
    words = " ".join(curie(node).split())
    return words if len(words) <= _SHORT else words[:_SHORT] + "…"


def text(graph: Graph, node: Node, term: URIRef, language: str) -> str | None:
    """Return the text of a node in a language, else without language; the first in alphabetical order."""
    found = [value for value in graph.objects(node, term) if isinstance(value, Literal)]
    for wanted in (language, None):
        if words := sorted(str(value) for value in found if value.language == wanted):
            return words[0]
    return None


def label(graph: Graph, node: Node) -> str | None:
    """Return the French label of a node, else any label."""
    return text(graph, node, RDFS.label, "fr") or min(map(str, graph.objects(node, RDFS.label)), default=None)


def called(graph: Graph, node: Node) -> str | None:
    """Return the label of a node as a message quotes it: a mistake can make a whole text of it."""
    found = label(graph, node)
    return shown(Literal(found)) if found is not None else None


def path(shapes: Graph, node: Node) -> str:
    """Return a SHACL property path in SPARQL's notation, with short names."""
    if isinstance(node, URIRef):
        return curie(node)
    if (inverse := shapes.value(node, SH.inversePath)) is not None:
        return "^" + path(shapes, inverse)
    if (choices := shapes.value(node, SH.alternativePath)) is not None:
        return "(" + "|".join(path(shapes, one) for one in Collection(shapes, choices)) + ")"
    for term, suffix in _SUFFIXES.items():
        if (inner := shapes.value(node, term)) is not None:
            return f"({path(shapes, inner)}){suffix}"
    if (node, RDF.first, None) in shapes:
        return "/".join(path(shapes, one) for one in Collection(shapes, node))
    return curie(node)
