"""An answer in each format: exact for machines, safe in a spreadsheet, and text that never becomes markup."""

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.asking.answers import Answer
from graph.asking.formats import DEFAULTS, FORMATS, as_table, guess
from graph.asking.formats import render as rendered
from graph.asking.formats.frames import as_frame, as_parquet
from graph.errors import GraphError
from ontology.iris import BASE
from tests.graph.markup import Markup

XSD = "http://www.w3.org/2001/XMLSchema#"
HOSTILE = [
    "</script><img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    '=HYPERLINK("http://x","y")',
    "=cmd|'/c calc'!A1",
    "+33 3 21 00 00 00",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "＝1+1",
    "a | b\nc",
    "[clic](javascript:alert(1))",
    "{{ 7 * 7 }}{% raw %}",
    "\x1b[31mrouge\x07",
    "\u202etxt.exe",
    "[bold]gras[/bold]",
    'un ; deux, trois "quatre"',
    "",
]


def render(answer: Answer, name: str) -> str:
    written = rendered(answer, name)
    return written.decode() if isinstance(written, bytes) else written


def typed(value: str, name: str) -> ox.Literal:
    return ox.Literal(value, datatype=ox.NamedNode(XSD + name))


def select(*rows: tuple[ox.NamedNode | ox.BlankNode | ox.Literal | None, ...], title: str = "") -> Answer:
    names = ("commune_iri", "commune", "montant", "code", "annee")[: len(rows[0])]
    return Answer(form="select", variables=names, rows=rows, title=title)


BETHUNE = (
    ox.NamedNode(f"{BASE}id/territoire/commune/62119"),
    ox.Literal("Béthune", language="fr"),
    typed("1300000.5", "decimal"),
    ox.Literal("01234"),
    typed("2026", "integer"),
)
EMPTY = (None, ox.Literal("-"), typed("-5", "integer"), ox.Literal("2A004"), None)
TABLE = select(BETHUNE, EMPTY, title="Combien à Béthune ?")


def test_csv_is_exact() -> None:
    assert render(TABLE, "csv") == (
        "commune_iri,commune,montant,code,annee\n"
        f"{BASE}id/territoire/commune/62119,Béthune,1300000.5,01234,2026\n"
        ",-,-5,2A004,\n"
    )


def test_csv_for_excel_keeps_codes_negative_numbers_and_decimals() -> None:
    assert render(TABLE, "excel-fr") == (
        "\ufeffcommune_iri;commune;montant;code;annee\n"
        f'{BASE}id/territoire/commune/62119;Béthune;1300000,5;"=""01234""";2026\n'
        ";'-;-5;2A004;\n"
    )


@pytest.mark.parametrize("code", ["62119", "01001", "200072460", "21620910600012", "1E5", "2020-06", "28/06", "3.14"])
def test_a_code_that_excel_would_change_is_kept_as_text(code: str) -> None:
    assert render(select((None, ox.Literal(code))), "excel-fr").splitlines()[1] == f';"=""{code}"""'


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_runs_in_a_spreadsheet_and_the_exact_profile_is_untouched(text: str) -> None:
    answer = select((None, ox.Literal(text)))
    safe = next(iter(list(csv.reader(io.StringIO(render(answer, "excel-fr")[1:]), delimiter=";"))[1:]))[1]
    assert not safe.startswith(("=", "+", "-", "@", "\t", "\r", "＝"))
    assert safe.lstrip("'") == text.lstrip("'")
    assert list(csv.reader(io.StringIO(render(answer, "csv"))))[1][1] == text


def test_json_is_the_format_of_the_w3c() -> None:
    written = json.loads(render(TABLE, "json"))
    assert written["head"]["vars"] == list(TABLE.variables)
    assert written["results"]["bindings"][0]["commune"] == {"type": "literal", "value": "Béthune", "xml:lang": "fr"}
    assert written["results"]["bindings"][0]["montant"]["datatype"] == f"{XSD}decimal"
    assert "annee" not in written["results"]["bindings"][1]
    parsed = ox.parse_query_results(render(TABLE, "json"), ox.QueryResultsFormat.JSON)
    assert isinstance(parsed, ox.QuerySolutions)
    assert [tuple(row) for row in parsed] == list(TABLE.rows)


@pytest.mark.parametrize(("name", "format_"), [("tsv", ox.QueryResultsFormat.TSV), ("xml", ox.QueryResultsFormat.XML)])
def test_tsv_and_xml_give_the_same_terms_back(name: str, format_: ox.QueryResultsFormat) -> None:
    parsed = ox.parse_query_results(render(TABLE, name), format_)
    assert isinstance(parsed, ox.QuerySolutions)
    assert [tuple(row) for row in parsed] == list(TABLE.rows)


def test_json_lines_have_numbers_where_json_keeps_every_digit() -> None:
    big = typed("123456789012345678.12", "decimal")
    lines = render(select(BETHUNE, (None, None, big, None, None)), "jsonl").splitlines()
    assert json.loads(lines[0])["montant"] == 1300000.5
    assert json.loads(lines[0])["annee"] == 2026
    assert json.loads(lines[0])["code"] == "01234"
    assert json.loads(lines[1]) == {"montant": "123456789012345678.12"}


def test_a_table_reads_in_french_with_the_question_and_the_count() -> None:
    shown = as_table(TABLE, 100)
    assert "Combien à Béthune ?" in shown
    assert "1 300 000,5" in shown.replace("\u202f", " ")
    assert "2026" in shown
    assert "2 lignes" in shown
    assert "https://" not in shown  # the IRI has its name beside it


def test_an_iri_without_a_name_beside_it_is_shortened() -> None:
    answer = Answer(form="select", variables=("preuve",), rows=((ox.NamedNode(f"{BASE}id/flux/bethune-beffroi"),),))
    assert "flux:bethune-beffroi" in as_table(answer, 80)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_acts_on_a_terminal(text: str) -> None:
    shown = as_table(select((None, ox.Literal(text), typed("1", "integer")), title=text), 200)
    assert not {"\x1b", "\x07", "\u202e", "\t"} & set(shown)
    if text == "[bold]gras[/bold]":
        assert text in shown


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_markup_in_a_page(text: str) -> None:
    page = Markup(render(select((None, ox.Literal(text)), title=text), "html"))
    assert not page.tags & {"img", "svg", "script", "iframe", "object", "link", "base", "form"}
    assert page.addresses == []
    assert page.cells[-1].replace("�", "") == "".join(c for c in " ".join(text.split()) if c.isprintable() or c == " ")


def test_a_page_links_to_http_only_and_allows_no_script() -> None:
    answer = Answer(
        form="select",
        variables=("page",),
        rows=((ox.NamedNode("https://www.insee.fr/"),), (ox.NamedNode("javascript:alert(1)"),)),
    )
    html = render(answer, "html")
    assert Markup(html).addresses == ["https://www.insee.fr/"]
    assert "default-src 'none'" in html


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_markdown(text: str) -> None:
    row = render(select((None, ox.Literal(text))), "md").splitlines()[2]
    bare = re.sub(r"\\.", "", row)  # what is not escaped
    assert bare.count("|") == 2
    assert not {"<", "[", "]", "`", "*", "_"} & set(bare)


def test_yes_or_no_is_said_in_every_format_that_takes_it() -> None:
    yes = Answer(form="ask", boolean=True, title="Est-ce vrai ?")
    assert render(yes, "table") == "oui\n"
    assert json.loads(render(yes, "json")) == {"head": {}, "boolean": True}
    assert ET.fromstring(render(yes, "xml"))[1].text == "true"
    assert "oui" in render(yes, "md")
    assert "<p>oui</p>" in render(yes, "html")


TRIPLES = tuple(
    ox.Triple(ox.NamedNode(f"{BASE}id/flux/{name}"), ox.NamedNode(f"{XSD}x"), ox.Literal(name)) for name in "cab"
)


@pytest.mark.parametrize(
    ("name", "format_"),
    [
        ("turtle", ox.RdfFormat.TURTLE),
        ("nt", ox.RdfFormat.N_TRIPLES),
        ("jsonld", ox.RdfFormat.JSON_LD),
        ("rdfxml", ox.RdfFormat.RDF_XML),
        ("trig", ox.RdfFormat.TRIG),
    ],
)
def test_a_graph_is_the_same_in_every_syntax_and_the_same_bytes(name: str, format_: ox.RdfFormat) -> None:
    written = render(Answer(form="graph", triples=TRIPLES), name)
    assert {quad.triple for quad in ox.parse(written, format_)} == set(TRIPLES)
    assert written == render(Answer(form="graph", triples=TRIPLES[::-1]), name)


def test_turtle_has_our_prefixes() -> None:
    assert "flux:a " in render(Answer(form="graph", triples=TRIPLES), "turtle")


def test_a_format_unknown_or_made_for_other_answers_lists_those_that_fit() -> None:
    with pytest.raises(GraphError, match=r"inconnu.*table, csv, excel-fr, tsv.*, geojson, md, html$"):
        render(TABLE, "pdf")
    with pytest.raises(GraphError, match=r"ne convient pas.*turtle, nt, jsonld, rdfxml, trig$"):
        render(Answer(form="graph", triples=TRIPLES), "csv")


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_has_a_media_type_and_an_extension_that_leads_to_it(name: str) -> None:
    assert "/" in FORMATS[name].media_type
    found = guess(Path("out/réponse").with_suffix(FORMATS[name].extension.upper()))
    assert FORMATS[found].extension == FORMATS[name].extension


def test_an_extension_that_says_nothing_asks_for_the_format() -> None:
    with pytest.raises(GraphError, match="choisir avec -f"):
        guess(Path("réponse.doc"))


def test_each_form_of_answer_has_a_format_by_default() -> None:
    assert {FORMATS[name].write.__name__ for name in DEFAULTS.values()} == {"as_table", "as_turtle"}


@given(st.lists(st.tuples(st.none() | st.text(st.characters(exclude_categories=["Cs"]))), min_size=1, max_size=5))
def test_json_gives_back_any_text(cells: list[tuple[str | None]]) -> None:
    rows = tuple((None if cell is None else ox.Literal(cell),) for (cell,) in cells)
    parsed = ox.parse_query_results(
        render(Answer(form="select", variables=("x",), rows=rows), "json"), ox.QueryResultsFormat.JSON
    )
    assert isinstance(parsed, ox.QuerySolutions)
    assert [row[0] for row in parsed] == [row[0] for row in rows]


def test_a_frame_has_numbers_dates_and_texts() -> None:
    rows = (
        (ox.Literal("01234"), typed("1300000.5", "decimal"), typed("2026", "integer"), typed("2026-03-15", "date")),
        (ox.Literal("62119"), typed("-2", "decimal"), None, typed("2020-05-23", "date")),
    )
    frame = as_frame(Answer(form="select", variables=("code", "montant", "annee", "jour"), rows=rows))
    assert frame.rows() == [
        ("01234", Decimal("1300000.5"), 2026, date(2026, 3, 15)),
        ("62119", Decimal("-2.0"), None, date(2020, 5, 23)),
    ]


@pytest.mark.parametrize(
    "cells",
    [
        (typed("9" * 30, "integer"),),
        (typed("1" + "0" * 50, "decimal"),),
        (typed("2026-02-30", "date"),),
        (typed("12", "integer"), ox.Literal("douze")),
        (ox.NamedNode("http://e.org/a"), ox.Literal("a")),
    ],
)
def test_a_column_that_no_type_holds_keeps_its_texts(cells: tuple[ox.Literal, ...]) -> None:
    frame = as_frame(Answer(form="select", variables=("x",), rows=tuple((one,) for one in cells)))
    assert frame["x"].to_list() == [one.value for one in cells]


def test_parquet_reads_back_and_is_the_same_bytes() -> None:
    written = as_parquet(TABLE)
    assert pl.read_parquet(io.BytesIO(written)).equals(as_frame(TABLE))
    assert written == as_parquet(TABLE)


def test_an_empty_answer_is_an_empty_frame() -> None:
    frame = as_frame(Answer(form="select", variables=("a", "b"), rows=()))
    assert (frame.columns, len(frame)) == (["a", "b"], 0)


def test_geojson_has_a_feature_for_each_row_that_has_a_place() -> None:
    place = ox.Literal("POINT(2.64 50.53)", datatype=ox.NamedNode("http://www.opengis.net/ont/geosparql#wktLiteral"))
    rows = ((ox.Literal("Béthune"), place, typed("5", "integer")), (ox.Literal("nulle part"), None, None))
    made = json.loads(render(Answer(form="select", variables=("nom", "lieu", "n"), rows=rows), "geojson"))
    assert made["features"] == [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [2.64, 50.53]},
            "properties": {"nom": "Béthune", "n": 5},
        }
    ]


def test_an_answer_without_any_place_is_not_a_map() -> None:
    with pytest.raises(GraphError, match="n'a de lieu"):
        render(TABLE, "geojson")
