"""The code lists: each term with its notation, its labels, its definition, and what it is elsewhere."""

from dataclasses import dataclass

from rdflib import DCTERMS, RDF, SKOS, Graph, URIRef

from graph.documenting.alignments import Alignment, aligned, fields
from graph.documenting.names import anchor, short
from graph.documenting.words import Words, all_words, words
from ontology.terms import MLG


@dataclass(frozen=True, kw_only=True)
class Concept:
    """One term of a list."""

    iri: str
    notation: str
    label: Words
    others: tuple[str, ...]
    definition: Words | None
    alignments: tuple[Alignment, ...]
    fields: Words | None

    @property
    def anchor(self) -> str:
        """Return where it is in the page."""
        return anchor(self.iri)


@dataclass(frozen=True, kw_only=True)
class Scheme:
    """A list, its terms in their own order when they have one."""

    iri: str
    title: Words
    description: Words | None
    concepts: tuple[Concept, ...]

    @property
    def anchor(self) -> str:
        """Return where it is in the page."""
        return anchor(self.iri)

    @property
    def short(self) -> str:
        """Return its short name."""
        return short(self.iri)


def schemes(vocabulary: Graph, alignments: Graph) -> tuple[Scheme, ...]:
    """Return the lists of `ontology/vocab`, in the order of their IRIs."""
    found = sorted(str(one) for one in vocabulary.subjects(RDF.type, SKOS.ConceptScheme))
    return tuple(_scheme(vocabulary, alignments, URIRef(iri)) for iri in found)


def _scheme(vocabulary: Graph, alignments: Graph, node: URIRef) -> Scheme:
    terms = [URIRef(str(one)) for one in vocabulary.subjects(SKOS.inScheme, node)]
    rank = {one: (int(str(vocabulary.value(one, MLG.rang) or 0)), _notation(vocabulary, one)) for one in terms}
    return Scheme(
        iri=str(node),
        title=words(vocabulary, node, DCTERMS.title) or Words(short(node), short(node)),
        description=words(vocabulary, node, DCTERMS.description),
        concepts=tuple(_concept(vocabulary, alignments, one) for one in sorted(terms, key=rank.__getitem__)),
    )


def _concept(vocabulary: Graph, alignments: Graph, node: URIRef) -> Concept:
    notation = _notation(vocabulary, node)
    return Concept(
        iri=str(node),
        notation=notation,
        label=words(vocabulary, node, SKOS.prefLabel) or Words(notation, notation),
        others=all_words(vocabulary, node, SKOS.altLabel),
        definition=words(vocabulary, node, SKOS.definition),
        alignments=aligned(alignments, str(node)),
        fields=fields(alignments, str(node)),
    )


def _notation(vocabulary: Graph, node: URIRef) -> str:
    return str(vocabulary.value(node, SKOS.notation) or str(node).rpartition("/")[2])
