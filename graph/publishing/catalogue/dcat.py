"""The catalogue of a release, in DCAT-AP 3 for checks or in the dialect that French portals really import."""

from collections.abc import Iterable, Mapping
from typing import Final, Literal, TypeAlias

from rdflib import DCTERMS, FOAF, OWL, PROV, RDF, XSD, Graph, URIRef
from rdflib import Literal as Text

from graph.publishing.catalogue import agents, coverage
from graph.publishing.catalogue.authority import described, licence, lists
from graph.publishing.catalogue.datasets import DEF, Dataset, datasets, said
from graph.publishing.catalogue.distribution import Profile, distribution
from graph.publishing.catalogue.namespaces import DCAT, EU, empty
from graph.publishing.catalogue.publication import Publication, publication
from graph.publishing.catalogue.writing import turtle
from graph.publishing.release import Release, Written
from ontology.iris import mint

ProfileName: TypeAlias = Literal["strict", "portail"]
"""`strict`: SEMIC DCAT-AP 3.0.1, for data.europa.eu; `portail`: what data.gouv.fr and CKAN import."""

_KEYWORDS_OF_TERMS: Final = ("ontologie", "vocabulaire", "données liées", "SHACL", "SKOS")


def catalogue(release: Release, files: Iterable[Written], profile: ProfileName, by: Publication | None = None) -> bytes:
    """Return the catalogue of the files of a release, as Turtle; `by` is read in the build folder when not given.

    The same release and files give the same bytes, in whatever order; nothing in it comes from the clock.
    """
    by = by or publication(release.out)
    to = Profile(strict=profile == "strict")
    graph, root = empty(), mint("catalogue", release.name)
    _root(graph, root, release, by, to)
    for dataset in datasets(release, files, by.english):
        graph.add((root, DCAT.dataset, dataset.node))
        _dataset(graph, dataset, release, by, to)
        for file in dataset.files:
            distribution(graph, dataset.node, dataset.slug, file, release, by, to)
    known = {term for term in graph.objects() if isinstance(term, URIRef) and (term, None, None) in lists()}
    graph += described(known)
    return turtle(graph)


def _root(graph: Graph, root: URIRef, release: Release, by: Publication, to: Profile) -> None:
    """Describe the catalogue itself, which portals do not read and SEMIC requires."""
    title = {"fr": f"Catalogue : {release.title}", "en": f"Catalogue: {by.english.title} ({release.name})"}
    graph.add((root, RDF.type, DCAT.Catalog))
    _texts(graph, root, DCTERMS.title, title, to)
    _texts(graph, root, DCTERMS.description, {"fr": release.description, "en": by.english.description}, to)
    graph.add((root, DCTERMS.publisher, agents.publisher(graph, by.publisher)))
    graph.add((root, DCTERMS.license, licence(release.licence)))
    graph.add((root, DCTERMS.spatial, URIRef(f"{EU}country/FRA")))
    graph.add((root, DCAT.themeTaxonomy, URIRef(f"{EU}data-theme")))
    _page(graph, root, FOAF.homepage, by.landing_page)
    _languages(graph, root, "FRA", "ENG")
    _dates(graph, root, release, by)


def _dataset(graph: Graph, dataset: Dataset, release: Release, by: Publication, to: Profile) -> None:
    """Describe one dataset: what every one says, then what only data, or only an ontology, say."""
    node, contact = dataset.node, URIRef(f"{mint('catalogue', release.name)}#contact")
    agents.contact(graph, contact, by.contact)
    graph.add((node, RDF.type, DCAT.Dataset))
    graph.add((node, DCTERMS.identifier, Text(str(node))))
    _texts(graph, node, DCTERMS.title, dataset.title, to)
    _texts(graph, node, DCTERMS.description, dataset.description, to)
    graph.add((node, DCTERMS.publisher, URIRef(by.publisher.iri)))
    graph.add((node, DCTERMS.creator, URIRef(by.publisher.iri)))
    graph.add((node, DCAT.contactPoint, contact))
    graph.add((node, DCTERMS.accessRights, URIRef(f"{EU}access-right/PUBLIC")))
    graph.add((node, DCTERMS.accrualPeriodicity, URIRef(f"{EU}frequency/{by.frequency}")))
    _page(graph, node, DCAT.landingPage, by.landing_page)
    _dates(graph, node, release, by)
    if dataset.ontology:
        _terms(graph, node)
    else:
        _data(graph, dataset, release, by, to)


def _data(graph: Graph, dataset: Dataset, release: Release, by: Publication, to: Profile) -> None:
    node, extent = dataset.node, URIRef(f"{dataset.node}#emprise")
    places = [one.label for one in release.places if len(one.label) > 2]  # noqa: PLR2004  # udata's tags: 3 letters
    for word in (*by.keywords, *places):
        graph.add((node, DCAT.keyword, Text(word.replace("'", " ").replace("’", " "), lang="fr")))
    for theme in coverage.themes(release):
        graph.add((node, DCAT.theme, theme))
    graph.add((node, DCTERMS.spatial, extent))
    graph.add((node, DCTERMS.spatial, URIRef(f"{EU}country/FRA")))
    coverage.place(graph, extent, release, strict=to.strict)
    coverage.period(graph, node, dataset.editions)
    coverage.provenance(graph, node, dataset.editions)
    _languages(graph, node, "FRA")
    graph.add((node, DCAT.version, Text(release.version)))
    graph.add((node, DCTERMS.conformsTo, DEF))
    graph.add((DEF, RDF.type, DCTERMS.Standard))
    _texts(graph, DEF, DCTERMS.title, said(DCTERMS.title), to)
    if to.strict:
        build = mint("construction", release.name, release.version)
        graph.add((node, PROV.wasGeneratedBy, build))
        graph.add((build, RDF.type, PROV.Activity))


def _terms(graph: Graph, node: URIRef) -> None:
    for word in _KEYWORDS_OF_TERMS:
        graph.add((node, DCAT.keyword, Text(word, lang="fr")))
    graph.add((node, DCAT.theme, URIRef(f"{EU}data-theme/GOVE")))
    graph.add((node, DCTERMS.type, URIRef(f"{EU}dataset-type/ONTOLOGY")))
    graph.add((node, DCAT.version, Text(next(iter(said(OWL.versionInfo).values())))))
    _languages(graph, node, "FRA", "ENG")


def _texts(graph: Graph, node: URIRef, predicate: URIRef, texts: Mapping[str, str], to: Profile) -> None:
    """Write both languages, or French alone for portals: several versions of udata take any one of the two."""
    for language, text in texts.items():
        if to.strict or language == "fr":
            graph.add((node, predicate, Text(text, lang=language)))


def _languages(graph: Graph, node: URIRef, *codes: str) -> None:
    for code in codes:
        graph.add((node, DCTERMS.language, URIRef(f"{EU}language/{code}")))


def _dates(graph: Graph, node: URIRef, release: Release, by: Publication) -> None:
    graph.add((node, DCTERMS.modified, Text(release.modified.isoformat(), datatype=XSD.date)))
    if by.issued:
        graph.add((node, DCTERMS.issued, Text(by.issued.isoformat(), datatype=XSD.date)))


def _page(graph: Graph, node: URIRef, predicate: URIRef, address: str) -> None:
    graph.add((node, predicate, URIRef(address)))
    graph.add((URIRef(address), RDF.type, FOAF.Document))
