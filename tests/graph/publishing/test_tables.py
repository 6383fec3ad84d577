"""The tables of a release: exact for programs, safe for spreadsheets, typed, on a map; each says what it says."""

import csv
import json
import re
import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.asking.formats.sheets import _safe
from graph.publishing.keys import keys
from graph.publishing.tables.excel import safe
from graph.publishing.tables.wkt import geometry
from graph.publishing.wanted import Published
from ontology.files import vocabulary
from tests.graph.publishing.lot import published

ID = "https://w3id.org/maillage/id/"
NOTE = 'deux\nlignes, un "mot", \\ et un | trait, \u0007 \U0001fffe 😀'


@pytest.fixture(scope="module")
def lot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return published(tmp_path_factory.mktemp("lot")).path


def rows(path: Path, separator: str = ",", encoding: str = "utf-8") -> list[dict[str, str]]:
    with path.open(encoding=encoding, newline="") as stream:
        return list(csv.DictReader(stream, delimiter=separator))


def test_an_exact_table_holds_every_value_as_it_is(lot: Path) -> None:
    flows = {one["iri"]: one for one in rows(lot / "csv" / "flux-financier.csv")}
    school, park = flows[f"{ID}flux/ecole"], flows[f"{ID}flux/parc"]
    assert school["libelle"] == "=École « Jean » ; l'ardoise"
    assert school["montant"] == "1200000.5|7.25"
    assert school["remarque"] == f"{NOTE}¦vu par Camille Exemple"  # a value holds the first separator: the next one
    assert (park["libelle"], park["libelle_en"], park["rang"], park["debut"]) == ("Parc", "Park", "3", "")
    assert [one["codeINSEE"] for one in rows(lot / "csv" / "commune.csv")] == ["01004"]


def test_csv_on_the_web_says_what_each_column_means(lot: Path) -> None:
    group = json.loads((lot / "csv" / "csv-metadata.json").read_text(encoding="utf-8"))
    tables = {one["url"]: {c["name"]: c for c in one["tableSchema"]["columns"]} for one in group["tables"]}
    assert set(tables) == {path.name for path in (lot / "csv").glob("*.csv")}
    flows = tables["flux-financier.csv"]
    assert flows["montant"]["propertyUrl"] == "https://schema.org/amount"
    assert (flows["montant"]["datatype"], flows["montant"]["separator"]) == ("decimal", "|")
    assert (flows["debut"]["datatype"], flows["libelle"]["lang"], flows["libelle_en"]["lang"]) == ("date", "fr", "en")
    assert (flows["financeur"]["datatype"], flows["financeur"]["valueUrl"]) == ("anyURI", "{+financeur}")
    assert flows["classe"]["valueUrl"] == "https://w3id.org/maillage/def#FluxFinancier"
    assert tables["commune.csv"]["codeINSEE"]["datatype"] == "normalizedString"


@pytest.mark.parametrize("which", ["by hand", "embedded"])
def test_a_maintained_validator_accepts_the_tables_and_their_metadata(
    which: str, lot: Path, embedded: Published
) -> None:
    csvw = pytest.importorskip("csvw", reason="csvw, le validateur CSV on the Web, n'est pas installé")
    lot = lot if which == "by hand" else embedded.path
    group = csvw.CSVW(str(lot / "csv" / "csv-metadata.json"), validate=True)
    assert group.is_valid
    assert len(group.tables) == len(list((lot / "csv").glob("*.csv")))
    for table in group.tables:
        assert list(table) is not None


def test_the_same_validator_refuses_a_table_that_was_spoilt(lot: Path, tmp_path: Path) -> None:
    csvw = pytest.importorskip("csvw", reason="csvw, le validateur CSV on the Web, n'est pas installé")
    shutil.copytree(lot / "csv", tmp_path / "csv")
    path = tmp_path / "csv" / "flux-financier.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("2021-09-01", "septembre"), encoding="utf-8")
    assert not csvw.CSVW(str(tmp_path / "csv" / "csv-metadata.json"), validate=True).is_valid


def test_the_metadata_turn_the_tables_back_into_the_statements(lot: Path) -> None:
    """Each cell is a value of its column's property, under the column's language or type, as the standard says."""
    group = json.loads((lot / "csv" / "csv-metadata.json").read_text(encoding="utf-8"))
    read = {triple for table in group["tables"] for triple in triples(lot / "csv" / table["url"], table["tableSchema"])}
    graph = {one.triple for one in ox.parse(path=str(lot / "graphe.nt"), format=ox.RdfFormat.N_TRIPLES)}
    assert {plain(one) for one in graph} == read


KINDS = {"normalizedString": "token"}  # see csvw.py: the one datatype that the validator makes us widen


def plain(triple: ox.Triple) -> tuple[str, str, str, str]:
    value = triple.object
    mark = (value.language or value.datatype.value) if isinstance(value, ox.Literal) else "iri"
    return triple.subject.value, triple.predicate.value, value.value, mark  # type: ignore[union-attr]


def triples(path: Path, schema: dict) -> set[tuple[str, str, str, str]]:  # type: ignore[type-arg]
    xsd = "http://www.w3.org/2001/XMLSchema#"
    found = set()
    for row in rows(path):
        for column in schema["columns"]:
            if column.get("virtual"):
                found.add((row["iri"], column["propertyUrl"], column["valueUrl"], "iri"))
            elif "propertyUrl" in column and row[column["name"]]:
                cell, said = row[column["name"]], column["datatype"]
                typed = said["@id"] if isinstance(said, dict) else f"{xsd}{KINDS.get(said, said)}"
                mark = column.get("lang") or ("iri" if said == "anyURI" else typed)
                for value in cell.split(column["separator"]) if "separator" in column else [cell]:
                    found.add((row["iri"], column["propertyUrl"], value, mark))
    return found


def test_a_sheet_for_french_excel_shows_names_and_keeps_codes(lot: Path) -> None:
    raw = (lot / "excel" / "flux-financier.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    school, park = rows(lot / "excel" / "flux-financier.csv", ";", "utf-8-sig")
    assert (school["libellé"], school["montant"]) == ("'=École « Jean » ; l'ardoise", "1200000,5 | 7,25")
    assert (school["financeur"], school["stade"]) == ("Commune d'Ambérieu-en-Bugey", "voté")
    assert school["financeur (IRI)"] == f"{ID}collectivite/commune/01004"
    assert school["preuve"] == "rapport.txt, caractères 10 à 42"
    assert (park["montant"], park["libellé (en)"]) == ("300", "Park")
    assert rows(lot / "excel" / "commune.csv", ";", "utf-8-sig")[0]["code officiel"] == '="01004"'


def test_a_sheet_gives_a_point_as_two_numbers(lot: Path) -> None:
    (town,) = rows(lot / "excel" / "commune.csv", ";", "utf-8-sig")
    assert (town["latitude"], town["longitude"]) == ("45,96", "5,36")
    assert "géométrie" not in town


def test_a_sheet_shows_a_date_as_precisely_as_its_source(tmp_path: Path) -> None:
    day = 'a mlg:FluxFinancier ; schema:startDate "2020-06-01"^^xsd:date'
    flows = "".join(f'<flux/{one}> {day} ; mlg:precisionDebut "{one}" . ' for one in ("annee", "jour", "mois"))
    lot = published(tmp_path, f"<document/rapport.txt> {{ {flows} <flux/non> {day} . }}", allow_violations=True).path
    shown = [one["début"] for one in rows(lot / "excel" / "flux-financier.csv", ";", "utf-8-sig")]
    assert shown == ["2020", '="2020-06-01"', '="2020-06"', '="2020-06-01"']
    assert {one["debut"] for one in rows(lot / "csv" / "flux-financier.csv")} == {"2020-06-01"}


def test_a_name_with_a_line_break_and_quotes_is_shown_as_it_is(tmp_path: Path) -> None:
    facts = (
        "<document/rapport.txt> { <flux/f> a mlg:FluxFinancier ; mlg:objet <projet/p> . "
        '<projet/p> a mlg:Projet ; rdfs:label "Parc\\ndu \\"Bois\\" \\\\ été"@fr . }'
    )
    (flow,) = rows(published(tmp_path, facts).path / "excel" / "flux-financier.csv", ";", "utf-8-sig")
    assert 'Parc\ndu "Bois" \\ été' in flow.values()


@given(st.lists(st.text() | st.from_regex(r"\A[0-9=+@ ./:-]{0,14}\Z"), max_size=20))
def test_a_cell_is_made_safe_by_the_rules_of_answers(texts: list[str]) -> None:
    """The rules are those of `maillage query -f excel-fr`, on a column at once."""
    kept = [one for one in texts if not re.search("[\ud800-\udfff]", one)]
    made = pl.DataFrame({"cell": kept}, schema={"cell": pl.String}).select(safe(pl.col("cell"))).to_series()
    assert list(made) == [_safe(ox.Literal(one)) for one in kept]


def test_a_sheet_stops_before_excel_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.publishing.tables.excel.ROWS", 1)
    done = published(tmp_path, slice_size=300)
    sheets = [one for one in done.files if one.path.startswith("excel/flux-financier")]
    assert [(one.path, one.rows) for one in sheets] == [
        ("excel/flux-financier.csv", 1),
        ("excel/flux-financier-2.csv", 1),
    ]
    heads = {(done.path / one.path).read_text(encoding="utf-8-sig").split("\n")[0] for one in sheets}
    assert len(heads) == 1


def test_parquet_has_types(lot: Path) -> None:
    flows = pl.read_parquet(lot / "parquet" / "flux-financier.parquet").sort("iri")
    assert flows.schema["montant"] == pl.List(pl.Decimal(38, 2))
    assert flows["montant"].to_list() == [[Decimal("1200000.50"), Decimal("7.25")], [Decimal("300.00")]]
    assert flows["debut"].to_list() == [date(2021, 9, 1), None]
    assert flows["rang"].to_list() == [None, 3]
    assert flows["vrai"].to_list() == [None, True]
    assert pl.read_parquet(lot / "parquet" / "commune.parquet")["codeINSEE"].to_list() == ["01004"]


def test_a_date_that_is_none_is_kept_as_text_in_every_row(tmp_path: Path) -> None:
    """Nothing is lost to a type: one value that does not fit makes the column text."""
    facts = '<document/rapport.txt> { <flux/f> a mlg:FluxFinancier ; schema:startDate "2021-02-30"^^xsd:date . }'
    lot = published(tmp_path, facts, allow_violations=True).path
    assert pl.read_parquet(lot / "parquet" / "flux-financier.parquet")["debut"].to_list() == ["2021-02-30"]
    meta = json.loads((lot / "csv" / "csv-metadata.json").read_text(encoding="utf-8"))
    assert '"datatype": "string"' in json.dumps(meta["tables"][0]["tableSchema"]["columns"][1])


def test_geojson_holds_what_has_a_place_and_only_that(lot: Path) -> None:
    assert [path.name for path in (lot / "geojson").iterdir()] == ["commune.geojson"]
    read = json.loads((lot / "geojson" / "commune.geojson").read_text(encoding="utf-8"))
    assert read["type"] == "FeatureCollection"
    (town,) = read["features"]
    assert (town["id"], town["geometry"]) == (
        f"{ID}territoire/commune/01004",
        {"type": "Point", "coordinates": [5.36, 45.96]},
    )
    assert (town["properties"]["libelle"], town["properties"]["codeINSEE"]) == ("Ambérieu-en-Bugey", "01004")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("POINT(2.64 50.53)", {"type": "Point", "coordinates": [2.64, 50.53]}),
        ("<http://www.opengis.net/def/crs/OGC/1.3/CRS84> POINT (2 50)", {"type": "Point", "coordinates": [2, 50]}),
        ("POLYGON((0 0,1 0,1 1,0 0))", {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}),
        ("MULTIPOINT((1 2),(3 4))", {"type": "MultiPoint", "coordinates": [[1, 2], [3, 4]]}),
        ("MULTIPOINT(1 2, 3 4)", {"type": "MultiPoint", "coordinates": [[1, 2], [3, 4]]}),
        ("LineString Z (1 2 9, 3 4 9)", {"type": "LineString", "coordinates": [[1, 2], [3, 4]]}),
        (
            "MULTIPOLYGON(((0 0,1 0,1 1,0 0)),((5 5,6 5,6 6,5 5)))",
            {
                "type": "MultiPolygon",
                "coordinates": [[[[0, 0], [1, 0], [1, 1], [0, 0]]], [[[5, 5], [6, 5], [6, 6], [5, 5]]]],
            },
        ),
        ("<http://www.opengis.net/def/crs/EPSG/0/2154> POINT(700000 6600000)", None),
        ("POINT EMPTY", None),
        ("POINT(a b)", None),
        ("n'importe quoi", None),
    ],
)
def test_a_shape_in_longitude_and_latitude_becomes_geojson_and_another_none(text: str, expected: object) -> None:
    assert geometry(text) == expected


def test_every_declared_term_has_a_name_of_its_own_without_accent_or_space() -> None:
    names = [one.name for one in keys(vocabulary()).values()]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[A-Za-z][A-Za-z0-9]*", one) for one in names)
