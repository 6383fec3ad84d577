"""A question on the store, checked and run in another process that is killed when it lasts or grows."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from pyoxigraph import Store, Triple

from graph.asking.answers import Answer
from graph.asking.parameters import resolve
from graph.asking.wire import decode
from graph.errors import GraphError
from queries import Question, bound

_ROOT: Final = Path(__file__).parents[2]


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What one query may use: seconds on the clock, rows or triples, bytes of memory, bytes of answer."""

    seconds: float = 30.0
    rows: int = 10_000
    memory: int = 2 << 30
    size: int = 64 << 20


def ask(store: Path, question: Question, given: Mapping[str, Sequence[str]], limits: Limits | None = None) -> Answer:
    """Answer a question of the catalogue; `given` holds what the user typed for each parameter, as typed."""
    return run(store, final_text(store, question, given), limits, title=question.summary)


def final_text(store: Path, question: Question, given: Mapping[str, Sequence[str]]) -> str:
    """Return the SPARQL text with its parameters bound, which runs unchanged on any endpoint."""
    return bound(question, resolve(question, given, _opened(store)) if given else {})


def run(store: Path, text: str, limits: Limits | None = None, *, title: str = "") -> Answer:
    """Run any SPARQL query on a store folder, all its graphs together; GraphError says what stopped it."""
    (answer,) = run_all(store, {title: text}, limits)
    return answer


def run_all(store: Path, texts: Mapping[str, str], limits: Limits | None = None) -> list[Answer]:
    """Run queries, by title, one after the other in one process: the limits are those of all of them together."""
    limits = limits or Limits()
    if not store.is_dir():
        raise GraphError(f"{store} : aucun graphe ici", kind="unreadable", remedy="lancez d'abord : maillage build")
    request = json.dumps({"store": str(store), "texts": list(texts.values()), **asdict(limits)})
    start = time.perf_counter()
    try:
        child = subprocess.run(  # our own interpreter and module; -P: never the current folder's
            [sys.executable, "-P", "-m", "graph.asking.sandbox"],
            input=request.encode("ascii"),
            capture_output=True,
            timeout=limits.seconds,
            check=False,
            env=os.environ | {"PYTHONPATH": str(_ROOT)},
        )
    except subprocess.TimeoutExpired:
        problem = f"requête arrêtée après {limits.seconds:g} s"
        raise GraphError(problem, kind="limit", remedy="restreindre la question, ou --timeout plus grand") from None
    if child.returncode:
        raise _fallen(child, limits)
    elapsed = time.perf_counter() - start
    parts = _parts(json.loads(line) for line in child.stdout.splitlines())
    return [_read(lines, title, elapsed) for title, lines in zip(texts, parts, strict=True)]


def _parts(lines: Iterable[Any]) -> Iterator[list[Any]]:
    """Yield the lines of each answer: its last one says whether it was cut, or what was wrong."""
    part: list[Any] = []
    for line in lines:
        part.append(line)
        if isinstance(line, dict) and not line.keys().isdisjoint({"truncated", "error"}):
            yield part
            part = []


def _read(lines: list[Any], title: str, elapsed: float) -> Answer:
    if "error" in lines[-1]:
        raise GraphError(**lines[-1]["error"])
    head, *body, end = lines
    rows: list[Any] = [tuple(decode(term) for term in row) for row in body]
    graph = head["form"] == "graph"
    return Answer(
        form=head["form"],
        variables=tuple(head.get("variables", ())),
        rows=() if graph else tuple(rows),
        triples=tuple(Triple(*row) for row in rows) if graph else (),
        boolean=head.get("boolean"),
        truncated=end["truncated"],
        elapsed=elapsed,
        title=title,
    )


def _fallen(child: subprocess.CompletedProcess[bytes], limits: Limits) -> GraphError:
    """Say why a child ended without answering: killed by the system, or broken."""
    if child.returncode < 0 or b"memory" in child.stderr:
        problem = f"requête arrêtée : plus de {limits.memory >> 20} Mo de mémoire, ou trop de temps de calcul"
        return GraphError(problem, kind="limit", remedy="restreindre la question, ou ajouter LIMIT")
    last = child.stderr.decode("utf-8", "replace").strip().splitlines()[-1:] or ["aucun message"]
    raise RuntimeError(f"graph.asking.sandbox : {last[0]}")  # our bug: keeps its traceback


def _opened(store: Path) -> Store:
    try:
        return Store.read_only(str(store))
    except OSError as error:
        raise GraphError(f"{store} : graphe illisible ({error})", kind="unreadable") from error
