"""SHACL property paths as SPARQL property paths, every form of SHACL §2.3.1."""

from typing import Final

from rdflib import RDF, SH, Graph, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from graph.validation.compiled.errors import DeclinedError
from graph.validation.compiled.terms import sparql

_SUFFIXES: Final = {SH.zeroOrMorePath: "*", SH.oneOrMorePath: "+", SH.zeroOrOnePath: "?"}
_NOTHING: Final = "<urn:x-maillage:aucune-propriete>"


def written(shapes: Graph, path: Node) -> str:
    """Return a path in SPARQL.

    A sequence is written so that Oxigraph walks it from the focus node: as a plain sequence it becomes a join, which
    may start from the other end and look at every node of the store for each focus node.
    """
    text = _written(shapes, path, frozenset())
    return f"({text}|{_NOTHING})" if (path, RDF.first, None) in shapes else text


def _written(shapes: Graph, path: Node, above: frozenset[Node]) -> str:
    if isinstance(path, URIRef):
        return sparql(path)
    if path in above:
        raise DeclinedError("chemin qui se contient lui-même")
    inside = above | {path}
    if (path, RDF.first, None) in shapes:
        return _joined(shapes, path, "/", inside)
    if (choices := shapes.value(path, SH.alternativePath)) is not None:
        return _joined(shapes, choices, "|", inside)
    if (inner := shapes.value(path, SH.inversePath)) is not None:
        return f"^({_written(shapes, inner, inside)})"
    for term, suffix in _SUFFIXES.items():
        if (inner := shapes.value(path, term)) is not None:
            return f"({_written(shapes, inner, inside)}){suffix}"
    raise DeclinedError("chemin mal formé")


def _joined(shapes: Graph, first: Node, sign: str, above: frozenset[Node]) -> str:
    steps = [_written(shapes, one, above) for one in Collection(shapes, first)]
    if not steps:
        raise DeclinedError("chemin vide")
    return f"({sign.join(steps)})"
