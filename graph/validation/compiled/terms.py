"""RDF terms between rdflib, which holds the shapes, and SPARQL on Oxigraph, which holds the data."""

from typing import TypeAlias

import pyoxigraph as ox
from rdflib import XSD, BNode, Literal, URIRef
from rdflib.term import Node

from graph.validation.compiled.errors import DeclinedError

OxTerm: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


def sparql(node: Node) -> str:
    """Return an IRI or a literal as SPARQL writes it, escaped by Oxigraph; a blank node has no such name."""
    try:
        match node:
            case URIRef():
                return str(ox.NamedNode(str(node)))
            case Literal():
                return str(_literal(node))
    except ValueError as error:
        raise DeclinedError(f"terme illisible ({node})") from error
    raise DeclinedError("un nœud anonyme des formes ne désigne rien dans les données")


def quoted(text: str) -> str:
    """Return a text as a SPARQL string."""
    return str(ox.Literal(text))


def stored(node: Node) -> OxTerm:
    """Return an rdflib term as Oxigraph holds it."""
    match node:
        case URIRef():
            return ox.NamedNode(str(node))
        case BNode():
            return ox.BlankNode(str(node))
        case Literal():
            return _literal(node)
    raise DeclinedError(f"terme inconnu : {node}")


def read(term: OxTerm) -> URIRef | BNode | Literal:
    """Return a term of the store as rdflib writes it, lexical form untouched."""
    match term:
        case ox.NamedNode():
            return URIRef(term.value)
        case ox.BlankNode():
            return BNode(term.value)
        case ox.Literal():
            plain = term.language or term.datatype.value == str(XSD.string)
            datatype = None if plain else URIRef(term.datatype.value)
            return Literal(term.value, lang=term.language, datatype=datatype, normalize=False)
    raise DeclinedError("les triplets cités (RDF-star) ne sont pas acceptés")


def _literal(node: Literal) -> ox.Literal:
    if node.language:
        return ox.Literal(str(node), language=node.language)
    return ox.Literal(str(node), datatype=ox.NamedNode(str(node.datatype))) if node.datatype else ox.Literal(str(node))
