"""Maps and timelines in a real Chromium with every host cut off: they draw, they answer, nothing hostile runs."""

import re
from pathlib import Path

import pytest

from graph.charting.atlas import atlas
from graph.charting.chronology import chronology
from graph.charting.plate import render
from tests.graph import hostile
from tests.graph.browser import Tab
from tests.graph.charting.located import located, measured, nasty, projects
from tests.graph.opened import ROOT, follow, panel, quiet, search
from tests.graph.test_accessibility import AXE, violations

PERIODS = {"beffroi": ("2020-06", ""), "ecoles": ("2020", "2026"), "marais": ("", "2024-03-15"), "sans": ("", "")}
VALUES = {f"62{rank:03}": str(rank) if rank % 10 else "" for rank in range(1, 41)}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("planches")
    title, about = hostile.PAYLOADS["script"], hostile.PAYLOADS["image"]
    plates = {
        "carte": atlas(located(), "Le territoire"),
        "valeurs": atlas(measured(VALUES), "La pauvreté"),
        "chronologie": chronology(projects(PERIODS), "Quand ?"),
        "carte-hostile": atlas(nasty(), title, about=about),
        "chronologie-hostile": chronology(nasty(), title, about=about),
    }
    for name, plate in plates.items():
        (folder / f"{name}.html").write_text(render(plate), encoding="utf-8", newline="\n")
    return {name: folder / f"{name}.html" for name in plates}


@pytest.mark.parametrize("name", ["carte", "valeurs", "chronologie"])
def test_a_plate_is_drawn_and_asks_for_nothing(tab: Tab, pages: dict[str, Path], name: str) -> None:
    tab.open(pages[name])

    assert tab.value(f"Number({ROOT}.drawn)") >= 3
    assert len(tab.requests) == 1
    quiet(tab)


@pytest.mark.skipif(not AXE.is_file(), reason="axe-core n'est pas installé (see .ci/run)")
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", ["carte", "valeurs", "chronologie"])
def test_axe_finds_no_violation(tab: Tab, pages: dict[str, Path], name: str, theme: str) -> None:
    tab.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": theme}])
    tab.open(pages[name])

    assert violations(tab) == []


def box(tab: Tab, selector: str) -> dict[str, float]:
    found = tab.value(f"document.querySelector({selector!r}).getBoundingClientRect().toJSON()")
    assert isinstance(found, dict)
    return found


def test_a_commune_opens_where_it_is_clicked(tab: Tab, pages: dict[str, Path]) -> None:
    tab.open(pages["carte"])
    mark = box(tab, ".repere")  # the largest, drawn first: Béthune
    tab.hover(mark["x"] + mark["width"] / 2, mark["y"] + mark["height"] / 2)
    tab.wait("!document.getElementById('bulle').hidden")

    assert tab.value("document.getElementById('bulle').innerText").startswith("Béthune")
    tab.click(mark["x"] + mark["width"] / 2, mark["y"] + mark["height"] / 2)
    words = panel(tab)
    assert "Béthune" in words
    assert "Position point" in words
    assert "Partage du territoire avec (1) Quartier Du Mont Liébaut" in words
    follow(tab, "Quartier Du Mont Liébaut")
    assert tab.value(
        "document.querySelector('.aire.choisi') !== null && document.querySelector('.repere.proche') !== null"
    )


def test_the_search_finds_what_has_no_place_by_its_code(tab: Tab, pages: dict[str, Path]) -> None:
    tab.open(pages["carte"])

    assert search(tab, "62119") == ["Béthune Commune"]
    assert search(tab, "beffroi")[0].startswith("Beffroi de Béthune")
    tab.press("Enter")
    assert "Position aucune position publiée" in panel(tab)


def test_marks_grow_slower_than_the_map_and_letters_keep_their_size(tab: Tab, pages: dict[str, Path]) -> None:
    tab.open(pages["carte"])
    before = box(tab, ".repere")["width"], box(tab, ".lettre")["height"], box(tab, ".aire")["width"]
    tab.value("for (let turn = 0; turn < 4; turn += 1) document.getElementById('plus').click()")
    after = box(tab, ".repere")["width"], box(tab, ".lettre")["height"], box(tab, ".aire")["width"]

    assert after[2] == pytest.approx(before[2] * 1.5**4, rel=0.02)
    assert before[0] < after[0] < before[0] * 2
    assert after[1] == pytest.approx(before[1], rel=0.05)
    assert tab.value("document.getElementById('distance').textContent") == "500 m"  # 26 m a pixel at first
    tab.value("document.getElementById('recentrer').click()")
    assert box(tab, ".aire")["width"] == pytest.approx(before[2])


def test_the_map_is_moved_and_left_by_the_keyboard_alone(tab: Tab, pages: dict[str, Path]) -> None:
    tab.open(pages["carte"])
    search(tab, "62119")
    tab.press("Enter")
    tab.value("document.getElementById('plus').click(); document.getElementById('toile').focus()")
    before = box(tab, ".repere.choisi")["y"]
    tab.press("ArrowDown")

    assert box(tab, ".repere.choisi")["y"] < before
    tab.press("Escape")
    assert tab.value("document.querySelector('.choisi') === null")


OVERLAPS = """(() => {
  const names = [...document.querySelectorAll('.nom:not(.tard):not(.cache) text')];
  const seen = names.map((one) => one.getBoundingClientRect());
  const meet = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 2 && b.top < a.bottom - 2;
  return [seen.length, seen.filter((one, rank) => seen.slice(rank + 1).some((other) => meet(one, other))).length];
})()"""


@pytest.mark.parametrize("width", [390, 1400])
def test_names_never_overlap_at_any_zoom(tab: Tab, pages: dict[str, Path], width: int) -> None:
    tab.size(width, 844, phone=width < 1000)
    tab.open(pages["valeurs"])
    counts = []
    for _ in range(8):
        written, meeting = tab.value(OVERLAPS)
        assert meeting == 0
        counts.append(written)
        tab.value("document.getElementById('plus').click()")

    assert counts == sorted(counts)
    assert counts[0] < counts[-1]


def test_the_table_sorts_values_as_numbers(tab: Tab, pages: dict[str, Path]) -> None:
    tab.open(pages["valeurs"])
    tab.value("document.querySelectorAll('#elements th button')[3].click()")
    cells = "[...document.querySelectorAll('#elements tbody tr')].map((row) => row.cells[3].innerText)"

    shown = [text for text in tab.value(cells) if text != "donnée absente"]
    assert [int(re.sub(r"\D", "", text)) for text in shown] == [rank for rank in range(1, 41) if rank % 10]


@pytest.mark.parametrize(("page", "group"), [("carte", "commune"), ("chronologie", "inconnu")])
def test_the_legend_takes_marks_away_and_back(tab: Tab, pages: dict[str, Path], page: str, group: str) -> None:
    tab.open(pages[page])
    seen = f"document.querySelectorAll('[data-groupe={group}]:not(.cache)').length"
    before = tab.value(seen)
    tab.value(f"document.querySelector('.legende input[value={group}]').click()")

    assert before > 0
    assert tab.value(seen) == 0
    tab.value(f"document.querySelector('.legende input[value={group}]').click()")
    assert tab.value(seen) == before


def test_what_is_not_dated_opens_from_its_list(tab: Tab, pages: dict[str, Path]) -> None:
    tab.open(pages["chronologie"])
    tab.value("document.querySelector('[data-vers]').click()")

    assert panel(tab).startswith("PROJET Projet sans")


def test_dates_are_written_and_sorted_as_published(tab: Tab, pages: dict[str, Path]) -> None:
    tab.open(pages["chronologie"])
    tab.value("document.querySelectorAll('#elements th button')[3].click()")
    rows = tab.value(
        "[...document.querySelectorAll('#elements tbody tr')].map((r) => [r.cells[2].innerText, r.cells[3].innerText])"
    )

    assert rows == [["juin 2020", ""], ["", ""], ["", "15 mars 2024"], ["2020", "2026"]]


@pytest.mark.parametrize("name", ["carte", "chronologie"])
def test_a_phone_scrolls_nothing_sideways_and_paper_gets_the_picture(
    tab: Tab, pages: dict[str, Path], name: str, tmp_path: Path
) -> None:
    tab.size(390, 844, phone=True)
    tab.open(pages[name])

    assert tab.value("document.documentElement.scrollWidth") == 390
    tab.paper(tmp_path / "planche.pdf")
    assert (tmp_path / "planche.pdf").stat().st_size > 10_000
    quiet(tab)


@pytest.mark.parametrize("name", ["carte-hostile", "chronologie-hostile"])
def test_hostile_texts_never_run_whatever_one_does(tab: Tab, pages: dict[str, Path], name: str) -> None:
    tab.open(pages[name])
    assert tab.value("document.querySelector('h1').textContent") == hostile.PAYLOADS["script"]
    for piece in range(tab.value("document.querySelectorAll('[data-id]').length")):
        tab.value(
            "['pointermove', 'click'].forEach((kind) => document.querySelectorAll('[data-id]')"
            f"[{piece}].dispatchEvent(new MouseEvent(kind, {{bubbles: true}})))"
        )
    for row in range(tab.value("document.querySelectorAll('#elements tbody tr').length")):
        tab.value(f"document.querySelectorAll('#elements tbody tr')[{row}].querySelector('button').click()")
    for words in ("script", "href", "proto", "javascript", "=hyper"):
        search(tab, words)
    tab.value("document.querySelectorAll('th button').forEach((one) => one.click())")
    tab.value("HTMLAnchorElement.prototype.click = () => {}; document.getElementById('image').click()")

    quiet(tab)
    assert tab.value("document.querySelectorAll('iframe, img, object, embed, link, base, form, #piege').length") == 0
