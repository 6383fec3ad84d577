"""The provenance of a build: its sources with their hashes, the software, the shapes; and no clock."""

from importlib.metadata import PackageNotFoundError, version
from typing import Final

from rdflib import DCTERMS, FOAF, OWL, PROV, RDF, RDFS, XSD, Graph, Literal, URIRef

from graph.publishing.catalogue import agents
from graph.publishing.catalogue.namespaces import empty
from graph.publishing.catalogue.publication import Publication, publication
from graph.publishing.catalogue.writing import turtle
from graph.publishing.release import Cited, Release
from graph.state import read
from graph.wording import count
from ontology.files import shapes, vocabulary
from ontology.iris import BASE, mint
from ontology.terms import MLG

SOFTWARE: Final = "maillage"
_TYPES: Final = {4: XSD.gYear, 7: XSD.gYearMonth, 10: XSD.date}


def provenance(release: Release, by: Publication | None = None) -> bytes:
    """Return the PROV description of a release as Turtle; the build is identified by the digest of all its inputs."""
    by = by or publication(release.out)
    graph, dataset = empty(), mint("jeu", release.name)
    build = mint("construction", release.name, release.version)
    graph.add((dataset, RDF.type, PROV.Entity))
    graph.add((dataset, RDFS.label, Literal(release.title, lang="fr")))
    graph.add((dataset, DCTERMS.modified, Literal(release.modified.isoformat(), datatype=XSD.date)))
    graph.add((dataset, PROV.wasGeneratedBy, build))
    graph.add((dataset, PROV.wasAttributedTo, agents.publisher(graph, by.publisher)))
    _activity(graph, build, release)
    for edition in release.editions:
        _edition(graph, edition)
        graph.add((dataset, PROV.wasDerivedFrom, URIRef(edition.iri)))
        graph.add((build, PROV.used, URIRef(edition.iri)))
    return turtle(graph)


def _activity(graph: Graph, build: URIRef, release: Release) -> None:
    """Describe the build: what ran, by which rules; its key is the same where its inputs and its code are."""
    software, state = _software(graph), read(release.out)
    graph.add((build, RDF.type, PROV.Activity))
    graph.add((build, RDFS.label, Literal(f"Construction de « {release.title} », {release.version}", lang="fr")))
    graph.add((build, PROV.wasAssociatedWith, software))
    if state:
        graph.add((build, DCTERMS.identifier, Literal(f"sha256:{state.key}")))
    plan = URIRef(f"{build}#association")
    graph.add((build, PROV.qualifiedAssociation, plan))
    graph.add((plan, RDF.type, PROV.Association))
    graph.add((plan, PROV.agent, software))
    for name, definitions in (("def", vocabulary()), ("formes", shapes())):
        node = URIRef(BASE + name)
        graph.add((build, PROV.used, node))
        graph.add((node, RDF.type, PROV.Plan if name == "formes" else PROV.Entity))
        for predicate in (DCTERMS.title, OWL.versionIRI):
            for value in definitions.objects(node, predicate):
                graph.add((node, predicate, value))
    graph.add((plan, PROV.hadPlan, URIRef(f"{BASE}formes")))


def _software(graph: Graph) -> URIRef:
    try:
        installed = version(SOFTWARE)
    except PackageNotFoundError:  # run from its folder, not installed
        installed = "non-installe"
    node = mint("logiciel", SOFTWARE, installed)
    graph.add((node, RDF.type, PROV.SoftwareAgent))
    graph.add((node, RDFS.label, Literal(f"Maillage {installed}")))
    graph.add((node, FOAF.homepage, URIRef(BASE)))
    return node


def _edition(graph: Graph, one: Cited) -> None:
    """Describe one file: who published it and when, its licence and page when stated, the hash of its bytes."""
    node, publisher = URIRef(one.iri), URIRef(one.publisher)
    graph.add((node, RDF.type, PROV.Entity))
    graph.add((node, RDF.type, MLG.Edition if one.source else MLG.Document))
    graph.add((node, DCTERMS.title, Literal(one.title, lang="fr")))
    graph.add((node, DCTERMS.publisher, publisher))
    graph.add((node, PROV.wasAttributedTo, publisher))
    graph.add((publisher, RDF.type, PROV.Agent))
    graph.add((publisher, FOAF.name, Literal(one.publisher_name, lang="fr")))
    graph.add((node, MLG.sha256, Literal(one.sha256)))
    graph.add((node, DCTERMS.extent, Literal(count(one.triples, "triplet", "triplets"), lang="fr")))
    if one.issued:
        graph.add((node, DCTERMS.issued, Literal(one.issued, datatype=_TYPES[len(one.issued)], normalize=False)))
    pages = {DCTERMS.license: one.licence, DCTERMS.source: one.landing_page, DCTERMS.isVersionOf: one.source}
    for predicate, address in pages.items():
        if address:
            graph.add((node, predicate, URIRef(address)))
