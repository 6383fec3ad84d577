"""Answers with their evidence: the places of the facts that a row shows, in words or as IRIs."""

import csv
import io
import json
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store, Triple
from rdflib import PROV, RDF

from graph.asking.answers import Answer, Term
from graph.asking.evidence import COLUMN, with_evidence
from graph.asking.formats import FORMATS, render
from graph.build import build
from graph.cli import main
from ontology.iris import BASE

MLG = f"{BASE}def#"
FLOW, PROJECT, BODY, CONCEPT = (
    NamedNode(f"{BASE}id/{name}") for name in ("flux/f", "projet/p", "organisation/o", "stade-flux/vote")
)
HERE = NamedNode(f"{BASE}id/document/bilan.txt#char=12655,12735")
THERE = NamedNode(f"{BASE}id/document/bilan.txt#char=9,20")
ROW = NamedNode(f"{BASE}id/source/communes/communes.csv#row=12")
FROM, A = NamedNode(str(PROV.wasDerivedFrom)), NamedNode(str(RDF.type))


@pytest.fixture
def store() -> Store:
    made = Store()
    for subject, term, value in (
        (FLOW, A, NamedNode(f"{MLG}FluxFinancier")),
        (FLOW, FROM, HERE),
        (FLOW, FROM, THERE),
        (PROJECT, A, NamedNode(f"{MLG}Projet")),
        (PROJECT, FROM, HERE),
        (BODY, FROM, ROW),
    ):
        made.add(Quad(subject, term, value, NamedNode(f"{BASE}id/document/bilan.txt")))
    return made


def cell(store: Store, *row: Term | None, words: bool = True) -> str | None:
    answer = Answer(form="select", variables=tuple(f"v{i}" for i in range(len(row))), rows=(row,))
    found = with_evidence(store, answer, words=words).rows[0][-1]
    return found.value if found else None


def test_a_row_gives_the_places_of_its_flow_in_the_order_of_the_text(store: Store) -> None:
    assert cell(store, FLOW, Literal("3")) == "bilan.txt, caractères 9–20 ; bilan.txt, caractères 12655–12735"


def test_machines_get_whole_iris(store: Store) -> None:
    assert cell(store, FLOW, words=False) == f"{THERE.value} {HERE.value}"


def test_a_fact_comes_before_the_things_it_is_about(store: Store) -> None:
    assert cell(store, PROJECT, BODY) == "bilan.txt, caractères 12655–12735"
    assert cell(store, BODY, CONCEPT, None) == "communes/communes.csv, ligne 12"


def test_a_row_without_any_proved_node_has_an_empty_cell(store: Store) -> None:
    assert cell(store, CONCEPT, Literal("3"), None) is None


def test_a_place_in_a_row_is_its_own_evidence_and_is_said_once(store: Store) -> None:
    answer = Answer(form="select", variables=("total", "preuve"), rows=((Literal("3"), HERE),))
    told = with_evidence(store, answer, words=True)

    assert told.variables == ("total", COLUMN)
    assert told.rows == ((Literal("3"), Literal("bilan.txt, caractères 12655–12735")),)


def test_a_graph_gets_the_triples_of_evidence_once(store: Store) -> None:
    held = (Triple(FLOW, A, NamedNode(f"{MLG}FluxFinancier")), Triple(FLOW, FROM, HERE))
    told = with_evidence(store, Answer(form="graph", triples=held), words=False)

    assert told.triples == (*held, Triple(FLOW, FROM, THERE))


def test_a_yes_or_no_stays_as_it_is(store: Store) -> None:
    answer = Answer(form="ask", boolean=True)

    assert with_evidence(store, answer, words=True) == answer


@pytest.mark.parametrize("name", [name for name, one in FORMATS.items() if "select" in one.forms and name != "parquet"])
def test_every_format_of_rows_shows_the_evidence(store: Store, name: str) -> None:
    place = Literal("POINT(2.6 50.5)", datatype=NamedNode("http://www.opengis.net/ont/geosparql#wktLiteral"))
    answer = Answer(form="select", variables=("flux", "lieu"), rows=((FLOW, place),))
    written = render(with_evidence(store, answer, words=name in {"table", "md", "html", "excel-fr"}), name)

    assert COLUMN in written
    assert "12655" in written


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("preuves")
    build(folder, only=["dossiers-financements"])
    return folder


def test_the_answer_on_flows_shows_where_each_is_written(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["query", "flux", "--evidence", "-f", "csv", "--out", str(out)]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))

    assert len(rows) > 20
    assert all(row[COLUMN].startswith(f"{BASE}id/document/") and "#char=" in row[COLUMN] for row in rows)


def test_without_the_option_nothing_is_added(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["query", "flux", "-f", "json", "--out", str(out)])

    assert COLUMN not in json.loads(capsys.readouterr().out)["head"]["vars"]
