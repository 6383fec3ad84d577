"""The statements of a store on disk, sorted and cut between subjects: any size, in the memory of one slice."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final, TypeAlias

import polars as pl
import pyoxigraph as ox

from graph.errors import GraphError
from graph.store import merged

SLICE: Final = 32_000_000
"""How many bytes of N-Triples a slice aims at; no less than one subject."""

UNION: Final = "s", "p", "o"
_SAMPLES: Final = 8_192
_SCHEMA: Final = {"g": pl.UInt16, "s": pl.String, "p": pl.String, "o": pl.String}

Keep: TypeAlias = Callable[[pl.DataFrame], pl.DataFrame]
"""What is left of the quads of a slice, columns `g s p o`."""


@dataclass(frozen=True)
class Shelves:
    """Slices in the order of N-Triples lines: quads `g s p o`, terms as N-Triples writes them, `g` a place in `graphs`.

    A subject is whole in one slice. Within a slice quads are sorted by `s`, `p`, `o`, `g`, and none stands twice.
    """

    graphs: tuple[str, ...]
    paths: tuple[Path, ...]

    def __iter__(self) -> Iterator[pl.DataFrame]:
        """Yield each slice."""
        return (pl.read_ipc(path) for path in self.paths)

    def union(self) -> Iterator[pl.DataFrame]:
        """Yield each slice with every statement once, columns `s p o`."""
        return (once(quads) for quads in self)


def once(quads: pl.DataFrame) -> pl.DataFrame:
    """Return the distinct triples of sorted quads, in their order."""
    new = pl.any_horizontal(pl.col(name).ne_missing(pl.col(name).shift()) for name in UNION)
    return quads.filter(new).select(UNION)


def lines(triples: pl.DataFrame) -> bytes:
    """Return triples as N-Triples lines, in UTF-8."""
    text = triples.select(pl.format("{} {} {} .\n", "s", "p", "o").str.join("")).item()
    return (text or "").encode()


def shelve(
    store: ox.Store, folder: Path, *, without: Sequence[str] = (), keep: Keep | None = None, size: int = SLICE
) -> Shelves:
    """Sort the statements of the named graphs of a store into slices under `folder`; a blank node is refused.

    The graphs `without` are left out. A store without named graphs is read as its default graph.
    """
    named = sorted(graph.value for graph in store.named_graphs() if isinstance(graph, ox.NamedNode))
    graphs = tuple(iri for iri in named if iri not in without) if named else ("",)
    return _shelved(store, folder, graphs, keep, size)


def shelve_union(store: ox.Store, folder: Path, *, size: int = SLICE) -> Shelves:
    """Sort the union of the graphs of a store, which a build keeps as the default graph: less to read than each."""
    return _shelved(store, folder, ("",), None, size) if merged(store) else shelve(store, folder, size=size)


def _shelved(store: ox.Store, folder: Path, graphs: tuple[str, ...], keep: Keep | None, size: int) -> Shelves:
    folder.mkdir(parents=True, exist_ok=True)
    dumps = [_dump(store, iri, folder / f"{n}.nt") for n, iri in enumerate(graphs)]
    rough = _cut(dumps, folder, size)
    return Shelves(graphs, tuple(_sorted(path, keep) for path in rough))


def _dump(store: ox.Store, graph: str, path: Path) -> Path:
    source = ox.NamedNode(graph) if graph else ox.DefaultGraph()
    store.dump(str(path), ox.RdfFormat.N_TRIPLES, from_graph=source)
    return path


def _cut(dumps: Sequence[Path], folder: Path, size: int) -> list[Path]:
    """Spread the lines of every dump over slices of subjects, each line after the number of its graph."""
    bounds = _bounds(dumps, size)
    rough = [folder / f"{n:05d}.lignes" for n in range(len(bounds) + 1)]
    with ExitStack() as opened:
        writers = [opened.enter_context(path.open("wb")).write for path in rough]
        for number, dump in enumerate(dumps):
            with dump.open("rb") as lines:
                _spread(lines, b"%d " % number, bounds, writers)
            dump.unlink()
    return rough


def _spread(lines: IO[bytes], mark: bytes, bounds: list[bytes], writers: Sequence[Callable[[bytes], int]]) -> None:
    last, write = b"", writers[0]
    for line in lines:
        subject = line[: line.index(b" ")]
        if subject != last:
            last, write = subject, writers[bisect_right(bounds, subject)]
        write(mark + line)


def _bounds(dumps: Sequence[Path], size: int) -> list[bytes]:
    """Return the subjects where slices of about `size` bytes begin, from lines taken at even distances."""
    total = sum(path.stat().st_size for path in dumps)
    slices = -(-total // size)
    if slices <= 1:
        return []
    step = max(total // _SAMPLES, 1)
    found = sorted(subject for path in dumps for subject in _sample(path, step))
    return sorted({found[len(found) * n // slices] for n in range(1, slices)})


def _sample(path: Path, step: int) -> Iterator[bytes]:
    with path.open("rb") as lines:
        for place in range(0, path.stat().st_size, step):
            lines.seek(place)
            lines.readline()
            if line := lines.readline():
                yield line[: line.index(b" ")]


def _sorted(rough: Path, keep: Keep | None) -> Path:
    target = rough.with_suffix(".arrow")
    quads = _parsed(rough)
    quads = (keep(quads) if keep else quads).sort(*UNION, "g")
    new = pl.any_horizontal(pl.col(name).ne_missing(pl.col(name).shift()) for name in _SCHEMA)
    quads.filter(new).write_ipc(target, compression="lz4")
    rough.unlink()
    return target


def _parsed(rough: Path) -> pl.DataFrame:
    if rough.stat().st_size == 0:
        return pl.DataFrame(schema=_SCHEMA)
    parts = pl.col("line").str.splitn(" ", 4).struct.rename_fields(list(_SCHEMA))
    quads = pl.scan_lines(rough, name="line").select(parts.alias("parts")).unnest("parts").collect()
    _refuse_odd(quads)
    return quads.with_columns(pl.col("g").cast(pl.UInt16), pl.col("o").str.strip_suffix(" ."))


def _refuse_odd(quads: pl.DataFrame) -> None:
    """Refuse blank nodes and quoted triples: neither can be published in an order that never moves."""
    odd = pl.any_horizontal(pl.col(name).str.starts_with(mark) for name in ("s", "o") for mark in ("_:", "<<"))
    found = quads.filter(odd).head(1)
    if len(found):
        line = " ".join(found.select(UNION).row(0))
        message = f"nœud anonyme ou triplet cité dans le graphe : {line[:200]}"
        raise GraphError(message, kind="refused", remedy="donnez un IRI à chaque nœud")
