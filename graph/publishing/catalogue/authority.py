"""The terms of the European lists that a catalogue uses, copied into it: portals and checks look nothing up."""

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Final

from rdflib import DCTERMS, FOAF, RDF, RDFS, SKOS, Graph, Literal, URIRef

from graph.publishing.catalogue.namespaces import EU

_FILE: Final = Path(__file__).with_name("authority.ttl")
PUBLISHER_TYPE: Final = "http://purl.org/adms/publishertype/"
_FOLLOWED: Final = (DCTERMS.type, SKOS.inScheme)


@cache
def lists() -> Graph:
    """Return every term that this version knows."""
    return Graph(bind_namespaces="none").parse(_FILE, format="turtle")


def codes(table: str) -> tuple[str, ...]:
    """Return the codes of one list that a catalogue may use, sorted: ANNUAL, BIENNIAL… for `frequency`."""
    terms = {str(term) for term in lists().subjects(SKOS.inScheme)}
    return tuple(sorted(one.removeprefix(space(table)) for one in terms if one.startswith(space(table))))


def space(table: str) -> str:
    """Return what the terms of a list start with: a European list, or ADMS's own list of publishers."""
    return PUBLISHER_TYPE if table == "publishertype" else f"{EU}{table}/"


def licence(address: str) -> URIRef:
    """Return the European term of the licence that has this address; an unknown licence stays as it is."""
    wanted = URIRef(address)
    for term in lists().subjects(RDF.type, DCTERMS.LicenseDocument):
        if wanted in {term, *lists().objects(term, FOAF.page), *lists().objects(term, RDFS.seeAlso)}:
            return URIRef(str(term))
    return wanted


def title(term: URIRef) -> str:
    """Return the French label of a term, failing that its only one, failing that its address."""
    found = list(lists().objects(term, DCTERMS.title)) or list(lists().objects(term, SKOS.prefLabel))
    french = [one for one in found if isinstance(one, Literal) and one.language == "fr"]
    return min(map(str, french or found or [term]))


def described(terms: Iterable[URIRef]) -> Graph:
    """Return what the lists say of these terms and of what types them, but for the other addresses of a licence."""
    graph = Graph(bind_namespaces="none")
    waiting = sorted(set(terms))
    for term in waiting:
        for predicate, value in lists().predicate_objects(term):
            if predicate != RDFS.seeAlso:
                graph.add((term, predicate, value))
            if predicate in _FOLLOWED and value not in waiting:
                waiting.append(URIRef(str(value)))
        graph += _pages(term)
    return graph


def _pages(term: URIRef) -> Iterator[tuple[URIRef, URIRef, URIRef]]:
    for page in lists().objects(term, FOAF.page):
        yield URIRef(str(page)), RDF.type, FOAF.Document
