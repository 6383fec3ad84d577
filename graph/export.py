"""The graph as one file: the same statements give the same bytes, and nobody's personal data leave by accident."""

import hashlib
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final, TypeAlias

import pyoxigraph as ox

from graph import state as states
from graph.errors import GraphError
from graph.personal import refuse_personal_data, shapes_file
from graph.publishing import serial
from graph.publishing.census import census
from graph.publishing.jsonld import jsonld
from graph.publishing.keys import keys
from graph.publishing.shelves import Shelves, shelve, shelve_union
from graph.store import open_store
from graph.whole import whole
from ontology.files import vocabulary

_BY_SOURCE: Final = frozenset({"trig", "nquads"})

Writer: TypeAlias = Callable[[Shelves, IO[bytes]], int]


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
        refuse_unchecked(out)
    store = open_store(out)
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".maillage-", dir=target.parent) as folder:
        shelves = _shelved(store, Path(folder), form)
        refuse_personal_data(shelves.union(), shapes_file())
        with whole(target) as stream:
            statements = writer(shelves, stream)
    with target.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return Exported(path=target, form=form, statements=statements, size=target.stat().st_size, sha256=digest)


def write(store: ox.Store, stream: IO[bytes], *, form: str = "turtle") -> int:
    """Write the union of the graphs of a store to a stream, and return the number of statements; no check is made."""
    writer = _writer(form)
    with tempfile.TemporaryDirectory(prefix="maillage-") as folder:
        return writer(_shelved(store, Path(folder), form), stream)


def _shelved(store: ox.Store, folder: Path, form: str) -> Shelves:
    return shelve(store, folder) if form in _BY_SOURCE else shelve_union(store, folder)


def refuse_unchecked(out: Path) -> None:
    """Raise, kind `refused`, unless the last build of a folder found no violation."""
    violations = states.violations(out)
    if violations is None:
        raise GraphError(
            f"{out} : graphe jamais validé, il n'est pas publié", kind="refused", remedy="relancez : maillage build"
        )
    if violations:
        message = f"{out} : {violations} violation(s) à la dernière validation, le graphe n'est pas publié"
        raise GraphError(message, kind="refused", remedy="lisez rapport.html, corrigez, puis relancez")


def _jsonld(shelves: Shelves, stream: IO[bytes]) -> int:
    return jsonld(shelves, stream, census(shelves), keys(vocabulary()))


FORMS: Final[Mapping[str, Writer]] = {**serial.FORMS, "jsonld": _jsonld}
"""The formats of `maillage export -o FILE`, all deterministic; `trig` and `nquads` keep the graph of each source."""


def _writer(form: str) -> Writer:
    if form not in FORMS:
        raise GraphError(f"format inconnu : {form}", kind="usage", remedy=f"formats : {', '.join(FORMS)}")
    return FORMS[form]
