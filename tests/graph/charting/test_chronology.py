"""The timeline before its page: dates as precise as published, bars that never meet, what is not dated listed."""

from datetime import date
from itertools import combinations, pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import DCTERMS, RDF, Literal

from graph.charting.axis import MARGIN, WIDE, Axis
from graph.charting.chronology import chronology
from graph.charting.lanes import Bar, bars
from graph.charting.plate import Plate, svg
from graph.charting.spans import Span
from graph.errors import GraphError
from ontology.iris import mint
from tests.graph import hostile
from tests.graph.charting.located import SCHEMA, nasty, projects
from tests.graph.charting.test_atlas import SPACE
from tests.graph.drawing import MLG, territory

DAYS = st.dates(date(1990, 1, 1), date(2035, 12, 31))


def drawn(plate: Plate) -> dict[str, Bar]:
    labels = {one["id"]: one["label"] for one in plate.data["entities"]}
    return {labels[one["id"]]: one["bar"] for block in plate.drawing["blocks"] for one in block["bars"]}


def test_a_year_is_drawn_whole_and_a_month_and_a_day_as_they_are() -> None:
    plate = chronology(
        projects({"an": ("2020", "2020"), "mois": ("2020-02", "2020-02"), "axe": ("2019", "2024")}), "Quand ?"
    )
    found, scale = drawn(plate), Axis(2019, 2024)

    assert (found["Projet an"].left, found["Projet an"].right) == (
        scale.at(date(2020, 1, 1)),
        scale.at(date(2021, 1, 1)),
    )
    assert (found["Projet mois"].left, found["Projet mois"].right) == (
        scale.at(date(2020, 2, 1)),
        scale.at(date(2020, 3, 1)),
    )


def test_an_end_that_nobody_gives_is_open_to_the_edge() -> None:
    found = drawn(
        chronology(projects({"ouvert": ("2020", ""), "fini": ("", "2022"), "axe": ("2018", "2025")}), "Quand ?")
    )
    opened, closed, both = (found[f"Projet {name}"] for name in ("ouvert", "fini", "axe"))

    assert opened.until == WIDE - MARGIN
    assert opened.since == opened.left
    assert opened.right == Axis(2018, 2025).at(date(2021, 1, 1))  # only the year that is known is solid
    assert closed.since == MARGIN
    assert closed.until == closed.right
    assert (both.since, both.until) == (both.left, both.right)


def test_the_axis_holds_the_last_day_of_the_last_year() -> None:
    plate = chronology(projects({"a": ("1998-05-04", "2033")}), "Quand ?")

    assert drawn(plate)["Projet a"].right == WIDE - MARGIN
    years = [year for year, _ in plate.drawing["ticks"]]
    assert years[0] == 1998
    assert all(later - year == 2 for year, later in pairwise(years))
    assert plate.summary.endswith("de 1998 à 2033")


def test_what_is_not_dated_is_listed() -> None:
    plate = chronology(projects({"dat": ("2020", "2021"), "sans": ("", "")}), "Quand ?")

    assert [label for _, label in plate.aside] == ["Projet sans"]
    assert "1 sans date, sous l’image" in plate.notes
    assert {row["id"] for row in plate.data["rows"]} >= {plate.aside[0][0]}


def test_what_is_too_much_is_counted_what_has_no_date_first() -> None:
    periods = {"b": ("2022", ""), "sans": ("", ""), "a": ("2020", "")}
    plate = chronology(projects(periods), "Quand ?", most=2)

    assert set(drawn(plate)) == {"Projet a", "Projet b"}
    assert plate.aside == ()
    assert plate.notes == ("1 autre laissé de côté",)


def test_nothing_dated_is_refused_in_one_line() -> None:
    with pytest.raises(GraphError, match="rien n'y est daté"):
        chronology(projects({"sans": ("", "")}), "Quand ?")


def test_projects_stand_under_their_programme_and_amounts_keep_their_stage() -> None:
    graph = territory()
    graph += projects({"a": ("2020", "2021")})
    plate = chronology(graph, "Quand ?")
    rows = {row["block"]: row for row in plate.data["rows"] if row["more"][1]}

    assert [block["label"] for block in plate.drawing["blocks"]] == ["Engagement pour le renouveau du bassin minier"]
    assert "Nos engagements pour 2026" in rows
    money = sorted(row["more"][1].replace("\u00a0", " ") for row in plate.data["rows"] if row["more"][1])
    assert money == ["1,3 M€ (dépense déclarée) ; 850 k€ (dépense déclarée)", "3,3 M€ (dépense déclarée)"]


def test_programmes_without_projects_stand_under_what_they_are_part_of_else_under_who_leads_them() -> None:
    graph = territory()
    graph.remove((None, RDF.type, MLG.Projet))
    (plan, water) = (mint("programme", name) for name in ("engagements-2026", "petit-cycle-eau"))
    graph.add((water, SCHEMA.startDate, Literal("2023-12-01")))
    graph.add((water, DCTERMS.isPartOf, plan))
    plate = chronology(graph, "Quand ?")
    blocks = {block["label"]: (block["period"], len(block["bars"])) for block in plate.drawing["blocks"]}

    assert set(blocks) == {"Nos engagements pour 2026", "Sans programme ni porteur publiés"}
    assert blocks["Nos engagements pour 2026"][0] == (MARGIN, WIDE - MARGIN)  # from 2020 to 2026, the whole axis
    assert [key.words for key in plate.legend] == ["programme", "début ou fin non publiés"]
    graph.remove((water, DCTERMS.isPartOf, plan))
    assert "Piloté par : CA de Béthune-Bruay, Artois-Lys Romane" in {
        block["label"] for block in chronology(graph, "Quand ?").drawing["blocks"]
    }


def test_mandates_stand_under_their_body_and_one_that_was_only_seen_is_open_on_both_sides() -> None:
    graph = territory()
    for kind in (MLG.Projet, MLG.Programme, MLG.ContratTerritorial):
        graph.remove((None, RDF.type, kind))
    plate = chronology(graph, "Qui ?")
    blocks = {block["label"]: [one["bar"] for one in block["bars"]] for block in plate.drawing["blocks"]}
    president, seen = blocks["CA de Béthune-Bruay, Artois-Lys Romane"]

    assert set(blocks) == {"Béthune", "CA de Béthune-Bruay, Artois-Lys Romane", "Lillers"}
    assert president.text == "Olivier Gacquerre, Président"
    assert (president.since, president.until) == (president.left, WIDE - MARGIN)
    assert (seen.since, seen.until) == (MARGIN, WIDE - MARGIN)  # the document shows it on 9 July 2024, and no more
    assert seen.left == pytest.approx(Axis(2020, 2024).at(date(2024, 7, 9)), abs=3)
    assert [label for _, label in plate.aside] == ["Anne Ancienne, président d'intercommunalité"]
    assert {row["more"][1] for row in plate.data["rows"]} == {"", "9 juillet 2024"}


@given(
    st.lists(st.tuples(st.text("abé ", min_size=1, max_size=90), DAYS, DAYS, st.booleans()), min_size=1, max_size=40)
)
def test_no_bar_and_no_name_ever_covers_another(drafts: list[tuple[str, date, date, bool]]) -> None:
    named = [(text, Span(first=min(a, b), last=max(a, b), open_end=opened)) for text, a, b, opened in drafts]
    placed = bars(named, Axis(1990, 2035))

    for one, other in combinations(placed, 2):
        if one.lane == other.lane:
            assert one.box[1] <= other.box[0] or other.box[1] <= one.box[0]
    assert all(bar.box[0] >= MARGIN and bar.box[1] <= WIDE - MARGIN + 0.1 for bar in placed)


def test_the_timeline_alone_is_svg_without_script_where_hostile_names_are_text() -> None:
    nodes = list(ET.fromstring(svg("chronologie", chronology(nasty(), hostile.PAYLOADS["script"]).drawing)).iter())
    allowed = {"svg", "title", "defs", "pattern", "g", "path", "text", "tspan", "rect"}

    assert {node.tag.removeprefix(SPACE) for node in nodes} <= allowed
    assert not [key for node in nodes for key in node.attrib if key.startswith("on") or "href" in key or key == "style"]
