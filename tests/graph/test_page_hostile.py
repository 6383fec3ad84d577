"""Texts that try to become code, through every gesture of a page in Chromium: nothing runs, nothing breaks."""

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from graph.drawing import view
from tests.graph import hostile
from tests.graph.browser import Tab
from tests.graph.drawing import BETHUNE, store
from tests.graph.opened import ROOT, SETTLE, drawn, press, quiet, saved, search

GROUP = "[...document.querySelectorAll('#panneau .lien')].find((one) => one.textContent.startsWith('+ '))"


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("hostiles")
    made = {
        "theme": view.theme(hostile.graph(), hostile.PAYLOADS["script"], about=hostile.PAYLOADS["image"]),
        "centre": view.ego(store(hostile.graph()), str(BETHUNE)),
        "crowd": view.ego(store(hostile.crowd()), str(BETHUNE)),
        "crowd-theme": view.theme(hostile.crowd(), hostile.LABELS[-1]),
    }
    for name, page in made.items():
        view.save(page, folder / f"{name}.html")
    return {name: folder / f"{name}.html" for name in made}


def touch_everything(tab: Tab) -> None:
    """Hover and click along the picture, open lists and entities, search, sort, filter, release, prepare the paper."""
    for step in range(12):
        tab.hover(60 + step * 75, 200 + (step % 5) * 110)
        tab.click(60 + step * 75, 200 + (step % 5) * 110)
    tab.value("document.querySelectorAll('.suite').forEach((one) => one.click())")
    tab.value("document.querySelectorAll('#elements tbody button').forEach((one) => one.click())")
    for words in ("script", "href", "proto", "javascript", "=hyper"):
        search(tab, words)
    tab.value("document.querySelectorAll('th button').forEach((one) => one.click())")
    tab.value("document.querySelectorAll('.legende input').forEach((one) => { one.click(); one.click(); })")
    tab.value("document.querySelectorAll('.annees select').forEach((one) => one.dispatchEvent(new Event('change')))")
    press(tab, "relacher")
    press(tab, "relacher")
    tab.value("document.getElementById('contraste').click(); window.dispatchEvent(new Event('beforeprint'))")
    tab.value(f"window.dispatchEvent(new Event('afterprint')); {SETTLE}")


@pytest.mark.parametrize("name", ["theme", "centre", "crowd", "crowd-theme"])
def test_hostile_texts_never_run_whatever_one_does(tab: Tab, pages: dict[str, Path], name: str) -> None:
    tab.open(pages[name])
    touch_everything(tab)

    quiet(tab)
    assert tab.value("document.querySelectorAll('iframe, img, object, embed, link, base, form, #piege').length") == 0
    assert tab.value("document.querySelectorAll('a[href]:not(.saut)').length") == 0


def test_two_hundred_hostile_names_are_shown_as_they_are_written(tab: Tab, pages: dict[str, Path]) -> None:
    assert len(hostile.PAYLOADS) * len(hostile.DISGUISES) == 200
    tab.open(pages["crowd"])
    tab.value("document.querySelectorAll('.listes .suite').forEach((one) => one.click())")
    names = "[...document.querySelectorAll('#elements tbody tr td:first-child')].map((one) => one.textContent)"

    assert {" ".join(text.split()) for text in hostile.LABELS} <= set(tab.value(names))


def test_a_group_of_hostile_names_opens_in_the_picture(tab: Tab, pages: dict[str, Path]) -> None:
    tab.open(pages["crowd"])
    before = drawn(tab)
    search(tab, "xxxxx")
    tab.press("Enter")
    tab.value(f"{GROUP}.click()")
    press(tab, "ouvrir")

    assert drawn(tab) == before + 40
    quiet(tab)


@pytest.mark.parametrize("name", ["theme", "crowd", "crowd-theme"])
def test_the_svg_of_hostile_names_is_only_shapes_and_text(tab: Tab, pages: dict[str, Path], name: str) -> None:
    tab.open(pages[name])
    nodes = list(ET.fromstring(saved(tab, "vecteur")).iter())
    tags = {node.tag.rpartition("}")[2] for node in nodes}

    shapes = {"circle", "polygon", "rect", "line"}
    assert tags <= shapes | {"svg", "title", "desc", "g", "text", "tspan"}
    assert not [key for node in nodes for key in node.attrib if key.startswith("on") or "href" in key or key == "style"]
    quiet(tab)


def test_data_leave_as_a_spreadsheet_reads_them_without_a_live_formula(tab: Tab, pages: dict[str, Path]) -> None:
    tab.open(pages["theme"])
    text = saved(tab, "donnees")

    assert text.startswith('\ufeff"De";"Relation";"À"')
    assert '"\'=HYPERLINK(""http' in text
    assert not re.search(r'(^|;)"[=+@]', text, re.MULTILINE)
    quiet(tab)


def test_the_title_of_a_hostile_page_is_text(tab: Tab, pages: dict[str, Path]) -> None:
    tab.open(pages["theme"])

    assert tab.value("document.querySelector('h1').textContent") == hostile.PAYLOADS["script"]
    assert tab.value("document.title").startswith(hostile.PAYLOADS["script"])


def test_the_browser_would_have_noticed(tab: Tab, tmp_path: Path) -> None:
    """The same payloads in a page without our care do run, ask and violate: the silence above means something."""
    careless = tmp_path / "careless.html"
    careless.write_text(
        "<!doctype html><html><body><script>document.documentElement.dataset.ready = '1'</script>"
        f"<b>{hostile.PAYLOADS['image']}</b>{hostile.PAYLOADS['network']}<script>alert(1)</script></body></html>",
        encoding="utf-8",
    )
    tab.open(careless)
    tab.wait(f"{ROOT}.pwned === '1' && document.readyState === 'complete'")

    assert any("example.org" in url for url in tab.requests)
    assert tab.dialogs == ["1"]
