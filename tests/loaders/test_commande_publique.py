"""Public contracts: what four platforms of 2019 and the format of 2022 write, and what is never taken from them."""

import json
from pathlib import Path
from typing import Any

import pytest
from rdflib import RDF, SDO, SKOS, Graph

from loaders.clean import count
from loaders.edition import edition
from loaders.errors import SourceError
from loaders.load import prepare
from ontology.iris import mint
from ontology.terms import MLG, SDMX_MEASURE
from tests.loaders.mapped import SOURCES, mapped, text

CONTRACTS = SOURCES["decp-contrats"]
ROWS = {
    "decp_test_2019_v1.json": 5,
    "v1_2019_aife_dep59_62.json": 288,
    "v1_2019_e-marchespublics_complet.json": 577,
    "v1_2019_e-marchespublics_dep59_62.json": 61,
    "v1_2019_marches-publics.info_dep59_62.json": 398,
    "v1_2019_pes_dep59_62.json": 88,
    "v2_exemple_Contrat-concession-modification.xml": 8,
    "v2_exemple_Contrat-concession.xml": 6,
    "v2_exemple_Marche.xml": 2,
    "v2_exemple_concessions.json": 6,
    "v2_exemple_concessions_avec_modifications.json": 8,
    "v2_exemple_marches_avec_modifications.json": 4,
    "v2_exemple_marches_concessions.json": 12,
}
FACHES = mint("marche", "21590220600014-2019000000001500")
HARNES = {"id": "21620413100017", "nom": "Commune de Harnes"}
HOLDER = {"typeIdentifiant": "SIRET", "id": "48242583200011", "denominationSociale": "NORENVERT"}
CONTRACT = {"id": "1", "acheteur": HARNES, "objet": "Travaux", "nature": "Marché", "titulaires": [HOLDER]}


def contracts(tmp_path: Path, *changed: dict[str, Any]) -> Graph:
    path = tmp_path / "decp_2019.json"
    path.write_text(json.dumps({"marches": [CONTRACT | one for one in changed]}), encoding="utf-8")
    return mapped(tmp_path, edition(CONTRACTS, path))


def amounts(graph: Graph) -> list[str]:
    return sorted(str(amount) for amount in graph.objects(None, SDO.amount))


@pytest.mark.parametrize("name", ROWS)
def test_every_row_of_a_real_file_is_mapped(samples: Path, tmp_path: Path, name: str) -> None:
    counts = count(prepare(edition(CONTRACTS, samples / "decp" / name), tmp_path))
    assert (counts.read, counts.accepted, counts.rejected) == (ROWS[name], ROWS[name], 0)


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("decp_test_2022_v2_imbrique.json", "« NaN » n'est pas un nombre"),
        ("schema_decp_v2.0.3.json", "pas de « marches »"),
    ],
)
def test_what_is_not_data_is_refused_with_its_reason(samples: Path, tmp_path: Path, name: str, problem: str) -> None:
    with pytest.raises(SourceError, match=problem):
        prepare(edition(CONTRACTS, samples / "decp" / name), tmp_path)


@pytest.fixture(scope="module")
def platform(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Graph:
    path = samples / "decp" / "v1_2019_e-marchespublics_complet.json"
    return mapped(tmp_path_factory.mktemp("decp"), edition(CONTRACTS, path))


def test_lots_under_one_number_are_flows_of_one_contract(platform: Graph) -> None:
    lots = list(platform.subjects(MLG.marche, FACHES))
    assert len(lots) == 9
    assert len({platform.value(lot, SDO.amount) for lot in lots}) == 9


def test_a_sum_is_written_once_however_many_holders_it_has(platform: Graph) -> None:
    shared = [
        flow
        for flow in platform.subjects(RDF.type, MLG.FluxFinancier)
        if len(list(platform.objects(flow, MLG.beneficiaire))) > 1
    ]
    assert len(shared) > 30
    assert all(len(list(platform.objects(flow, SDO.amount))) == 1 for flow in shared)


@pytest.mark.parametrize("name", ["GILLES BROCCOLI", "HERVE DURAND", "FRANCOIS PERRIN"])
def test_a_person_who_holds_a_contract_is_named_nowhere(samples: Path, tmp_path: Path, name: str) -> None:
    path = samples / "decp" / "v1_2019_e-marchespublics_complet.json"
    one = edition(CONTRACTS, path)
    assert name in path.read_text(encoding="utf-8")
    assert name not in text(tmp_path, one)
    assert name not in str(prepare(one, tmp_path).rejects.collect().rows())


def test_a_republication_is_the_same_flow(samples: Path, tmp_path: Path) -> None:
    path = samples / "decp" / "v1_2019_aife_dep59_62.json"
    published = len(json.loads(path.read_text(encoding="utf-8"))["marches"])
    graph = mapped(tmp_path, edition(CONTRACTS, path))
    assert (published, len(set(graph.subjects(RDF.type, MLG.FluxFinancier)))) == (236, 231)
    assert any("U+FFFD" in str(note) for note in graph.objects(None, SKOS.note))


@pytest.mark.parametrize(
    ("change", "qualifier"),
    [
        ({"nature": "Marché"}, "exact"),
        ({"nature": "ACCORD CADRE"}, "plafond"),
        ({"techniques": {"technique": ["Accord-cadre", "Concours"]}}, "plafond"),
        ({"techniques": {"technique": ["Accord-cadre"]}, "idAccordCadre": "7"}, "exact"),
    ],
)
def test_the_amount_of_a_framework_agreement_is_a_ceiling(
    tmp_path: Path, change: dict[str, Any], qualifier: str
) -> None:
    graph = contracts(tmp_path, {"montant": 1000} | change)
    assert set(graph.objects(None, MLG.qualificatif)) == {mint("qualificatif", qualifier)}


@pytest.mark.parametrize(
    ("amount", "kept", "note"),
    [
        (1e17, [], "montant publié, illisible : « 1e+17 »"),
        (None, [], "montant non publié"),
        (0, ["0"], "montant de 0 ou 1 euro, tel que publié : sans doute inconnu"),
        (1, ["1"], "montant de 0 ou 1 euro, tel que publié : sans doute inconnu"),
    ],
)
def test_an_amount_that_says_nothing_is_told(tmp_path: Path, amount: float | None, kept: list[str], note: str) -> None:
    graph = contracts(tmp_path, {"montant": amount})
    assert amounts(graph) == kept
    assert [str(text) for text in graph.objects(None, SKOS.note)] == [note]


@pytest.mark.parametrize("day", ["2018-12-31+01:00", "2018-12-31+03:00", "2018-12-31-04:00", "2018-12-31"])
def test_an_offset_does_not_move_the_day(tmp_path: Path, day: str) -> None:
    graph = contracts(tmp_path, {"montant": 10, "dateNotification": day})
    assert [str(date) for date in graph.objects(None, MLG.dateDecision)] == ["2018-12-31"]


def test_an_amendment_is_a_figure_of_the_contract_and_not_a_flow(tmp_path: Path) -> None:
    amendment = {"dateNotificationModification": "2019-05-02", "montant": 1500, "objetModification": "Avenant 1"}
    graph = contracts(tmp_path, {"montant": 1000, "modifications": [amendment]})
    assert amounts(graph) == ["1000"]
    assert [str(value) for value in graph.objects(None, SDMX_MEASURE.obsValue)] == ["1500"]


def test_a_concession_is_paid_by_its_users(tmp_path: Path) -> None:
    concession = {"nature": "Concession de service public", "autoriteConcedante": HARNES, "valeurGlobale": 9000}
    holder = {"concessionnaires": [HOLDER], "montantSubventionPublique": 300, "titulaires": []}
    graph = contracts(tmp_path, concession | holder | {"acheteur": None})
    assert amounts(graph) == ["300"]
    assert [str(value) for value in graph.objects(None, SDMX_MEASURE.obsValue)] == ["9000"]
    assert mint("organisation_siren", "482425832") in set(graph.objects(None, MLG.beneficiaire))


def test_the_flat_spelling_of_the_buyer_is_the_same_buyer(tmp_path: Path) -> None:
    nested = contracts(tmp_path, {"montant": 10})
    flat = {key: value for key, value in CONTRACT.items() if key != "acheteur"} | {
        "acheteur.id": HARNES["id"],
        "montant": 10,
    }
    path = tmp_path / "decp_plat_2019.json"
    path.write_text(json.dumps({"marches": [flat]}), encoding="utf-8")
    graph = mapped(tmp_path, edition(CONTRACTS, path))
    assert set(graph.objects(None, MLG.financeur)) == set(nested.objects(None, MLG.financeur))


def test_the_consolidated_table_gives_the_flows_of_the_json(tmp_path: Path) -> None:
    table = mapped(tmp_path, edition(SOURCES["decp-tabulaire"], SOURCES["decp-tabulaire"].folder / "sample-2019.csv"))
    nested = mapped(tmp_path, edition(CONTRACTS, CONTRACTS.folder / "sample-v1-2019.json"))
    for kind in (MLG.FluxFinancier, MLG.Marche, MLG.ChiffreCle):
        found = set(table.subjects(RDF.type, kind))
        assert found
        assert found <= set(nested.subjects(RDF.type, kind))
