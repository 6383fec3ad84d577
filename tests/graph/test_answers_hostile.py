"""Two hundred hostile labels in every table that an answer can be: none runs, none breaks it, none is lost."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import polars as pl
import pyoxigraph as ox
import pytest
from markdown_it import MarkdownIt

from graph.asking.answers import Answer
from graph.asking.formats import FORMATS, render
from graph.asking.formats.cells import visible
from graph.asking.formats.sheets import FORMULA
from tests.graph.browser import EXECUTABLE, browser
from tests.graph.hostile import MARK, labels
from tests.graph.markup import Markup
from tests.graph.office import OFFICE, opened

LABELS = labels()
POINT = ox.Literal("POINT(2.64 50.53)", datatype=ox.NamedNode("http://www.opengis.net/ont/geosparql#wktLiteral"))
ANSWER = Answer(
    form="select", variables=("texte", "n", "lieu"), title=LABELS[0],
    rows=tuple((ox.Literal(text), ox.Literal(number), POINT) for number, text in enumerate(LABELS)),
)  # fmt: skip


def rendered(name: str) -> str:
    written = render(ANSWER, name)
    assert isinstance(written, str)
    return written


def sheet(separator: str) -> Callable[[str], list[str]]:
    """Read a table as programs do: a carriage return ends a line too."""
    return lambda text: [row[0] for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator)][1:]


def results(format_: ox.QueryResultsFormat) -> Callable[[str], list[str]]:
    def read(text: str) -> list[str]:
        found = ox.parse_query_results(text, format_)
        assert isinstance(found, ox.QuerySolutions)
        return [row["texte"].value for row in found]

    return read


EXACT: dict[str, Callable[[str], list[str]]] = {
    "csv": sheet(","),
    "tsv": results(ox.QueryResultsFormat.TSV),
    "json": results(ox.QueryResultsFormat.JSON),
    "jsonl": lambda text: [json.loads(line)["texte"] for line in text.removesuffix("\n").split("\n")],
    "geojson": lambda text: [one["properties"]["texte"] for one in json.loads(text)["features"]],
}


def test_there_are_more_than_two_hundred_labels_and_every_table_is_tried() -> None:
    assert len(LABELS) > 200
    tables = {name for name, format_ in FORMATS.items() if "select" in format_.forms}
    assert tables == {*EXACT, "xml", "parquet", "excel-fr", "table", "md", "html"}


@pytest.mark.parametrize("name", EXACT)
def test_an_exact_table_gives_every_label_back(name: str) -> None:
    assert EXACT[name](rendered(name)) == list(LABELS)


def test_an_empty_text_is_a_row_even_alone() -> None:
    answer = Answer(form="select", variables=("texte",), rows=((ox.Literal(""),), (ox.Literal("b"),)))
    for name, separator in (("csv", ","), ("excel-fr", ";")):
        assert sheet(separator)(str(render(answer, name)).removeprefix("\ufeff")) == ["", "b"]


def test_parquet_gives_every_label_back() -> None:
    written = render(ANSWER, "parquet")
    assert isinstance(written, bytes)
    assert pl.read_parquet(io.BytesIO(written))["texte"].to_list() == list(LABELS)


def test_xml_is_well_formed_and_loses_only_what_xml_has_no_word_for() -> None:
    root = ET.fromstring(rendered("xml"))
    assert len(list(root.iter("{http://www.w3.org/2005/sparql-results#}result"))) == len(LABELS)
    assert results(ox.QueryResultsFormat.XML)(rendered("xml")) == [sayable(one) for one in LABELS]


def sayable(text: str) -> str:
    """A text in XML 1.0, which has no character for most controls."""
    return "".join("\ufffd" if one < " " and one not in "\t\n\r" else one for one in text)


def test_no_label_begins_a_formula_in_the_cells_of_a_sheet() -> None:
    cells = sheet(";")(rendered("excel-fr").removeprefix("\ufeff"))
    assert len(cells) == len(LABELS)
    for cell, label in zip(cells, LABELS, strict=True):
        assert not cell.lstrip(" ").startswith(FORMULA)
        assert cell in {label, f"'{label}"}


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) absent")
def test_libreoffice_runs_no_label(tmp_path: Path) -> None:
    path = tmp_path / "reponse.csv"
    path.write_bytes(rendered("excel-fr").encode())
    rows = [row for row in opened(path, tmp_path) if any(one.value for one in row)]
    assert [one.formula for row in rows for one in row if one.formula] == []
    assert [row[1].value for row in rows[1:]] == [str(number) for number in range(len(LABELS))]


def test_no_label_acts_on_a_terminal() -> None:
    shown = rendered("table")
    assert shown == visible_lines(shown)
    assert f"{len(LABELS)} lignes" in shown


def visible_lines(text: str) -> str:
    return "\n".join(line if visible(line) == " ".join(line.split()) else "" for line in text.split("\n"))


def test_no_label_becomes_markdown() -> None:
    page = Markup(MarkdownIt("commonmark").enable("table").render(rendered("md")))
    assert page.tags <= {"h2", "table", "thead", "tbody", "tr", "th", "td", "p"}
    assert page.cells[::3] == [visible(one) for one in LABELS]


def test_no_label_becomes_markup() -> None:
    page = Markup(rendered("html"))
    harmless = Markup(str(render(Answer(form="select", variables=("a",), rows=((ox.Literal("b"),),)), "html")))
    assert page.tags == harmless.tags
    assert page.addresses == []
    assert page.cells[::3] == [visible(one) for one in LABELS]


@pytest.mark.skipif(EXECUTABLE is None, reason="chromium n'est pas installé")
def test_no_label_runs_in_chromium(tmp_path: Path) -> None:
    (tmp_path / "reponse.html").write_text(rendered("html"), encoding="utf-8")
    with browser() as tab:
        tab.open(tmp_path / "reponse.html", ready="location.protocol === 'file:' && document.readyState === 'complete'")
        assert tab.value(f"String({MARK.partition('=')[0]})") == "undefined"
        assert tab.value("document.querySelectorAll('tbody tr').length") == len(LABELS)
        assert [url for url in tab.requests if not url.startswith(("file:", "data:"))] == []
        assert tab.dialogs == []
