"""Money as money: what is added up, what is not, and a picture that only holds text and shapes."""

from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest
from rdflib import Literal

from graph.drawing.doubts import doubts, separated
from graph.drawing.flows import diagrams, flows
from graph.drawing.links import Link
from graph.drawing.network import project
from graph.drawing.projection import expand
from graph.drawing.sankey import sankey
from ontology.iris import mint
from tests.graph.drawing import MLG, territory

SPACE = "{http://www.w3.org/2000/svg}"


def texts(svg: str) -> list[str]:
    words = ["".join(node.itertext()) for node in ET.fromstring(svg).iter(f"{SPACE}text")]
    return [" ".join(text.split()) for text in words]


def test_parts_of_a_counted_total_and_amounts_for_each_claimant_are_left_out() -> None:
    kept = {flow.key.rpartition("/")[2] for flow in flows(project(territory()))}

    assert kept == {"bethune-ecoles", "bethune-beffroi", "cabbalr-communes", "eau-225"}


def test_a_part_counts_where_its_total_is_absent() -> None:
    graph = territory()
    graph.remove((mint("flux", "bethune-beffroi"), None, None))

    assert "bethune-beffroi-subventions" in {flow.key.rpartition("/")[2] for flow in flows(project(graph))}


def test_a_project_in_one_programme_brings_its_flow_there() -> None:
    found = {flow.key.rpartition("/")[2]: flow for flow in flows(project(territory()))}

    assert found["bethune-beffroi"].programme == "Nos engagements pour 2026"
    assert found["cabbalr-communes"].programme == "Hors programme"


@pytest.mark.parametrize("amount", ["0", "-1300000.00"])
def test_an_amount_without_a_width_is_left_out(amount: str) -> None:
    graph = territory()
    graph.set((mint("flux", "eau-225"), expand("schema:amount"), Literal(amount, datatype=expand("xsd:decimal"))))

    assert "eau-225" not in {flow.key.rpartition("/")[2] for flow in flows(project(graph))}


def test_stages_never_mix() -> None:
    titles = [diagram.title.replace("\u00a0", " ") for diagram in diagrams(project(territory()))]

    assert titles == ["Voté : 225 M€, 1 flux", "Dépense déclarée : 224,6 M€, 3 flux"]


@pytest.mark.parametrize("double", ["bethune-beffroi", "bethune-beffroi-subventions"])
def test_two_flows_that_may_be_the_same_money_are_never_added_and_the_smaller_says_so(double: str) -> None:
    """The second case: a doubt about a part (850 k€ of the 1.3 M€ of the belfry) is a doubt about its whole."""
    graph = territory()
    graph.add((mint("flux", "bethune-ecoles"), MLG.recouvre, mint("flux", double)))
    titles = [diagram.title.replace("\u00a0", " ") for diagram in diagrams(project(graph))]

    assert titles == [
        "Voté : 225 M€, 1 flux",
        "Dépense déclarée : 223,3 M€, 2 flux",
        "Dépense déclarée : 1,3 M€, 1 flux, à part : peut-être déjà compté au-dessus",
    ]


def test_a_doubt_between_two_parts_is_a_doubt_between_their_wholes() -> None:
    def flow(key: str, *, part_of: str = "", overlaps: str = "") -> Link:
        return Link(start="s", end="e", key=key, relation="finance", part_of=tuple(part_of), overlaps=tuple(overlaps))

    parts = [flow("a", part_of="A", overlaps="b"), flow("b", part_of="B", overlaps="a")]

    assert doubts([flow("A"), flow("B"), flow("C"), *parts]) == {"A": {"B"}, "B": {"A"}}
    assert doubts([flow("A"), flow("a", part_of="A", overlaps="A")]) == {}


def test_a_doubt_about_another_stage_changes_nothing() -> None:
    graph = territory()
    graph.add((mint("flux", "eau-225"), MLG.recouvre, mint("flux", "cabbalr-communes")))

    assert [diagram.title for diagram in diagrams(project(graph))] == [
        one.title for one in diagrams(project(territory()))
    ]


def test_separated_flows_are_all_there_and_no_list_holds_a_doubt() -> None:
    found = {"a": {"b", "c"}, "b": {"a"}, "c": {"a"}, "e": {"d"}, "d": {"e"}}

    assert separated(["a", "b", "c", "d", "e"], found) == [["a", "d"], ["b", "c", "e"]]


def test_amounts_stand_in_the_labels() -> None:
    (_, spent) = diagrams(project(territory()))

    assert {"Béthune 4,6 M€", "Restauration du Beffroi 1,3 M€", "Nos engagements pour 2026 4,6 M€"} <= set(
        texts(spent.svg)
    )


def test_ends_too_thin_to_be_seen_are_gathered_and_counted() -> None:
    thin = [((f"Petit {number}", "Béthune"), Decimal(10)) for number in range(3)]
    drawn = texts(sankey([(("CABBALR", "Béthune"), Decimal(1_000_000)), *thin], "Voté"))

    assert "Autres (3) 30 €" in [text.replace("\u00a0", " ") for text in drawn]


@pytest.mark.parametrize("name", ["</svg><script>alert(1)</script>", '" onload="alert(1)', "&amp; <b>", "É" * 300])
def test_a_hostile_name_is_text_in_the_picture(name: str) -> None:
    svg = sankey([((name, "Béthune"), Decimal(1000))], name)
    nodes = list(ET.fromstring(svg).iter())

    assert {node.tag.removeprefix(SPACE) for node in nodes} == {"svg", "title", "g", "path", "rect", "text", "tspan"}
    assert not [key for node in nodes for key in node.attrib if key.startswith("on") or "href" in key]


def test_heights_follow_amounts() -> None:
    svg = ET.fromstring(sankey([(("A", "X"), Decimal(300)), (("B", "Y"), Decimal(100))], "Voté"))
    heights = [float(bar.attrib["height"]) for bar in svg.iter(f"{SPACE}rect")]

    assert heights[0] == pytest.approx(3 * heights[1], rel=0.01)
