"""The page in a real Chromium with every host cut off: it draws, it answers, it prints."""

import re
from pathlib import Path

import pytest

from graph.drawing import view
from graph.drawing.labels import BOLD, FONT, width
from queries import questions
from tests.graph.browser import Tab
from tests.graph.drawing import BETHUNE, CABBALR, council, hub, store, territory
from tests.graph.opened import INKED, ROOT, SETTLE, follow, panel, quiet, search


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    held = store(territory())
    made = {
        "bethune": view.ego(held, str(BETHUNE)),
        "cabbalr": view.ego(held, str(CABBALR)),
        "theme": view.theme(territory(), "Le territoire"),
        "hub": view.ego(store(hub(55)), str(BETHUNE)),
        "large": view.theme(council(600, 40), "Qui siège où ?"),
    }
    for name, page in made.items():
        view.save(page, folder / f"{name}.html")
    return {name: folder / f"{name}.html" for name in made}


@pytest.mark.parametrize("name", ["bethune", "cabbalr", "theme", "hub", "large"])
def test_a_page_draws_its_nodes_and_asks_for_nothing(tab: Tab, pages: dict[str, Path], name: str) -> None:
    tab.open(pages[name])

    assert tab.value(f"Number({ROOT}.drawn)") > 5
    assert tab.value(INKED) > 5_000
    assert len(tab.requests) == 1
    quiet(tab)


def test_every_name_is_written_when_they_all_fit(tab: Tab, pages: dict[str, Path]) -> None:
    tab.open(pages["bethune"])

    assert tab.value(f"{ROOT}.names === {ROOT}.drawn")
    assert tab.value("document.getElementById('etat').textContent") == ""


def test_names_that_do_not_fit_are_counted(tab: Tab, pages: dict[str, Path]) -> None:
    tab.open(pages["large"])
    hidden = tab.value(f"Number({ROOT}.drawn) - Number({ROOT}.names)")

    assert hidden > 0
    assert tab.value("document.getElementById('etat').textContent") == f"{hidden} noms masqués faute de place"


def test_python_never_thinks_a_name_narrower_than_the_browser_draws_it(tab: Tab, pages: dict[str, Path]) -> None:
    tab.open(pages["bethune"])
    names = ["Nœux-les-Mines", "CA de Béthune-Bruay, Artois-Lys Romane", "« ÉÀÇ » 1 234,5 € – WMw@%"]
    for bold in (False, True):
        for name in names:
            measured = tab.value(
                f"(() => {{ const c = document.createElement('canvas').getContext('2d'); "
                f"c.font = '{'bold ' if bold else ''}{FONT}px Arial, \"Liberation Sans\", sans-serif'; "
                f"return c.measureText({name!r}).width; }})()"
            )
            assert measured <= width(name, bold=bold) * (1 if bold else 1.01)
            assert width(name, bold=bold) <= measured * BOLD * 1.05


def test_the_panel_says_the_facts_with_their_place_in_the_report(tab: Tab, pages: dict[str, Path]) -> None:
    tab.open(pages["bethune"])
    words = panel(tab)

    assert "Part des habitants satisfaits de la qualité de vie : 91 %, en décembre 2023" in words
    assert "bethune-bilan-2020-2023.txt, caractères 2535 à 2599" in words
    assert "Membre de (1) CA de Béthune-Bruay, Artois-Lys Romane" in words
    assert "Élus (1) Olivier Gacquerre — maire, depuis 2020" in words
    assert "Poursuite de la rénovation des écoles publiques — Rénovation des écoles, 3,3 M€, depuis 2020" in words


def test_a_neighbour_of_the_panel_opens_with_its_own_direction(tab: Tab, pages: dict[str, Path]) -> None:
    tab.open(pages["bethune"])
    follow(tab, "Olivier Gacquerre")

    assert "Mandats (1) Béthune — maire, depuis 2020" in panel(tab)


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("gacq", "Olivier Gacquerre Élu·e"),
        ("BETHUNE", "Béthune Commune"),
        ("ecole", "Poursuite de la rénovation des écoles publiques Projet"),
        ("62119", "Béthune Commune"),
        ("cabbalr", "CA de Béthune-Bruay, Artois-Lys Romane Intercommunalité"),
        ("zzz", "Aucun résultat"),
    ],
)
def test_search_folds_accents_and_reads_codes_and_other_names(
    tab: Tab, pages: dict[str, Path], words: str, first: str
) -> None:
    tab.open(pages["bethune"])

    assert search(tab, words)[0] == first


def test_search_finds_what_is_grouped_by_the_keyboard_alone(tab: Tab, pages: dict[str, Path]) -> None:
    tab.open(pages["hub"])

    assert search(tab, "numero 00050") == ["Équipement numéro 00050 Équipement, regroupé"]
    tab.press("Enter")
    assert "Équipement numéro 00050 Regroupé dans + 41 équipements" in panel(tab)


def test_a_group_opens_as_a_list(tab: Tab, pages: dict[str, Path]) -> None:
    tab.open(pages["hub"])
    search(tab, "00050")
    tab.press("Enter")
    follow(tab, "+ 41 équipements")

    assert tab.value("document.querySelectorAll('#panneau .liens .lien').length") == 41


def test_the_legend_takes_a_type_out_of_the_picture_and_back(tab: Tab, pages: dict[str, Path]) -> None:
    tab.open(pages["hub"])
    box = "document.querySelector('.legende input[value=equipement]')"
    before = tab.value(INKED)
    tab.value(f"{box}.click(); {SETTLE}")
    without = tab.value(INKED)
    tab.value(f"{box}.click(); {SETTLE}")

    assert without < before / 2
    assert tab.value(INKED) == before


def test_everything_drawn_is_also_in_the_tables(tab: Tab, pages: dict[str, Path]) -> None:
    tab.open(pages["bethune"])
    cells = tab.value("[...document.querySelectorAll('#elements tbody tr')].map((row) => row.cells[0].innerText)")
    page = view.ego(store(territory()), str(BETHUNE))

    assert sorted(cells) == sorted(one["label"] for one in page.data["entities"])
    assert tab.value("document.querySelectorAll('#liens tbody tr').length") == len(page.data["links"])


def test_a_column_sorts_numbers_as_numbers_and_says_it_is_sorted(tab: Tab, pages: dict[str, Path]) -> None:
    tab.open(pages["bethune"])
    head = "document.querySelectorAll('#liens th')[4]"
    tab.value(f"{head}.querySelector('button').click(); {head}.querySelector('button').click()")
    amounts = tab.value(
        "[...document.querySelectorAll('#liens tbody tr')].map((row) => row.cells[4].innerText).filter(Boolean)"
    )

    assert [re.sub(r"\s", " ", amount) for amount in amounts][:2] == ["3 300 000 €", "3 300 000 €"]
    assert tab.value(f"{head}.getAttribute('aria-sort')") == "descending"


def test_every_control_is_reached_with_the_tab_key(tab: Tab, pages: dict[str, Path]) -> None:
    tab.open(pages["bethune"])
    reached = []
    for _ in range(30):
        tab.press("Tab")
        reached.append(
            tab.value("document.activeElement.id || document.activeElement.value || document.activeElement.className")
        )

    assert reached[0] == "saut"
    assert {
        "chercher",
        "image",
        "vecteur",
        "donnees",
        "imprimer",
        "contraste",
        "toile",
        "relacher",
        "plus",
        "moins",
        "recentrer",
        "commune",
        "lien",
    } <= set(reached)


def test_dark_is_followed_and_can_be_left(tab: Tab, pages: dict[str, Path]) -> None:
    tab.dark()
    tab.open(pages["bethune"])
    ground = "getComputedStyle(document.body).backgroundColor"

    assert tab.value(ground) == "rgb(20, 23, 26)"
    tab.value("document.getElementById('contraste').click()")
    assert tab.value(ground) == "rgb(255, 255, 255)"


def test_on_a_phone_the_list_comes_before_the_picture_and_nothing_overflows(tab: Tab, pages: dict[str, Path]) -> None:
    tab.size(390, 844, phone=True)
    tab.open(pages["bethune"])

    assert tab.value(
        "document.getElementById('panneau').offsetTop < document.getElementById('toile').parentElement.offsetTop"
    )
    assert tab.value("document.documentElement.scrollWidth") == 390


def test_paper_gets_a_picture_and_every_line_of_the_tables(tab: Tab, pages: dict[str, Path]) -> None:
    tab.open(pages["hub"])
    tab.value("window.dispatchEvent(new Event('beforeprint'))")

    assert tab.value("document.querySelector('.tirage').src.length") > 10_000
    assert tab.value("document.querySelectorAll('#liens tbody tr').length") == 55
    tab.value("window.dispatchEvent(new Event('afterprint'))")
    assert tab.value("document.querySelectorAll('.tirage').length") == 0
    quiet(tab)


def test_all_the_views_of_the_catalogue_are_known() -> None:
    assert {name for name, question in questions().items() if question.view} >= {
        "vue-financement-programme",
        "vue-elus-plusieurs-instances",
        "vue-territoire",
        "vue-projets-programmes",
    }
