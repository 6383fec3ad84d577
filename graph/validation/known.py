"""Which classes and properties exist: a misspelt one makes a shape match nothing, so it must be said."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from rdflib import OWL, RDF, RDFS, SH, Graph, URIRef
from rdflib.term import Node

from graph.validation.optional import OPTIONAL
from graph.validation.published import is_member, published
from ontology.iris import BASE

_KINDS: Final = (
    RDFS.Class, OWL.Class, RDF.Property, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty,
    OWL.SymmetricProperty, OWL.TransitiveProperty, OWL.FunctionalProperty,
)  # fmt: skip
CLASS_POINTERS: Final = (SH["class"], SH.targetClass)
PROPERTY_POINTERS: Final = (
    *(SH.path, SH.inversePath, SH.zeroOrMorePath, SH.oneOrMorePath, SH.zeroOrOnePath),
    *(SH.targetSubjectsOf, SH.targetObjectsOf, SH.lessThan, SH.lessThanOrEquals, SH.equals, SH.disjoint),
)
_LINKS: Final = (RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range, OWL.inverseOf)


@dataclass(frozen=True, kw_only=True)
class Unknown:
    """A class or property of the data that nothing declares: how often, the first node that uses it, a likely word."""

    term: URIRef
    is_class: bool
    count: int
    example: Node
    suggestion: URIRef | None
    optional: bool


def known(ontology: Graph, shapes: Graph, data: Graph) -> frozenset[str]:
    """Return the terms that the ontology, the data or the world declare, and those of others that the shapes speak of.

    A shape cannot declare a term of ours: the two could share the same slip.
    """
    pointed = {str(term) for pointer in (*CLASS_POINTERS, *PROPERTY_POINTERS) for term in shapes.objects(None, pointer)}
    pointed |= {str(term) for term in shapes.objects(None, RDF.first) if isinstance(term, URIRef)}  # sequence paths
    return declared(ontology, data) | {term for term in pointed if not term.startswith(BASE)}


def declared(ontology: Graph, data: Graph) -> frozenset[str]:
    """Return the terms that the ontology, the data or the vocabularies that the world shares declare."""
    found = {str(term) for graph in (ontology, data) for kind in _KINDS for term in graph.subjects(RDF.type, kind)}
    found |= {str(term) for link in _LINKS for term in ontology.objects(None, link)}
    return published() | found


def allowed(term: URIRef, words: frozenset[str]) -> bool:
    """Tell whether a term is among the known words, or one of the endless `rdf:_1`."""
    return str(term) in words or is_member(term)


def unknown(data: Graph, ontology: Graph, shapes: Graph) -> Iterator[Unknown]:
    """Yield the classes, then the properties, that nothing declares, where the data and not their ontology use them."""
    words = known(ontology, shapes, data)
    classes = Counter(data.objects(None, RDF.type)) - Counter(ontology.objects(None, RDF.type))
    properties = Counter(data.predicates()) - Counter(ontology.predicates())
    for is_class, terms in ((True, classes), (False, properties)):
        for term in sorted(term for term in terms if isinstance(term, URIRef) and not allowed(term, words)):
            users = data.subjects(RDF.type, term) if is_class else data.subjects(term)
            yield Unknown(
                term=term,
                is_class=is_class,
                count=terms[term],
                example=min(users, key=str),
                suggestion=suggestion(term, words),
                optional=(term, OPTIONAL, None) in shapes,
            )


def _space(term: str) -> str:
    return str(term)[: max(term.rfind("#"), term.rfind("/")) + 1]


def suggestion(term: URIRef, declared: frozenset[str]) -> URIRef | None:
    """Return the known word of the same vocabulary that a misspelt one was probably meant for."""
    space = _space(term)
    names = {one.removeprefix(space) for one in declared if one.startswith(space)}
    close = get_close_matches(str(term).removeprefix(space), sorted(names), n=1, cutoff=0.75)
    return URIRef(space + close[0]) if close else None
