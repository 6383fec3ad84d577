"""Turtle for people who check a catalogue: the catalogue first, then datasets, then files; the same bytes each time."""

from io import BytesIO

from rdflib import DCTERMS, FOAF, PROV, RDF, RDFS, SKOS, VOID, Graph
from rdflib.plugins.serializers.turtle import TurtleSerializer

from graph.publishing.catalogue.namespaces import DCAT, VCARD


class _Ordered(TurtleSerializer):
    """The serialiser of rdflib, told what comes first; blank nodes are named by who made them, so nothing moves."""

    topClasses = [  # noqa: N815, RUF012  # rdflib's
        *(DCAT.Catalog, DCAT.Dataset, VOID.Dataset, DCAT.Distribution),
        *(PROV.Activity, PROV.Entity, FOAF.Agent, VCARD.Kind, DCTERMS.Location),
    ]
    predicateOrder = [  # noqa: N815, RUF012  # idem
        *(RDF.type, DCTERMS.identifier, DCTERMS.title, RDFS.label, SKOS.prefLabel, DCTERMS.description),
        *(DCAT.keyword, DCAT.theme, DCTERMS.publisher, DCAT.contactPoint),
    ]


def turtle(graph: Graph) -> bytes:
    """Return the graph as UTF-8 Turtle, whatever the order in which its triples were added."""
    stream = BytesIO()
    _Ordered(graph).serialize(stream, encoding="utf-8")
    return stream.getvalue().strip() + b"\n"
