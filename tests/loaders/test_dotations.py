"""The State's investment grants of 2019 in the North: target rows checked by hand, and the traps of the real file."""

from pathlib import Path

import pytest
from rdflib import PROV, QB, RDFS, SDO, SKOS, XSD, Graph, Literal, URIRef

from loaders.edition import edition
from ontology.iris import mint
from ontology.terms import MLG, SDMX_MEASURE
from tests.loaders.mapped import SOURCES, mapped, sample, typed

BOOK = "financements/dgcl_dotations_investissement_2019_dep59_62.xlsx"
TABLE = "financements/dgcl_dotations_investissement_2019_dep59_62_reserialise.csv"
TARGETS = {
    "Leers": (mint("collectivite_commune", "59339"), {("detr", "48483"), ("dsil", "40000")}),
    "Harnes": (mint("collectivite_commune", "62413"), {("detr", "99245.25")}),
    "Lillers": (
        mint("collectivite_commune", "62516"),
        {("detr", "6213.88"), ("detr", "5720.63"), ("detr", "12040")},
    ),
    "Béthune": (mint("collectivite_commune", "62119"), {("dsil", "199325")}),
    "CABBALR": (mint("organisation_siren", "200072460"), {("dsil", "229338"), ("dsil", "47299.8")}),
    "MEL": (
        mint("organisation_siren", "245900410"),
        {("dsil", amount) for amount in ("359113", "719068", "820000", "460503", "180000")},
    ),
}
ROW = (
    "id_projet;id_dep;id_terr;nom_terr;dotation;echelon;categorie;description;cout_total;montant_sub;"
    "pct_sub;lat;long;pop19\n"
)


@pytest.fixture(scope="module")
def grants(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Graph:
    return mapped(tmp_path_factory.mktemp("table"), edition(SOURCES["dotations-anct-2019"], samples / TABLE))


def received(grants: Graph, body: URIRef) -> list[tuple[str, str]]:
    flows = grants.subjects(MLG.beneficiaire, body)
    return [
        (str(grants.value(flow, MLG.programme)).rpartition("/")[2], str(grants.value(flow, SDO.amount)))
        for flow in flows
    ]


@pytest.mark.parametrize("name", TARGETS)
def test_a_target_receives_what_the_file_says(grants: Graph, name: str) -> None:
    body, expected = TARGETS[name]
    found = received(grants, body)
    assert set(found) == expected
    assert len(found) == len(expected)


def test_the_cost_of_a_project_is_a_figure_and_not_a_flow(grants: Graph) -> None:
    harnes = next(grants.subjects(MLG.beneficiaire, TARGETS["Harnes"][0]))
    project = grants.value(harnes, MLG.objet)
    cost = next(grants.subjects(MLG.sujet, project))
    assert str(grants.value(cost, SDMX_MEASURE.obsValue)) == "396981"
    assert str(grants.value(project, RDFS.label)).startswith("Extension")
    assert (None, SDO.amount, Literal("396981", datatype=XSD.decimal)) not in grants


def test_the_metropolis_of_2019_is_that_of_today_by_the_table_of_successions(samples: Path, tmp_path: Path) -> None:
    book = edition(SOURCES["dotations-anct-2019"], samples / TABLE)
    successions = sample("epci-successions", "embarque.csv")
    today = mapped(tmp_path, successions, book)
    flows = [flow for flow, note in today.subject_objects(SKOS.note) if "SIREN 245900410" in str(note)]
    assert len(flows) == 5
    assert {today.value(flow, MLG.beneficiaire) for flow in flows} == {mint("organisation_siren", "200093201")}


def test_a_cell_with_line_breaks_is_one_project(samples: Path, grants: Graph) -> None:
    physical = (samples / TABLE).read_text(encoding="utf-8").count("\n")
    assert physical > 761 + 1
    assert len(set(grants.subjects(MLG.stade, None))) == 761


def told(graph: Graph) -> set[tuple[str, ...]]:
    return {tuple(map(str, triple)) for triple in graph if triple[1] not in {PROV.wasDerivedFrom, QB.dataSet}}


def test_the_workbook_says_exactly_what_its_table_says(samples: Path, tmp_path: Path, grants: Graph) -> None:
    book = mapped(tmp_path, edition(SOURCES["dotations-anct-2019"], samples / BOOK))
    assert told(book) == told(grants)  # 17269623.11, where the reader of workbooks says 17269623.109999999


@pytest.mark.parametrize(
    ("cost", "grant", "note"),
    [("100", "120", "subvention supérieure au coût total, telle que publiée"), ("100", "", "montant non publié")],
)
def test_what_is_strange_is_kept_and_said(tmp_path: Path, cost: str, grant: str, note: str) -> None:
    row = f"di19_1;62;62413;Harnes;DETR;commune;4 - Education;École;{cost};{grant};;;;\n"
    graph = mapped(tmp_path, typed(tmp_path, "dotations_anct_2019__2019", ROW + row))
    assert [str(text) for text in graph.objects(mint("flux", "di19-1"), SKOS.note)] == [note]
