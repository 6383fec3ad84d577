"""The page of a map or a timeline as text: same bytes, nothing fetched, nothing hostile becomes markup."""

import base64
import hashlib
import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.asking.answers import Answer
from graph.charting.atlas import atlas
from graph.charting.chronology import chronology
from graph.charting.pictures import CHARTS, drawn
from graph.charting.plate import render
from graph.cli import main
from queries import QueryError, bound, parse, questions
from queries.question import PICTURES
from tests.graph import hostile
from tests.graph.charting.located import located, nasty, projects
from tests.graph.drawing import store
from tests.graph.seeds import printed
from tests.graph.unpacking import data

PERIODS = {"beffroi": ("2020-06", ""), "ecoles": ("2020", "2026")}
MARKUP = re.compile(r"<script[^>]*>.*?</script>|<style>.*?</style>", re.DOTALL)


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    title = hostile.PAYLOADS["script"]
    return {
        "carte": render(atlas(located(), "Le territoire")),
        "chronologie": render(chronology(projects(PERIODS), "Quand ?")),
        "carte-hostile": render(atlas(nasty(), title)),
        "chronologie-hostile": render(chronology(nasty(), title)),
    }


def test_every_picture_that_a_header_may_ask_for_is_drawn() -> None:
    assert ("reseau", *CHARTS) == PICTURES


def test_an_unknown_picture_is_refused_with_those_there_are() -> None:
    with pytest.raises(QueryError, match=r"image inconnue « camembert » .* reseau, carte, chronologie"):
        parse("essai", "#+ summary: Quoi ?\n#+ x-picture: camembert\nCONSTRUCT { ?a ?b ?c } WHERE { ?a ?b ?c }\n")


@pytest.mark.parametrize("name", ["vue-carte-territoire", "vue-chronologie-projets"])
def test_a_view_of_the_catalogue_becomes_its_picture_and_says_when_it_is_cut(name: str) -> None:
    question = questions()[name]
    graph = located()
    graph += projects(PERIODS)
    found = store(graph).query(bound(question, {}), use_default_graph_as_union=True)
    assert isinstance(found, ox.QueryTriples)
    html = drawn(Answer(form="graph", triples=tuple(found), truncated=True), question)

    assert f'<body class="planche {question.picture}">' in html
    assert f"<h1>{question.summary}</h1>".replace("'", "&#39;") in html
    assert "réponse coupée" in html


def test_a_view_takes_its_parameters_on_the_command_line_and_a_node_takes_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", "--quiet", "--only", "communes", "epcicom", "codes-postaux", "--out", str(tmp_path)]) == 0
    target = tmp_path / "carte.html"
    place = ["--out", str(tmp_path), "-o", str(target)]
    capsys.readouterr()

    assert main(["view", "vue-carte-territoire", "--epci", "CA de Lens - Liévin", *place]) == 0
    assert "36 lieux dessinés" in target.read_text(encoding="utf-8")  # its communes, DGCL, 1 January 2025
    assert main(["view", "Béthune", "--epci", "CA de Lens - Liévin", *place]) == 2
    assert "inconnu : --epci" in capsys.readouterr().err


def digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@pytest.mark.parametrize("name", ["carte", "chronologie"])
def test_the_policy_names_exactly_the_script_and_the_style_of_the_page(pages: dict[str, str], name: str) -> None:
    html = pages[name]
    (script,) = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    (style,) = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)

    assert (
        f"default-src &#39;none&#39;; script-src {digest(script)}; style-src {digest(style)}; ".replace("'", "&#39;")
        in html
    )


@pytest.mark.parametrize("name", ["carte", "chronologie", "carte-hostile", "chronologie-hostile"])
def test_the_page_asks_for_nothing_and_has_no_inline_style_or_handler(pages: dict[str, str], name: str) -> None:
    markup = MARKUP.sub("", pages[name])
    addresses = re.findall(r"\s(?:src|href|action|srcset|data)=\"([^\"]*)\"", markup)

    assert {one[0] for one in addresses} == {"#"}
    assert not re.search(r"<[^>]*\s(?:style|on\w+)=", markup)
    assert not re.search(r"<(?:img|iframe|link|object|embed|base|form)\b", markup)


@pytest.mark.parametrize("name", ["carte-hostile", "chronologie-hostile"])
def test_hostile_texts_come_back_whole_from_the_data_where_no_markup_is_left(pages: dict[str, str], name: str) -> None:
    (block,) = re.findall(r'<script type="application/json"[^>]*>(.*?)</script>', pages[name], re.DOTALL)

    assert not re.search(r"[<>]", block)
    labels = {one["label"] for one in data(pages[name])["entities"]}
    assert {" ".join(text.split()) for text in hostile.PAYLOADS.values()} <= labels


def test_the_pages_are_the_same_bytes_whatever_the_hash_seed() -> None:
    program = (
        "import hashlib\n"
        "from graph.charting.atlas import atlas\n"
        "from graph.charting.chronology import chronology\n"
        "from graph.charting.plate import render\n"
        "from tests.graph.charting.located import located, nasty\n"
        "made = [atlas(located(), 'a'), atlas(nasty(), 'b'), chronology(nasty(), 'c')]\n"
        "print([hashlib.sha256(render(one).encode()).hexdigest() for one in made])\n"
    )
    assert len(set(printed(program))) == 1
