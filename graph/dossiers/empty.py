"""A new dossier: the empty tables of a commune's document, ready to be filled in a spreadsheet, nothing overwritten."""

import csv
import io
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from string import Template
from tempfile import TemporaryDirectory
from typing import Final

import polars as pl
from pyoxigraph import Store

from graph.asking.lookup import find, folded
from graph.dossiers.book import Fields, fields, workbook
from graph.errors import GraphError
from graph.explaining.worded import name
from graph.templating import FOLDER
from loaders import declared
from loaders.edition import editions
from loaders.kinds.places import COMMUNE
from loaders.load import prepare
from loaders.table_schema import path as schema_path
from loaders.table_schema import tables

_TEMPLATES: Final = FOLDER / "dossier"
_NEAREST: Final = 5


@dataclass(frozen=True, kw_only=True)
class Commune:
    """A commune by its INSEE code; `known` is False when only the form of the code was checked."""

    code: str
    nom: str
    known: bool = True


@dataclass(frozen=True, kw_only=True)
class Laid:
    """The files that were written, and those that were already there and were left alone."""

    commune: Commune
    written: tuple[Path, ...]
    kept: tuple[Path, ...]


def commune(text: str, store: Store | None = None) -> Commune:
    """Return the commune of a code or a name, from the graph or the embedded list; GraphError names the nearest.

    A right code that nobody knows here is taken: the embedded list holds a few departments only.
    """
    wanted, places = " ".join(text.split()), dict(_communes(store, text))
    if wanted.upper() in places:
        return Commune(code=wanted.upper(), nom=places[wanted.upper()])
    named = {code: nom for code, nom in places.items() if folded(nom) == folded(wanted)}
    if len(named) == 1:
        return Commune(code=next(iter(named)), nom=next(iter(named.values())))
    if re.fullmatch(COMMUNE, wanted.upper()):
        return Commune(code=wanted.upper(), nom=f"Commune {wanted.upper()}", known=False)
    close = get_close_matches(folded(wanted), [folded(nom) for nom in places.values()], n=_NEAREST, cutoff=0.6)
    near = named or {code: nom for code, nom in places.items() if folded(nom) in close}
    shown = ", ".join(f"{nom} ({code})" for code, nom in sorted(near.items()))
    problem = f"« {text} » désigne plusieurs communes" if named else f"commune inconnue : {text}"
    remedy = f"donnez son code Insee, {'parmi' if named else 'ou une des plus proches :'} {shown}"
    raise GraphError(problem, kind="usage", remedy=remedy if near else "donnez son code Insee (5 caractères)")


def new(place: Commune, folder: Path) -> Laid:
    """Lay the template of a dossier; a file that is already there is kept as it is."""
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    kept: list[Path] = []
    for relative, content in _files(place):
        target = folder / relative
        target.parent.mkdir(exist_ok=True)
        (kept if target.exists() else written).append(target)
        if not target.exists():
            _write(target, content)
    return Laid(commune=place, written=tuple(written), kept=tuple(kept))


def _communes(store: Store | None, text: str) -> Iterator[tuple[str, str]]:
    """Yield the code and the name of the communes of the embedded list, and of the one that the graph knows so."""
    source = declared()["communes"]
    with TemporaryDirectory(prefix="maillage-") as work:
        for edition in editions({source.name: source})[0]:
            rows = prepare(edition, Path(work)).accepted.filter(pl.col("type") == "COM")
            yield from rows.select("code", "nom_publie").collect().iter_rows()
    if store is not None:
        try:
            node = find(store, "commune", text)
        except GraphError:
            return
        yield node.value.rpartition("/")[2], name(store, node)


def _files(place: Commune) -> Iterator[tuple[str, bytes]]:
    """Yield each file of a template: its path inside the folder, and its bytes."""
    schemas = {table: schema_path(source) for table, source in tables().items()}
    columns: dict[str, Fields] = {table: fields(path) for table, path in schemas.items()}
    titles = {table: source.title.partition(" : ")[2] for table, source in tables().items()}
    words = {
        "code": place.code,
        "nom": place.nom,
        "exemple": folded(place.nom).replace(" ", "-"),
        "tables": "\n".join(f"| `{table}` | {title} |" for table, title in titles.items()),
    }
    for template in ("dossier.toml", "LISEZMOI.md"):
        text = (_TEMPLATES / template).read_text(encoding="utf-8")
        yield template, Template(text).substitute(words).encode()
    yield "dossier.xlsx", workbook(columns)
    for table, path in schemas.items():
        yield f"{table}.csv", _header(columns[table])
        yield f"schemas/{table}.json", path.read_bytes()


def _header(columns: Fields) -> bytes:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow([field["name"] for field in columns])
    return line.getvalue().encode()


def _write(target: Path, content: bytes) -> None:
    partial = target.with_name(f".{target.name}.{os.getpid()}.partiel")
    try:
        partial.write_bytes(content)
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
