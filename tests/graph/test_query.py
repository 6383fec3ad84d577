"""A query runs in a process that really ends: on its clock, on its memory, and it never leaves the machine."""

import ctypes
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.asking.query import Limits, ask, final_text, run
from graph.errors import GraphError
from queries import QueryError, questions
from tests.graph.processes import PARENT, SESSION, sandboxes
from tests.queries.ground import BASE, ROOT, VOCABULARY, fill

ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
GREEDY = "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i ?a ?d"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("graphe")
    filled = fill(ox.Store(str(folder)))
    filled.flush()
    del filled
    return folder


@pytest.fixture
def calls() -> Iterator[tuple[str, list[str]]]:
    """A server on the loopback, and what it was asked."""
    heard: list[str] = []

    class Ear(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            heard.append(self.requestline)
            self.send_error(404)

        def do_GET(self) -> None:
            self.do_POST()

        def log_message(self, *_arguments: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Ear)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/", heard
    server.shutdown()


def test_a_question_is_answered(store: Path) -> None:
    answer = ask(store, questions()["communes-d-un-epci"], {"epci": ["béthune-bruay"]})
    assert answer.variables == questions()["communes-d-un-epci"].columns
    assert [str(row[1]) for row in answer.rows] == ['"Béthune"@fr', '"Lillers"@fr']
    assert answer.title == "Quelles communes composent une intercommunalité ?"
    assert not answer.truncated
    assert answer.elapsed > 0


def test_every_kind_of_term_comes_back_whole(store: Path) -> None:
    texts = "SELECT * WHERE { VALUES ?x { <http://e/é> 'a\"b\\n{}' 'é'@fr 1.5 true UNDEF } }"
    assert [row[0] for row in run(store, texts).rows] == [
        ox.NamedNode("http://e/é"),
        ox.Literal('a"b\n{}'),
        ox.Literal("é", language="fr"),
        ox.Literal("1.5", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#decimal")),
        ox.Literal("true", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#boolean")),
        None,
    ]


def test_ask_and_construct_are_answered_too(store: Path) -> None:
    assert run(store, "ASK { ?s ?p ?o }").boolean is True
    built = run(store, "CONSTRUCT { ?s a <http://e/C> } WHERE { VALUES ?s { <http://e/1> <http://e/2> } }")
    assert (built.form, built.count) == ("graph", 2)


def test_a_missing_parameter_is_asked_for(store: Path) -> None:
    with pytest.raises(QueryError, match="il manque --epci"):
        ask(store, questions()["communes-d-un-epci"], {})
    with pytest.raises(QueryError, match="paramètre inconnu « commune »"):
        ask(store, questions()["communes-d-un-epci"], {"commune": ["Béthune"]})


def test_the_final_text_is_one_any_endpoint_can_run(store: Path) -> None:
    text = final_text(store, questions()["communes-d-un-epci"], {"epci": ["200072460"]})
    assert f"VALUES ?_epci_iri {{ <{BASE}id/territoire/epci/200072460> }}" in text
    assert run(store, text).count == 2


def test_what_is_cut_is_said(store: Path) -> None:
    answer = run(store, "SELECT ?s WHERE { ?s ?p ?o }", Limits(rows=3))
    assert (answer.count, answer.truncated) == (3, True)
    assert answer.size == "3 lignes seulement : la réponse est plus longue"
    exactly = run(store, "SELECT ?x WHERE { VALUES ?x { 1 2 3 } }", Limits(rows=3))
    assert (exactly.count, exactly.truncated) == (3, False)
    assert run(store, "SELECT ?x WHERE { VALUES ?x { 'aaaaaaaaaa' 'b' } }", Limits(size=20)).truncated


def test_a_query_that_never_ends_is_killed_and_gone(store: Path) -> None:
    start = time.monotonic()
    with pytest.raises(GraphError, match="arrêtée après 1 s") as caught:
        run(store, ENDLESS, Limits(seconds=1))
    assert time.monotonic() - start < 3
    assert caught.value.kind == "limit"
    assert sandboxes(PARENT, os.getpid()) == []


def test_an_interrupted_query_leaves_no_process(store: Path) -> None:
    code = f"""
import os, signal, sys, threading
sys.path.insert(0, {str(ROOT)!r})
from pathlib import Path
from graph.asking.query import run
threading.Timer(1.5, os.kill, (os.getpid(), signal.SIGINT)).start()
try:
    run(Path({str(store)!r}), {ENDLESS!r})
except KeyboardInterrupt:
    print("interrompu", flush=True)
"""
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, start_new_session=True)
    assert parent.communicate(timeout=20)[0] == "interrompu\n"
    assert sandboxes(SESSION, parent.pid) == []


@pytest.mark.skipif(sys.platform == "win32", reason="no address-space limit on Windows")
def test_a_query_that_eats_memory_is_stopped(store: Path) -> None:
    with pytest.raises(GraphError, match="600 Mo de mémoire") as caught:
        run(store, GREEDY, Limits(seconds=60, memory=600 << 20))
    assert caught.value.kind == "limit"


def test_no_query_calls_a_server(store: Path, calls: tuple[str, list[str]]) -> None:
    address, heard = calls
    for text in (
        f"SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}",
        f"SELECT * {{ ?s ?p ?o #\r SERVICE SILENT <{address}> {{ ?a ?b ?c }}\n }}",
        f"SELECT * FROM <{address}> {{ ?s ?p ?o }}",
        f"LOAD <{address}>",
    ):
        with pytest.raises(GraphError) as caught:
            run(store, text)
        assert caught.value.kind == "refused"
    assert heard == []


@pytest.mark.skipif(sys.platform != "linux", reason="the second barrier is the Linux kernel's")
@pytest.mark.skipif(
    sys.platform == "linux" and ctypes.CDLL(None).prctl(21, 0, 0, 0, 0) < 0, reason="this kernel has no seccomp"
)
def test_the_kernel_refuses_sockets_even_without_the_guard(calls: tuple[str, list[str]]) -> None:
    """Oxigraph does call SERVICE: without the guard only the filter of system calls stands in the way."""
    address, heard = calls
    unguarded = (
        f"import pyoxigraph; list(pyoxigraph.Store().query('SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}'))"
    )
    confined = f"from graph.asking.confine import confine; confine(2 << 30, 10); {unguarded}"
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    for code in (unguarded, confined):
        last = subprocess.run([sys.executable, "-c", code], capture_output=True, env=environment, check=False)
    assert b"PermissionError" in last.stderr
    assert len(heard) == 1


def test_a_graph_named_by_from_is_asked_alone(store: Path) -> None:
    count = "SELECT (COUNT(*) AS ?n) FROM <{}> WHERE {{ ?s a <http://www.w3.org/2004/02/skos/core#ConceptScheme> }}"
    in_vocabulary = run(store, count.format(f"{BASE}def")).rows[0][0]
    in_territory = run(store, count.format(f"{BASE}id/source/fixture/1")).rows[0][0]
    assert isinstance(in_vocabulary, ox.Literal)
    assert isinstance(in_territory, ox.Literal)
    assert (int(in_vocabulary.value), int(in_territory.value)) == (len(VOCABULARY), 0)


@pytest.mark.parametrize(("union", "total"), [(True, 1), (False, 2)], ids=["union kept", "union made by Oxigraph"])
def test_a_triple_of_two_editions_counts_once_where_the_store_keeps_their_union(
    tmp_path: Path, total: int, *, union: bool
) -> None:
    """Oxigraph's own union of graphs is a bag, which is why a build keeps a real one in the default graph."""
    triple = (ox.NamedNode("http://e/s"), ox.NamedNode("http://e/p"), ox.Literal(1))
    store = ox.Store(str(tmp_path / "graphe"))
    store.add(ox.Quad(*triple, ox.NamedNode("http://e/2019")))
    store.add(ox.Quad(*triple, ox.NamedNode("http://e/2026")))
    if union:
        store.add(ox.Quad(*triple, ox.DefaultGraph()))
    store.flush()
    del store
    answer = run(tmp_path / "graphe", "SELECT (SUM(?o) AS ?n) WHERE { ?s <http://e/p> ?o }")
    assert answer.rows[0][0] == ox.Literal(total)


@pytest.mark.parametrize("there", [False, True], ids=["missing", "empty folder"])
def test_a_missing_or_broken_store_is_said(tmp_path: Path, *, there: bool) -> None:
    if there:
        (tmp_path / "graphe").mkdir()
    with pytest.raises(GraphError) as caught:
        run(tmp_path / "graphe", "ASK { ?s ?p ?o }")
    assert caught.value.kind == "unreadable"
    assert "\n" not in str(caught.value)


def test_a_query_that_only_oxigraph_refuses_has_its_place(store: Path) -> None:
    with pytest.raises(GraphError, match="ligne 1") as caught:
        run(store, "SELECT ?s (COUNT(?p) AS ?n) WHERE { ?s ?p ?o }")
    assert caught.value.kind == "usage"


def test_a_folder_with_our_names_is_not_run_in_our_place(store: Path, tmp_path: Path) -> None:
    """`python -m` looks in the current folder first; -P forbids it."""
    (tmp_path / "graph").mkdir()
    (tmp_path / "graph" / "__init__.py").write_text("raise SystemExit('piégé')", encoding="utf-8")
    code = f"""
import sys
sys.path[:0] = [{str(ROOT)!r}]
from pathlib import Path
from graph.asking.query import run
print(run(Path({str(store)!r}), "ASK {{ ?s ?p ?o }}").boolean)
"""
    done = subprocess.run([sys.executable, "-P", "-c", code], capture_output=True, text=True, cwd=tmp_path, check=False)
    assert done.stdout == "True\n", done.stderr


def test_the_child_says_an_error_as_json(store: Path) -> None:
    """What the parent reads is data: no pickle crosses the border."""
    request = json.dumps(
        {"store": str(store), "texts": ["CLEAR ALL"], "seconds": 5, "memory": 2 << 30, "rows": 1, "size": 1}
    )
    child = subprocess.run(
        [sys.executable, "-P", "-m", "graph.asking.sandbox"],
        input=request.encode(),
        capture_output=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        check=True,
    )
    assert json.loads(child.stdout)["error"]["kind"] == "refused"
