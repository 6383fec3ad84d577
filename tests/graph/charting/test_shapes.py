"""Shapes and frames: what is read of a WKT, what is refused, and how it lies in the drawing."""

import re

import pytest

from graph.charting.frames import WIDE, bar, frames
from graph.charting.shapes import Shape, shape
from tests.graph.charting.located import POSTE, SQUARE


def read(text: str) -> Shape:
    found = shape(text)
    assert found is not None
    return found


def test_metres_and_degrees_of_one_place_are_one_point() -> None:
    degrees = read("POINT(2.75745010376 48.4868011475)")  # BPE 2025, Fontaine-le-Port: both are published
    metres = read("<http://www.opengis.net/def/crs/EPSG/0/2154> POINT(682076.9 6820754.6)")

    assert degrees.zone is metres.zone
    assert degrees.middle == pytest.approx(metres.middle, abs=0.1)


@pytest.mark.parametrize(
    "text",
    [
        "POINT EMPTY",
        "POINT(2.6)",
        "POINT(0 0)",  # in the sea off Ghana, where lost coordinates go
        "MULTIPOINT((2.6 50.5), (55.5 -21))",
        "<http://www.opengis.net/def/crs/EPSG/0/4326> POINT(50 2)",
        "GEOMETRYCOLLECTION(POINT(2 50))",
        "POLYGON(())",
        "",
    ],
)
def test_what_cannot_be_placed_is_not_drawn(text: str) -> None:
    assert shape(text) is None


def test_the_name_of_an_outline_stands_in_the_middle_of_its_largest_part() -> None:
    large = read(SQUARE).middle
    both = read("MULTIPOLYGON(((2 50, 2.001 50, 2.001 50.001, 2 50)), " + SQUARE.removeprefix("POLYGON").strip() + ")")

    assert both.middle == large


@pytest.mark.parametrize(
    "text", ["LINESTRING(2 50, 3 50)", "POLYGON((2 50, 3 50, 2 50))", "MULTIPOINT((2 50), (3 50))"]
)
def test_what_encloses_nothing_is_named_where_it_is(text: str) -> None:
    west, east = read("POINT(2 50)").middle[0], read("POINT(3 50)").middle[0]

    assert west <= read(text).middle[0] <= east


def test_north_is_up_and_a_kilometre_is_a_kilometre() -> None:
    shapes = [read(text) for text in POSTE.values()]
    (frame,), height = frames(shapes)
    (bethune_x, bethune_y), (lillers_x, lillers_y) = (frame.place(one.middle) for one in shapes)

    assert bethune_x > lillers_x  # Lillers is north-west of Béthune
    assert bethune_y > lillers_y
    assert 0 < lillers_x < bethune_x < WIDE
    assert 0 < lillers_y < bethune_y < height
    apart = ((bethune_x - lillers_x) ** 2 + (bethune_y - lillers_y) ** 2) ** 0.5 * frame.scale
    assert apart == pytest.approx(11_930, rel=0.01)  # metres on the great circle between the two points


def test_two_neighbours_keep_one_border() -> None:
    west = read("POLYGON((2 50, 2.1 50, 2.1033 50.0517, 2.1 50.1, 2 50.1, 2 50))")
    east = read("POLYGON((2.2 50.1, 2.1 50.1, 2.1033 50.0517, 2.1 50, 2.2 50, 2.2 50.1))")
    (frame,), _ = frames([west, east])
    corners = [set(absolute(frame.path(one))) for one in (west, east)]

    assert len(corners[0] & corners[1]) == 3
    assert len(corners[0] | corners[1]) == 7


def absolute(path: str) -> list[tuple[float, float]]:
    """Return the corners of a path of one run, written as steps."""
    numbers = [float(one) for one in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", path)]
    found = [(numbers[0], numbers[1])]
    for right, down in zip(numbers[2::2], numbers[3::2], strict=True):
        found.append((round(found[-1][0] + right, 1), round(found[-1][1] + down, 1)))
    return found


def test_a_very_fine_outline_is_made_light() -> None:
    edge = [(2 + step / 100_000, 50 + (step % 2) / 100_000) for step in range(50_000)]
    ring = ", ".join(f"{x} {y}" for x, y in [*edge, (2.5, 51), edge[0]])
    fine = read(f"POLYGON(({ring}))")
    (frame,), _ = frames([fine])

    assert frame.points([fine]) < 6_000


def test_overseas_land_has_its_own_frame() -> None:
    framed, height = frames([read(text) for text in (*POSTE.values(), "POINT(55.45 -20.88)", "POINT(-61.0 14.6)")])

    assert [one.zone.name for one in framed] == ["France métropolitaine", "Guadeloupe, Martinique", "La Réunion"]
    assert framed[1].top == framed[0].height
    assert height == framed[0].height + framed[1].height


@pytest.mark.parametrize(
    ("scale", "words"), [(1.0, "100 m"), (30.0, "2 km"), (62.5, "10 km"), (700.0, "100 km"), (0.02, "2 m")]
)
def test_the_scale_bar_is_a_round_length_that_fits(scale: float, words: str) -> None:
    length, said = bar(scale)

    assert said == words
    assert 32 <= length <= 160
