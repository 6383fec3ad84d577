"""The child process of queries: one request on its input, JSON lines on its output; it may be killed at any time.

`python -P -m graph.asking.sandbox`: a JSON object in; for each text, a head, rows or triples, then an end, or an error.
"""

import json
import re
import sys
from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from graph.asking.confine import confine

if TYPE_CHECKING:
    from pyoxigraph import Store

_RECURSION = 5_000  # rdflib's grammar goes about 25 Python calls deep for each bracket


def main() -> int:
    """Answer the request; a refusal or a bad query is an answer too, and the process ends with 0."""
    request = json.load(sys.stdin.buffer)
    confine(request["memory"], request["seconds"])
    sys.setrecursionlimit(_RECURSION)
    for text in request["texts"]:
        for line in _said(text, request):
            sys.stdout.write(line + "\n")
    return 0


def _said(text: str, request: dict[str, Any]) -> Iterator[str]:
    """Yield the lines of one answer, or that of an error."""
    from graph.errors import GraphError  # noqa: PLC0415  # nothing is imported before the process is confined

    try:
        yield from _answer(text, request)
    except GraphError as error:
        yield _error(error.message, error.kind, error.remedy)
    except SyntaxError as error:
        yield _error(_french(str(error)), "usage", "vérifier la requête à cet endroit")
    except MemoryError:
        yield _error("requête trop gourmande en mémoire", "limit", "restreindre la question")
    except OSError as error:
        yield _error(f"graphe illisible : {error}", "unreadable", "relancez : maillage build")


def _answer(text: str, request: dict[str, Any]) -> Iterator[str]:
    from pyoxigraph import QueryBoolean, QuerySolutions  # noqa: PLC0415

    from graph.asking.guard import check  # noqa: PLC0415

    store, graphs, merged = _opened(request["store"])
    checked = check(text, graphs)
    # Oxigraph's union is a bag: a triple of two graphs counts twice. A store that keeps the merge is asked there.
    results = store.query(checked.text, use_default_graph_as_union=not (merged or checked.dataset))
    if isinstance(results, QueryBoolean):
        yield json.dumps({"form": "ask", "boolean": bool(results)})
        yield json.dumps({"truncated": False})
    elif isinstance(results, QuerySolutions):
        yield json.dumps({"form": "select", "variables": [variable.value for variable in results.variables]})
        yield from _rows(results, request["rows"], request["size"])
    else:
        yield json.dumps({"form": "graph"})
        yield from _rows(results, request["rows"], request["size"])


@cache
def _opened(path: str) -> "tuple[Store, frozenset[str], bool]":
    """Return the store, the names of its graphs, and whether its default graph holds their merge."""
    from pyoxigraph import NamedNode, Store  # noqa: PLC0415

    from graph.store import merged  # noqa: PLC0415

    store = Store.read_only(path)
    graphs = frozenset(graph.value for graph in store.named_graphs() if isinstance(graph, NamedNode))
    return store, graphs, merged(store)


def _rows(results: Any, rows: int, size: int) -> Iterator[str]:
    """Yield each row as a JSON array, then an object that says whether some were left out."""
    from graph.asking.wire import encode  # noqa: PLC0415

    written = 0
    for row in islice(results, rows):
        line = json.dumps([encode(term) for term in row])
        written += len(line)
        if written > size:
            yield json.dumps({"truncated": True})
            return
        yield line
    yield json.dumps({"truncated": next(iter(results), None) is not None})


def _french(message: str) -> str:
    """Turn Oxigraph's « error at 2:10: expected … » into French, its list of tokens left out."""
    place = re.match(r"error at (\d+):(\d+)", message)
    where = f"ligne {place[1]}, colonne {place[2]}" if place else message.splitlines()[0]
    return f"requête illisible, {where}"


def _error(problem: str, kind: str, remedy: str | None) -> str:
    return json.dumps({"error": {"message": problem, "kind": kind, "remedy": remedy}})


if __name__ == "__main__":
    sys.exit(main())
