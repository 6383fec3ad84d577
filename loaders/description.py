"""What the graph says of its own sources: who published which file, when, under which licence, with which bytes."""

from typing import Final

from rdflib import DCTERMS, FOAF, RDF, RDFS, SDO, Graph, Literal, URIRef

from loaders.edition import Edition
from ontology.iris import mint, reference
from ontology.terms import MLG

_TYPES: Final = {4: "gYear", 7: "gYearMonth", 10: "date"}
_XSD: Final = "http://www.w3.org/2001/XMLSchema#"


def describe(edition: Edition) -> str:
    """Return the N-Triples lines, sorted, that describe the file and the series it belongs to."""
    graph = Graph()
    if edition.document is None:
        _file(graph, edition)
    else:
        _document(graph, edition)
    lines = graph.serialize(format="nt").splitlines(keepends=True)
    return "".join(sorted(line for line in lines if line.strip()))


def _file(graph: Graph, edition: Edition) -> None:
    source, file = edition.source, URIRef(edition.iri)
    series = mint("source", source.name, "serie")
    publisher = URIRef(source.publisher)
    title = f"{source.title} ({edition.name})"
    _add(graph, file, MLG.Edition, title, publisher, edition)
    graph.add((file, DCTERMS.license, URIRef(source.licence)))
    graph.add((file, DCTERMS.isVersionOf, series))
    graph.add((file, DCTERMS.source, URIRef(source.landing_page)))
    if edition.address:
        graph.add((file, SDO.contentUrl, URIRef(edition.address)))
    graph.add((series, RDF.type, MLG.Source))
    graph.add((series, RDFS.label, Literal(source.title, lang="fr")))
    graph.add((series, DCTERMS.publisher, publisher))
    graph.add((publisher, RDF.type, FOAF.Agent))
    graph.add((publisher, FOAF.name, Literal(source.publisher_name, lang="fr")))
    if edition.latest:
        graph.add((series, MLG.derniereEdition, file))


def _document(graph: Graph, edition: Edition) -> None:
    document, file = edition.document, URIRef(edition.iri)
    assert document is not None
    _add(graph, file, MLG.Document, document.titre, reference(document.emetteur), edition)
    if document.licence:
        graph.add((file, DCTERMS.license, URIRef(document.licence)))
    if document.page:
        graph.add((file, FOAF.page, URIRef(document.page)))
    if document.periode:
        graph.add((file, DCTERMS.coverage, Literal(document.periode)))


def _add(graph: Graph, file: URIRef, kind: URIRef, title: str, publisher: URIRef, edition: Edition) -> None:
    graph.add((file, RDF.type, kind))
    graph.add((file, DCTERMS.title, Literal(title, lang="fr")))
    graph.add((file, RDFS.label, Literal(title, lang="fr")))
    graph.add((file, DCTERMS.publisher, publisher))
    graph.add((file, MLG.sha256, Literal(edition.sha256)))
    if edition.published:
        kind_of_date = _TYPES[len(edition.published)]
        graph.add((file, DCTERMS.issued, Literal(edition.published, datatype=URIRef(_XSD + kind_of_date))))
