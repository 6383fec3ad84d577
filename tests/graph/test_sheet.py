"""The sheet of each type of thing: facts with their evidence, one page that asks nobody for anything."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.build import build
from graph.cli import main
from graph.errors import GraphError
from graph.sheets.declared import kinds, parts
from graph.sheets.sheet import Sheet, Table, sheet
from graph.sheets.writing import as_html, as_markdown
from ontology.iris import BASE, mint
from queries import questions
from tests.graph.hostile import PAYLOADS


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fiches")
    build(folder)
    return folder


@pytest.fixture(scope="module")
def bethune(out: Path) -> Sheet:
    return sheet(out, "Béthune")


def table(made: Sheet, title: str) -> Table:
    return next(one for one in made.tables if one.title == title)


def test_a_commune_has_its_codes_its_populations_and_who_decides(bethune: Sheet) -> None:
    assert (bethune.title, bethune.kind) == ("Béthune", "Commune")
    assert ("SIREN", "216209106") in bethune.facts  # not 216201194: DGCL's table, not the INSEE code
    # epcicom2025.xlsx, line of 62119: ptot 25679, pmun 25342
    values = {re.sub(r"\D", "", tile.value.partition("h")[0]) for tile in bethune.tiles}
    assert {"25342", "25679"} <= values
    assert table(bethune, "Qui décide").rows[0].cells[:2] == ("Olivier Gacquerre", "maire")


def test_the_sheet_of_a_grouping_has_the_map_of_its_communes(out: Path) -> None:
    made = sheet(out, "CABBALR")
    html = as_html(made)

    assert made.chart is not None
    assert made.chart.svg.count('data-groupe="commune"') >= 100  # its communes, DGCL, 1 January 2025
    assert html.count("<svg") == 1
    assert "<figcaption" in html
    assert ".repere {" in html


def test_the_sheet_of_a_commune_has_the_network_around_it(bethune: Sheet) -> None:
    assert bethune.chart is None
    assert 'class="reseau"' in as_html(bethune)


def test_each_row_says_where_it_is_written_and_each_number_is_a_source(bethune: Sheet) -> None:
    numbers = {one.number for one in bethune.sources}
    for one in bethune.tables:
        for row in one.rows:
            assert row.proofs
            assert {number for number, _ in row.proofs} <= numbers
    assert any(place.startswith("car. ") for _, place in table(bethune, "Qui décide").rows[0].proofs)
    assert {one.file for one in bethune.sources} >= {"epcicom/epcicom2025.xlsx", "bethune-bilan-2020-2023.txt"}


def test_what_is_left_out_is_counted_and_what_is_unknown_is_said(bethune: Sheet) -> None:
    projects = table(bethune, "Quels projets")
    assert len(projects.rows) == 25
    assert projects.others > 0
    assert not {one.title for one in bethune.tables} & set(bethune.empty)


@pytest.mark.parametrize(
    ("asked", "kind"),
    [
        ("CABBALR", "Intercommunalité"),
        ("erbm", "Programme"),
        ("Olivier Gacquerre", "Élu·e"),
        ("projet:bethune-beffroi", "Projet"),
        ("organisation:ccas-bethune", "Organisme, association"),
        ("equipement:a26", "Équipement"),  # no question is declared for it: facts, picture and sources remain
    ],
)
def test_every_type_has_a_sheet(out: Path, asked: str, kind: str) -> None:
    made = sheet(out, asked)
    assert made.kind == kind
    assert bool(made.tables or made.empty) == bool(parts(_name(kind)))
    assert f"<h1>{made.title}".replace("&", "") in as_html(made).replace("&amp;", "").replace("&#39;", "'")


def _name(kind: str) -> str:
    words = {"Intercommunalité": "epci", "Élu·e": "personne", "Organisme, association": "organisme"}
    return words.get(kind, kind.lower().replace("é", "e"))


@pytest.mark.parametrize("kind", kinds())
def test_every_part_names_a_question_an_option_and_columns_it_has(kind: str) -> None:
    for part in parts(kind):
        question = questions()[part.question]
        assert part.parametre in {one.name for one in question.parameters}
        assert set(part.colonnes) <= set(question.columns)


class Reader(HTMLParser):
    """Collects what could run or be fetched."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.addresses: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.addresses |= {value or "" for name, value in attrs if name in {"href", "src", "xlink:href"}}
        assert not any(name.startswith("on") for name, _ in attrs)


def test_the_page_runs_nothing_and_asks_nobody(bethune: Sheet) -> None:
    reader = Reader()
    reader.feed(as_html(bethune))
    assert not reader.tags & {"script", "img", "iframe", "link", "object"}
    assert all(address.startswith("#") for address in reader.addresses)
    assert "default-src 'none'" in as_html(bethune)


def test_markdown_says_the_same(bethune: Sheet) -> None:
    text = as_markdown(bethune)
    assert text.startswith("# Béthune\n")
    for one in bethune.tables:
        assert f"## {one.title}" in text
    assert f"<{BASE}id/territoire/commune/62119>" in text


@pytest.mark.parametrize("label", PAYLOADS.values(), ids=PAYLOADS)
def test_a_hostile_label_stays_text(label: str, tmp_path: Path) -> None:
    node = mint("projet", "hostile")
    rdfs, rdf = "http://www.w3.org/2000/01/rdf-schema#", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    held = ox.Store(str(tmp_path / "graphe"))
    for predicate, value in (
        (f"{rdf}type", ox.NamedNode(f"{BASE}def#Projet")),
        (f"{rdfs}label", ox.Literal(label, language="fr")),
    ):
        held.add(ox.Quad(ox.NamedNode(node), ox.NamedNode(predicate), value))
    held.flush()
    del held
    reader = Reader()
    reader.feed(as_html(sheet(tmp_path, node)))
    assert not reader.tags & {"script", "img", "iframe", "svg:script"}


def test_the_same_graph_gives_the_same_bytes(out: Path, bethune: Sheet) -> None:
    assert as_html(sheet(out, "62119")) == as_html(bethune)


def test_the_command_writes_the_page_and_an_unknown_name_is_one_line(
    out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["sheet", "Lillers", "--out", str(out), "-o", str(tmp_path / "lillers.md")]) == 0
    assert (tmp_path / "lillers.md").read_text().startswith("# Lillers")
    capsys.readouterr()
    assert main(["sheet", "Liliers", "--out", str(out)]) == 2
    assert "Lillers" in capsys.readouterr().err
    with pytest.raises(GraphError):
        sheet(tmp_path, "Lillers")
