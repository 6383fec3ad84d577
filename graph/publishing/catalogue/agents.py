"""The body that publishes and the address to write to, as SEMIC and portals want them described."""

from rdflib import DCTERMS, FOAF, RDF, Graph, Literal, URIRef

from graph.publishing.catalogue.authority import PUBLISHER_TYPE
from graph.publishing.catalogue.namespaces import VCARD
from graph.publishing.catalogue.publication import Contact, Publisher


def publisher(graph: Graph, who: Publisher) -> URIRef:
    """Describe the publisher and return its node."""
    node, homepage = URIRef(who.iri), URIRef(who.homepage)
    graph.add((node, RDF.type, FOAF.Agent))
    graph.add((node, RDF.type, FOAF.Organization))
    graph.add((node, FOAF.name, Literal(who.name, lang="fr")))
    graph.add((node, FOAF.homepage, homepage))
    graph.add((homepage, RDF.type, FOAF.Document))
    if who.email:
        graph.add((node, FOAF.mbox, URIRef(f"mailto:{who.email}")))
    if who.type:
        graph.add((node, DCTERMS.type, URIRef(PUBLISHER_TYPE + who.type)))
    return node


def contact(graph: Graph, node: URIRef, who: Contact) -> None:
    """Describe the contact: `vcard:Kind` by name, because SEMIC's shapes infer nothing."""
    graph.add((node, RDF.type, VCARD.Kind))
    graph.add((node, RDF.type, VCARD.Organization))
    graph.add((node, VCARD.fn, Literal(who.name, lang="fr")))
    graph.add((node, VCARD.hasURL, URIRef(who.url)))
    if who.email:
        graph.add((node, VCARD.hasEmail, URIRef(f"mailto:{who.email}")))
