"""Any graph as one file of sorted canonical N-Triples, in memory that does not grow with it."""

import heapq
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import groupby, islice
from operator import lt
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from graph import store as stores
from graph.errors import GraphError
from graph.reading import stream

BUNDLED: Final = "graphe.nt"
_SLICE: Final = 400_000
_CHUNK: Final = 1 << 20
_ODD: Final = (b"\\u", b"\\U", b"XMLSchema#string>", b"\t", b"  ", b"\r", b"\n_:", b" _:")
"""What a line may hold that another spelling of the same statement would not: the file is then parsed."""


def listed(given: Path, folder: Path) -> Path:
    """Return a file of the statements of `given`, one a line, sorted by bytes, each once; blank nodes are refused.

    `given` is a published bundle, the folder of a build, or an RDF file; a file that is already so is returned as it
    is, anything else is written into `folder`, which must be empty.
    """
    if (given / BUNDLED).is_file():
        given = given / BUNDLED
    if given.is_dir():
        return _sorted((quad.triple for quad in stores.union(stores.open_store(given))), given, folder)
    if given.suffix == ".nt" and given.is_file() and _is_listed(given):
        return given
    return _sorted((quad.triple for quad in stream(given)), given, folder)


def _is_listed(path: Path) -> bool:
    """Tell whether a file is sorted and canonical already: those we publish are, and nothing is copied."""
    last = b""
    with path.open("rb") as file:
        while lines := file.readlines(_CHUNK):
            text = b"\n" + b"".join(lines)
            sorted_ = last < lines[0] and all(map(lt, lines, lines[1:]))
            if (
                not sorted_
                or any(odd in text for odd in _ODD)
                or text.count(b" .\n") != len(lines)
                or not text.endswith(b"\n")
            ):
                return False
            last = lines[-1]
    return True


def _sorted(triples: Iterator[ox.Triple], origin: Path, folder: Path) -> Path:
    """Sort slices in memory and merge them: at most one slice is held at a time."""
    slices: list[Path] = []
    while some := list(islice(triples, _SLICE)):
        slices.append(folder / f"{len(slices)}.nt")
        slices[-1].write_bytes(b"".join(sorted(_lines(some, origin))))
    target = folder / "tout.nt"
    with ExitStack() as opened, target.open("wb") as out:
        parts = [opened.enter_context(part.open("rb")) for part in slices]
        out.writelines(line for line, _ in groupby(heapq.merge(*parts)))
    for part in slices:
        part.unlink()
    return target


def _lines(triples: Iterable[ox.Triple], origin: Path) -> list[bytes]:
    for triple in triples:
        if isinstance(triple.subject, ox.BlankNode) or isinstance(triple.object, ox.BlankNode):
            message = f"{origin} : un nœud anonyme n'a pas de nom d'une édition à l'autre"
            raise GraphError(message, kind="refused", remedy="donnez un IRI à chaque nœud")
    written = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
    assert written is not None  # only with an output of its own does it return nothing
    return written.splitlines(keepends=True)
