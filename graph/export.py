"""The graph as files: the same statements give the same bytes, and nobody's personal data leave by accident."""

import hashlib
import json
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

import polars as pl
import pyoxigraph as ox

from graph import turtle
from graph.errors import GraphError
from graph.personal import refuse_personal_data, shapes_file
from graph.store import open_store
from graph.whole import whole

STATE: Final = "etat.json"
_SLICE: Final = 50_000
_IRI: Final = r"<[^>]*>"
_LITERAL: Final = rf'"(?:[^"\\]|\\.)*"(?:@[A-Za-z0-9-]+|\^\^{_IRI})?'
_QUAD: Final = rf"^({_IRI}) ({_IRI}) ({_IRI}|{_LITERAL})(?: ({_IRI}))? \.$"


@dataclass(frozen=True, kw_only=True)
class Exported:
    """A file that was written, whole: its format, how many statements, its size and SHA-256."""

    path: Path
    form: str
    statements: int
    size: int
    sha256: str


def export(out: Path, target: Path, *, form: str = "turtle", allow_violations: bool = False) -> Exported:
    """Write the union of the graphs of a build to `target`; a graph that was not validated clean is refused.

    Personal data beyond the allow-list, and blank nodes, are refused whatever the options.
    """
    writer = _writer(form)
    if not allow_violations:
        _refuse_unchecked(out)
    with tempfile.TemporaryDirectory(prefix="maillage-") as folder:
        quads = _quads(open_store(out), Path(folder))
        refuse_personal_data(quads, shapes_file())
        return _replace(target, form, lambda stream: writer(quads, stream))


def write(store: ox.Store, stream: IO[bytes], *, form: str = "turtle") -> int:
    """Write the union of the graphs of a store to a stream, and return the number of statements; no check is made."""
    writer = _writer(form)
    with tempfile.TemporaryDirectory(prefix="maillage-") as folder:
        return writer(_quads(store, Path(folder)), stream)


def _quads(store: ox.Store, folder: Path) -> pl.LazyFrame:
    """Write the quads of a store as a table, columns `g s p o` in N-Triples syntax; a blank node is refused."""
    dump, table = folder / "graphe.nq", folder / "graphe.arrow"
    store.dump(str(dump), ox.RdfFormat.N_QUADS)
    parts = pl.col("line").str.extract_groups(_QUAD).struct.rename_fields(["s", "p", "o", "g"])
    lines = pl.scan_lines(dump, name="line").select("line", parts.alias("parts")).unnest("parts")
    strange = pl.when(pl.col("s").is_null()).then(pl.col("line")).alias("strange")
    lines.select(pl.col("g").fill_null(""), "s", "p", "o", strange).sink_ipc(table)
    dump.unlink()
    quads = pl.scan_ipc(table)
    odd = quads.select("strange").drop_nulls().head(1).collect()["strange"]
    if len(odd):
        message = f"nœud anonyme ou triplet cité dans le graphe : {odd[0][:200]}"
        raise GraphError(message, kind="refused", remedy="donnez un IRI à chaque nœud")
    return quads.select("g", "s", "p", "o")


def _union(quads: pl.LazyFrame) -> pl.LazyFrame:
    return quads.with_columns(g=pl.lit("")).unique()


def _turtle(quads: pl.LazyFrame, stream: IO[bytes]) -> int:
    return _blocks(_union(quads), stream, graphs=False)


def _trig(quads: pl.LazyFrame, stream: IO[bytes]) -> int:
    return _blocks(quads.filter(pl.col("g") != ""), stream, graphs=True)


def _blocks(statements: pl.LazyFrame, stream: IO[bytes], *, graphs: bool) -> int:
    stream.write(turtle.header(statements).encode())
    ordered = turtle.ordered(statements)
    count = _texts(turtle.written(ordered, graphs=graphs), stream)
    if count:
        stream.write(turtle.ending(graphs=graphs).encode())
    return count


def _ntriples(quads: pl.LazyFrame, stream: IO[bytes]) -> int:
    line = pl.concat_str("s", pl.lit(" "), "p", pl.lit(" "), "o", pl.lit(" .\n"))
    return _texts(_union(quads).select(text=line).sort("text"), stream)


def _texts(texts: pl.LazyFrame, stream: IO[bytes]) -> int:
    frame = texts.collect(engine="streaming")
    for part in frame.iter_slices(_SLICE):
        stream.write("".join(part["text"]).encode())
    return len(frame)


def _jsonld(quads: pl.LazyFrame, stream: IO[bytes]) -> int:
    line = pl.concat_str("s", pl.lit(" "), "p", pl.lit(" "), "o", pl.lit(" .\n"))
    frame = turtle.ordered(_union(quads)).select(text=line).collect(engine="streaming")
    triples = ox.parse("".join(frame["text"]), ox.RdfFormat.N_TRIPLES)
    ox.serialize((quad.triple for quad in triples), stream, ox.RdfFormat.JSON_LD)
    stream.write(b"\n")
    return len(frame)


FORMS: Final[Mapping[str, Callable[[pl.LazyFrame, IO[bytes]], int]]] = {
    "turtle": _turtle,
    "nt": _ntriples,
    "trig": _trig,
    "jsonld": _jsonld,
}
"""The formats of `maillage export`; all are deterministic, and `trig` alone keeps the graph of each source."""


def _writer(form: str) -> Callable[[pl.LazyFrame, IO[bytes]], int]:
    if form not in FORMS:
        raise GraphError(f"format inconnu : {form}", kind="usage", remedy=f"formats : {', '.join(FORMS)}")
    return FORMS[form]


def _refuse_unchecked(out: Path) -> None:
    try:
        state = json.loads((out / STATE).read_text(encoding="utf-8"))
        violations = int(state["violations"])
    except (OSError, ValueError, KeyError, TypeError):
        raise GraphError(
            f"{out} : graphe jamais validé, il n'est pas publié", kind="refused", remedy="relancez : maillage build"
        ) from None
    if violations:
        message = f"{out} : {violations} violation(s) à la dernière validation, le graphe n'est pas publié"
        raise GraphError(message, kind="refused", remedy="lisez rapport.html, corrigez, puis relancez")


def _replace(target: Path, form: str, fill: Callable[[IO[bytes]], int]) -> Exported:
    with whole(target) as stream:
        statements = fill(stream)
    with target.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return Exported(path=target, form=form, statements=statements, size=target.stat().st_size, sha256=digest)
