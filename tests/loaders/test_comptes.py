"""Accounts as control totals, posts of the politique de la ville, aids that have only a format: their traps."""

from pathlib import Path

import pytest
from rdflib import RDF, SDO, SKOS, Graph

from loaders.clean import count
from loaders.edition import edition
from loaders.load import prepare
from ontology.iris import mint
from ontology.terms import MLG, SDMX_DIMENSION, SDMX_MEASURE
from tests.loaders.mapped import SOURCES, mapped, text, typed

OFGL = {
    "ofgl-communes": ("ofgl-base-communes-consolidee.test.csv", 100),
    "ofgl-epci": ("ofgl-base-epci.test.csv", 24),
    "ofgl-departements": ("ofgl-base-departement.test.csv", 126),
    "ofgl-regions": ("ofgl-base-region.test.csv", 104),
}
BALANCE = "EXER;IDENT;SIREN;COMPTE;FONCTION;OBNETDEB;OBNETCRE;OOBDEB;OOBCRE\n"


def value(graph: Graph, name: str, *parts: str) -> str:
    return str(graph.value(mint(name, *parts), SDMX_MEASURE.obsValue))


@pytest.mark.parametrize("name", OFGL)
def test_every_row_of_the_accounts_is_read(samples: Path, tmp_path: Path, name: str) -> None:
    file, rows = OFGL[name]
    counts = count(prepare(edition(SOURCES[name], samples / "finances_locales" / file), tmp_path))
    assert (counts.read, counts.accepted, counts.cells) == (rows, rows, 0)


def test_a_control_total_is_a_figure_and_never_a_flow(samples: Path, tmp_path: Path) -> None:
    file = samples / "finances_locales" / OFGL["ofgl-communes"][0]
    graph = mapped(tmp_path, edition(SOURCES["ofgl-communes"], file))
    assert value(graph, "observation", "comptes-detr", "213101355", "2023") == "27286"
    assert value(graph, "observation", "comptes-subventions-recues", "213101355", "2022") == "461059.57"
    assert (None, RDF.type, MLG.FluxFinancier) not in graph
    assert (
        mint("observation", "comptes-detr", "213101355", "2023"),
        SDMX_DIMENSION.refArea,
        mint("commune", "31135"),
    ) in graph


@pytest.mark.parametrize("year", ["2022", "2026"])
def test_the_year_in_the_headers_may_be_another(samples: Path, tmp_path: Path, year: str) -> None:
    file = samples / "finances_locales" / OFGL["ofgl-departements"][0]
    path = tmp_path / "ofgl-base-departements.csv"
    path.write_text(file.read_text(encoding="utf-8-sig").replace(" 2024 ", f" {year} "), encoding="utf-8")
    assert count(prepare(edition(SOURCES["ofgl-departements"], path), tmp_path)).accepted == 126


def test_a_dissolved_grouping_keeps_its_siren_of_then(samples: Path, tmp_path: Path) -> None:
    graph = mapped(tmp_path, edition(SOURCES["ofgl-epci"], samples / "finances_locales" / OFGL["ofgl-epci"][0]))
    figure = mint("observation", "comptes-achats-charges-externes", "243100542", "2016")
    assert graph.value(figure, MLG.sujet) == mint("organisation_siren", "243100542")
    assert graph.value(figure, SDMX_DIMENSION.refArea) is None


@pytest.mark.parametrize(
    ("account", "sums", "funder", "received"),
    [
        ("1311", "0,00;1000,50;0,00;0,00", "etat", "1000.5"),
        ("1322", "0;10;0;0", "region", "10"),
        ("13251", "0;10;0;0", "groupements", "10"),
        ("1341", "0;10;0;0", "fonds-affectes", "10"),
        ("1318", "3;10;1;2", "autres", "6"),  # less what is paid back, less what moves no money
        ("13918", "0;10;0;0", None, None),
        ("1311", "0;0;0;0", None, None),
        ("7411", "0;10;0;0", None, None),
    ],
)
def test_account_13_says_who_paid(
    tmp_path: Path, account: str, sums: str, funder: str | None, received: str | None
) -> None:
    row = f"2023;21310135500010;213101355;{account};;{sums}\n"
    graph = mapped(tmp_path, typed(tmp_path, "balances__2023", BALANCE + row))
    figure = mint("chiffre", f"balance-21310135500010-2023-{account}")
    assert graph.value(figure, MLG.indicateur) == (
        mint("indicateur", f"investissement-recu-{funder}") if funder else None
    )
    assert (
        graph.value(figure, SDMX_MEASURE.obsValue) is None
        or value(graph, "chiffre", figure.rpartition("/")[2]) == received
    )


@pytest.mark.parametrize("year", ["2020", "2021", "2022", "2023"])
def test_a_post_is_read_whatever_the_year_writes(samples: Path, tmp_path: Path, year: str) -> None:
    for name, file in (("adulte-relais", "adulte-relais"), ("fonjep", "postes-fonjep")):
        path = samples / "financements" / f"politique_ville_{file}_{year}_dep59_62.json"
        graph = mapped(tmp_path, edition(SOURCES[f"politique-ville-{name}"], path))
        years = {str(start)[:4] for start in graph.objects(None, SDO.startDate)}
        assert years == {year}
        assert not [
            flow for flow in graph.subjects(RDF.type, MLG.FluxFinancier) if (flow, MLG.stade, None) not in graph
        ]


def test_the_name_of_an_employer_that_may_be_a_person_is_in_no_output(samples: Path, tmp_path: Path) -> None:
    path = samples / "financements" / "politique_ville_adulte-relais_2020_dep59_62.json"
    one = edition(SOURCES["politique-ville-adulte-relais"], path)
    hidden = prepare(one, tmp_path).rejects.collect()
    assert hidden.height > 0
    assert set(hidden["valeur"]) == {"(donnée personnelle)"}


def test_requested_and_awarded_are_two_stages_of_one_project(tmp_path: Path) -> None:
    source = SOURCES["fonds-vert-dossiers"]
    graph = mapped(tmp_path, edition(source, source.folder / "sample-2023.json"))
    flows = set(graph.subjects(MLG.objet, mint("projet", "fonds-vert-12041784")))
    assert {graph.value(flow, MLG.stade) for flow in flows} == {
        mint("stade_flux", "vote"),
        mint("stade_flux", "demande"),
    }


@pytest.mark.parametrize(("status", "note"), [("Refusé", "demande refusée"), ("En instruction", "demande en cours")])
def test_what_is_not_accepted_is_not_awarded(tmp_path: Path, status: str, note: str) -> None:
    source = SOURCES["fonds-vert-dossiers"]
    path = tmp_path / "fonds-vert-2023.json"
    path.write_text(
        (source.folder / "sample-2023.json").read_text(encoding="utf-8").replace("Accepté", status), encoding="utf-8"
    )
    graph = mapped(tmp_path, edition(source, path))
    assert set(graph.objects(None, MLG.stade)) == {mint("stade_flux", "demande")}
    assert note in {str(text) for text in graph.objects(None, SKOS.note)}


def test_a_programmed_operation_has_no_commune_for_it_has_only_a_postal_code(tmp_path: Path) -> None:
    source = SOURCES["feder-operations-2014-2020"]
    written = text(tmp_path, edition(source, source.folder / "sample-2014-2020.csv"))
    assert '"code postal 62700"@fr' in written
    assert "/territoire/" not in written
    assert "/stade-flux/vote>" in written


def test_a_number_that_two_programmes_use_is_two_operations(tmp_path: Path) -> None:
    """54030 is in the list of March 2026 for Bretagne and for Nouvelle-Aquitaine."""
    head = "Numéro Opération;NUMCCI;Libellé Programme;Fonds;Montant UE;Région de l'opération\n"
    bretagne = "54030;2021FR16FFPR016;Programme Bretagne FEDER-FSE+ 2021-2027;;50000;\n"
    aquitaine = "54030;2021FR16FFPR005;Programme FEDER FSE+ Nouvelle-Aquitaine;;;\n"
    graph = mapped(tmp_path, typed(tmp_path, "feder_operations_2021_2027__2026", head + bretagne + aquitaine))
    assert set(graph.subjects(RDF.type, MLG.Projet)) == {
        mint("projet", "operation-europeenne-2021-2021fr16ffpr016-54030"),
        mint("projet", "operation-europeenne-2021-2021fr16ffpr005-54030"),
    }
