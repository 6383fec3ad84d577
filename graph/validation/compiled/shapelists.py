"""RDF lists of the shapes graph: `sh:in`, `sh:or`, the steps of a path."""

from rdflib import RDF, Graph
from rdflib.collection import Collection
from rdflib.term import Node

from graph.validation.compiled.errors import DeclinedError


def members(shapes: Graph, listed: Node) -> list[Node]:
    """Return the members of an RDF list; a broken one is declined."""
    if listed != RDF.nil and (listed, RDF.first, None) not in shapes:
        raise DeclinedError("liste mal formée")
    try:
        return list(Collection(shapes, listed))
    except ValueError as error:
        raise DeclinedError("liste qui se contient elle-même") from error
