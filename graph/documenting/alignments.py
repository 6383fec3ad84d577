"""What of ours is what of others': superclasses and SKOS mappings, and the fields of standards without IRIs."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from rdflib import OWL, RDFS, SKOS, Graph, URIRef

from graph.documenting.words import Words, words

RELATIONS: Final[Mapping[URIRef, Words]] = MappingProxyType(
    {
        OWL.equivalentClass: Words("équivaut à", "equivalent to"),
        OWL.equivalentProperty: Words("équivaut à", "equivalent to"),
        SKOS.exactMatch: Words("même chose que", "same as"),
        SKOS.closeMatch: Words("proche de", "close to"),
        SKOS.broadMatch: Words("plus étroit que", "narrower than"),
        SKOS.narrowMatch: Words("plus large que", "broader than"),
        SKOS.relatedMatch: Words("lié à", "related to"),
        RDFS.subClassOf: Words("sorte de", "kind of"),
        RDFS.subPropertyOf: Words("précise", "refines"),
    }
)


class Alignment(NamedTuple):
    """A link to a term of another vocabulary, in a word."""

    relation: Words
    iri: str


def aligned(known: Graph, iri: str) -> tuple[Alignment, ...]:
    """Return the links of a term to the vocabularies of others, in the order of the relations, then of the IRIs."""
    node = URIRef(iri)
    return tuple(
        Alignment(relation, other)
        for predicate, relation in RELATIONS.items()
        for other in sorted(str(one) for one in known.objects(node, predicate))
    )


def fields(known: Graph, iri: str) -> Words | None:
    """Return which fields of other standards hold the same thing (SCDL, 360Giving, IATI)."""
    return words(known, URIRef(iri), SKOS.editorialNote)
