"""What moves in the picture, in Chromium: groups that open, forces that stop by themselves, years that come back."""

import re
from itertools import combinations, product
from pathlib import Path
from xml.etree import ElementTree as ET

import pyoxigraph as ox
import pytest
from rdflib import XSD, Literal

from graph.drawing import view
from graph.drawing.projection import expand
from ontology.iris import mint
from tests.graph.browser import Tab
from tests.graph.drawing import BETHUNE, MLG, hub, store, territory
from tests.graph.opened import INKED, ROOT, SETTLE, drawn, follow, panel, press, quiet, saved, search

SPACE = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def true_store() -> ox.Store:
    return store(territory())


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory, true_store: ox.Store) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("gestes")
    made = {
        "bethune": view.ego(true_store, str(BETHUNE)),
        "hub": view.ego(store(hub(55)), str(BETHUNE)),
        "crowd": view.ego(store(hub(790)), str(BETHUNE)),
        "hub-theme": view.theme(hub(55, 3), "Tout ce qui est situé ici"),
    }
    for name, page in made.items():
        view.save(page, folder / f"{name}.html")
    return {name: folder / f"{name}.html" for name in made}


def group(tab: Tab, name: str) -> None:
    """Reach a group as a keyboard does: a member found by the search, then the group that its panel names."""
    search(tab, "00050")
    tab.press("Enter")
    follow(tab, name)


@pytest.mark.parametrize("page", ["hub", "hub-theme"])
def test_a_group_opens_in_the_picture_and_closes_again(tab: Tab, pages: dict[str, Path], page: str) -> None:
    tab.open(pages[page])
    before, ink = drawn(tab), tab.value(INKED)
    group(tab, "+ 41 équipements")
    press(tab, "ouvrir")

    assert drawn(tab) == before + 41
    assert tab.value(INKED) > ink
    assert ">− 41 équipements</tspan>" in saved(tab, "vecteur")
    press(tab, "ouvrir")
    assert drawn(tab) == before
    assert ">+ 41 équipements</tspan>" in saved(tab, "vecteur")
    quiet(tab)


def test_a_large_group_opens_its_first_members_and_says_so(tab: Tab, pages: dict[str, Path]) -> None:
    tab.open(pages["crowd"])
    before = drawn(tab)
    group(tab, "+ 776 équipements")

    assert tab.value("document.getElementById('ouvrir').textContent") == "Ouvrir les 40 premiers dans l’image"
    press(tab, "ouvrir")
    assert drawn(tab) == before + 40
    assert tab.value("document.getElementById('ouvrir').getAttribute('aria-expanded')") == "true"
    assert tab.value("document.activeElement.id") == "ouvrir"


def test_members_of_an_open_group_cover_no_other_shape(tab: Tab, pages: dict[str, Path]) -> None:
    tab.open(pages["hub"])
    group(tab, "+ 41 équipements")
    press(tab, "ouvrir")
    svg = ET.fromstring(saved(tab, "vecteur"))
    squares = [[float(one.attrib[key]) for key in ("x", "y", "width")] for one in svg.iter(f"{SPACE}rect") if len(one)]

    assert len(squares) == 56  # the group itself is one
    apart = ((max(abs(a[0] - b[0]), abs(a[1] - b[1])), max(a[2], b[2])) for a, b in combinations(squares, 2))
    assert all(distance > side for distance, side in apart)


def found(tab: Tab, words: str) -> tuple[int, int]:
    """Move the mouse over the picture until its bubble says some words, and return where."""
    said = "document.getElementById('bulle').hidden ? '' : document.getElementById('bulle').innerText"
    for x, y in product(range(40, 1000, 28), range(100, 700, 28)):
        tab.hover(x, y)
        if words in tab.value(said):
            return x, y
    raise AssertionError(words)


def test_a_click_on_a_group_opens_it_and_the_enter_key_closes_it(tab: Tab, pages: dict[str, Path]) -> None:
    tab.open(pages["hub"])
    before = drawn(tab)
    tab.click(*found(tab, "Cliquez pour ouvrir"))
    assert drawn(tab) == before + 41
    assert "Refermer dans l’image" in panel(tab)

    assert tab.value("document.activeElement.id") == "toile"
    tab.press("Enter")
    assert drawn(tab) == before
    quiet(tab)


def test_a_member_in_the_picture_is_no_longer_said_to_be_grouped(tab: Tab, pages: dict[str, Path]) -> None:
    tab.open(pages["hub"])
    group(tab, "+ 41 équipements")
    press(tab, "ouvrir")

    assert search(tab, "numero 00050") == ["Équipement numéro 00050 Équipement"]
    tab.press("Enter")
    assert "Regroupé dans" not in panel(tab)


def test_the_picture_moves_when_it_is_released_and_stops_by_itself(tab: Tab, pages: dict[str, Path]) -> None:
    tab.open(pages["bethune"])
    mover = "document.getElementById('relacher').textContent"
    before = tab.value(INKED)
    assert tab.value(mover) == "Relâcher"
    press(tab, "relacher")

    assert tab.value(f"[{ROOT}.moving, {mover}].join()") == "1,Arrêter"
    tab.wait(f"{ROOT}.moving === '0'", seconds=12)
    assert tab.value(mover) == "Remettre en place"
    assert tab.value(f"{SETTLE}.then(() => {INKED})") != before
    press(tab, "relacher")
    assert tab.value(mover) == "Relâcher"
    assert tab.value(f"{SETTLE}.then(() => {INKED})") == before
    quiet(tab)


def test_the_wheel_scrolls_the_page_until_a_click_has_entered_the_picture(tab: Tab, pages: dict[str, Path]) -> None:
    tab.open(pages["hub"])
    wheel = {"type": "mouseWheel", "x": 60, "y": 300, "deltaX": 0, "deltaY": -200}
    before = tab.value(INKED)
    tab.call("Input.dispatchMouseEvent", **wheel)
    assert tab.value(f"{SETTLE}.then(() => {INKED})") == before
    tab.click(60, 300)
    tab.call("Input.dispatchMouseEvent", **wheel)
    assert tab.value(f"{SETTLE}.then(() => {INKED})") != before


def test_a_picture_that_never_settles_is_stopped_after_six_seconds(tab: Tab, pages: dict[str, Path]) -> None:
    tab.open(pages["crowd"])
    tab.value(
        "window.asked = []; window.wait = window.setTimeout; window.setTimeout = (done, late) => {"
        "if (late > 999) { asked.push(late); late = 1; } return wait(done, late); }; 1"
    )
    press(tab, "relacher")

    assert tab.value(f"asked.join() + ' ' + {ROOT}.moving") == "6000 0"


def choose(tab: Tab, end: str, year: int) -> None:
    box = f"document.getElementById({end!r})"
    tab.value(f"{box}.value = '{year}'; {box}.dispatchEvent(new Event('change')); {SETTLE}")


def said(tab: Tab) -> str:
    return re.sub(r"\s+", " ", tab.value("document.getElementById('hors').textContent"))


def test_the_years_are_those_of_the_links_and_of_what_is_drawn(tab: Tab, pages: dict[str, Path]) -> None:
    tab.open(pages["bethune"])
    years = "[...document.getElementById('de').options].map((one) => one.value).join()"

    assert tab.value(years) == "2008,2020,2026"  # a commune restored, a mandate, a programme
    assert said(tab) == ""


def test_what_is_dated_outside_the_years_leaves_and_comes_back(tab: Tab, pages: dict[str, Path]) -> None:
    tab.open(pages["bethune"])
    before = tab.value(INKED)
    choose(tab, "a", 2008)

    # out: the mayor and the mandate since 2020; the programme of 2020-2026, its perimeter, the flow of 2020 to it and
    # to its project
    assert said(tab).startswith("2 éléments et 4 liens hors de ces années. Sans date, toujours montrés : ")
    assert tab.value(INKED) < before
    press(tab, "toujours")
    assert said(tab) == ""
    assert tab.value(f"{SETTLE}.then(() => {INKED})") == before
    quiet(tab)


def test_the_arrow_keys_choose_a_year(tab: Tab, pages: dict[str, Path]) -> None:
    tab.open(pages["bethune"])
    tab.value("document.getElementById('de').focus()")
    tab.press("ArrowDown")

    assert tab.value("document.getElementById('de').value") == "2020"
    assert said(tab).startswith("1 élément et 1 lien hors de ces années")  # the commune restored in 2008


def test_the_second_year_follows_when_the_first_one_passes_it(tab: Tab, pages: dict[str, Path]) -> None:
    tab.open(pages["bethune"])
    choose(tab, "a", 2008)
    choose(tab, "de", 2026)

    assert tab.value("[document.getElementById('de').value, document.getElementById('a').value].join()") == "2026,2026"


def test_a_page_without_dates_has_no_years(tab: Tab, pages: dict[str, Path]) -> None:
    tab.open(pages["hub"])

    assert tab.value("document.getElementById('annees').hidden")


def test_a_group_counts_only_what_is_of_the_chosen_years(tab: Tab, tmp_path: Path) -> None:
    graph = hub(55)
    for number in range(55):
        year = Literal("2010" if number < 45 else "2020", datatype=XSD.gYear)
        node = mint("equipement", f"n{number:05}")
        graph.add((node, MLG.annee, year))
        graph.add((node, expand("schema:endDate"), Literal(f"{year}-12-31", datatype=XSD.date)))
    view.save(view.ego(store(graph), str(BETHUNE)), tmp_path / "annees.html")
    tab.open(tmp_path / "annees.html")
    choose(tab, "de", 2020)
    search(tab, "00050")
    tab.press("Enter")
    follow(tab, "+ 41 équipements")
    press(tab, "ouvrir")

    assert drawn(tab) == 16 + 10
