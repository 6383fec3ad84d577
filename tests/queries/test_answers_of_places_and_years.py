"""Where, when, for whom: every expected value was read in the reports and official files, or measured on a sphere.

Distances are great circles (6 371 km) between the centres that La Poste publishes, worked out apart.
"""

import json

import pyoxigraph as ox
import pytest

from graph.asking.answers import Answer
from graph.asking.formats import render
from graph.asking.parameters import resolve
from queries import bound, questions
from tests.queries.ground import ask, fill, rows


@pytest.fixture(scope="module")
def store() -> ox.Store:
    return fill(ox.Store())


@pytest.mark.parametrize(
    ("radius", "expected"),
    [
        ("12", [("Lillers", "11.9")]),
        ("21", [("Lillers", "11.9"), ("Harnes", "20.4")]),
        ("25", [("Lillers", "11.9"), ("Harnes", "20.4"), ("Carvin", "22.1")]),
    ],
)
def test_communes_around_bethune(store: ox.Store, radius: str, expected: list[tuple[str, str]]) -> None:
    assert ask(store, "communes-voisines", "commune", "distance_en_km", commune="Béthune", rayon=radius) == expected


@pytest.mark.parametrize(("radius", "found"), [("1", [("0.7", "Lens")]), ("0,69", [])])
def test_the_stadium_is_700_metres_from_the_middle_of_lens(
    store: ox.Store, radius: str, found: list[tuple[str, str]]
) -> None:
    point = {"latitude": "50,4375", "longitude": "2,8216", "rayon": radius}
    assert ask(store, "equipements-autour-d-un-point", "distance_en_km", "commune", **point) == found


def test_a_facility_at_the_very_point_is_at_no_distance(store: ox.Store) -> None:
    point = {"latitude": "50.4328", "longitude": "2.8150"}
    assert ask(store, "equipements-autour-d-un-point", "distance_en_km", **point) == [("0",)]


def test_a_box_holds_what_is_between_its_four_sides(store: ox.Store) -> None:
    box = {"ouest": "2,6", "sud": "50,43", "est": "2,9", "nord": "50,53"}
    assert ask(store, "lieux-dans-un-cadre", "sorte", "lieu", **box) == [
        ("commune", "Béthune"),
        ("équipement", "Terrain d'honneur (Stade Bollaert-Delelis)"),
    ]


def test_an_answer_with_positions_is_a_map(store: ox.Store) -> None:
    question = questions()["communes-voisines"]
    text = bound(question, resolve(question, {"commune": ["Béthune"], "rayon": ["12"]}, store))
    answer = Answer(form="select", variables=question.columns, rows=tuple(rows(store, text)))
    (feature,) = json.loads(render(answer, "geojson"))["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [2.48197499021, 50.5614379612]}
    assert feature["properties"]["commune"] == "Lillers"


def test_money_of_the_agglomeration_year_after_year(store: ox.Store) -> None:
    """530 M€ announced on 6 December 2022; 225 voted in December 2023, 0.2 engaged; 220 of no date."""
    columns = ("annee", "stade", "periodicite", "total")
    assert ask(store, "flux-par-annee", *columns, organisme="200072460") == [
        ("", "dépense déclarée", "non précisée", "220000000"),
        ("2022", "annoncé", "pluriannuelle", "530000000"),
        ("2023", "voté", "pluriannuelle", "225000000"),
        ("2023", "engagé", "annuelle", "200000"),
    ]


def test_the_year_of_a_contract_is_that_of_its_decision_for_who_pays_and_who_is_paid(store: ox.Store) -> None:
    """Carvin buys cleaning on 11 December 2018 (116 560 €); a grant of 2019, and a post of 2023."""
    assert ask(store, "flux-par-annee", "annee", "total", organisme="62215") == [
        ("2018", "116560"),
        ("2019", "700000"),
        ("2023", "22555.73"),
    ]


def test_water_is_225_millions_voted_and_aid_for_rain_water_200000(store: ox.Store) -> None:
    """120 and 105 are parts of the 225; 70 € a household are no envelope."""
    assert ask(store, "flux-par-theme", "theme", "stade", "total", theme="eau") == [
        ("eau", "engagé", "200000"),
        ("eau et assainissement", "voté", "225000000"),
    ]


def test_what_communes_get_for_each_inhabitant(store: ox.Store) -> None:
    """850 000 € of subsidies for 25 342 people; 6 213.88 € of DETR for 10 200; of Carvin, no population is loaded."""
    columns = ("commune", "annee", "stade", "total", "population", "euros_par_habitant")
    assert ask(store, "flux-par-habitant", *columns) == [
        ("Béthune", "2020", "dépense déclarée", "850000", "25342", "33.54"),
        ("Carvin", "2019", "engagé", "700000", "", ""),
        ("Carvin", "2023", "non précisé", "22555.73", "", ""),
        ("Lillers", "2019", "engagé", "6213.88", "10200", "0.61"),
    ]


def test_lillers_beside_the_communes_of_its_size(store: ox.Store) -> None:
    """Harnes (12 264) is between half and twice Lillers (10 200), Béthune (25 342) is not: one media library each."""
    columns = ("nature", "nombre_d_equipements", "communes_qui_en_ont", "moyenne_par_commune")
    assert ask(store, "equipements-compares", *columns, commune="Lillers") == [
        ("médiathèque", "1", "2", "1"),
        ("pôle d'échanges", "1", "1", "1"),
    ]


def test_what_a_report_says_and_what_an_official_file_shows(store: ox.Store) -> None:
    """The report of Béthune prints four sums on what it leads; the list of grants of 2019 gives one to Lillers."""
    columns = ("origine", "montant", "stade", "annee")
    assert ask(store, "montants-dits-et-montres", *columns, organisme="Lillers") == [
        ("montré par un fichier officiel", "6213.88", "engagé", "2019")
    ]
    said = ask(store, "montants-dits-et-montres", *columns, organisme="Béthune")
    assert {origin for origin, *_ in said} == {"dit par un document"}
    assert sorted(int(amount) for _, amount, *_ in said) == [850_000, 1_300_000, 3_300_000, 15_900_000]


def test_programmes_that_share_lillers(store: ox.Store) -> None:
    """Two contracts of the town, three plans of its agglomeration; the convention is a part of its contract."""
    columns = ("programme_iri", "autre_programme_iri")
    pairs = {
        frozenset(one.rpartition("/")[2] for one in pair)
        for pair in ask(store, "programmes-qui-se-superposent", *columns, commune="Lillers")
    }
    together = ("convention-lillers", "contrat-ville-2030")
    assert frozenset(("convention-lillers", "pvd-commune-62516")) in pairs
    assert frozenset(("contrat-ville-2030", "projet-territoire")) in pairs
    assert frozenset(together) not in pairs


def test_the_old_quarter_of_lillers_and_its_poverty(store: ox.Store) -> None:
    """40.5 % in 2022 (lillers 5150-5217)."""
    columns = ("sorte", "element", "annee", "valeur", "unite")
    assert ask(store, "quartier-prioritaire", *columns, quartier="QP062057") == [
        ("commune", "Lillers", "", "", ""),
        ("chiffre", "Taux de pauvreté du quartier Ville Centre", "2022", "40.5", "%"),
    ]
