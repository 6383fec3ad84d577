"""The lists of shapes: one that has no end, or that is none, would be read differently by each engine."""

from typing import Final

from rdflib import RDF, SH, Graph, Literal, URIRef
from rdflib.term import Node

from graph.errors import GraphError
from graph.names import curie
from graph.validation.holders import holder

_LISTS: Final = (SH["in"], SH["and"], SH["or"], SH.xone, SH.languageIn, SH.ignoredProperties, SH.alternativePath)


def refuse_broken_lists(shapes: Graph) -> None:
    """Raise, kind `unreadable`, when a list of a shape is not a well-formed RDF list (SHACL §1.4)."""
    found = [(shape, term, head) for term in _LISTS for shape, head in shapes.subject_objects(term)]
    sequences = ((shape, SH.path, head) for shape, head in shapes.subject_objects(SH.path))
    found += [one for one in sequences if (one[2], RDF.first, None) in shapes or (one[2], RDF.rest, None) in shapes]
    for shape, term, head in sorted(found, key=str):
        if not _well_formed(head, shapes):
            raise GraphError(
                f"formes SHACL inutilisables : {curie(term)} de {_place(shape, shapes)} n'est pas une liste",
                kind="unreadable",
                remedy="écrivez-la entre parenthèses : ( a b c )",
            )


def _well_formed(head: Node, shapes: Graph) -> bool:
    seen: set[Node] = set()
    while head != RDF.nil:
        firsts, rests = list(shapes.objects(head, RDF.first)), list(shapes.objects(head, RDF.rest))
        if isinstance(head, Literal) or head in seen or len(firsts) != 1 or len(rests) != 1:
            return False
        seen.add(head)
        head = rests[0]
    return True


def _place(node: Node, shapes: Graph) -> str:
    found = holder(node, shapes)
    return curie(found) if isinstance(found, URIRef) else "une forme anonyme"
