"""RDF files read back: sorted lines in slices of whole subjects, and a sum that tells two files that say the same."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

import polars as pl
import pyoxigraph as ox

from graph.errors import GraphError
from graph.publishing.shelves import UNION, once

BLOCK: Final = 32_000_000
_BATCH: Final = 50_000
_SYNTAXES: Final[Mapping[str, ox.RdfFormat]] = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".trig": ox.RdfFormat.TRIG,
    ".jsonld": ox.RdfFormat.JSON_LD,
}


@dataclass(frozen=True)
class Sum:
    """How many statements, and the sum of their hashes modulo 2⁶⁴: two files that say the same have the same sum.

    The order does not count; the hash is that of this process, never kept.
    """

    count: int = 0
    total: int = 0

    def plus(self, lines: pl.Series) -> "Sum":
        """Return the sum with more statements, as N-Triples or N-Quads lines without their end."""
        more = int(lines.hash().cast(pl.Decimal(38, 0)).sum() or 0) if len(lines) else 0
        return Sum(self.count + len(lines), (self.total + more) % 2**64)


def slices(path: Path, *, size: int = BLOCK) -> Iterator[pl.DataFrame]:
    """Yield a sorted N-Triples or N-Quads file as slices of whole subjects, columns `s p o g`; `g` is "" in triples."""
    kept = b""
    with path.open("rb") as stream:
        while block := stream.read(size):
            block = kept + block
            cut = _last_subject(block)
            kept = block[cut:]
            if cut:
                yield _table(block[:cut])
    if kept:
        yield _table(kept)


def sum_of_sorted(path: Path) -> tuple[Sum, Sum]:
    """Return the sum of the distinct triples of a sorted file, and that of its lines."""
    triples, lines = Sum(), Sum()
    for rows in slices(path):
        triples = triples.plus(_lines(once(rows)))
        lines = lines.plus(_lines(rows, "g"))
    return triples, lines


def sum_of_parsed(path: Path) -> Sum:
    """Return the sum of the statements of a Turtle, TriG or JSON-LD file, as Oxigraph reads it, in bounded memory."""
    try:
        found = ox.parse(path=str(path), format=_SYNTAXES[path.suffix])
        total = Sum()
        while batch := list(islice(found, _BATCH)):
            total = total.plus(pl.Series(_texts(batch), dtype=pl.String))
    except SyntaxError as error:
        raise GraphError(f"{path.name}, ligne {error.lineno} : illisible ({error.msg})", kind="unreadable") from error
    return total


def _texts(batch: Iterable[ox.Quad]) -> list[str]:
    return [f"{one.subject} {one.predicate} {one.object} {_graph(one.graph_name)}" for one in batch]


def _graph(name: object) -> str:
    return str(name) if isinstance(name, ox.NamedNode) else ""


def _lines(rows: pl.DataFrame, *more: str) -> pl.Series:
    graph = pl.col("g") if more else pl.lit("")
    return rows.select(pl.concat_str(*UNION, graph, separator=" ")).to_series()


def _last_subject(block: bytes) -> int:
    """Return where the last subject of a block begins, which may go on in the next one."""
    end = block.rfind(b"\n") + 1
    start = block.rfind(b"\n", 0, max(end - 1, 0)) + 1
    subject = block[start : block.find(b" ", start) + 1]
    if not subject.strip():
        return 0
    while start and block.startswith(subject, before := block.rfind(b"\n", 0, start - 1) + 1):
        start = before
    return start


def _table(block: bytes) -> pl.DataFrame:
    lines = pl.DataFrame({"line": block.decode().removesuffix("\n").split("\n")})
    parts = pl.col("line").str.splitn(" ", 3).struct.rename_fields(list(UNION))
    rows = lines.select(parts.alias("parts")).unnest("parts")
    groups = pl.col("o").str.strip_suffix(" .").str.extract_groups(r"^(.*?)(?: (<[^<> ]*>))?$")
    split = rows.select("s", "p", parts=groups).unnest("parts")
    return split.select("s", "p", pl.col("1").alias("o"), pl.col("2").fill_null("").alias("g"))
