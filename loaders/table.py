"""A file as a table of text: its columns under our words, its rows numbered as the publisher's file numbers them."""

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import polars as pl

from loaders import delimited, parquet, records, workbook
from loaders.archive import extract, members, unpacked
from loaders.errors import SourceError
from loaders.headers import Layout
from loaders.source import Column, Read, Source

_TEXT: Final = {".csv": "csv", ".txt": "csv", ".tsv": "csv", ".json": "json", ".geojson": "json", ".topojson": "json"}
_LIGNE: Final = Column(name="ligne", headers=(), kind="integer")
_FOREIGN: Final = (  # first bytes -> what the file is
    (b"%PDF", "un PDF"),
    (b"\x1f\x8b", "une archive gzip"),
    (b"\xd0\xcf\x11\xe0", "un ancien classeur .xls"),
    (b"\xff\xfe", "un texte en UTF-16"),
    (b"\xfe\xff", "un texte en UTF-16"),
)


@dataclass(frozen=True)
class Table:
    """Rows as published: one String column for each of our words, null where blank or absent.

    `mark` names the column that cites a row: `_row` (UInt32, the record number of RFC 7111) or `_pointer` (RFC
    6901). `headers` gives the published name of our words. The work folder must outlive the frame.
    """

    frame: pl.LazyFrame
    rows_hint: int
    file: str
    headers: Mapping[str, str]
    mark: str = "_row"
    layout: Layout | None = None


def read(source: Source, path: Path, workdir: Path) -> Table:
    """Read any file of a source, in a zip or not; whatever is wrong with it raises one SourceError.

    The work folder may hold personal data until it is removed: give a private, temporary one.
    """
    try:
        folder = Path(tempfile.mkdtemp(prefix="lecture-", dir=workdir))
        return _opened(source, path, folder, nested=False)
    except OSError as error:
        raise SourceError(source.name, f"lecture impossible : {error.strerror or error}", file=path.name) from error


def _opened(source: Source, path: Path, folder: Path, *, nested: bool) -> Table:
    with path.open("rb") as stream:
        start = stream.read(512)
    if not start.strip(b"\xef\xbb\xbf \t\r\n"):
        raise SourceError(source.name, "fichier vide", file=path.name, remedy="téléchargez-le de nouveau")
    if start.startswith(b"PAR1"):
        return _table(source, path, *parquet.read(source, path))
    packed = start.startswith((b"PK", b"BZh"))
    if not packed:
        return _text(source, path, start, folder)
    if start.startswith(b"PK") and any(entry.filename == "[Content_Types].xml" for entry in members(source, path)):
        return _table(source, path, *workbook.read(_as("xlsx", source), path))
    if nested:
        raise SourceError(source.name, "archive dans une archive", file=path.name, remedy="décompressez la première")
    inside = (extract if start.startswith(b"PK") else unpacked)(source, path, folder)
    table = _opened(source, inside, folder, nested=True)
    return replace(table, file=f"{path.name}/{inside.name}")


def _text(source: Source, path: Path, start: bytes, folder: Path) -> Table:
    """Read what is not an archive, once it is sure that it is not something else under a wrong name."""
    what = next((name for magic, name in _FOREIGN if start.startswith(magic)), None)
    suffix = path.suffix.lower()
    if suffix == ".xml" and source.read.format == "json" and what is None:
        return _table(source, path, *records.read(source, path))
    if start.lstrip()[:9].lower() in (b"<!doctype", b"<html>", b"<?xml ver") or start.lstrip()[:5].lower() == b"<html":
        what = "une page web ou du XML"
    if suffix == ".xlsx":
        what = what or "un texte sous un nom de classeur"
    if what:
        problem = f"le fichier est {what}, pas un fichier de données lisible"
        raise SourceError(source.name, problem, file=path.name, remedy="téléchargez de nouveau le bon format")
    if _TEXT.get(suffix, source.read.format) == "json":
        return _table(source, path, *records.read(_as("json", source), path))
    ours = _with_ligne(source, path)
    return _table(source, path, *delimited.read(_as("csv", ours), path, folder))


def _as(form: str, source: Source) -> Source:
    """Read another format than the declared one (a workbook saved as CSV) with the most usual settings."""
    if source.read.format == form:
        return source
    encodings, separators = ("utf-8", "iso-8859-1"), (",", ";", "\t")
    usual = Read(format=form, encodings=encodings, separators=separators, doubled=source.read.doubled)
    return replace(source, read=usual)


def _with_ligne(source: Source, path: Path) -> Source:
    """Let the file shipped with a source give, in `ligne`, the row of the official file it was taken from."""
    shipped = source.embedded is not None and path == source.folder / source.embedded.file
    return replace(source, columns={**source.columns, "ligne": _LIGNE}) if shipped else source


def _table(source: Source, path: Path, frame: pl.LazyFrame, rows: int, layout: Layout) -> Table:
    """Name the columns by our words; a blank cell is null, and so is a column that the file lacks."""
    cells = {word: pl.col(str(position)).str.strip_chars() for word, position in layout.words.items()}
    ours = [
        (pl.when(cells[word] != "").then(cells[word]) if word in cells else pl.lit(None, pl.String)).alias(word)
        for word in source.columns
    ]
    mark = "_pointer" if "_pointer" in frame.collect_schema() else "_row"
    cited = pl.col(mark)
    if "ligne" in cells and "ligne" not in source.columns:
        mark = "_pointer" if source.evidence.fragment == "pointer" else "_row"
        cited = cells["ligne"]
    number = cited if mark == "_pointer" else cited.cast(pl.UInt32)
    headers = {word: layout.published(word) for word in source.columns}
    return Table(frame.select(number.alias(mark), *ours), rows, path.name, headers, mark, layout)
