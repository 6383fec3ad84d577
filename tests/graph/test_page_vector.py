"""The picture as SVG: the places, shapes, colours and names of the page, well formed, saved without any network."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from graph.drawing import view
from tests.graph.browser import Tab
from tests.graph.drawing import BETHUNE, store, territory
from tests.graph.opened import press, quiet, saved

SPACE = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("vecteur") / "bethune.html"
    view.save(view.ego(store(territory()), str(BETHUNE)), made)
    return made


@pytest.fixture
def svg(tab: Tab, path: Path) -> ET.Element:
    tab.open(path)
    return ET.fromstring(saved(tab, "vecteur"))


def test_every_node_has_its_shape_its_colour_and_its_name(svg: ET.Element) -> None:
    page = view.ego(store(territory()), str(BETHUNE))
    marks = [node for tag in ("circle", "rect", "polygon") for node in svg.iter(f"{SPACE}{tag}") if len(node)]
    names = {mark[0].text: mark.attrib["fill"] for mark in marks}
    words = [" ".join(span.text or "" for span in text) for text in svg.iter(f"{SPACE}text")]

    assert len(marks) == len(page.carrier.nodes)
    assert (names["Béthune"], names["Olivier Gacquerre"]) == ("#0072B2", "#D55E00")
    assert {"\n".join(word.split()) for word in words} >= {"\n".join(n["label"].split()) for n in page.carrier.nodes}


def test_every_line_joins_two_nodes_where_python_put_them(svg: ET.Element) -> None:
    page = view.ego(store(territory()), str(BETHUNE))
    places = {(str(node["x"]), str(node["y"])) for node in page.carrier.nodes}
    lines = list(svg.iter(f"{SPACE}line"))

    assert len(lines) == len(page.carrier.edges)
    assert {(one.attrib[f"x{end}"], one.attrib[f"y{end}"]) for one in lines for end in "12"} <= places


def test_a_dark_page_gives_a_light_picture_and_stays_dark(tab: Tab, path: Path) -> None:
    tab.open(path)
    tab.value("document.getElementById('contraste').click()")
    svg = ET.fromstring(saved(tab, "vecteur"))
    ground = next(svg.iter(f"{SPACE}rect"))

    assert ground.attrib["fill"] == "#FFFFFF"
    assert tab.value("getComputedStyle(document.body).backgroundColor") == "rgb(20, 23, 26)"


@pytest.mark.parametrize(
    ("button", "start"), [("image", b"\x89PNG"), ("vecteur", b"<?xml"), ("donnees", b"\xef\xbb\xbf")]
)
def test_each_picture_is_saved_on_the_disk_without_any_network(
    tab: Tab, path: Path, tmp_path: Path, button: str, start: bytes
) -> None:
    tab.call("Page.setDownloadBehavior", behavior="allow", downloadPath=str(tmp_path))
    tab.open(path)
    press(tab, button)
    for _ in range(50):
        done = [one for one in tmp_path.iterdir() if one.suffix in {".png", ".svg", ".csv"}]
        if done:
            break
        tab.value("new Promise((next) => setTimeout(next, 100))")

    assert done[0].stem == "bethune"
    assert done[0].read_bytes().startswith(start)
    quiet(tab)
