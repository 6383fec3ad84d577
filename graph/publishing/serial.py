"""Shelves to the RDF syntaxes of a release: each a function from sorted slices to a stream, in the memory of one."""

import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import IO, Final, TypeAlias

import polars as pl

from graph import turtle
from graph.publishing.shelves import Shelves

Writer: TypeAlias = Callable[[Shelves, IO[bytes]], int]
"""Writes the statements of shelves to a stream, and returns how many."""


def ntriples(shelves: Shelves, stream: IO[bytes]) -> int:
    """Write the union of the graphs, one line a triple, the lines in the order of their bytes."""
    return sum(_poured(rows.select(pl.format("{} {} {} .\n", "s", "p", "o")), stream) for rows in shelves.union())


def nquads(shelves: Shelves, stream: IO[bytes]) -> int:
    """Write one line a quad, in the order of their bytes."""
    names = [f"<{iri}> " if iri else "" for iri in shelves.graphs]
    return sum(_poured(_quads(rows, names), stream) for rows in shelves)


def turtle_file(shelves: Shelves, stream: IO[bytes]) -> int:
    """Write the union of the graphs as Turtle: the prefixes in use, then one block a subject."""
    with tempfile.TemporaryFile(dir=_beside(shelves)) as body:
        used, count = set[str](), 0
        for rows in shelves.union():
            text = turtle.blocks(rows)
            used |= text.prefixes
            count += _poured(text.lines.to_frame(), body)
        stream.write(turtle.header(used).encode())
        copied(body, stream)
    return count


def trig(shelves: Shelves, stream: IO[bytes]) -> int:
    """Write each named graph as Turtle between braces, in the order of their IRIs; the default graph is not one."""
    with tempfile.TemporaryDirectory(dir=_beside(shelves)) as folder:
        used, count = set[str](), 0
        for number, text in _by_graph(shelves):
            used |= text.prefixes
            with (Path(folder) / str(number)).open("ab") as body:
                count += _poured(text.lines.to_frame(), body)
        written = sorted(Path(folder).iterdir(), key=lambda path: int(path.name))
        graphs = [f"<{shelves.graphs[int(path.name)]}>" for path in written]
        names = turtle.shortened(pl.Series(graphs, dtype=pl.String))
        stream.write(turtle.header(used | names.prefixes).encode())
        for path, name in zip(written, names.lines, strict=True):
            stream.write(f"\n{name} {{\n".encode())
            with path.open("rb") as body:
                copied(body, stream)
            stream.write(b"}\n")
    return count


def _by_graph(shelves: Shelves) -> Iterator[tuple[int, turtle.Text]]:
    for rows in shelves:
        for number in rows["g"].unique().sort():
            if shelves.graphs[number]:
                yield number, turtle.blocks(rows.filter(pl.col("g") == number))


def _quads(rows: pl.DataFrame, names: list[str]) -> pl.DataFrame:
    graph = pl.col("g").replace_strict(list(range(len(names))), names, return_dtype=pl.String)
    return rows.select(pl.format("{} {} {} {}.\n", "s", "p", "o", graph))


def _poured(texts: pl.DataFrame, stream: IO[bytes]) -> int:
    if len(texts):
        stream.write(texts.to_series().str.join("").item().encode())
    return len(texts)


def copied(body: IO[bytes], stream: IO[bytes]) -> None:
    """Copy a whole file after what a stream holds."""
    body.seek(0)
    shutil.copyfileobj(body, stream, 1 << 20)


def _beside(shelves: Shelves) -> Path:
    """Return the folder of the slices: temporary files go where the room is, not in a `/tmp` that may be memory."""
    return shelves.paths[0].parent


FORMS: Final[Mapping[str, Writer]] = {"turtle": turtle_file, "nt": ntriples, "nquads": nquads, "trig": trig}
"""Syntaxes that need nothing but the statements."""
