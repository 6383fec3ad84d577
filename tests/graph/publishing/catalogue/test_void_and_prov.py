"""What a release says of its size, its links and its origin, to machines: VoID and PROV, without a clock."""

from dataclasses import replace
from pathlib import Path

import pytest
from rdflib import DCTERMS, FOAF, OWL, PROV, RDF, SKOS, VOID, XSD, Graph, Literal, URIRef

from graph.publishing.catalogue import provenance, void
from graph.state import BuildState, write
from ontology.files import shapes, vocabulary
from ontology.iris import PATTERNS
from ontology.terms import MLG
from tests.graph.publishing.catalogue.facts import BASE, COMMUNES, FILES, LEERS, LILLERS, OSM, RELEASE, TOWN

JEU = URIRef(f"{BASE}id/jeu/maillage")
BUILD = URIRef(f"{BASE}id/construction/maillage/2026.11")


@pytest.fixture(scope="module")
def said() -> Graph:
    return Graph(bind_namespaces="none").parse(data=void(RELEASE, FILES, TOWN), format="turtle")


@pytest.fixture(scope="module")
def origin() -> Graph:
    return Graph(bind_namespaces="none").parse(data=provenance(RELEASE, TOWN), format="turtle")


def test_void_counts_triples_subjects_classes_and_properties(said: Graph) -> None:
    counts = {name: said.value(JEU, VOID[name]) for name in ("triples", "distinctSubjects", "classes", "properties")}

    assert counts == {
        "triples": Literal(4896),
        "distinctSubjects": Literal(812),
        "classes": Literal(3),
        "properties": Literal(2),
    }


def test_void_has_a_partition_a_class_and_a_property_with_its_count(said: Graph) -> None:
    classes = {str(said.value(part, VOID["class"])): part for part in said.objects(JEU, VOID.classPartition)}
    properties = {str(said.value(part, VOID.property)): part for part in said.objects(JEU, VOID.propertyPartition)}

    assert {iri: int(str(said.value(part, VOID.entities))) for iri, part in classes.items()} == RELEASE.classes
    assert {iri: int(str(said.value(part, VOID.triples))) for iri, part in properties.items()} == RELEASE.properties
    assert classes[f"{BASE}def#FluxFinancier"] == URIRef(f"{JEU}#classe-mlg-FluxFinancier")


def test_void_lists_the_dumps_of_the_data_and_not_tables_nor_the_ontology(said: Graph) -> None:
    address = f"{BASE}telechargement/"
    assert set(said.objects(JEU, VOID.dataDump)) == {
        URIRef(address + path) for path in ("graphe.ttl", "graphe.nt.gz", "odbl/graphe.ttl")
    }
    assert set(said.objects(JEU, VOID.feature)) == {
        URIRef(f"http://www.w3.org/ns/formats/{name}") for name in ("Turtle", "N-Triples")
    }


def test_void_tells_the_links_to_insee_the_vocabularies_and_an_example(said: Graph) -> None:
    [links] = said.subjects(RDF.type, VOID.Linkset)

    assert said.value(links, VOID.linkPredicate) == SKOS.exactMatch
    assert said.value(links, VOID.objectsTarget) == URIRef("http://id.insee.fr/")
    assert said.value(links, VOID.subjectsTarget) == JEU
    assert said.value(links, VOID.triples) == Literal(238)
    assert {str(one) for one in said.objects(JEU, VOID.vocabulary)} == {
        f"{BASE}def",
        "http://rdf.insee.fr/def/geo#",
        "http://www.w3.org/2004/02/skos/core#",
    }
    assert URIRef(f"{BASE}id/territoire/departement/62") in set(said.objects(JEU, VOID.exampleResource))
    assert str(said.value(JEU, VOID.uriSpace)) == f"{BASE}id/"


def test_prov_derives_the_data_from_every_source_with_its_hash_date_licence_and_page(origin: Graph) -> None:
    editions = (COMMUNES, LEERS, LILLERS, OSM)
    assert set(origin.objects(JEU, PROV.wasDerivedFrom)) == {URIRef(one.iri) for one in editions}
    for one in editions:
        node = URIRef(one.iri)
        assert (BUILD, PROV.used, node) in origin
        assert str(origin.value(node, MLG.sha256)) == one.sha256
        assert str(origin.value(origin.value(node, DCTERMS.publisher), FOAF.name)) == one.publisher_name
        assert _text(origin, node, DCTERMS.license) == one.licence
        assert _text(origin, node, DCTERMS.source) == one.landing_page
        assert _text(origin, node, DCTERMS.issued) == one.issued


def _text(graph: Graph, node: URIRef, predicate: URIRef) -> str | None:
    value = graph.value(node, predicate)
    return None if value is None else str(value)


def test_prov_writes_a_partial_date_with_the_type_that_says_so(origin: Graph) -> None:
    types = {str(one): one.datatype for one in origin.objects(None, DCTERMS.issued) if isinstance(one, Literal)}
    assert types == {"2026": XSD.gYear, "2026-08": XSD.gYearMonth, "2024-07-09": XSD.date}


def test_prov_names_the_software_the_ontology_and_the_shapes_in_their_versions(origin: Graph) -> None:
    agent = origin.value(BUILD, PROV.wasAssociatedWith)
    plan = origin.value(origin.value(BUILD, PROV.qualifiedAssociation), PROV.hadPlan)

    assert (agent, RDF.type, PROV.SoftwareAgent) in origin
    assert str(agent).startswith(f"{BASE}id/logiciel/maillage/")
    assert plan == URIRef(f"{BASE}formes")
    assert origin.value(plan, OWL.versionIRI) == shapes().value(plan, OWL.versionIRI)
    ontology = URIRef(f"{BASE}def")
    assert (BUILD, PROV.used, ontology) in origin
    assert origin.value(ontology, OWL.versionIRI) == vocabulary().value(ontology, OWL.versionIRI)


def test_prov_gives_the_key_of_all_inputs_and_no_time_of_day(tmp_path: Path) -> None:
    write(tmp_path, BuildState(key="c" * 64, violations=0, triples=1, lines=()))

    text = provenance(replace(RELEASE, out=tmp_path), TOWN).decode()

    assert f'dct:identifier "sha256:{"c" * 64}"' in text
    assert "dateTime" not in text


def test_every_node_that_is_ours_has_a_pattern(said: Graph, origin: Graph) -> None:
    nodes = {str(one).partition("#")[0] for graph in (said, origin) for one in graph.subjects()}
    ours = {one.removeprefix(BASE) for one in nodes if one.startswith(f"{BASE}id/")}
    starts = tuple(template.partition("{")[0] for template in PATTERNS.values())

    assert len(ours) > 5
    assert all(one.startswith(starts) for one in ours)
