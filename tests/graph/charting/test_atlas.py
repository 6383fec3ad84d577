"""The map before its page: who is drawn where, in which colour, under which name, and what is said of the others."""

from typing import Any
from xml.etree import ElementTree as ET

import pytest
from rdflib import SKOS, Graph, Literal, URIRef

from graph.charting.atlas import atlas
from graph.charting.naming import Named, Spot, spots
from graph.charting.plate import Plate, svg
from graph.errors import GraphError
from ontology.iris import mint
from tests.graph import hostile
from tests.graph.charting.located import LILLERS, SQUARE, located, measured, nasty, place
from tests.graph.drawing import BETHUNE, CABBALR, MLG, territory

SPACE = "{http://www.w3.org/2000/svg}"
NINE = {f"6200{rank}": str(rank) for rank in range(1, 10)}


@pytest.fixture(scope="module")
def plate() -> Plate:
    return atlas(located(), "Le territoire")


def labels(plate: Plate) -> dict[str, str]:
    return {one["id"]: one["label"] for one in plate.data["entities"]}


def drawn(plate: Plate, layer: str) -> dict[str, dict[str, Any]]:
    return {labels(plate)[one["id"]]: one for one in plate.drawing[layer]}


def position(plate: Plate, label: str) -> str:
    (one,) = [one for one in plate.data["entities"] if one["label"] == label]
    return str(dict(one["facts"])["Position"])


def test_a_point_is_a_mark_and_an_outline_an_area(plate: Plate) -> None:
    assert set(drawn(plate, "marks")) == {"Béthune", "Lillers", "Stade Bollaert-Delelis"}
    assert set(drawn(plate, "areas")) == {"Quartier Du Mont Liébaut"}


def test_what_has_no_position_is_said_and_never_drawn(plate: Plate) -> None:
    assert position(plate, "Beffroi de Béthune") == "aucune position publiée"
    assert position(plate, "Béthune") == "point"
    assert position(plate, "Quartier Du Mont Liébaut") == "contour"
    assert plate.summary == f"4 lieux dessinés, {len(plate.data['entities']) - 4} autres sans position, dans le tableau"


def test_a_place_is_as_large_as_what_stands_there(plate: Plate) -> None:
    marks = drawn(plate, "marks")

    assert marks["Béthune"]["radius"] > marks["Lillers"]["radius"]
    order = [labels(plate)[one["id"]] for one in plate.drawing["marks"]]
    assert order == ["Béthune", "Lillers", "Stade Bollaert-Delelis"]  # the largest below, what stands there on top


def test_what_is_too_much_is_counted_in_its_commune_and_no_longer_listed(plate: Plate) -> None:
    thin = atlas(located(), "Le territoire", most=len(plate.data["entities"]) - 3)

    assert {one["label"] for one in plate.data["entities"]} > {one["label"] for one in thin.data["entities"]}
    assert len(thin.data["entities"]) == len(plate.data["entities"]) - 3
    assert drawn(thin, "marks")["Béthune"]["radius"] == drawn(plate, "marks")["Béthune"]["radius"]
    assert thin.notes == ("3 autres comptés dans leur commune, sans être listés",)
    assert {"Béthune", "Lillers"} <= set(drawn(atlas(located(), "Le territoire", most=1), "marks"))


def test_a_territory_around_others_is_below_them() -> None:
    graph = located()
    place(graph, CABBALR, "POLYGON((2.3 50.4, 2.9 50.4, 2.9 50.6, 2.3 50.6, 2.3 50.4))")

    assert [one["kind"] for one in atlas(graph, "Le territoire").drawing["areas"]] == ["epci", "quartier"]


def test_an_outline_is_preferred_to_a_point_and_a_point_that_says_what_it_is_worth_to_one_that_does_not() -> None:
    graph = located()
    place(graph, BETHUNE, SQUARE, "contour")
    place(graph, LILLERS, "POINT(2.49 50.57)", "a-centre")
    centre = mint("qualite_position", "centre-de-commune")
    graph.add((URIRef(f"{LILLERS}/geometrie"), MLG.qualitePosition, centre))
    graph.add((centre, SKOS.prefLabel, Literal("centre de la commune", lang="fr")))
    plate = atlas(graph, "Le territoire")

    assert "Béthune" in drawn(plate, "areas")
    assert position(plate, "Lillers") == "point, centre de la commune"


def test_an_answer_without_any_position_is_refused_in_one_line() -> None:
    with pytest.raises(GraphError, match="rien de cette réponse n'a de position") as caught:
        atlas(territory(), "Le territoire")

    assert caught.value.kind == "usage"
    assert caught.value.remedy


def test_values_are_five_colours_and_their_absence_is_hatched() -> None:
    plate = atlas(measured({**NINE, "62010": "10", "62011": ""}), "La pauvreté")
    looks = [drawn(plate, "marks")[f"Commune {code}"]["look"] for code in sorted({**NINE, "62010": "", "62011": ""})]

    assert looks == [f"classe-{rank // 2}" for rank in range(10)] + ["absente"]
    assert [key.words for key in plate.legend if not key.group] == [
        "1 à 2\u00a0%", "3 à 4\u00a0%", "5 à 6\u00a0%", "7 à 8\u00a0%", "9 à 10\u00a0%", "donnée absente",
    ]  # fmt: skip
    assert plate.notes == ("Taux de pauvreté, dernière valeur publiée",)


def test_two_indicators_are_not_compared() -> None:
    graph = measured(NINE)
    graph += measured({"62099": "5"}, unit="habitants")

    assert not any("classe" in one["look"] for one in atlas(graph, "La pauvreté").drawing["marks"])


def test_names_appear_when_they_have_room_the_fullest_place_first() -> None:
    names = {"Béthune": (500, 20), "Beuvry": (510, 4), "Annezin": (492, 4), "Lens": (840, 4)}
    close = [Named(text=text, x=x, y=100, radius=radius) for text, (x, radius) in names.items()]
    bethune, beuvry, annezin, lens = spots(close, 1000)

    assert bethune == lens == Spot(side="right", since=0.25)
    assert beuvry is not None
    assert annezin is not None
    assert min(beuvry.since, annezin.since) > 1
    inside = Named(text="Béthune", x=500, y=100)
    assert spots([inside, inside], 1000)[1] is None  # one outline in another, of the same middle: never room for both


def test_a_name_stays_in_the_drawing() -> None:
    (west,) = spots([Named(text="Boulogne-sur-Mer", x=1, y=50, radius=4)], 1000)
    (east,) = spots([Named(text="Jeumont", x=999, y=50, radius=4)], 1000)

    assert west == Spot(side="right", since=0.25)
    assert east == Spot(side="left", since=0.25)


def test_the_map_alone_is_svg_without_script_where_hostile_names_are_text() -> None:
    picture = ET.fromstring(svg("carte", atlas(nasty(), hostile.PAYLOADS["script"]).drawing))
    nodes = list(picture.iter())
    allowed = {"svg", "title", "defs", "pattern", "clipPath", "g", "path", "circle", "text", "rect"}

    assert {node.tag.removeprefix(SPACE) for node in nodes} <= allowed
    assert not [key for node in nodes for key in node.attrib if key.startswith("on") or "href" in key or key == "style"]


def test_an_empty_answer_is_refused() -> None:
    with pytest.raises(GraphError, match="position"):
        atlas(Graph(), "Rien")
