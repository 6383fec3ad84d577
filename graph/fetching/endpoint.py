"""A question asked of a remote SPARQL server: one POST, limits of time and size, an answer like any other."""

import time
from http.client import HTTPException, HTTPResponse
from itertools import islice
from typing import Final
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import Request, build_opener

import pyoxigraph as ox

from graph.asking.answers import Answer
from graph.asking.guard import check
from graph.asking.query import Limits
from graph.errors import GraphError

_ROWS: Final = "application/sparql-results+xml, application/sparql-results+json;q=0.8"
_GRAPH: Final = "application/n-triples, text/turtle;q=0.8, application/rdf+xml;q=0.5"
_RESULTS: Final = {
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
}
_CHUNK: Final = 1 << 16
_SAID: Final = 200


class _Anything:
    """Any graph may be on a server we do not know."""

    def __contains__(self, _: object) -> bool:
        return True


def ask_endpoint(url: str, text: str, limits: Limits, *, form: str, title: str = "") -> Answer:
    """Return the answer of a SPARQL server to a text; what the server or the network says wrong is a GraphError.

    `form` is the word the query starts with. The address is the user's own choice: any http or https host may answer.
    """
    if urlsplit(url).scheme not in {"http", "https"}:
        raise GraphError(f"adresse refusée : {url[:80]}", kind="refused", remedy="attendu : http:// ou https://")
    asked = check(text, _Anything()).text
    start = time.perf_counter()
    kind, body = _posted(url, asked, _GRAPH if form in {"CONSTRUCT", "DESCRIBE"} else _ROWS, limits)
    try:
        return _answer(kind, body, limits, title, time.perf_counter() - start)
    except (SyntaxError, ValueError) as error:
        if isinstance(error, GraphError):
            raise
        message = f"{url} : la réponse n'est pas du {kind or 'SPARQL'} lisible"
        raise GraphError(message, kind="unreadable", remedy="est-ce bien un service SPARQL 1.1 ?") from error


def _posted(url: str, text: str, accepted: str, limits: Limits) -> tuple[str, bytes]:
    headers = {"Accept": accepted, "User-Agent": "maillage", "Content-Type": "application/x-www-form-urlencoded"}
    request = Request(url, urlencode({"query": text}).encode(), headers)  # noqa: S310  # the scheme was checked
    deadline = time.monotonic() + limits.seconds
    try:
        with build_opener().open(request, timeout=limits.seconds) as answer:
            return answer.headers.get_content_type(), _read(answer, url, limits, deadline)
    except HTTPError as error:
        said = " ".join(error.read(4 * _SAID).decode("utf-8", "replace").split())[:_SAID]
        raise GraphError(f"{url} a répondu {error.code} : {said}", kind="unreadable") from error
    except TimeoutError:
        raise _late(url, limits) from None
    except (OSError, HTTPException) as error:
        reason = getattr(error, "reason", error)
        if isinstance(reason, TimeoutError):
            raise _late(url, limits) from None
        raise GraphError(f"{url} : pas de réponse ({reason})", kind="unreadable") from error


def _read(answer: HTTPResponse, url: str, limits: Limits, deadline: float) -> bytes:
    body = bytearray()
    while some := answer.read1(_CHUNK):
        body += some
        if len(body) > limits.size:
            remedy = "restreindre la question, ou ajouter LIMIT"
            raise GraphError(f"{url} : réponse de plus de {limits.size >> 20} Mo", kind="limit", remedy=remedy)
        if time.monotonic() > deadline:
            raise _late(url, limits)
    return bytes(body)


def _answer(kind: str, body: bytes, limits: Limits, title: str, elapsed: float) -> Answer:
    if kind not in _RESULTS:
        syntax = ox.RdfFormat.from_media_type(kind)
        if syntax is None:
            raise ValueError(kind)
        triples = [quad.triple for quad in islice(ox.parse(body, syntax), limits.rows + 1)]
        cut = len(triples) > limits.rows
        return Answer(form="graph", triples=tuple(triples[: limits.rows]), truncated=cut, elapsed=elapsed, title=title)
    found = ox.parse_query_results(body, _RESULTS[kind])
    if isinstance(found, ox.QueryBoolean):
        return Answer(form="ask", boolean=bool(found), elapsed=elapsed, title=title)
    assert isinstance(found, ox.QuerySolutions)  # the formats of results hold nothing else
    rows = [tuple(row) for row in islice(found, limits.rows + 1)]
    names = tuple(variable.value for variable in found.variables)
    cut = len(rows) > limits.rows
    kept = tuple(rows[: limits.rows])
    return Answer(form="select", variables=names, rows=kept, truncated=cut, elapsed=elapsed, title=title)


def _late(url: str, limits: Limits) -> GraphError:
    message = f"{url} : pas de réponse complète en {limits.seconds:g} s"
    return GraphError(message, kind="limit", remedy="restreindre la question, ou --timeout plus grand")
