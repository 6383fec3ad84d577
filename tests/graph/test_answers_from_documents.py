"""Questions across the five reports: each answer was read in the texts first; comments give document and characters."""

from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode

from graph import store as stores
from graph.asking.query import ask
from graph.build import build
from ontology.iris import BASE
from queries import questions

BETHUNE, LILLERS, HARNES, LEERS = (f"collectivite/commune/{code}" for code in ("62119", "62516", "62413", "59339"))
AGGLO, PREFECTURE = "collectivite/epci/200072460", "organisation/prefecture-62"
QPV_2015 = "territoire/qpv/QP062057"
LILLERS_CONTRACT = "programme:convention-application-contrat-de-ville-2024-2030-lillers"
MILLION = 1_000_000
Row = dict[str, object]


@pytest.fixture(scope="session")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The embedded sources alone, built once."""
    out = tmp_path_factory.mktemp("embarque")
    assert build(out).violations == 0
    return stores.path(out)


def plain(term: object) -> object:
    """Return an IRI without our base, a number as a decimal, any other literal as its text."""
    if isinstance(term, NamedNode):
        return term.value.removeprefix(f"{BASE}id/")
    if isinstance(term, Literal):
        numeric = term.datatype.value.endswith(("#decimal", "#integer"))
        return Decimal(term.value) if numeric else term.value
    return None


def answer(graph: Path, question: str, **given: str) -> list[Row]:
    found = ask(graph, questions()[question], {name: [value] for name, value in given.items()})
    assert not found.truncated
    return [dict(zip(found.variables, map(plain, row), strict=True)) for row in found.rows]


def pick(rows: Iterable[Row], *columns: str) -> set[tuple[object, ...]]:
    return {tuple(row[column] for column in columns) for row in rows}


@pytest.mark.parametrize(
    ("commune", "mayor"),
    [
        ("béthune", "Olivier Gacquerre"),  # bethune 2422-2456; typed as anybody would
        ("LEERS", "Jean-Philippe Andriès"),  # leers 1126-1163
        ("62413", "Philippe Duquesnoy"),  # harnes 276-309: « notre maire, Philippe Duquesnoy »
        ("Lillers", "Carole Dubois"),  # lillers 28005-28036
    ],
)
def test_who_is_mayor(graph: Path, commune: str, mayor: str) -> None:
    rows = answer(graph, "elus-d-une-commune", commune=commune)
    assert [row["personne"] for row in rows if row["fonction"] == "maire"] == [mayor]


def test_the_mayor_of_bethune_is_one_person_who_presides_the_agglomeration(graph: Path) -> None:
    """Mayor in bethune 2422-2456, president in bethune-bruay 216-246 and again in lillers 28047-28122: two bodies."""
    rows = answer(graph, "mandats-d-une-personne", personne="Olivier Gacquerre")
    assert {row["organisme_iri"] for row in rows} == {BETHUNE, AGGLO}
    both = answer(graph, "elus-en-commun", organisme="Béthune", autre_organisme="CABBALR")
    assert {row["personne"] for row in both} == {"Olivier Gacquerre"}


def test_only_one_elected_person_is_known_to_sit_in_two_bodies_today(graph: Path) -> None:
    """The mayor of Leers sat in two (leers 1149-1189), but says that his term ends « début 2026 » (leers 231-277)."""
    rows = answer(graph, "elus-plusieurs-mandats")
    assert pick(rows, "personne", "organisme_iri") == {("Olivier Gacquerre", BETHUNE), ("Olivier Gacquerre", AGGLO)}
    ever = answer(graph, "elus-en-commun", organisme="Leers", autre_organisme="Métropole Européenne de Lille")
    assert {row["personne"] for row in ever} == {"Jean-Philippe Andriès"}


def test_the_documents_name_elected_people_and_nobody_else(graph: Path) -> None:
    """bethune 2422; bethune-bruay 216, 10571, 10856; harnes 276, 2338; leers 1126, 40245; lillers 23919, 28005."""
    assert {row["personne"] for row in answer(graph, "mandats-vus-par-document")} == {
        *("Olivier Gacquerre", "Maurice Leconte", "Éric Édouard", "Philippe Duquesnoy", "Sébastien Lysik"),
        *("Jean-Philippe Andriès", "Angélique Watrelot", "Carole Dubois", "Cathy Maureau"),
    }


def test_three_bodies_signed_the_lillers_convention_and_the_prefect_has_no_name(graph: Path) -> None:
    """The mayor, the president and the prefect sign at lillers 28005-28192, on 9 July 2024 (27819-27831)."""
    rows = answer(graph, "signataires-d-un-contrat", programme=LILLERS_CONTRACT)
    assert {row["signataire_iri"] for row in rows} == {LILLERS, AGGLO, PREFECTURE}
    assert {str(row["signe_ou_debute_le"])[:10] for row in rows} == {"2024-07-09"}
    assert next(row["signataire"] for row in rows if row["signataire_iri"] == PREFECTURE) == "Préfet du Pas-de-Calais"


def test_the_lillers_contract_binds_its_commune_to_the_agglomeration_and_the_prefect(graph: Path) -> None:
    rows = answer(graph, "partenaires-d-un-organisme", organisme="Lillers")
    assert {(AGGLO, 1), (PREFECTURE, 1)} <= pick(rows, "partenaire_iri", "contrats_en_commun")


def test_the_quarter_of_2015_and_its_successor_are_two_territories_of_lillers(graph: Path) -> None:
    """The document prints « QP 06 20 57 » (lillers 4753) over a map of the 2024-2030 perimeter (4816-4835)."""
    rows = answer(graph, "territoires-d-une-commune", commune="Lillers")
    assert {("territoire/qpv/QP062057", "QP062057"), ("territoire/qpv/QN06255M", "QN06255M")} <= pick(
        rows, "territoire_iri", "code"
    )


def test_nobody_knows_what_the_lillers_contract_costs(graph: Path) -> None:
    """No sum is printed from 0 to the end of lillers, but incomes (13 900 €, 1 160 €, 1 590 €)."""
    (row,) = answer(graph, "financement-d-un-programme", programme=LILLERS_CONTRACT)
    assert (row["stade"], row["total"], row["nombre_de_flux"]) == ("aucun montant connu", None, 0)
    assert str(row["une_preuve"]).startswith("document/lillers-contrat-de-ville-2024-2030.txt#char=")


def test_erbm_is_named_by_two_reports_and_given_no_amount(graph: Path) -> None:
    """harnes 5327, 6070-6121, 23019; bethune-bruay 28659-28704. « Plusieurs millions » (harnes 6175) is no amount."""
    named = answer(graph, "preuves-d-un-noeud", noeud="programme:erbm")
    files = {str(row["preuve"]).partition("#")[0] for row in named}
    assert {one for one in files if one.startswith("document/")} == {
        "document/bethune-bruay-bilan-2020-2023.txt",
        "document/harnes-bilan-2020-2026.txt",
    }
    (row,) = answer(graph, "financement-d-un-programme", programme="ERBM")
    assert (row["stade"], row["total"]) == ("aucun montant connu", None)


def test_erbm_has_projects_in_both_territories(graph: Path) -> None:
    """591 dwellings to renovate (bethune-bruay 28613-28657); the Cité d’Orient (harnes 5597-5649, 23019-23092)."""
    rows = answer(graph, "projets-d-un-programme", programme="erbm")
    assert {"projet/bethune-bruay-erbm", "projet/harnes-cite-orient"} <= {row["projet_iri"] for row in rows}


def test_the_water_programme_is_225_millions_not_450(graph: Path) -> None:
    """225 M€ voted, « 120 M€ pour l'assainissement et 105 M€ pour l'eau potable » (bethune-bruay 18453-18635)."""
    (row,) = answer(graph, "financement-d-un-programme", programme="petit cycle de l'eau")
    assert (row["stade"], row["total"], row["nombre_de_flux"]) == ("voté", 225 * MILLION, 1)


@pytest.mark.parametrize(
    ("flow", "whole", "parts", "left"),
    [
        ("flux/bethune-bruay-eau", 225 * MILLION, 225 * MILLION, 0),  # 120 + 105: bethune-bruay 18578-18635
        ("flux/bethune-beffroi", 1_300_000, 850_000, 450_000),  # bethune 18175-18253
        ("flux/harnes-complexe-aquatique", 17_900_000, 5_600_000, 12_300_000),  # harnes 27131-27227
        ("flux/leers-associations-soutien", 1_200_000, 100_000, 1_100_000),  # leers 27469-27576
    ],
)
def test_a_whole_its_parts_and_what_is_left(graph: Path, flow: str, whole: int, parts: int, left: int) -> None:
    rows = answer(graph, "flux-et-parts")
    (row,) = (row for row in rows if row["flux_iri"] == flow)
    assert (row["montant"], row["somme_des_parts"], row["reste"]) == (whole, parts, left)


def test_what_was_voted_was_voted_once(graph: Path) -> None:
    """« voté » is said of one sum in the five texts, the 225 M€ (bethune-bruay 18522): announcements stay elsewhere."""
    rows = answer(graph, "flux-par-stade")
    assert pick((r for r in rows if r["stade"] == "voté"), "total", "nombre_de_flux") == {(225 * MILLION, 1)}


def test_what_bethune_says_it_spent(graph: Path) -> None:
    """Since 2020: 3,3 schools (12664), 3,6 roads (17734), 15,9 buildings (23996), which may hold the schools.

    Once: 1,3 belfry (18175) and 0,68 shops (17599). A year: 1,9 to associations (17909). All bethune.
    """
    rows = answer(graph, "flux-par-financeur", financeur="béthune")
    assert pick(rows, "periodicite", "total", "dont_recouvrements") == {
        ("pluriannuelle", 3_600_000, 0),
        ("pluriannuelle", 15_900_000, 1),
        ("pluriannuelle", 3_300_000, 1),
        ("unique", 1_300_000, 1),
        ("unique", 680_000, 0),
        ("annuelle", 1_900_000, 0),
    }
    assert {row["stade"] for row in rows} == {"dépense déclarée"}


def test_an_envelope_and_what_it_may_hold_are_never_added(graph: Path) -> None:
    """530 M€ planned (bethune-bruay 6428), 45 of them perhaps for pools (23192); 47 M€ are a leverage (12010)."""
    totals = {row["total"] for row in answer(graph, "flux-par-stade")}

    assert {530 * MILLION, 45 * MILLION, 47 * MILLION} <= totals


def test_what_bethune_spent_on_its_schools(graph: Path) -> None:
    (row,) = answer(graph, "flux-d-un-projet", projet="projet:bethune-renov-ecoles")
    assert (row["montant"], row["stade"], row["financeur"]) == (3_300_000, "dépense déclarée", "Commune de Béthune")


def test_what_the_harnes_pool_costs_and_what_is_part_of_it(graph: Path) -> None:
    """« 17,9 M€ HT […] avec un emprunt limité à 5,6 M€ » (harnes 27131-27227): the loan is inside."""
    rows = answer(graph, "flux-d-un-projet", projet="projet:harnes-complexe-aquatique")
    assert pick(rows, "montant", "qualificatif", "part_de_iri") == {
        (17_900_000, "exact", None),
        (5_600_000, "plafond", "flux/harnes-complexe-aquatique"),
    }


def test_a_sum_that_cannot_be_read_is_shown_empty(graph: Path) -> None:
    """« + dede 1 00 000 € investis pour le centre-ville » (leers 10880-10924) is broken: nobody knows the figure."""
    (row,) = answer(graph, "flux-d-un-projet", projet="projet:leers-coeur-de-ville")
    assert (row["flux_iri"], row["montant"]) == ("flux/leers-centre-ville", None)


def test_a_project_that_no_sum_names_is_said_to_have_none(graph: Path) -> None:
    """591 dwellings by 2027, and no cost (bethune-bruay 28580-28705)."""
    (row,) = answer(graph, "flux-d-un-projet", projet="projet:bethune-bruay-erbm")
    assert (row["stade"], row["montant"], row["flux_iri"]) == ("aucun montant connu", None, None)
    assert str(row["preuve"]).startswith("document/bethune-bruay-bilan-2020-2023.txt#char=")


def test_projects_without_amount_leave_out_those_with_one(graph: Path) -> None:
    """No cost at bethune-bruay 28613-28657 and 23019 of harnes; 172 000 € for the mill of Leers (leers 10980)."""
    found = {row["projet_iri"] for row in answer(graph, "projets-sans-montant")}
    assert {"projet/bethune-bruay-erbm", "projet/harnes-cite-orient"} <= found
    assert not found & {"projet/leers-moulin", "projet/harnes-complexe-aquatique", "projet/bethune-beffroi"}


def test_trees_planted_from_one_territory_to_the_next(graph: Path) -> None:
    """bethune 17945-17992; bethune-bruay 17308; harnes 7472-7503 « près de »; leers 10929-10956."""
    rows = answer(graph, "comparer-un-indicateur", indicateur="arbres et arbustes plantés")
    values = pick(rows, "sujet_iri", "valeur")
    assert {(BETHUNE, 2655), (AGGLO, 8264), (HARNES, 1500), (LEERS, 800)} <= values


def test_both_poverty_rates_of_the_quarter_stay_beside_that_of_the_agglomeration(graph: Path) -> None:
    """40,5 % in 2022 (lillers 5169), 45,6 % in 2018 (6411), 18,8 % in the agglomeration (5177)."""
    rows = answer(graph, "comparer-un-indicateur", indicateur="taux de pauvreté")
    values = pick(rows, "sujet_iri", "valeur")
    assert {(QPV_2015, Decimal("40.5")), (QPV_2015, Decimal("45.6")), (AGGLO, Decimal("18.8"))} <= values


def test_two_figures_of_the_debt_of_bethune_compete_and_two_years_of_harnes_do_not(graph: Path) -> None:
    """« plus de 10 M € en 10 ans » (bethune 23349), « -10,6 M€ depuis 2014 » (24289); harnes 4141 dates both."""
    rows = answer(graph, "valeurs-concurrentes")
    pairs = {frozenset((row["valeur"], row["autre_valeur"])) for row in rows}
    assert frozenset((Decimal(-10_000_000), Decimal(-10_600_000))) in pairs
    assert frozenset((Decimal(9_360_000), Decimal(6_760_000))) not in pairs


def test_how_many_priority_quarters_and_communes(graph: Path) -> None:
    """16 quarters in 19 communes, 9 more of local interest, 25 in all (lillers 279-620)."""
    values = pick(answer(graph, "chiffres-cles"), "valeur", "unite")
    for expected in ((16, "quartiers"), (19, "communes"), (9, "quartiers"), (25, "quartiers")):
        assert expected in values


def test_the_quarter_of_lillers_in_figures(graph: Path) -> None:
    """About 2 700 people, 46 hectares, index 85: lillers 5066-5493, under the code of 2015 (4753)."""
    rows = answer(graph, "chiffres-cles", territoire="QP062057")
    values = pick(rows, "valeur", "qualificatif")
    assert {(2700, "environ"), (46, "exact"), (85, "exact")} <= values


def test_equipment_in_works_or_planned_in_two_towns(graph: Path) -> None:
    """Planned: splashpad of the pool (harnes 27008), belvedere (harnes 7962), Sweetco quarter (leers 11087)."""
    rows = answer(graph, "equipements-en-projet")
    assert {
        ("equipement/splashpad-harnes", "territoire/commune/62413"),
        ("equipement/belvedere-parc-nord-harnes", "territoire/commune/62413"),
        ("equipement/quartier-sweetco-leers", "territoire/commune/59339"),
    } <= pick((row for row in rows if row["statut"] == "prévu"), "equipement_iri", "commune_iri")


def test_programmes_of_lillers_come_from_two_documents(graph: Path) -> None:
    """« Petites villes de demain » helps Lillers, « Action cœur de ville » does not (bethune-bruay 28420-28511)."""
    found = {row["programme_iri"] for row in answer(graph, "programmes-d-une-commune", commune="lillers")}
    assert {"programme/pvd", "programme/convention-application-contrat-de-ville-2024-2030-lillers"} <= found
    assert "programme/acv" not in found
