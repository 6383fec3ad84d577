"""The page as text: same bytes, nothing fetched, nothing hostile becomes markup; every shipped view draws."""

import base64
import hashlib
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pyoxigraph as ox
import pytest
import pyvis
from pyvis.network import Network as Carrier

from graph.asking.answers import Answer
from graph.drawing import view
from graph.drawing.page import Page
from graph.drawing.render import VIS_SHA256, carried
from graph.errors import GraphError
from ontology.iris import mint, reference
from queries import Question, bound, questions
from tests.graph import hostile
from tests.graph.drawing import BETHUNE, CABBALR, hub, store, territory
from tests.graph.seeds import printed
from tests.graph.unpacking import data

VIEWS = [question for question in questions().values() if question.view and question.picture == "reseau"]


class Elements(HTMLParser):
    """Collects elements, attributes and the text of scripts, as a browser's parser meets them."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.scripts: list[tuple[str, str]] = []
        self.styles: list[str] = []
        self._open = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        self._open = tag
        if tag == "script":
            self.scripts.append((dict(attrs).get("type") or "", ""))

    def handle_data(self, data: str) -> None:
        if self._open == "script":
            self.scripts[-1] = (self.scripts[-1][0], self.scripts[-1][1] + data)
        elif self._open == "style":
            self.styles.append(data)

    def handle_endtag(self, tag: str) -> None:
        self._open = self._open if self._open != tag else ""


def digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@pytest.fixture(scope="module")
def true_store() -> ox.Store:
    return store(territory())


@pytest.fixture(scope="module")
def bethune(true_store: ox.Store) -> Page:
    return view.ego(true_store, str(BETHUNE))


@pytest.fixture(scope="module")
def hostile_page() -> Page:
    return view.theme(hostile.graph(), hostile.PAYLOADS["script"], about=hostile.PAYLOADS["image"])


def test_the_carrier_is_a_pyvis_network_that_does_not_move(bethune: Page) -> None:
    assert isinstance(bethune.carrier, Carrier)
    assert bethune.carrier.directed
    assert bethune.carrier.options["physics"] is False
    assert bethune.carrier.options["edges"]["smooth"] is False
    assert bethune.carrier.options["layout"]["improvedLayout"] is False
    assert {type(node[axis]) for node in bethune.carrier.nodes for axis in "xy"} == {int}


def test_a_body_and_its_territory_have_the_same_page(true_store: ox.Store, bethune: Page) -> None:
    assert view.render(view.ego(true_store, str(reference("commune:62119")))) == view.render(bethune)


def test_two_links_between_two_nodes_are_one_line_that_says_both(true_store: ox.Store) -> None:
    page = view.ego(true_store, str(CABBALR))
    ids = {one["label"]: one["id"] for one in page.data["entities"]}
    ends = {ids["Olivier Gacquerre"], page.data["centre"]}
    (line,) = [edge for edge in page.carrier.edges if {edge["from"], edge["to"]} == ends]

    assert sorted(page.data["links"][number]["detail"] for number in line["links"]) == [
        "Président, depuis 2020",
        "président d'intercommunalité",
    ]


def test_a_line_is_as_wide_as_its_largest_amount(bethune: Page) -> None:
    labels = {one["id"]: one["label"] for one in bethune.data["entities"]}
    width = {labels[end]: edge["width"] for edge in bethune.carrier.edges for end in (edge["from"], edge["to"])}

    assert (
        width["Poursuite de la rénovation des écoles publiques"]
        > width["Restauration du Beffroi"]
        > width["Pas-de-Calais"]
    )


def test_two_steps_reach_what_one_does_not(true_store: ox.Store, bethune: Page) -> None:
    labels = {one["label"] for one in view.ego(true_store, str(BETHUNE), depth=2).data["entities"]}

    assert "Lillers" not in {one["label"] for one in bethune.data["entities"]}
    assert {"Lillers", "Hauts-de-France", "Unis-Cité"} <= labels


@pytest.mark.parametrize(
    ("iri", "problem"),
    [
        ("https://example.org/rien", "rien à dessiner"),
        (str(mint("fonction", "maire")), "rien à dessiner"),
        ("Béthune", "n'est pas un IRI"),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_one_line(true_store: ox.Store, iri: str, problem: str) -> None:
    with pytest.raises(GraphError, match=problem) as caught:
        view.ego(true_store, iri)

    assert caught.value.kind == "usage"


def answer(question: Question, held: ox.Store, **values: list[ox.NamedNode]) -> Answer:
    found = held.query(bound(question, values), use_default_graph_as_union=True)
    assert isinstance(found, ox.QueryTriples)
    return Answer(form="graph", triples=tuple(found))


@pytest.mark.parametrize("question", VIEWS, ids=lambda question: question.name)
def test_every_view_of_the_catalogue_draws_the_true_graph(question: Question, true_store: ox.Store) -> None:
    page = view.theme_of(answer(question, true_store), question)

    assert (page.title, page.kicker) == (question.summary, "Vue")
    assert len(page.carrier.nodes) > 2
    assert page.carrier.edges


def drawn(question: str, held: ox.Store, **values: list[ox.NamedNode]) -> set[str]:
    known = questions()[question]
    return {one["label"] for one in view.theme_of(answer(known, held, **values), known).data["entities"]}


def test_the_people_in_several_bodies_are_drawn_with_their_bodies(true_store: ox.Store) -> None:
    assert drawn("vue-elus-plusieurs-instances", true_store) == {
        "Olivier Gacquerre",
        "Béthune",
        "CA de Béthune-Bruay, Artois-Lys Romane",
    }


def test_the_funding_of_one_programme_leaves_the_others_out(true_store: ox.Store) -> None:
    chosen = [ox.NamedNode(str(mint("programme", "engagements-2026")))]
    labels = drawn("vue-financement-programme", true_store, programme=chosen)

    assert {"Béthune", "Nos engagements pour 2026", "Financeurs non précisés", "Restauration du Beffroi"} <= labels
    assert "Programme d'investissement du petit cycle de l'eau" not in labels


def test_the_territory_shows_its_communes_and_the_programmes_they_sign(true_store: ox.Store) -> None:
    assert drawn("vue-territoire", true_store) == {
        "CA de Béthune-Bruay, Artois-Lys Romane",
        "Béthune",
        "Lillers",
        "Contrat de ville « Engagements Quartiers 2030 »",
        "Nos engagements pour 2026",
        "Programme d'investissement du petit cycle de l'eau",
    }


def test_a_truncated_answer_says_so_on_the_page(true_store: ox.Store) -> None:
    question = questions()["vue-territoire"]
    whole = answer(question, true_store)
    page = view.theme_of(Answer(form="graph", triples=whole.triples, truncated=True), question)

    assert page.notes[0].startswith("réponse coupée")


def test_the_money_comes_first_on_a_theme_and_after_the_network_around_a_node(
    true_store: ox.Store, bethune: Page
) -> None:
    question = questions()["vue-financement-programme"]
    themed = view.render(view.theme_of(answer(question, true_store), question))
    around = view.render(bethune)

    assert 0 < themed.index('class="argent"') < themed.index('class="scene"')
    assert 0 < around.index('class="scene"') < around.index('class="argent"')


def test_the_page_is_the_same_bytes_whatever_the_hash_seed() -> None:
    program = (
        "import hashlib, sys\n"
        "from graph.drawing import view\n"
        "from tests.graph.drawing import BETHUNE, council, store, territory\n"
        "pages = [view.ego(store(territory()), str(BETHUNE)), view.ego(store(territory()), str(BETHUNE), depth=2),\n"
        "         view.theme(council(60, 9), 'Qui siège où ?')]\n"
        "print([hashlib.sha256(view.render(page).encode()).hexdigest() for page in pages])\n"
    )
    assert len(set(printed(program))) == 1


def test_the_carried_vis_network_is_the_one_that_was_checked() -> None:
    path = Path(pyvis.__file__).parent / "templates/lib/vis-9.1.2/vis-network.min.js"

    assert hashlib.sha256(path.read_bytes()).hexdigest() == VIS_SHA256
    assert "@version 9.1.2" in carried()


def test_the_policy_names_exactly_the_scripts_and_the_style_of_the_page(bethune: Page) -> None:
    html = view.render(bethune)
    seen = Elements(html)
    (policy,) = [value for name, value in seen.attributes if name == "content" and "default-src" in value]
    running = [text for kind, text in seen.scripts if not kind]

    assert policy == (
        f"default-src 'none'; script-src {' '.join(map(digest, running))}; style-src {digest(seen.styles[0])}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    assert len(running) == 2


@pytest.mark.parametrize("which", ["bethune", "hostile_page"])
def test_the_page_asks_for_nothing(which: str, request: pytest.FixtureRequest) -> None:
    seen = Elements(view.render(request.getfixturevalue(which)))
    addresses = [
        (name, value) for name, value in seen.attributes if name in {"src", "href", "action", "srcset", "data"}
    ]

    assert {value[0] for _, value in addresses} == {"#"}
    assert not [name for name, _ in seen.attributes if name.startswith("on")]
    assert not [value for name, value in seen.attributes if name == "style"]


def test_hostile_texts_add_no_element(hostile_page: Page) -> None:
    harmless = view.theme(hub(3, 3), "Calme")
    hostile_tags, tags = (set(Elements(view.render(page)).tags) for page in (hostile_page, harmless))
    picture = {"figure", "figcaption", "title", "g", "path", "rect", "text", "tspan", "circle", "section", "h2"}

    assert hostile_tags - tags <= picture
    assert {"iframe", "img", "a", "link"} & hostile_tags <= {"a"}


def test_hostile_texts_come_back_whole_from_the_data(hostile_page: Page) -> None:
    labels = {one["label"] for one in data(view.render(hostile_page))["entities"]}

    assert {" ".join(text.split()) for text in hostile.PAYLOADS.values()} <= labels


def test_no_markup_character_is_left_in_the_data(hostile_page: Page) -> None:
    for block in json_blocks(view.render(hostile_page)):
        assert not re.search(r"[<>]", block)


def json_blocks(html: str) -> Iterator[str]:
    return (found[1] for found in re.finditer(r'<script type="application/json"[^>]*>(.*?)</script>', html, re.DOTALL))


def test_a_page_is_written_whole_in_utf8(tmp_path: Path, bethune: Page) -> None:
    view.save(bethune, tmp_path / "vues" / "béthune.html")

    assert (tmp_path / "vues" / "béthune.html").read_bytes() == view.render(bethune).encode("utf-8")
    assert [path.name for path in (tmp_path / "vues").iterdir()] == ["béthune.html"]


def test_a_page_stays_light(bethune: Page) -> None:
    assert len(view.render(bethune).encode()) < 600_000
