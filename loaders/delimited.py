"""Delimited text: one strict pass over a CSV of any declared encoding, separator and quote, into plain lines.

A file without quotes whose lines are all alike is read where it lies. Any other is read once with Python's csv
module, which is exact where faster readers guess, and copied with only the columns that somebody reads; Polars then
scans the copy as a stream. 65 MB take about 1.5 s.
"""

import csv
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final, TextIO

import polars as pl

from loaders.dialect import CODECS, MAX_LINE, SEPARATOR, dialect, encoding_of, form_of, skip_title
from loaders.errors import SourceError
from loaders.headers import Layout, match
from loaders.plain import plain
from loaders.source import Source

_BREAKS: Final = str.maketrans("\r\n", "  ")
_QUOTE: Final = "un guillemet n'est sans doute pas refermé"
_RAGGED: Final = "un séparateur manque ou est de trop, ou un guillemet n'est pas refermé"


def read(source: Source, path: Path, folder: Path) -> tuple[pl.LazyFrame, int, Layout]:
    """Return the rows (columns `_row`, then `0`, `1`… by position), their number, and the layout."""
    with path.open(encoding=encoding_of(source, path), newline="") as stream:
        start = skip_title(source, stream)
        separator, quote = dialect(source, stream)
        records = csv.reader(_lines(source, path, stream), delimiter=separator, quotechar=quote, strict=True)
        rows = _numbered(source, path, records, start)
        number, header = next(rows, (0, []))
        if not header:
            raise SourceError(source.name, "fichier vide", file=path.name, remedy="téléchargez-le de nouveau")
        form = form_of(stream.encoding, separator, quote, number)
        layout = replace(match(source, header, path.name, number), form=form)
        if alike := _plain(stream.encoding, path, layout, separator, quote, number):
            return *alike, layout
        copy, count = _copied(source, path, rows, layout, folder)
    names = ["_row", *map(str, layout.positions)]
    frame = pl.scan_csv(
        copy,
        separator=SEPARATOR,
        quote_char=None,
        has_header=False,
        schema=dict.fromkeys(names, pl.String),
        raise_if_empty=False,
        glob=False,
    )
    return frame, count, layout


def _plain(
    codec: str, path: Path, layout: Layout, separator: str, quote: str, header: int
) -> tuple[pl.LazyFrame, int] | None:
    """Return the rows without copying them, where nothing in the file needs to be looked at closely."""
    if codec != CODECS["utf-8"] or layout.nameless:
        return None
    width = len(layout.header)
    return plain(
        path, separator, quote, header=header, width=width, longest=csv.field_size_limit(), kept=layout.positions
    )


def _lines(source: Source, path: Path, stream: TextIO) -> Iterator[str]:
    while line := stream.readline(MAX_LINE):
        if len(line) == MAX_LINE:
            problem = f"ligne de plus de {MAX_LINE} caractères"
            raise SourceError(source.name, problem, file=path.name, remedy=_QUOTE)
        yield line


def _numbered(source: Source, path: Path, records: Iterator[list[str]], start: int) -> Iterator[tuple[int, list[str]]]:
    """Give each record its number in a spreadsheet: a blank line counts, and is not a row."""
    number = start - 1
    try:
        for number, row in enumerate(records, start):  # the last good number places an error
            if any(row):
                yield number, row
    except csv.Error as error:
        limit = "field larger" in str(error)
        problem = f"cellule de plus de {csv.field_size_limit()} caractères" if limit else "guillemets mal placés"
        raise SourceError(source.name, problem, file=path.name, line=number + 1, remedy=_QUOTE) from error


def _copied(
    source: Source, path: Path, rows: Iterator[tuple[int, list[str]]], layout: Layout, folder: Path
) -> tuple[Path, int]:
    """Write one plain line a row, its number first; a row of another width than the header raises."""
    width, kept, nameless = len(layout.header), layout.positions, layout.nameless
    target, count = folder / "lignes", 0
    with target.open("w", encoding="utf-8", newline="\n") as out:
        for number, row in rows:
            if len(row) != width:
                problem = f"{len(row)} cellule{'s' if len(row) > 1 else ''} au lieu de {width}"
                raise SourceError(source.name, problem, file=path.name, line=number, remedy=_RAGGED)
            if nameless and any(row[position] for position in nameless):
                problem = "cellule remplie dans une colonne sans en-tête"
                raise SourceError(source.name, problem, file=path.name, line=number, remedy="nommez la colonne")
            line = SEPARATOR.join([str(number), *[row[position] for position in kept]])
            if "\n" in line or "\r" in line:
                line = line.translate(_BREAKS)
            out.write(line + "\n")
            count += 1
    return target, count
