"""The catalogue that portals import: SEMIC's checks, what udata and CKAN drop, one dataset a licence, same bytes."""

import random
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pyshacl
import pytest
from rdflib import DCTERMS, FOAF, OWL, RDF, RDFS, SH, SKOS, XSD, BNode, Graph, Literal, URIRef

from graph.errors import GraphError
from graph.publishing.catalogue import catalogue
from graph.publishing.catalogue.authority import licence, lists
from graph.publishing.catalogue.check import faults
from graph.publishing.catalogue.dcat import ProfileName
from graph.publishing.catalogue.namespaces import ADMS, DCAT, EU, GSP, LOCN, SPDX, VCARD
from graph.publishing.catalogue.publication import publication, read
from graph.publishing.covered import named
from tests.graph.publishing.catalogue.facts import BASE, CC_BY, EMBEDDED, ETALAB, FILES, ODBL, RELEASE, TOWN
from tests.graph.seeds import printed

ROOT = Path(__file__).parents[4]
STANDARDS = ROOT.parent / "shared/standards"
JEU, ODBL_JEU, TERMS = (URIRef(f"{BASE}id/jeu/{name}") for name in ("maillage", "maillage-odbl-1.0", "ontologie"))

needs_standards = pytest.mark.skipif(not STANDARDS.is_dir(), reason="les formes de SEMIC (../shared) ne sont pas là")


def parsed(profile: ProfileName = "strict") -> Graph:
    return Graph(bind_namespaces="none").parse(data=catalogue(RELEASE, FILES, profile, TOWN), format="turtle")


def semic(data: Graph, name: str, severity: URIRef = SH.Violation) -> list[tuple[URIRef, object]]:
    _, report, _ = pyshacl.validate(data, shacl_graph=str(STANDARDS / f"dcat-ap-3.0.1/{name}.ttl"), inference="none")
    results = [one for one in report.objects(None, SH.result) if report.value(one, SH.resultSeverity) == severity]
    return [(report.value(one, SH.focusNode), report.value(one, SH.resultPath)) for one in results]


#################################################################  SEMIC


@needs_standards
@pytest.mark.parametrize("name", ["shapes", "range", "dcat-ap-SHACL", "deprecateduris"])
def test_semic_finds_no_violation_in_the_strict_profile(name: str) -> None:
    assert semic(parsed(), name) == []


@needs_standards
def test_the_code_lists_of_semic_have_one_bug_and_no_other_complaint() -> None:
    data = parsed()

    found = semic(data, "mdr-vocabularies.shape")

    assert {path for _, path in found} == {SPDX.algorithm}  # it asks for an https IRI of a class written with http
    assert len(found) == len(set(data.subjects(RDF.type, SPDX.Checksum)))


@needs_standards
@pytest.mark.parametrize(("pilot", "violations"), [("gf-dcat", 10), ("sep-dcat", 14)])
def test_the_same_check_finds_what_is_wrong_with_the_catalogues_of_interstat(pilot: str, violations: int) -> None:
    assert len(semic(Graph().parse(STANDARDS / f"interstat/{pilot}.ttl"), "range")) == violations


@needs_standards
def test_what_semic_recommends_is_said_but_for_the_shape_of_france() -> None:
    france, wanted = URIRef(f"{EU}country/FRA"), semic(parsed(), "shapes_recommended", SH.Warning)

    assert set(wanted) == {
        (france, DCAT.bbox),
        (france, DCAT.centroid),
        (TERMS, DCTERMS.spatial),  # an ontology is of no place and of no time
        (TERMS, DCTERMS.temporal),
    }


@needs_standards
@pytest.mark.parametrize(("profile", "golden"), [("strict", "catalogue-dcat-ap"), ("portail", "catalogue-portail")])
def test_every_property_of_the_golden_catalogue_is_in_ours(profile: ProfileName, golden: str) -> None:
    model, ours = Graph().parse(STANDARDS / f"exemples/{golden}.ttl"), parsed(profile)

    for kind in (DCAT.Catalog, DCAT.Dataset, DCAT.Distribution, FOAF.Agent, VCARD.Kind, SPDX.Checksum):
        said = {predicate for node in ours.subjects(RDF.type, kind) for predicate in ours.predicates(node)}
        expected = {predicate for node in model.subjects(RDF.type, kind) for predicate in model.predicates(node)}
        assert expected - said <= {ADMS.versionNotes, DCTERMS.issued}, kind


@needs_standards
def test_every_term_of_the_lists_is_in_force_at_the_publications_office() -> None:
    official = Graph()
    for path in sorted((STANDARDS / "eu-authority").glob("*.ttl")):
        official.parse(path)
    deprecated = URIRef("http://publications.europa.eu/ontology/authority/deprecated")
    terms = {term for term in lists().subjects() if str(term).startswith(EU) and (term, SKOS.inScheme, None) in lists()}

    assert len(terms) > 40
    for term in terms | set(lists().subjects(RDF.type, DCTERMS.LicenseDocument)):
        official_labels = _labels(official, term)
        ours = _labels(lists(), term)
        assert official_labels, f"{term} unknown"
        assert ours <= official_labels
        assert [str(one) for one in official.objects(term, deprecated)] in ([], ["false"])


def _labels(graph: Graph, term: object) -> set[tuple[str, str | None]]:
    labels = graph.objects(URIRef(str(term)), SKOS.prefLabel)
    return {(str(one).strip(), one.language) for one in labels if isinstance(one, Literal)}


#################################################################  Portals


@pytest.mark.parametrize("profile", ["strict", "portail"])
def test_our_own_shapes_find_nothing_in_either_profile(profile: ProfileName) -> None:
    assert faults(catalogue(RELEASE, FILES, profile, TOWN), profile) == ()


def test_what_is_embedded_is_fine_for_both_and_a_contact_that_nobody_can_reach_is_a_warning() -> None:
    assert faults(catalogue(RELEASE, FILES, "strict", EMBEDDED), "strict") == ()
    assert faults(catalogue(RELEASE, FILES, "portail", EMBEDDED), "portail") == ()
    graph = Graph().parse(data=catalogue(RELEASE, FILES, "portail", EMBEDDED), format="turtle")
    graph.remove((None, VCARD.hasURL, None))

    [one] = faults(graph.serialize(format="turtle").encode(), "portail")
    assert one.warning
    assert "publication.toml" in one.message


def test_the_two_profiles_differ_by_what_is_documented_and_by_nothing_else() -> None:
    strict, portal = parsed("strict"), parsed("portail")
    only_strict = {predicate for _, predicate, _ in _named(strict) - _named(portal)}
    only_portal = {(predicate, type(value)) for _, predicate, value in _named(portal) - _named(strict)}

    texts = {DCTERMS.title, DCTERMS.description}  # the English ones
    standards = {DCTERMS.conformsTo, RDF.type}  # all but the first, and their type
    places, parquet = {RDFS.seeAlso}, {DCTERMS.format, SKOS.prefLabel, SKOS.inScheme, RDF.type}
    assert only_strict == texts | standards | places | parquet | {
        SPDX.checksumValue,
        URIRef("http://www.w3.org/ns/prov#wasGeneratedBy"),
    }
    assert only_portal == {(SPDX.checksumValue, Literal), (LOCN.geometry, Literal), (DCTERMS.format, Literal)}


def _named(graph: Graph) -> set[tuple[object, object, object]]:
    """Return the triples, blank subjects and objects under one name."""
    blank = URIRef("urn:blank")
    return {tuple(blank if isinstance(term, BNode) else term for term in triple) for triple in graph}  # type: ignore[misc]


def test_what_udata_reads_is_written_as_it_reads_it() -> None:
    data = parsed("portail")

    assert str(data.value(JEU, DCTERMS.identifier)) == str(JEU)
    assert isinstance(data.value(JEU, DCTERMS.temporal), BNode)  # an IRI would be downloaded
    assert set(data.objects(None, SPDX.checksumValue)) == {Literal("0f" * 32)}  # bytes lose the dataset
    assert str(data.value(licence(ETALAB), RDFS.label)) == "Licence Ouverte / Open Licence version 2.0"
    assert not set(data.objects(None, DCTERMS.hasPart))
    boxes = set(data.objects(None, DCAT.bbox))
    assert boxes == {
        Literal("POLYGON((2.30 50.28,3.75 50.28,3.75 50.58,2.30 50.58,2.30 50.28))", datatype=GSP.wktLiteral)
    }
    assert set(data.objects(None, LOCN.geometry)) == boxes  # the only geometry CKAN stores
    media = {str(one) for one in data.objects(None, DCAT.mediaType)}
    assert all(one.startswith("https://www.iana.org/assignments/media-types/") for one in media)


def test_every_keyword_is_one_that_ckan_takes_and_french() -> None:
    words = [one for one in parsed("portail").objects(None, DCAT.keyword) if isinstance(one, Literal)]

    assert {"Nord", "Pas-de-Calais", "subventions"} < {str(word) for word in words}
    assert all(re.fullmatch(r"[\w .-]{3,96}", str(word)) and word.language == "fr" for word in words)


#################################################################  What it says


def test_a_licence_is_a_dataset_of_its_own_with_its_files_and_its_sources() -> None:
    data = parsed()
    licences = {
        dataset: {data.value(file, DCTERMS.license) for file in data.objects(dataset, DCAT.distribution)}
        for dataset in data.subjects(RDF.type, DCAT.Dataset)
    }
    origin = {one: str(data.value(data.value(one, DCTERMS.provenance), RDFS.label)) for one in (JEU, ODBL_JEU)}

    assert licences == {
        JEU: {URIRef(f"{EU}licence/ETALAB_2_0")},
        ODBL_JEU: {URIRef(f"{EU}licence/ODC_BL")},
        TERMS: {URIRef(f"{EU}licence/CC_BY_4_0")},
    }
    assert origin[ODBL_JEU] == "Construit à partir de : OpenStreetMap : lieux, OpenStreetMap, 2026-08."
    assert "OpenStreetMap" not in origin[JEU]
    assert "Code officiel géographique : communes (v_commune_2026.csv), Insee, 2026" in origin[JEU]


@pytest.mark.parametrize(
    ("address", "code"),
    [(ETALAB, "ETALAB_2_0"), (f"{ETALAB}/", "ETALAB_2_0"), (ODBL, "ODC_BL"), (CC_BY, "CC_BY_4_0")],
)
def test_the_address_of_a_licence_leads_to_its_european_term(address: str, code: str) -> None:
    assert licence(address) == URIRef(f"{EU}licence/{code}")


def test_a_licence_that_nobody_lists_is_carried_as_it_is() -> None:
    assert licence("https://example.org/licence") == URIRef("https://example.org/licence")


def test_a_file_says_its_address_size_hash_format_and_counts() -> None:
    data, node = parsed(), URIRef(f"{JEU}/graphe.nt.gz")
    said = {predicate: data.value(node, predicate) for predicate in data.predicates(node)}

    assert said[DCAT.downloadURL] == said[DCAT.accessURL] == URIRef(f"{BASE}telechargement/graphe.nt.gz")
    assert said[DCAT.byteSize] == Literal("1048576", datatype=XSD.nonNegativeInteger)
    assert said[DCAT.compressFormat] == URIRef("https://www.iana.org/assignments/media-types/application/gzip")
    assert said[DCTERMS.format] == URIRef(f"{EU}file-type/RDF_N_TRIPLES")
    assert str(said[DCTERMS.description]) == "Graphe complet (N-Triples), 4\u202f884 triplets."
    assert data.value(said[SPDX.checksum], SPDX.checksumValue) == Literal("0f" * 32, datatype=XSD.hexBinary)


def test_the_period_goes_from_the_first_day_to_the_last_of_the_dated_sources() -> None:
    data = parsed()
    period = data.value(JEU, DCTERMS.temporal)

    assert str(data.value(period, DCAT.startDate)) == "2024-07-09"
    assert str(data.value(period, DCAT.endDate)) == "2026-12-31"
    assert str(data.value(data.value(ODBL_JEU, DCTERMS.temporal), DCAT.endDate)) == "2026-08-31"


def test_themes_come_from_the_classes_that_the_release_holds() -> None:
    assert {str(one).rpartition("/")[2] for one in parsed().objects(JEU, DCAT.theme)} == {"GOVE", "REGI", "ECON"}


def test_a_release_without_geometry_has_no_invented_box() -> None:
    data = Graph().parse(data=catalogue(replace(RELEASE, box=None), FILES, "portail", TOWN), format="turtle")

    assert not set(data.objects(None, DCAT.bbox))
    assert faults(catalogue(replace(RELEASE, box=None), FILES, "portail", TOWN), "portail") == ()


def test_long_lists_of_places_are_cut_and_counted() -> None:
    places = tuple(replace(RELEASE.places[0], label=str(n)) for n in range(9))
    assert named(places) == "0, 1, 2, 3, 4, 5 et 3 autres"


#################################################################  Faults


def remove(predicate: URIRef) -> Callable[[Graph], object]:
    return lambda graph: graph.remove((None, predicate, None))


def put(predicate: URIRef, value: object) -> Callable[[Graph], object]:
    def change(graph: Graph) -> None:
        for node in list(graph.subjects(predicate)):
            graph.set((node, predicate, value))  # type: ignore[arg-type]  # a term

    return change


def add(predicate: URIRef, value: URIRef | Literal) -> Callable[[Graph], object]:
    return lambda graph: graph.add((JEU, predicate, value))


@pytest.mark.parametrize(
    ("profile", "change", "words"),
    [
        ("strict", remove(DCTERMS.identifier), "exactement un identifiant"),
        ("strict", remove(DCTERMS.title), "titre"),
        ("strict", remove(DCTERMS.publisher), "éditeur"),
        ("strict", remove(DCAT.contactPoint), "contact"),
        ("strict", remove(DCAT.distribution), "aucun fichier"),
        ("strict", remove(DCAT.downloadURL), "adresse de téléchargement"),
        ("strict", remove(DCAT.byteSize), "taille"),
        ("strict", remove(SPDX.checksum), "empreinte"),
        ("strict", remove(DCTERMS.license), "licence"),
        ("strict", remove(RDFS.label), "data.gouv.fr la connaît"),
        ("strict", remove(DCTERMS.modified), "date de mise à jour"),
        ("strict", put(DCAT.mediaType, URIRef("http://www.iana.org/assignments/media-types/text/csv")), "en https"),
        ("strict", put(DCTERMS.temporal, URIRef("https://example.org/2020")), "nœud anonyme"),
        ("strict", put(SPDX.algorithm, URIRef("https://spdx.org/rdf/terms#checksumAlgorithm_sha256")), "SHA-256"),
        ("strict", put(SPDX.checksumValue, Literal("0F" * 32, datatype=XSD.hexBinary, normalize=False)), "minuscules"),
        ("strict", put(SPDX.checksumValue, Literal("0f" * 32)), "que DCAT-AP demande"),
        ("strict", put(DCAT.bbox, Literal("POINT(3 50)", datatype=GSP.wktLiteral)), "emprise"),
        ("strict", add(DCTERMS.hasPart, URIRef("https://example.org/x")), "faux fichiers"),
        ("strict", add(OWL.versionInfo, Literal("2026.11")), "dcat:version"),
        ("strict", add(DCTERMS.title, Literal("Un autre titre", lang="fr")), "un titre par langue"),
        ("strict", add(DCAT.theme, URIRef("https://example.org/theme")), "thème"),
        ("portail", put(SPDX.checksumValue, Literal("0f" * 32, datatype=XSD.hexBinary)), "perdrait tout le jeu"),
        ("portail", add(DCAT.keyword, Literal("l'eau", lang="fr")), "mot-clé"),
        ("portail", add(DCAT.keyword, Literal("water", lang="en")), "pas en français"),
        ("portail", add(DCTERMS.conformsTo, URIRef(f"{BASE}formes")), "plusieurs normes"),
    ],
)
def test_what_a_portal_would_drop_or_semic_refuse_is_found(
    profile: ProfileName, change: Callable[[Graph], object], words: str
) -> None:
    graph = parsed(profile)
    change(graph)

    assert any(words in one.message for one in faults(graph.serialize(format="turtle").encode(), profile))


def test_a_catalogue_that_is_not_turtle_is_said_in_one_line() -> None:
    with pytest.raises(GraphError, match="catalogue illisible") as error:
        faults(b"<a> <b>", "strict")
    assert (error.value.kind, "\n" in str(error.value)) == ("unreadable", False)


#################################################################  Same bytes


@pytest.mark.parametrize("profile", ["strict", "portail"])
def test_the_order_of_files_and_sources_changes_nothing(profile: ProfileName) -> None:
    files, editions = list(FILES), list(RELEASE.editions)
    random.Random(7).shuffle(files)
    random.Random(8).shuffle(editions)

    assert catalogue(replace(RELEASE, editions=tuple(editions)), files, profile, TOWN) == catalogue(
        RELEASE, FILES, profile, TOWN
    )


def test_three_hash_seeds_give_the_same_bytes_and_no_clock_is_read() -> None:
    program = (
        "import hashlib\n"
        "from tests.graph.publishing.catalogue.facts import *\n"
        "from graph.publishing.catalogue import catalogue, provenance, void\n"
        "made = [catalogue(RELEASE, FILES, 'strict', TOWN), catalogue(RELEASE, FILES, 'portail', TOWN),\n"
        "        void(RELEASE, FILES, TOWN), provenance(RELEASE, TOWN)]\n"
        "assert not any(b'dateTime' in one for one in made)\n"
        "print([hashlib.sha256(one).hexdigest() for one in made])\n"
    )
    assert len(set(printed(program))) == 1


#################################################################  Who publishes


def test_the_file_of_the_build_folder_is_read_before_the_embedded_one(tmp_path: Path) -> None:
    text = (ROOT / "graph/publishing/catalogue/publication.toml").read_text(encoding="utf-8")
    assert publication(tmp_path) == EMBEDDED
    (tmp_path / "publication.toml").write_text(text.replace('"IRREG"', '"QUARTERLY"'), encoding="utf-8")
    assert publication(tmp_path).frequency == "QUARTERLY"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('frequency = "IRREG"', 'frequency = "PARFOIS"', "frequency = 'PARFOIS'.*ANNUAL"),
        ('availability = "AVAILABLE"', 'availability = "OUI"', "availability = 'OUI'.*STABLE"),
        ('# type = "LocalAuthority"', 'type = "Mairie"', "publisher.type = 'Mairie'.*LocalAuthority"),
        ('# email = "donnees@…"', 'email = "chez moi"', "publisher.email = 'chez moi'"),
        ('address = "https://', 'address = "<https://', "address = '<https://"),
        ('homepage = "', 'page = "', "clés inconnues : page"),
        ('url = "https://w3id.org/maillage/"', "", "clés manquantes : url"),
        ('"élus"', '"l\'élu"', 'keywords = "l\'élu"'),
        ("# issued = 2026-12-01", 'issued = "demain"', "issued = 'demain'.*2026-12-01"),
        ("[contact]", "[contact", "illisible"),
    ],
)
def test_a_wrong_line_of_publication_is_said_with_what_to_write(tmp_path: Path, old: str, new: str, words: str) -> None:
    text = (ROOT / "graph/publishing/catalogue/publication.toml").read_text(encoding="utf-8")
    path = tmp_path / "publication.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")

    with pytest.raises(GraphError, match=words) as error:
        read(path)
    assert str(path) in str(error.value)
