"""Which classes and properties exist: a misspelt one makes a shape match nothing, so it must be said."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from rdflib import OWL, RDF, RDFS, SH, XSD, Graph, URIRef
from rdflib.term import Node

from ontology.iris import BASE

_LANGUAGES: Final = tuple(str(one) for one in (RDF, RDFS, OWL, XSD, SH))
_KINDS: Final = (
    RDFS.Class, OWL.Class, RDF.Property, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty,
    OWL.SymmetricProperty, OWL.TransitiveProperty, OWL.FunctionalProperty,
)  # fmt: skip
_POINTERS: Final = (SH.path, SH["class"], SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf, SH.inversePath)
_LINKS: Final = (RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range, OWL.inverseOf)


@dataclass(frozen=True, kw_only=True)
class Unknown:
    """A class or property of the data that nothing declares: how often, the first node that uses it, a likely word."""

    term: URIRef
    is_class: bool
    count: int
    example: Node
    suggestion: URIRef | None
    ours: bool
    vocabulary_known: bool


def known(ontology: Graph, shapes: Graph, data: Graph) -> frozenset[str]:
    """Return the terms that the ontology or the data declare, and those of others that the shapes speak of.

    A shape cannot declare a term of ours: the two could share the same slip.
    """
    declared = {str(term) for graph in (ontology, data) for kind in _KINDS for term in graph.subjects(RDF.type, kind)}
    declared |= {str(term) for link in _LINKS for term in ontology.objects(None, link)}
    pointed = {str(term) for pointer in _POINTERS for term in shapes.objects(None, pointer)}
    pointed |= {str(term) for term in shapes.objects(None, RDF.first) if isinstance(term, URIRef)}  # sequence paths
    return frozenset(declared | {term for term in pointed if not term.startswith(BASE)})


def unknown(data: Graph, ontology: Graph, declared: frozenset[str]) -> Iterator[Unknown]:
    """Yield the classes, then the properties, that nothing declares, where the data and not their ontology use them."""
    vocabularies = {_space(term) for term in declared}
    classes = Counter(data.objects(None, RDF.type)) - Counter(ontology.objects(None, RDF.type))
    properties = Counter(data.predicates()) - Counter(ontology.predicates())
    for is_class, terms in ((True, classes), (False, properties)):
        for term in sorted(term for term in terms if isinstance(term, URIRef) and not _allowed(term, declared)):
            users = data.subjects(RDF.type, term) if is_class else data.subjects(term)
            yield Unknown(
                term=term,
                is_class=is_class,
                count=terms[term],
                example=min(users, key=str),
                suggestion=_suggestion(term, declared),
                ours=str(term).startswith(BASE),
                vocabulary_known=_space(term) in vocabularies,
            )


def _allowed(term: URIRef, declared: frozenset[str]) -> bool:
    return str(term) in declared or str(term).startswith(_LANGUAGES)  # rdflib reads a tuple as one text


def _space(term: str) -> str:
    return str(term)[: max(term.rfind("#"), term.rfind("/")) + 1]


def _suggestion(term: URIRef, declared: frozenset[str]) -> URIRef | None:
    space = _space(term)
    names = {one.removeprefix(space) for one in declared if one.startswith(space)}
    close = get_close_matches(str(term).removeprefix(space), sorted(names), n=1, cutoff=0.75)
    return URIRef(space + close[0]) if close else None
