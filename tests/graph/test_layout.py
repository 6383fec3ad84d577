"""Where things stand: no two labels meet, relations keep their order, the same network gives the same pixels."""

import math
import random
from itertools import combinations

import networkx as nx
import numpy as np
import pytest

from graph.drawing.crowd import crowd
from graph.drawing.labels import Box, boxes, width, wrap
from graph.drawing.layout import springs
from graph.drawing.placing import Item, Place, scale
from graph.drawing.sectors import Caption, sectors

NAMES = (
    "Béthune",
    "Communauté d'agglomération Béthune-Bruay, Artois Lys Romane",
    "Ru",
    "Rénovation des équipements communaux (Tannerie, Charité, maison patriotique)",
    "Anticonstitutionnellement-et-sans-espace-aucun-pour-couper",
)


def items(quantity: int) -> list[Item]:
    chosen = random.Random(quantity)
    kinds = sorted(chosen.choices(["Membre de", "Élus", "Projets portés", "Situés ici", "Financé par"], k=quantity))
    return [
        Item(iri=f"n{position}", radius=chosen.choice([8, 13, 24]), name=chosen.choice(NAMES), sector=sector)
        for position, sector in enumerate(kinds)
    ]


def centre(name: str = "Béthune") -> Item:
    return Item(iri="centre", radius=24, name=name, bold=True)


def meetings(places: list[Place], captions: list[Caption] | None = None) -> list[tuple[Box, Box]]:
    every = [box for place in places for box in place.boxes] + [caption.box for caption in captions or []]
    return [(one, other) for one, other in combinations(every, 2) if one.meets(other)]


@pytest.mark.parametrize("quantity", [1, 2, 3, 5, 8, 14, 25, 38, 60, 100, 150])
def test_no_two_names_meet_around_a_centre(quantity: int) -> None:
    places, captions = sectors(centre(NAMES[1]), items(quantity))

    assert len(places) == quantity + 1
    assert meetings(places, captions) == []


@pytest.mark.parametrize("quantity", [5, 38, 60])
def test_sectors_follow_the_order_given_clockwise_from_ten_o_clock(quantity: int) -> None:
    places, captions = sectors(centre(), items(quantity))
    turned = [(angle(place) + 60) % 360 for place in places[1:]]

    assert turned == sorted(turned)
    assert [caption.label.lines[0].split()[0] for caption in captions] == sorted(
        caption.label.lines[0].split()[0] for caption in captions
    )


def angle(place: Place) -> float:
    return math.degrees(math.atan2(place.x, -place.y))


def test_what_is_drawn_by_default_fits_a_laptop_screen_at_full_size() -> None:
    places, _ = sectors(centre(), items(38))

    assert scale(places) > 0.92


def test_a_centre_alone_is_a_page_too() -> None:
    assert [place.iri for place in sectors(centre(), [])[0]] == ["centre"]


def tree(quantity: int) -> "nx.Graph[str]":
    made: nx.Graph[str] = nx.Graph()
    made.add_nodes_from(f"n{position}" for position in range(quantity))
    made.add_edges_from((f"n{position}", f"n{position // 3}") for position in range(1, quantity) if position % 17)
    return made


@pytest.mark.parametrize("quantity", [1, 2, 7, 30, 70])
def test_no_two_names_meet_in_a_network(quantity: int) -> None:
    assert meetings(springs(tree(quantity), items(quantity))) == []


@pytest.mark.parametrize("quantity", [300, 900])
def test_no_two_shapes_meet_in_a_large_network(quantity: int) -> None:
    """Beyond 500 nodes networkx would ask for scipy, which we do not install: the springs are ours."""
    whole = nx.compose(tree(quantity), nx.path_graph([f"n{position}" for position in range(quantity)]))
    places = springs(whole if quantity > 500 else tree(quantity), items(quantity))
    shapes = [place.boxes[0] for place in places]

    assert len(places) == quantity
    assert not [pair for pair in combinations(shapes, 2) if pair[0].meets(pair[1])]


def test_linked_nodes_of_a_crowd_are_nearer_than_others() -> None:
    ends = np.array([(position, position // 3) for position in range(1, 1200)])
    points = crowd(1200, ends)
    linked = np.linalg.norm(points[ends[:, 0]] - points[ends[:, 1]], axis=1)
    others = np.linalg.norm(points[ends[:, 0]] - points[::-1][ends[:, 1]], axis=1)

    assert np.median(linked) < np.median(others) / 4


@pytest.mark.parametrize("quantity", [30, 120])
def test_a_network_is_laid_out_twice_in_the_same_places(quantity: int) -> None:
    backwards: nx.Graph[str] = nx.Graph()
    backwards.add_nodes_from(reversed(list(tree(quantity))))
    backwards.add_edges_from((end, start) for start, end in reversed(list(tree(quantity).edges())))

    assert springs(backwards, items(quantity)) == springs(tree(quantity), items(quantity))


def test_two_nodes_on_the_same_point_part() -> None:
    both: nx.Graph[str] = nx.Graph()
    both.add_nodes_from(["n0", "n1"])

    assert meetings(springs(both, items(2))) == []


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("lines", [1, 2, 4])
def test_a_name_is_cut_to_its_lines_and_its_width(name: str, lines: int) -> None:
    label = wrap(name, 150, lines)

    assert len(label.lines) <= lines
    assert label.width <= 150
    assert "".join(label.lines).replace("…", "").replace(" ", "") in name.replace(" ", "")


def test_a_name_that_fits_is_left_whole() -> None:
    assert wrap("Nœux-les-Mines", 150).lines == ("Nœux-les-Mines",)
    assert wrap("Restauration du Beffroi de Béthune", 150).lines == ("Restauration du Beffroi", "de Béthune")


@pytest.mark.parametrize("name", ["", " ", "a" * 10_000, "\u202e" * 50, "é" * 10_000])
def test_an_impossible_name_still_gives_a_label(name: str) -> None:
    assert wrap(name, 150).width <= 150


def test_a_label_stands_beside_its_shape() -> None:
    shape, text = boxes(0, 0, 10, wrap("Béthune", 150), "right")

    assert (shape.right, text.left) == (10, 15)
    assert round(width("Béthune"), 1) == 48.4  # Helvetica: B 667, t 278, five letters of 556, thousandths of 13 px
