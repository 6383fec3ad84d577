"""The same question, asked here and of a remote SPARQL server: a real Virtuoso, and servers that misbehave."""

import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.asking.query import Limits
from graph.cli import main
from graph.errors import GraphError
from graph.fetching.endpoint import ask_endpoint
from queries import Question, questions
from tests.graph.fetching.virtuoso import installed, virtuoso
from tests.queries.ground import fill, filled, memory, value

VIRTUOSO_DIFFERS = {
    **dict.fromkeys(
        ("communes-voisines", "equipements-autour-d-un-point", "lieux-dans-un-cadre"),
        "Virtuoso 7.2.5 keeps positions in single precision",
    ),
    **dict.fromkeys(("vue-carte-indicateur", "vue-carte-territoire"), "and leaves out of a CONSTRUCT what has a shape"),
    "programmes-d-une-commune": "its CONCAT decodes an accent twice",
    "flux-par-theme": "it loses a text with a language that comes out of a sub-select",
}
"""Questions that a Virtuoso answers otherwise, and what it does: to be taken out the day that it no longer does."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if not installed():
        pytest.skip("Virtuoso n'est pas installé : apt-get install virtuoso-opensource-7-bin")
    folder = tmp_path_factory.mktemp("virtuoso")
    data = folder / "territoire.nt"
    data.write_bytes(memory().serialize(format="nt", encoding="utf-8"))
    with virtuoso(folder, data) as url:
        yield url


@pytest.fixture(scope="module")
def store() -> ox.Store:
    return fill(ox.Store())


@pytest.mark.parametrize("question", questions().values(), ids=lambda one: one.name)
def test_a_question_has_the_same_answer_there(
    server: str, store: ox.Store, question: Question, request: pytest.FixtureRequest
) -> None:
    """Rows are compared without their order, since SPARQL leaves the collation of texts to each server."""
    if reason := VIRTUOSO_DIFFERS.get(question.name):
        request.applymarker(pytest.mark.xfail(reason=reason, strict=True))
    text = filled(question, store, optional=True)
    there = ask_endpoint(server, text, Limits(), form=question.form)
    here = store.query(text)
    if isinstance(here, ox.QuerySolutions):
        assert there.variables == question.columns
        assert sorted(_told(row) for row in there.rows) == sorted(_told(row) for row in here)
    else:
        assert set(there.triples) == set(here)  # type: ignore[arg-type]  # none of the questions is an ASK


def _told(row: Iterable[object]) -> str:
    return str([value(one) for one in row])


def test_the_command_takes_an_address(server: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["query", "equipements-d-une-commune", "--endpoint", server, "--out", str(tmp_path), "-f", "csv"]
    assert main([*asked, "--commune", "commune:62119"]) == 0
    assert "Beffroi de Béthune" in capsys.readouterr().out
    assert main([*asked, "--commune", "Béthune"]) == 2  # there is no graph here to look the name up in
    assert "commune:62119" in capsys.readouterr().err


class Misbehaving(BaseHTTPRequestHandler):
    """Answers as its path says."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        if self.path == "/lent":
            time.sleep(3)
        kind = {"/html": "text/html", "/faux": "application/sparql-results+xml"}.get(self.path, "application/n-triples")
        self.send_response(500 if self.path == "/erreur" else 200)
        self.send_header("Content-Type", kind)
        line = b"<http://e.org/a> <http://e.org/b> <http://e.org/c> .\n"
        with suppress(OSError):  # the other end has had enough
            self.end_headers()
            self.wfile.write(line * 50_000 if self.path == "/long" else b"<html>boum\n")

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def misbehaving() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Misbehaving)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()


@pytest.mark.parametrize(
    ("path", "kind", "said"),
    [
        ("/lent", "limit", "pas de réponse complète en 1 s"),
        ("/long", "limit", "réponse de plus de 1 Mo"),
        ("/html", "unreadable", "SPARQL 1.1"),
        ("/faux", "unreadable", "n'est pas du application/sparql-results"),
        ("/erreur", "unreadable", "a répondu 500"),
    ],
)
def test_a_server_that_misbehaves_is_one_line(misbehaving: str, path: str, kind: str, said: str) -> None:
    with pytest.raises(GraphError, match=said) as told:
        ask_endpoint(misbehaving + path, "SELECT * WHERE { ?s ?p ?o }", Limits(seconds=1, size=1 << 20), form="SELECT")
    assert told.value.kind == kind
    assert "\n" not in str(told.value)


@pytest.mark.parametrize(
    ("url", "text", "kind"),
    [
        ("file:///etc/passwd", "SELECT * WHERE { ?s ?p ?o }", "refused"),
        ("http://127.0.0.1:9/sparql", "SELECT * WHERE { SERVICE <http://e.org/> { ?s ?p ?o } }", "refused"),
        ("http://127.0.0.1:9/sparql", "DELETE WHERE { ?s ?p ?o }", "refused"),
        ("http://127.0.0.1:9/sparql", "SELECT * WHERE { ?s ?p ?o }", "unreadable"),
    ],
)
def test_what_is_refused_or_does_not_answer(url: str, text: str, kind: str) -> None:
    with pytest.raises(GraphError) as told:
        ask_endpoint(url, text, Limits(seconds=2), form="SELECT")
    assert told.value.kind == kind
