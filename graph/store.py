"""The store: Oxigraph on disk, a named graph an edition, and their union; replaced whole, so a crash loses nothing."""

import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final, cast

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store

from graph.errors import GraphError

if TYPE_CHECKING:
    from rdflib import Dataset

NAME: Final = "graphe"


def path(out: Path) -> Path:
    """Return where a build keeps its store."""
    return out / NAME


def open_store(out: Path) -> Store:
    """Open the graph of a build for reading; several readers may share it."""
    folder = path(out)
    if not folder.is_dir():
        raise GraphError(f"{out} : aucun graphe ici", kind="unreadable", remedy="lancez d'abord : maillage build")
    try:
        return Store.read_only(str(folder))
    except (OSError, RuntimeError) as error:  # Oxigraph raises the second on a damaged store
        raise GraphError(
            f"{folder} : graphe illisible ({error})", kind="unreadable", remedy="relancez : maillage build"
        ) from error


def dataset(out: Path) -> "Dataset":
    """Return the graph as an rdflib Dataset over the same store, for people who know rdflib."""
    from oxrdflib import OxigraphStore  # noqa: PLC0415  # only notebooks pay for it
    from rdflib import Dataset  # noqa: PLC0415

    return Dataset(store=OxigraphStore(store=open_store(out)))


def create(folder: Path, graphs: Mapping[str, Iterable[Path]], *, previous: Path | None = None) -> Store:
    """Write a store into `folder` from N-Triples files (`.zst` or plain) by graph IRI, starting from any `previous`.

    A graph of `graphs` replaces that of `previous`; an empty list of files removes it. The default graph is the union
    of the others, where a statement of two files stands once: what is asked there is never counted twice.
    """
    if previous is not None:
        Store.read_only(str(previous)).backup(str(folder))
    store = Store(str(folder))
    for iri in graphs:
        drop(store, NamedNode(iri))
    for iri, files in graphs.items():
        for file in files:
            for graph in (NamedNode(iri), DefaultGraph()):
                with opened(file) as lines:
                    store.bulk_load(lines, RdfFormat.N_TRIPLES, to_graph=graph)
    store.flush()
    store.optimize()
    return store


def opened(file: Path) -> IO[bytes]:
    """Open a file for reading, unpacked if its name ends in `.zst`."""
    if file.suffix != ".zst":
        return file.open("rb")
    if sys.version_info >= (3, 14):  # only a build pays for it
        from compression import zstd  # noqa: PLC0415
    else:
        from backports import zstd  # noqa: PLC0415
    return cast("IO[bytes]", zstd.open(file))


def drop(store: Store, graph: NamedNode) -> None:
    """Remove a graph, and from the default graph the statements that no other graph makes."""
    gone = list(store.quads_for_pattern(None, None, None, graph))
    store.remove_graph(graph)
    for quad in gone:
        held = store.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
        if all(isinstance(one.graph_name, DefaultGraph) for one in held):
            store.remove(Quad(quad.subject, quad.predicate, quad.object, DefaultGraph()))


def merged(store: Store) -> bool:
    """Return whether the default graph of a store holds the union of the others, as in those we make."""
    return any(store.quads_for_pattern(None, None, None, DefaultGraph()))


def union(store: Store) -> Iterator[Quad]:
    """Yield every statement of a store once; one that we did not make may keep no union, and repeat some."""
    return store.quads_for_pattern(None, None, None, DefaultGraph() if merged(store) else None)


def size(store: Store) -> int:
    """Return how many statements there are."""
    return sum(1 for _ in union(store))


def replace(new: Path, current: Path) -> None:
    """Put a finished store in the place of the current one; the old one is kept until the new one stands."""
    old = current.with_name(f".{current.name}.ancien")
    shutil.rmtree(old, ignore_errors=True)
    if current.exists():
        current.rename(old)
    try:
        new.rename(current)
    except OSError:
        if old.exists():
            old.rename(current)
        raise
    shutil.rmtree(old, ignore_errors=True)


def recover(current: Path) -> None:
    """Put the old store back if a crash fell between the two renames of `replace`."""
    old = current.with_name(f".{current.name}.ancien")
    if old.exists() and not current.exists():
        old.rename(current)
