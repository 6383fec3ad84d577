"""The namespaces of a catalogue that rdflib does not ship, or ships without the terms of DCAT 3, and their prefixes."""

from typing import Final

from rdflib import DCTERMS, FOAF, OWL, PROV, RDF, RDFS, SKOS, VOID, XSD, Graph, Namespace

from ontology.iris import PREFIXES

ADMS: Final = Namespace("http://www.w3.org/ns/adms#")
DCAT: Final = Namespace("http://www.w3.org/ns/dcat#")
DCATAP: Final = Namespace("http://data.europa.eu/r5r/")
EU: Final = Namespace("http://publications.europa.eu/resource/authority/")
GSP: Final = Namespace("http://www.opengis.net/ont/geosparql#")
IANA: Final = Namespace("https://www.iana.org/assignments/media-types/")
LOCN: Final = Namespace("http://www.w3.org/ns/locn#")
SPDX: Final = Namespace("http://spdx.org/rdf/terms#")  # http, as SPDX and udata write it: SEMIC's one bug says https
VCARD: Final = Namespace("http://www.w3.org/2006/vcard/ns#")

_BOUND: Final = (
    *(("adms", ADMS), ("dcat", DCAT), ("dcatap", DCATAP), ("gsp", GSP), ("locn", LOCN), ("spdx", SPDX)),
    *(("vcard", VCARD), ("dct", DCTERMS), ("foaf", FOAF), ("prov", PROV), ("rdf", RDF), ("rdfs", RDFS)),
    *(("owl", OWL), ("skos", SKOS), ("void", VOID), ("xsd", XSD)),
    *((name, Namespace(PREFIXES[name])) for name in ("jeu", "catalogue", "mlg")),
)


def empty() -> Graph:
    """Return a graph that writes these prefixes, and no other."""
    graph = Graph(bind_namespaces="none")
    for prefix, space in _BOUND:
        graph.bind(prefix, space)
    return graph
