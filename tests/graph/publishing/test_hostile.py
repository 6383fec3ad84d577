"""Two hundred hostile labels through every table of a bundle: exact where programs read, harmless where people do."""

import csv
import io
import json
from pathlib import Path

import polars as pl
import pyoxigraph as ox
import pytest

from graph.asking.formats.sheets import FORMULA
from tests.graph.hostile import labels
from tests.graph.office import OFFICE, opened
from tests.graph.publishing.lot import published

LABELS = labels()


@pytest.fixture(scope="module")
def lot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Each label names a facility that has a place, so that it is in every kind of file."""
    facts = "".join(
        f"<equipement/p{number:03d}> a mlg:Equipement ; rdfs:label {ox.Literal(text, language='fr')} ;"
        ' geo:asWKT "POINT(5.4 45.9)"^^geo:wktLiteral . '
        for number, text in enumerate(LABELS)
    )
    return published(
        tmp_path_factory.mktemp("lot"), f"<document/rapport.txt> {{ {facts} }}", allow_violations=True
    ).path


def test_what_programs_read_gives_every_label_back(lot: Path) -> None:
    table = list(csv.reader(io.StringIO((lot / "csv/equipement.csv").read_bytes().decode(), newline="")))
    assert [row[table[0].index("libelle")] for row in table[1:]] == list(LABELS)
    assert pl.read_parquet(lot / "parquet/equipement.parquet")["libelle"].to_list() == list(LABELS)
    features = json.loads((lot / "geojson/equipement.geojson").read_text(encoding="utf-8"))["features"]
    assert [one["properties"]["libelle"] for one in features] == list(LABELS)
    nodes = json.loads((lot / "graphe.jsonld").read_text(encoding="utf-8"))["@graph"]
    assert [one["libelle"] for one in nodes if one.get("type") == "Equipement"] == list(LABELS)


def test_no_label_begins_a_formula_in_a_sheet(lot: Path) -> None:
    text = (lot / "excel/equipement.csv").read_bytes().decode("utf-8-sig")
    table = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))[1:]
    assert len(table) == len(LABELS)
    for row, label in zip(table, LABELS, strict=True):
        assert not row[0].lstrip(" ").startswith(FORMULA)
        assert row[0] in {label, f"'{label}"}


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) absent")
def test_libreoffice_runs_no_label_of_a_bundle(lot: Path, tmp_path: Path) -> None:
    rows = [row for row in opened(lot / "excel/equipement.csv", tmp_path) if any(one.value for one in row)]
    assert len(rows) == len(LABELS) + 1
    assert [one.formula for row in rows for one in row if one.formula] == []
