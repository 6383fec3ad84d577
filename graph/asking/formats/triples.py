"""Graphs that a question built, in the syntaxes of RDF: sorted, so that same graph means same bytes."""

from pyoxigraph import RdfFormat, serialize

from graph.asking.answers import Answer
from ontology.iris import PREFIXES


def as_turtle(answer: Answer) -> str:
    """Return Turtle with our prefixes, subjects in the order of their IRIs."""
    return _written(answer, RdfFormat.TURTLE)


def as_ntriples(answer: Answer) -> str:
    """Return sorted N-Triples."""
    return _written(answer, RdfFormat.N_TRIPLES)


def as_jsonld(answer: Answer) -> str:
    """Return JSON-LD with its context inside."""
    return _written(answer, RdfFormat.JSON_LD)


def as_rdfxml(answer: Answer) -> str:
    """Return RDF/XML."""
    return _written(answer, RdfFormat.RDF_XML)


def as_trig(answer: Answer) -> str:
    """Return TriG; the triples of an answer have no graph, so it is Turtle."""
    return _written(answer, RdfFormat.TRIG)


def _written(answer: Answer, format_: RdfFormat) -> str:
    triples = sorted(answer.triples, key=str)
    used = {p: space for p, space in PREFIXES.items() if any(space in str(triple) for triple in triples)}
    written = serialize(triples, format=format_, prefixes=used)
    return (written or b"").decode("utf-8")
