"""What stands at a place that evidence cites, where the file is at hand and is the very one that was read."""

import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import unquote

import polars as pl

from graph.explaining.passage import Passage, passage
from loaders import SourceError, declared
from loaders.edition import Edition, digest, editions
from loaders.source import Source
from loaders.table import read
from ontology.iris import BASE

_CHAR: Final = re.compile(r"char=(\d+),(\d+)")
_ROW: Final = re.compile(r"row=(\d+)")
_DOCUMENT: Final = f"{BASE}id/document/"
_SOURCE: Final = f"{BASE}id/source/"
_TWIN: Final = re.compile(r"~[0-9a-f]{8}$")  # what tells two files of one name apart


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """Where the user keeps the texts of the documents, and the official files."""

    documents: Path | None = None
    data: Path | None = None


@dataclass(frozen=True, kw_only=True)
class Cited:
    """The sentence, or the cells of the row under their published headers; or `remark`, why nothing is shown."""

    passage: Passage | None = None
    cells: tuple[tuple[str, str], ...] = ()
    remark: str = ""


def cited(place: str, sha256: str, shelf: Shelf) -> Cited:
    """Return what an evidence IRI cites; nothing and no remark where the user keeps no such file."""
    file, _, fragment = place.partition("#")
    where = unquote(fragment)
    if (span := _CHAR.fullmatch(where)) and file.startswith(_DOCUMENT):
        return _sentence(file, sha256, int(span[1]), int(span[2]), shelf.documents)
    if file.startswith(_SOURCE) and (_ROW.fullmatch(where) or where.startswith("/")):
        return _row(file, sha256, where, shelf.data)
    return Cited()


def _sentence(file: str, sha256: str, start: int, end: int, folder: Path | None) -> Cited:
    if folder is None:
        return Cited()
    name = Path(_TWIN.sub("", unquote(file.removeprefix(_DOCUMENT)))).name
    path = folder / name
    try:
        if digest(path) != sha256:
            return Cited(remark=_differs(name, "les positions ne valent plus"))
        text = path.read_bytes().decode("utf-8")  # no translation of line ends: positions count them
    except OSError:
        return Cited(remark=f"{name} n'est pas dans {folder}")
    except UnicodeDecodeError:
        return Cited(remark=f"{name} n'est pas un texte en UTF-8")
    try:
        return Cited(passage=passage(text, start, end))
    except ValueError:
        return Cited(remark=f"{name} n'a que {len(text)} caractères : cet endroit n'y est pas")


def _row(file: str, sha256: str, where: str, folder: Path | None) -> Cited:
    sources = declared()
    source = sources.get(file.removeprefix(_SOURCE).partition("/")[0])
    if source is None:
        return Cited()
    try:
        found = [one for one in _held(source, folder) if one.iri == _TWIN.sub("", file)]
        if not found:
            name = unquote(file.rpartition("/")[2])
            return Cited(remark=f"{name} n'est pas dans {folder}" if folder else "")
        if not (same := [one for one in found if one.sha256 == sha256]):
            return Cited(remark=_differs(found[0].name, "ses lignes ont pu changer"))
        cells = _cells(same[0], where)
    except SourceError as error:
        return Cited(remark=str(error))
    return Cited(cells=cells) if cells else Cited(remark=f"{same[0].name} n'a rien à cet endroit")


def _held(source: Source, folder: Path | None) -> list[Edition]:
    """Return the files of one source: those of the user, and the one that is shipped with it."""
    found = [*editions({source.name: source}, folder)[0]] if folder else []
    return [*found, *editions({source.name: source})[0]]


def _cells(edition: Edition, where: str) -> tuple[tuple[str, str], ...]:
    """Return the filled cells of a row, those of declared columns that are not personal, each header once."""
    source = edition.source
    private = {source.person.birth} if source.person else set()
    words = [c.name for c in source.columns.values() if not c.personal and c.name not in private]
    with tempfile.TemporaryDirectory(prefix="maillage-") as folder:
        table = read(source, edition.path, Path(folder))
        mark = pl.col(table.mark).cast(pl.String) == where.removeprefix("row=")
        rows = table.frame.filter(mark).select(words).head(1).collect(engine="streaming").to_dicts()
    return tuple(_published(rows[0], table.headers).items()) if rows else ()


def _published(row: Mapping[str, str | None], headers: Mapping[str, str]) -> dict[str, str]:
    return {headers[word]: cell for word, cell in row.items() if cell is not None}


def _differs(name: str, so: str) -> str:
    return f"{name} n'est pas le fichier qui a été lu : son empreinte SHA-256 diffère ; {so}, rien n'est montré"
