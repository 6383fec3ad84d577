"""The traps of the files of priority quarters: several to a cell, outlines, secret figures, two generations."""

import csv
from decimal import Decimal
from pathlib import Path

import pytest
from rdflib import RDF, RDFS, Graph, URIRef

from loaders.clean import count
from loaders.edition import edition
from loaders.load import prepare
from ontology.iris import mint
from ontology.terms import IGEO, MLG
from tests.loaders.mapped import SOURCES, mapped, text, typed

OBSERVED = URIRef("http://purl.org/linked-data/sdmx/2009/measure#obsValue")
WKT = URIRef("http://www.opengis.net/ont/geosparql#asWKT")
GEOMETRY = URIRef("http://www.opengis.net/ont/geosparql#hasGeometry")
REPLACED = URIRef("http://purl.org/dc/terms/isReplacedBy")
AUCHEL = (
    '{"type": "FeatureCollection", "features": [{"properties": {"insee_com": "62048", "lib_com": "Auchel",'
    ' "code_qp": "QN06205M, QN06206M", "lib_qp": "%s"},'
    ' "geometry": {"type": "Point", "coordinates": [2.4731, 50.5036]}}]}'
)
SQUARE = '{"type": "Polygon", "coordinates": [[[2.63, 50.52], [2.64, 50.52], [2.64, 50.53], [2.63, 50.52]]]}'


@pytest.fixture
def figures(samples: Path) -> Path:
    return samples / "qpv" / "insee_data_DEMO_2020_V1_QP.csv"


@pytest.mark.parametrize(
    ("name", "source", "rows"),
    [
        ("anct_centroide-4326_qpv_2024.geojson", "qpv-communes", 824),
        ("insee_data_DEMO_2020_V1_QP.csv", "qpv-demographie", 1400),
    ],
)
def test_every_row_of_a_real_file_is_read(samples: Path, tmp_path: Path, name: str, source: str, rows: int) -> None:
    counts = count(prepare(edition(SOURCES[source], samples / "qpv" / name), tmp_path))
    assert (counts.read, counts.rejected, counts.cells) == (rows, 0, 0)


def communes(graph: Graph, code: str) -> list[str]:
    return sorted(str(one).rpartition("/")[2] for one in graph.objects(mint("qpv", code), IGEO.territoireCommunAvec))


def test_a_quarter_over_several_communes_is_one_quarter(samples: Path, tmp_path: Path) -> None:
    path = samples / "qpv" / "anct_centroide-4326_qpv_2024.geojson"
    graph = mapped(tmp_path, edition(SOURCES["qpv-communes"], path))
    assert communes(graph, "QN06205M") == ["62048", "62194", "62555"]  # Auchel, Calonne-Ricouart, Marles-les-Mines
    assert len(list(graph.objects(mint("qpv", "QN06205M"), RDFS.label))) == 1


def test_the_centre_of_a_commune_is_not_that_of_its_quarters(tmp_path: Path) -> None:
    graph = mapped(tmp_path, typed(tmp_path, "qpv_communes__2024", AUCHEL % "Cité 5, Rimbert"))
    centre = graph.value(mint("commune", "62048"), GEOMETRY)
    assert str(graph.value(centre, WKT)) == "POINT(2.4731 50.5036)"
    assert list(graph.objects(mint("qpv", "QN06205M"), GEOMETRY)) == []


def test_two_lists_that_spell_a_quarter_differently_give_it_one_name(tmp_path: Path) -> None:
    by_commune = typed(tmp_path, "qpv_communes__2024", AUCHEL % "Cité 5, Rimbert")
    listed = typed(tmp_path, "qpv_liste__2024", "code_qp;lib_qp;insee_com\nQN06205M;Cité des 5;62048\n")
    names = {str(one) for one in mapped(tmp_path, by_commune, listed).objects(mint("qpv", "QN06205M"), RDFS.label)}
    assert names == {"Cité des 5"}


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("62119", ["62119"]),
        ('"62048; 62194; 62555"', ["62048", "62194", "62555"]),
        ('"=""01004"""', ["01004"]),
        ("69381", ["69123", "69381"]),  # the quarter is in Lyon, and in its first arrondissement
    ],
)
def test_the_communes_of_a_list_are_those_of_the_cell(tmp_path: Path, cell: str, expected: list[str]) -> None:
    listed = typed(tmp_path, "qpv_liste__2024", f"code_qp;lib_qp;insee_com\nQN06208M;Mont Liébaut;{cell}\n")
    assert communes(mapped(tmp_path, listed), "QN06208M") == expected


@pytest.mark.parametrize(("name", "code"), [("qpv_liste__2024", "QN06208M"), ("qpv_liste_2015__2015", "QP062057")])
def test_the_outline_of_a_map_is_that_of_its_quarter(tmp_path: Path, name: str, code: str) -> None:
    properties = f'"code_qp": "{code}", "nom_qp": "Mont Liébaut", "commune_qp": "Béthune", "insee_com": "62119"'
    if "2015" in name:
        properties = properties.rpartition(",")[0]
    content = f'{{"type": "FeatureCollection", "features": [{{"properties": {{{properties}}}, "geometry": {SQUARE}}}]}}'
    graph = mapped(tmp_path, typed(tmp_path, name, content))
    outline = graph.value(mint("qpv", code), GEOMETRY)
    assert str(graph.value(outline, WKT)) == "POLYGON((2.63 50.52, 2.64 50.52, 2.64 50.53, 2.63 50.52))"


def test_every_published_figure_is_one_observation_and_a_secret_is_none(figures: Path, tmp_path: Path) -> None:
    with figures.open(encoding="utf-8-sig") as opened:
        table = list(csv.DictReader(opened, delimiter=";"))
    about = set(table[0]) - {"CODGEO", "LIB_COM", "NOTE_CNAF"}
    published = sum(1 for row in table for name in about if row[name])
    lines = text(tmp_path, edition(SOURCES["qpv-demographie"], figures)).splitlines()
    assert sum(1 for line in lines if line.partition("> <")[2].startswith(str(OBSERVED))) == published


def test_the_figures_of_a_quarter_are_those_of_its_row(tmp_path: Path) -> None:
    head = "CODGEO;POP_MUN;LIB_COM;TX_TOT_0A24;TX_F_60ETPLUS;NOTE_CNAF\n"
    content = head + "QP001002;1830;Bourg-en-Bresse;31,9;;0\n"
    graph = mapped(tmp_path, typed(tmp_path, "qpv_demographie__2020", content))
    found = {
        str(figure).split("/")[-3]: Decimal(str(graph.value(figure, OBSERVED)))
        for figure in graph.subjects(MLG.sujet, mint("qpv", "QP001002"))
    }
    assert found == {"population-municipale-quartier": 1830, "part-moins-25-ans": Decimal("31.9")}


def test_nobody_says_which_quarter_of_2024_replaces_one_of_2015(tmp_path: Path) -> None:
    old = typed(tmp_path, "qpv_liste_2015__2015", "CODE_QP;NOM_QP;COMMUNE_QP\nQP062057;Ville Centre;Lillers\n")
    new = typed(tmp_path, "qpv_liste__2024", "code_qp;lib_qp;insee_com\nQN06208M;Mont Liébaut;62119\n")
    graph = mapped(tmp_path, old, new)
    assert set(graph.subjects(RDF.type, MLG.QuartierPrioritaire)) == {mint("qpv", "QP062057"), mint("qpv", "QN06208M")}
    assert not list(graph.subject_objects(REPLACED))
    assert set(graph.objects(mint("programme", "qpv"), MLG.perimetre)) == {mint("qpv", "QN06208M")}
