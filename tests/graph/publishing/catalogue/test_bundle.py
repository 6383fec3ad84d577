"""The catalogue of real bundles, embedded data included: SEMIC's checks, and a page that leads to every file."""

from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pyshacl
import pytest
from rdflib import DCTERMS, RDF, SH, VOID, Graph, URIRef

from graph.publishing.catalogue.check import faults
from graph.publishing.catalogue.namespaces import DCAT, EU, SPDX
from graph.publishing.wanted import Published
from tests.graph.publishing.catalogue.facts import BASE
from tests.graph.publishing.lot import COMMUNES, FACTS, ODBL, published

STANDARDS = Path(__file__).parents[4].parent / "shared/standards/dcat-ap-3.0.1"
JEU = URIRef(f"{BASE}id/jeu/maillage")


@pytest.fixture(scope="module")
def lot(tmp_path_factory: pytest.TempPathFactory) -> Published:
    return published(tmp_path_factory.mktemp("lot"), COMMUNES, FACTS, ODBL, allow_violations=True)


class Links(HTMLParser):
    """The links of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.tags: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.found += [str(value) for name, value in attrs if name == "href"]


def catalogue(bundle: Published, profile: str = "strict") -> Graph:
    return Graph(bind_namespaces="none").parse(bundle.path / f"catalogue-{profile}.ttl", format="turtle")


@pytest.mark.skipif(not STANDARDS.is_dir(), reason="les formes de SEMIC (../shared) ne sont pas là")
@pytest.mark.parametrize("which", ["lot", "embedded"])
def test_semic_finds_nothing_in_the_strict_catalogue_of_a_bundle(which: str, request: pytest.FixtureRequest) -> None:
    data = catalogue(request.getfixturevalue(which))
    for name in ("shapes", "range", "dcat-ap-SHACL", "deprecateduris", "mdr-vocabularies.shape"):
        _, report, _ = pyshacl.validate(data, shacl_graph=str(STANDARDS / f"{name}.ttl"), inference="none")
        results = [
            one for one in report.objects(None, SH.result) if report.value(one, SH.resultSeverity) == SH.Violation
        ]
        bug = {SPDX.algorithm} if name.startswith("mdr") else set()  # the class is http, the IRI it wants https
        assert {report.value(one, SH.resultPath) for one in results} == bug, name


@pytest.mark.parametrize("which", ["lot", "embedded"])
def test_our_own_checks_find_nothing(which: str, request: pytest.FixtureRequest) -> None:
    folder = request.getfixturevalue(which).path
    assert faults((folder / "catalogue-strict.ttl").read_bytes(), "strict") == ()
    assert faults((folder / "catalogue-portail.ttl").read_bytes(), "portail") == ()


def test_every_file_is_a_distribution_with_its_own_bytes(embedded: Published) -> None:
    data = catalogue(embedded, "portail")
    said = {
        str(data.value(node, DCAT.downloadURL)).removeprefix(f"{BASE}telechargement/"): (
            int(str(data.value(node, DCAT.byteSize))),
            str(data.value(data.value(node, SPDX.checksum), SPDX.checksumValue)),
        )
        for node in data.subjects(RDF.type, DCAT.Distribution)
    }
    assert said == {one.path: (one.size, one.sha256) for one in embedded.files}
    assert {"graphe.ttl", "ontologie.html", "ontologie/ontologie.ttl", "csv/projet.csv"} <= said.keys()


def test_the_odbl_is_a_dataset_of_its_own_and_the_ontology_another(lot: Published) -> None:
    data = catalogue(lot, "portail")
    licences = {
        str(dataset).removeprefix(f"{BASE}id/jeu/"): {
            str(data.value(file, DCTERMS.license)).removeprefix(f"{EU}licence/")
            for file in data.objects(dataset, DCAT.distribution)
        }
        for dataset in data.subjects(RDF.type, DCAT.Dataset)
    }
    assert licences == {"maillage": {"ETALAB_2_0"}, "maillage-odbl-1.0": {"ODC_BL"}, "ontologie": {"CC_BY_4_0"}}


def test_void_counts_what_the_turtle_holds_and_its_links_to_insee(lot: Published) -> None:
    said = Graph().parse(lot.path / "void.ttl")
    whole = Graph().parse(lot.path / "graphe.ttl").parse(lot.path / "odbl/graphe.ttl")

    assert int(str(said.value(JEU, VOID.triples))) == len(whole)
    assert int(str(said.value(JEU, VOID.distinctSubjects))) == len(set(whole.subjects()))
    for part in said.objects(JEU, VOID.propertyPartition):
        predicate = URIRef(str(said.value(part, VOID.property)))
        assert int(str(said.value(part, VOID.triples))) == len(list(whole.triples((None, predicate, None))))
    for part in said.objects(JEU, VOID.classPartition):
        instances = set(whole.subjects(RDF.type, said.value(part, VOID["class"])))
        assert int(str(said.value(part, VOID.entities))) == len(instances)
    [links] = said.subjects(RDF.type, VOID.Linkset)
    assert (str(said.value(links, VOID.objectsTarget)), str(said.value(links, VOID.triples))) == (
        "http://id.insee.fr/",
        "1",
    )


@pytest.mark.parametrize("page", ["index.html", "ontologie.html"])
def test_the_pages_of_a_bundle_fetch_nothing_and_every_link_between_its_files_is_alive(
    lot: Published, page: str
) -> None:
    text = (lot.path / page).read_text(encoding="utf-8")
    read = Links(text)

    assert "default-src 'none'" in text
    assert not read.tags & {"script", "img", "link", "iframe", "form"}
    local = {
        link.partition("#")[0] for link in read.found if "://" not in link and not link.startswith(("#", "mailto:"))
    }
    assert {link for link in local if not (lot.path / link).is_file()} == set()


def test_the_page_of_a_bundle_names_every_file_every_source_and_who_answers(lot: Published) -> None:
    text = unescape((lot.path / "index.html").read_text(encoding="utf-8"))

    assert {one.path for one in lot.files} <= set(Links(text).found)
    assert all(one.title in text and one.publisher_name in text for one in lot.release.editions)
    assert "Open Data Commons Open Database License (ODbL)" in text
    assert "DONNEES-PERSONNELLES.md" in text
    assert lot.release.version in text


def test_a_hostile_title_stays_text_in_the_page_and_in_the_catalogue(tmp_path: Path) -> None:
    hostile = FACTS.replace('"Rapport"@fr', '"</title><script>alert(1)</script> \\" ; } <x>"@fr')

    done = published(tmp_path, COMMUNES, hostile, allow_violations=True)

    assert "<script>" not in (done.path / "index.html").read_text(encoding="utf-8")
    assert faults((done.path / "catalogue-strict.ttl").read_bytes(), "strict") == ()
    assert len(Graph().parse(done.path / "provenance.ttl")) > 0


def test_an_address_of_the_bundle_s_own_is_in_every_place_that_gives_one(tmp_path: Path) -> None:
    model = Path(__file__).parents[4] / "graph/publishing/catalogue/publication.toml"
    out = tmp_path / "out"
    out.mkdir()
    text = model.read_text(encoding="utf-8").replace(
        f"{BASE}telechargement/", "https://donnees.lillers.example.org/lot/"
    )
    (out / "publication.toml").write_text(text, encoding="utf-8")

    done = published(tmp_path, COMMUNES, allow_violations=True)

    assert {str(one) for one in catalogue(done).objects(None, DCAT.downloadURL)} == {
        f"https://donnees.lillers.example.org/lot/{one.path}" for one in done.files
    }
    assert "w3id.org/maillage/telechargement" not in (done.path / "void.ttl").read_text(encoding="utf-8")
