"""An empty answer says which statement left nothing, and which values have answers."""

from collections.abc import Sequence
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.asking.empty import reason
from graph.asking.pieces import cut
from graph.cli import main
from queries import checks, questions

DATA = """
@prefix e: <http://e.org/> .
e:halle a e:Projet ; e:dans e:bief ; e:cout 5 .
e:stade a e:Equipement ; e:dans e:aulnes .
"""
PREFIX = "PREFIX e: <http://e.org/>\n"


@pytest.fixture(scope="module")
def store() -> ox.Store:
    made = ox.Store()
    made.load(DATA.encode(), ox.RdfFormat.TURTLE)
    return made


def rows(store: ox.Store, text: str) -> Sequence[Sequence[object]]:
    found = store.query(text)
    assert isinstance(found, ox.QuerySolutions)
    return [tuple(row) for row in found]


@pytest.mark.parametrize(
    ("group", "statement", "alone", "first"),
    [
        ("?x e:dans e:aulnes ; a e:Projet .", "?x a e:Projet", True, False),
        ("?x e:prix ?y ; a e:Projet .", "?x e:prix ?y", False, True),
        ("?x a e:Projet . ?x e:prix ?y .", "?x e:prix ?y", False, False),
        ("?x e:cout ?y . FILTER (?y > 9)", "FILTER (?y > 9)", False, False),
        ("?x a e:Projet . OPTIONAL { ?x e:prix ?y . } FILTER NOT EXISTS { ?x e:cout ?z . }",
         "FILTER NOT EXISTS { ?x e:cout ?z . }", False, False),
        ("{ ?x e:dans e:a . } UNION { ?x e:dans e:b . } ?x a e:Projet .",
         "{ ?x e:dans e:a . } UNION { ?x e:dans e:b . }", False, True),
        ("VALUES ?c { e:aulnes } ?x e:dans ?c ; a e:Projet .", "?x a e:Projet", True, False),
    ],
)  # fmt: skip
def test_the_statement_that_leaves_nothing_is_named(
    store: ox.Store, group: str, statement: str, *, alone: bool, first: bool
) -> None:
    found = reason(f"{PREFIX}SELECT ?x WHERE {{ {group} }}", lambda text: rows(store, text))
    assert found is not None
    assert (found.statement, found.alone, found.first) == (statement, alone, first)
    assert statement in str(found)


def test_values_of_the_parameter_that_have_answers_are_proposed(store: ox.Store) -> None:
    text = f"{PREFIX}SELECT ?x WHERE {{ VALUES ?_c_iri {{ e:aulnes }} ?x e:dans ?_c_iri ; a e:Projet . }}"
    found = reason(text, lambda asked: rows(store, asked), parameters=["?_c_iri"])
    assert found is not None
    assert [one.value for one in found.proposals] == ["http://e.org/bief"]


def test_an_answer_that_is_not_empty_has_no_reason(store: ox.Store) -> None:
    assert reason(f"{PREFIX}SELECT ?x WHERE {{ ?x a e:Projet . }}", lambda text: rows(store, text)) is None


@pytest.mark.parametrize("question", [*questions().values(), *checks().values()], ids=lambda one: one.name)
def test_the_pieces_of_every_question_parse_again(store: ox.Store, question: object) -> None:
    made = cut(question.text)  # type: ignore[attr-defined]  # pytest's parameters have no type
    assert made.pieces
    for last in range(1, len(made.pieces) + 1):
        group = "\n".join(
            f"{one.text} ." if not one.keyword and not one.text.startswith("{") else one.text
            for one in made.pieces[:last]
        )
        store.query(f"{made.prologue}SELECT * WHERE {{ {group} }}")


def test_the_command_says_why_and_what_to_try(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "graphe").mkdir()
    held = ox.Store(str(tmp_path / "graphe"))
    held.load(Path(__file__).with_name("territoire.ttl").read_bytes(), ox.RdfFormat.TURTLE)
    held.flush()
    del held
    asked = ["query", "equipements-d-une-commune", "--commune", "62516", "--out", str(tmp_path)]
    assert main(asked) == 0
    assert "--explain-empty" in capsys.readouterr().err
    assert main([*asked, "--explain-empty"]) == 0
    said = capsys.readouterr().err
    assert "?equipement_iri" in said
    assert "Béthune (commune:62119)" in said
