"""What shares a file and what does not: licences kept apart, a theme or a territory that stands on its own."""

from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import DCTERMS, Graph

from graph.cli import main
from graph.errors import GraphError
from graph.publishing.licences import known
from graph.publishing.selection import select
from graph.publishing.themes import around, themes, without_table
from graph.store import open_store
from graph.validation.validate import validate_files
from ontology.files import vocabulary
from tests.graph.publishing.lot import BASE, COG, COMMUNES, FACTS, ODBL, OSM, built, published

ID = f"{BASE}id/"
TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")


def said(path: Path) -> set[ox.Triple]:
    return {one.triple for one in ox.parse(path=str(path), format=ox.RdfFormat.N_TRIPLES)}


def subjects(path: Path) -> set[str]:
    return {one.subject.value.removeprefix(ID) for one in said(path)}  # type: ignore[union-attr]


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return published(tmp_path_factory.mktemp("lot"), COMMUNES, FACTS, ODBL, allow_violations=True).path


def test_share_alike_statements_have_files_of_their_own_in_every_syntax(mixed: Path) -> None:
    apart = subjects(mixed / "odbl" / "graphe.nt")
    assert apart == {"lieu/cafe", "source/osm/lieux.csv", "https://www.openstreetmap.org/"}
    told = (path for path in mixed.rglob("*") if path.suffix in {".ttl", ".nt", ".nq", ".trig", ".jsonld", ".csv"})
    for path in told:
        if "odbl" not in path.parts and not path.name.startswith(("catalogue", "provenance")):
            assert "cafe" not in path.read_text(encoding="utf-8"), path


def test_what_both_licences_allow_is_said_once_in_the_main_part(mixed: Path) -> None:
    """That Ambérieu is a commune is stated by INSEE too: nothing of it belongs to OpenStreetMap."""
    main, apart = said(mixed / "graphe.nt"), said(mixed / "odbl" / "graphe.nt")
    assert main.isdisjoint(apart)
    assert "territoire/commune/01004" in subjects(mixed / "graphe.nt")
    graphs = {
        str(one.graph_name).strip("<>") for one in ox.parse(path=str(mixed / "graphe.nq"), format=ox.RdfFormat.N_QUADS)
    }
    assert (COG in graphs, OSM in graphs) == (True, False)


def test_what_was_deduced_about_a_node_goes_where_it_may_come_from(tmp_path: Path) -> None:
    """A name given to a place by OpenStreetMap alone cannot be told from one deduced from it."""
    lot = published(tmp_path, COMMUNES, FACTS, ODBL, allow_violations=True).path
    cafe = {str(one) for one in said(lot / "odbl" / "graphe.nt") if one.subject == ox.NamedNode(f"{ID}lieu/cafe")}
    assert any("Café" in one for one in cafe)
    assert "Département de l'Ain" in (lot / "graphe.ttl").read_text(encoding="utf-8")  # deduced from INSEE alone


def test_each_file_tells_its_licence_and_the_notice_says_what_is_apart(mixed: Path) -> None:
    text = (mixed / "LISEZMOI.md").read_text(encoding="utf-8")
    assert "`odbl/` : Open Database License 1.0" in text
    catalogue = Graph().parse(mixed / "catalogue-strict.ttl", format="turtle")
    addresses = {str(one): licence for one, licence in catalogue.subject_objects(DCTERMS.license)}
    apart = {str(addresses[one]) for one in addresses if one.endswith("odbl-graphe.ttl")}
    assert len(apart) == 1
    assert apart.isdisjoint({str(addresses[one]) for one in addresses if one.endswith("/graphe.ttl")})


def test_a_licence_that_nobody_has_read_stops_the_export_by_name(tmp_path: Path) -> None:
    strange = ODBL.replace("https://opendatacommons.org/licenses/odbl/1-0/", "https://example.org/licence-maison")
    with pytest.raises(GraphError) as error:
        published(tmp_path, COMMUNES, strange)
    assert error.value.kind == "refused"
    assert "Lieux : licence inconnue (https://example.org/licence-maison)" in str(error.value)
    assert not (tmp_path / "lot").exists()


def test_every_declared_source_has_a_licence_that_we_have_read() -> None:
    from loaders import declared  # noqa: PLC0415

    unread = {one.name: one.licence for one in declared().values() if one.licence and one.licence not in known()}
    assert not unread


@pytest.fixture(scope="module")
def parts(home: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A theme, a commune, a grouping by its short name, a department by its code: as a person types them."""
    folder = tmp_path_factory.mktemp("parts")
    made = {only: folder / only for only in ("financements", "Lillers", "CABBALR", "62")}
    for only, lot in made.items():
        assert main(["export", "--out", str(home), "-o", str(lot), "--only", only]) == 0
    return made


def test_a_part_is_valid_by_itself_for_pyshacl_too(parts: dict[str, Path]) -> None:
    """The compiled shapes have judged both before they were published."""
    done = validate_files([parts["Lillers"] / "graphe.ttl"], engine="pyshacl")
    assert [one.message for one in done.findings if one.severity == "violation"] == []


def test_a_theme_holds_its_nodes_whole_and_what_they_refer_to(home: Path, parts: dict[str, Path]) -> None:
    found = subjects(parts["financements"] / "graphe.nt")
    flows = open_store(home).quads_for_pattern(None, TYPE, ox.NamedNode(f"{BASE}def#FluxFinancier"), ox.DefaultGraph())
    expected = {str(one.subject).strip("<>").removeprefix(ID) for one in flows}
    assert {one for one in found if one.startswith("flux/")} == expected
    assert {"collectivite/commune/62119", "document/bethune-bilan-2020-2023.txt"} <= found
    assert not [one for one in found if one.startswith(("mandat/", "personne/"))]


def test_a_commune_holds_its_projects_and_those_who_lead_them_and_not_the_neighbours(parts: dict[str, Path]) -> None:
    found = subjects(parts["Lillers"] / "graphe.nt")
    assert {"territoire/commune/62516", "collectivite/commune/62516"} <= found
    assert [one for one in found if one.startswith("projet/lillers")]
    assert not [one for one in found if one.startswith(("projet/leers", "projet/harnes"))]


@pytest.mark.parametrize(
    ("only", "inside", "outside"),
    [
        ("CABBALR", ("projet/bethune-", "flux/bethune-", "projet/lillers-"), ("projet/harnes-", "flux/harnes-")),
        ("62", ("projet/bethune-", "projet/harnes-", "flux/harnes-"), ("projet/leers-", "flux/leers-")),
    ],
)
def test_a_grouping_or_a_department_holds_what_its_communes_do_and_not_what_others_do(
    only: str, inside: tuple[str, ...], outside: tuple[str, ...], parts: dict[str, Path]
) -> None:
    """A commune of elsewhere may be there by name, since a programme covers it too: what it does is not."""
    found = subjects(parts[only] / "graphe.nt")
    assert {start for start in inside if any(one.startswith(start) for one in found)} == set(inside)
    assert [one for one in found if one.startswith(outside)] == []


def test_nothing_that_a_part_describes_is_cut(home: Path, parts: dict[str, Path]) -> None:
    """Each node of a part says there all that it says in the graph."""
    store = open_store(home)
    for lot in parts.values():
        told = said(lot / "graphe.nt")
        for node in {one.subject for one in told}:
            graphs = store.quads_for_pattern(node, None, None, None)
            whole = {one.triple for one in graphs if one.graph_name != ox.NamedNode(f"{BASE}def")}
            assert whole <= told


def test_an_unknown_part_proposes_places_and_themes(home: Path) -> None:
    with pytest.raises(GraphError) as error:
        select(open_store(home), "finances")
    assert (error.value.kind, "ou un thème : gouvernance, financements" in str(error.value)) == ("usage", True)


def test_themes_name_terms_that_are_declared() -> None:
    ways = around()
    named = {iri for one in themes().values() for iri in one.classes}
    named |= {*ways.inside, *ways.bodies, *ways.tied, *ways.then, *without_table()}
    declared = {str(one) for one in vocabulary().subjects()}
    assert named <= declared


def test_the_last_theme_takes_what_no_other_lists(tmp_path: Path) -> None:
    out = built(tmp_path / "out")
    assert f"{ID}document/rapport.txt" in select(open_store(out), "sources").nodes
