"""What the documents and official files say, asked of the graph: every expected value was read from them."""

import pyoxigraph as ox
import pytest

from graph.asking.parameters import resolve
from queries import bound, questions
from tests.queries.ground import ask, fill, rows


@pytest.fixture(scope="module")
def store() -> ox.Store:
    return fill(ox.Store())


SUM = ("stade", "periodicite", "total", "nombre_de_flux", "dont_non_exacts", "dont_recouvrements")


def test_amounts_that_may_overlap_and_the_subsidies_inside_one_are_not_added(store: ox.Store) -> None:
    """3.3 M€ of schools, 15.9 of buildings, 1.3 of belfry of which 0.85 of subsidies; the three may overlap."""
    assert sorted(ask(store, "flux-par-financeur", *SUM, financeur="Béthune")) == [
        ("dépense déclarée", "unique", total, "1", "0", "1") for total in ("1300000", "15900000", "3300000")
    ]


def test_the_agglomeration_votes_225_millions_of_water_once(store: ox.Store) -> None:
    """225 M€ voted are 120 + 105; 530 M€ are only announced; 70 € a household are no envelope."""
    assert ask(store, "flux-par-financeur", *SUM, financeur="200072460") == [
        ("annoncé", "pluriannuelle", "530000000", "1", "0", "1"),
        ("voté", "pluriannuelle", "225000000", "1", "0", "1"),
        ("engagé", "annuelle", "200000", "1", "1", "0"),
        ("dépense déclarée", "non précisée", "220000000", "1", "1", "0"),
    ]


def test_stages_come_in_the_order_of_the_life_of_money(store: ox.Store) -> None:
    stages = [stage for (stage,) in ask(store, "flux-par-stade", "stade")]
    assert list(dict.fromkeys(stages)) == [
        "annoncé",
        "voté",
        "conventionné",
        "engagé",
        "dépense déclarée",
        "non précisé",
    ]


def test_what_is_left_of_a_whole_once_its_parts_are_known(store: ox.Store) -> None:
    assert ask(store, "flux-et-parts", "flux", "somme_des_parts", "reste") == [
        ("Petit cycle de l'eau", "225000000", "0"),
        ("Beffroi de Béthune", "850000", "450000"),
    ]


def test_the_two_communes_of_the_agglomeration_that_the_fixture_holds(store: ox.Store) -> None:
    expected = [("Béthune", "62119", "216209106", "25342"), ("Lillers", "62516", "216205161", "10200")]
    columns = ("commune", "code_insee", "siren", "population")
    assert ask(store, "communes-d-un-epci", *columns, epci="Béthune-Bruay") == expected


def test_the_population_of_a_merged_commune_is_not_that_of_the_new_one(store: ox.Store) -> None:
    """Huby-Saint-Leu (855) and Sainte-Austreberthe (371) merged into Hesdin-la-Forêt; neither figure contradicts."""
    assert ask(store, "communes-d-un-epci", "commune", "population", epci="200044030") == [("Hesdin-la-Forêt", "")]


def test_facilities_are_counted_by_nature_over_the_communes_of_a_grouping(store: ox.Store) -> None:
    columns = ("nature", "nombre_d_equipements", "nombre_de_communes")
    assert ask(store, "equipements-d-un-epci", *columns, epci="200072460") == [
        ("médiathèque", "2", "2"),
        ("monument historique", "1", "1"),
        ("piscine", "1", "1"),
        ("pôle d'échanges", "1", "1"),
    ]


def test_the_three_signatories_of_the_convention_of_lillers(store: ox.Store) -> None:
    signed = ask(store, "signataires-d-un-contrat", "signataire", "signe_ou_debute_le")
    assert signed == [
        ("CA de Béthune-Bruay, Artois-Lys Romane", "2024-07-09"),
        ("Commune de Lillers", "2024-07-09"),
        ("Préfet du Pas-de-Calais", "2024-07-09"),
    ]


def test_a_year_is_not_shown_as_its_first_of_january(store: ox.Store) -> None:
    assert ask(store, "elus-d-une-commune", "personne", "fonction", "depuis", commune="62119") == [
        ("Olivier Gacquerre", "maire", "2020")
    ]


def test_two_mayors_sit_in_a_second_body(store: ox.Store) -> None:
    assert set(ask(store, "elus-plusieurs-mandats", "personne", "organisme")) == {
        ("Olivier Gacquerre", "Commune de Béthune"),
        ("Olivier Gacquerre", "CA de Béthune-Bruay, Artois-Lys Romane"),
        ("Carole Dubois", "Commune de Lillers"),
        ("Carole Dubois", "Département du Pas-de-Calais"),
    }


def test_what_became_of_sainte_austreberthe(store: ox.Store) -> None:
    columns = ("ancienne", "date", "commune", "code_actuel")
    assert ask(store, "communes-nouvelles", *columns, code="62743") == [
        ("Sainte-Austreberthe", "2025-01-01", "Hesdin-la-Forêt", "62447")
    ]


def test_who_pays_the_subsidies_of_the_belfry_is_not_known(store: ox.Store) -> None:
    assert ask(store, "flux-sans-financeur", "montant", "dit_par_le_document") == [
        ("850000", "Financeurs non précisés")
    ]


def test_one_hundred_animations_and_more_than_one_hundred_are_set_side_by_side(store: ox.Store) -> None:
    columns = ("valeur", "qualificatif", "autre_valeur", "autre_qualificatif")
    assert ask(store, "valeurs-concurrentes", *columns) == [("100", "plus de", "100", "exact")]


def test_the_place_of_a_fact_leads_to_its_document(store: ox.Store) -> None:
    columns = ("endroit", "source", "editeur", "parution")
    assert ask(store, "preuves-d-un-noeud", *columns, noeud="flux:bethune-beffroi") == [
        ("char=18175,18222", "Bilan de mi-mandat 2020-2023 de Béthune", "Commune de Béthune", "2024")
    ]


def test_several_values_of_a_parameter_are_one_question(store: ox.Store) -> None:
    question = questions()["equipements-d-une-commune"]
    together = bound(question, resolve(question, {"commune": ["Béthune", "Lillers"]}, store))
    assert len(rows(store, together)) == 5
