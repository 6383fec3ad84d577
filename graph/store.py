"""The store: Oxigraph on disk, one named graph an edition, replaced whole so that a crash leaves the last good one."""

import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode, RdfFormat, Store

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

    return Dataset(store=OxigraphStore(store=open_store(out)), default_union=True)


def create(folder: Path, graphs: Mapping[str, Iterable[Path]], *, previous: Path | None = None) -> Store:
    """Write a store into `folder` from N-Triples files by graph IRI, starting from `previous` where it is given.

    A graph of `graphs` replaces that of `previous`; an empty list of files removes it.
    """
    if previous is not None:
        Store.read_only(str(previous)).backup(str(folder))
    store = Store(str(folder))
    for iri, files in graphs.items():
        name = NamedNode(iri)
        if previous is not None:
            store.remove_graph(name)
        for file in files:
            store.bulk_load(path=str(file), format=RdfFormat.N_TRIPLES, to_graph=name)
    store.flush()
    store.optimize()
    return store


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
