"""The limits of a query hold: whatever lasts or grows is stopped within a second of its limit, and is gone."""

import os
import time
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.asking.guard import MAX_NESTING
from graph.asking.query import Limits, run
from graph.cli import main
from graph.errors import GraphError
from tests.graph.processes import PARENT, sandboxes

SECOND = 1.0
MANY = " ".join(map(str, range(2_000)))
RING = 1_500
GREAT = 'BIND ("abababab" AS ?t0) ' + " ".join(
    f'BIND (REPLACE(?t{n}, "ab", "abababababababababab") AS ?t{n + 1})' for n in range(6)
)
SLOW = 'REPLACE(?t6, "(a|b|ab)*(ab|ba)*[ab]{300}", "$1")'
ENDLESS = {
    "a slow regular expression": f"ASK {{ {GREAT} FILTER (STRLEN({SLOW}) > 1) }}",
    "a product of VALUES": f"""SELECT (COUNT(*) AS ?n) WHERE {{
      VALUES ?a {{ {MANY} }} VALUES ?b {{ {MANY} }} VALUES ?c {{ {MANY} }} FILTER (?a + ?b != ?c) }}""",
    "an unbounded path": "SELECT (COUNT(*) AS ?n) WHERE { ?a <http://e/p>* ?b . ?b (<http://e/p>|^<http://e/p>)+ ?c }",
    "a sort of everything by everything": "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f } ORDER BY ?f ?a LIMIT 1",
}


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build folder whose graph is one great ring: every node reaches every other."""
    folder = tmp_path_factory.mktemp("anneau")
    store = ox.Store(str(folder / "graphe"))
    nodes = [ox.NamedNode(f"http://e/{number}") for number in range(RING)]
    store.extend(ox.Quad(nodes[n - 1], ox.NamedNode("http://e/p"), nodes[n]) for n in range(RING))
    store.flush()
    return folder


@pytest.mark.parametrize("name", ENDLESS)
def test_what_would_last_is_stopped_within_a_second_of_its_limit(name: str, out: Path) -> None:
    start = time.monotonic()
    with pytest.raises(GraphError) as caught:
        run(out / "graphe", ENDLESS[name], Limits(seconds=SECOND))
    assert time.monotonic() - start < SECOND + 1
    assert (caught.value.kind, caught.value.exit_code) == ("limit", 4)
    assert "requête arrêtée après 1 s" in str(caught.value)
    assert "\n" not in str(caught.value)
    assert sandboxes(PARENT, os.getpid()) == []  # and its memory with it


@pytest.mark.parametrize("opening", ["{", "("])
@pytest.mark.parametrize("depth", [50, MAX_NESTING - 2])
def test_nested_groups_are_refused_or_answered_but_never_wait(opening: str, depth: int, out: Path) -> None:
    inside = "{ ?s ?p ?o }" if opening == "{" else "1"
    nested = opening * depth + inside + {"{": "}", "(": ")"}[opening] * depth
    text = f"ASK {nested}" if opening == "{" else f"ASK {{ FILTER ({nested}) }}"
    start = time.monotonic()
    if depth > MAX_NESTING:
        with pytest.raises(GraphError, match=f"plus de {MAX_NESTING} niveaux"):
            run(out / "graphe", text, Limits(seconds=10))
    else:
        assert run(out / "graphe", text, Limits(seconds=10)).boolean is True
    assert time.monotonic() - start < 10
    assert sandboxes(PARENT, os.getpid()) == []


def test_the_command_ends_with_4_and_one_line(out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    question = tmp_path / "sans-fin.rq"
    question.write_text(f"#+ summary: Sans fin ?\n{ENDLESS['an unbounded path']}", encoding="utf-8")
    assert main(["query", str(question), "--out", str(out), "--timeout", "1"]) == 4
    told = capsys.readouterr()
    assert (told.out, told.err.count("\n")) == ("", 1)
    assert "requête arrêtée après 1 s" in told.err
