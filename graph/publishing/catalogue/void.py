"""VoID: how big the graph is, class by class and property by property, where it is, and to what it is linked."""

import re
from collections.abc import Iterable, Mapping
from typing import Final
from urllib.parse import urlsplit

from rdflib import DCTERMS, RDF, VOID, XSD, Graph, Literal, URIRef

from graph.curies import curie
from graph.publishing.catalogue.authority import licence
from graph.publishing.catalogue.datasets import DEF, ONTOLOGY
from graph.publishing.catalogue.namespaces import empty
from graph.publishing.catalogue.publication import Publication, publication
from graph.publishing.catalogue.writing import turtle
from graph.publishing.release import Release, Written
from ontology.iris import mint

_FORMATS: Final[Mapping[str, str]] = {
    "text/turtle": "Turtle",
    "application/n-triples": "N-Triples",
    "application/n-quads": "N-Quads",
    "application/trig": "TriG",
    "application/ld+json": "JSON-LD",
}
_W3C: Final = "http://www.w3.org/ns/formats/"
_UNSAFE: Final = re.compile(r"[^A-Za-z0-9]+")


def void(release: Release, files: Iterable[Written], by: Publication | None = None) -> bytes:
    """Return the VoID description of a release as Turtle: partitions with counts, dumps, vocabularies, links."""
    by = by or publication(release.out)
    graph, node = empty(), mint("jeu", release.name)
    graph.add((node, RDF.type, VOID.Dataset))
    graph.add((node, DCTERMS.title, Literal(release.title, lang="fr")))
    graph.add((node, DCTERMS.license, licence(release.licence)))
    graph.add((node, DCTERMS.modified, Literal(release.modified.isoformat(), datatype=XSD.date)))
    graph.add((node, VOID.uriSpace, Literal(f"{release.base}id/")))
    _count(graph, node, VOID.triples, release.triples)
    _count(graph, node, VOID.distinctSubjects, release.subjects)
    _count(graph, node, VOID.classes, len(release.classes))
    _count(graph, node, VOID.properties, len(release.properties))
    for example in release.places:
        graph.add((node, VOID.exampleResource, URIRef(example.iri)))
    for space in sorted({_space(iri) for iri in (*release.classes, *release.properties)}):
        graph.add((node, VOID.vocabulary, URIRef(space)))
    _dumps(graph, node, release, files, by)
    _partitions(graph, node, release)
    _links(graph, node, release)
    return turtle(graph)


def _dumps(graph: Graph, node: URIRef, release: Release, files: Iterable[Written], by: Publication) -> None:
    for file in files:
        if file.media_type in _FORMATS and file.theme != ONTOLOGY:
            address = by.address.replace("{version}", release.version) + file.path
            graph.add((node, VOID.dataDump, URIRef(address)))
            graph.add((node, VOID.feature, URIRef(_W3C + _FORMATS[file.media_type])))


def _partitions(graph: Graph, node: URIRef, release: Release) -> None:
    """Write a node a class (its instances) and a node a property (its statements)."""
    for kind, counts in (("classe", release.classes), ("propriete", release.properties)):
        of_class = kind == "classe"
        for iri, count in counts.items():
            part = URIRef(f"{node}#{kind}-{_UNSAFE.sub('-', curie(iri))}")
            graph.add((node, VOID.classPartition if of_class else VOID.propertyPartition, part))
            graph.add((part, VOID["class"] if of_class else VOID.property, URIRef(iri)))
            _count(graph, part, VOID.entities if of_class else VOID.triples, count)


def _links(graph: Graph, node: URIRef, release: Release) -> None:
    """Write a linkset a property and a site: the territories of INSEE, for one."""
    for (predicate, site), count in release.links.items():
        host = urlsplit(site).hostname or ""
        links = URIRef(f"{node}#liens-{_UNSAFE.sub('-', curie(predicate))}-{_UNSAFE.sub('-', host)}")
        graph.add((node, VOID.subset, links))
        graph.add((links, RDF.type, VOID.Linkset))
        graph.add((links, VOID.linkPredicate, URIRef(predicate)))
        graph.add((links, VOID.subjectsTarget, node))
        graph.add((links, VOID.objectsTarget, URIRef(site)))
        _count(graph, links, VOID.triples, count)
        graph.add((URIRef(site), RDF.type, VOID.Dataset))
        graph.add((URIRef(site), VOID.uriSpace, Literal(site)))


def _count(graph: Graph, node: URIRef, predicate: URIRef, count: int) -> None:
    graph.add((node, predicate, Literal(count)))


def _space(iri: str) -> str:
    """Return the vocabulary of a term: ours by its name, others by their namespace."""
    space = iri[: max(iri.rfind("#"), iri.rfind("/")) + 1]
    return str(DEF) if space == f"{DEF}#" else space
