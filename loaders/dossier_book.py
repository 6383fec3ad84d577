"""The workbook of a dossier: `dossier.xlsx` beside `dossier.toml`, one sheet a table, in the place of the CSV files."""

from dataclasses import replace
from pathlib import Path
from typing import Final

import fastexcel

from loaders import workbook
from loaders.errors import SourceError
from loaders.source import Source

NAME: Final = "dossier.xlsx"
_BOTH: Final = "gardez les lignes d'un seul côté"


def held(source: Source, folder: Path) -> tuple[Source, Path] | None:
    """Return the file that holds a table of the dossier and how to read it, or None where there is none.

    `<table>.csv`, or the sheet of that name when the CSV is absent or has no row; rows in both are refused, for
    nobody could tell which is right.
    """
    table, book = source.folder.name, folder / NAME
    path = folder / f"{table}.csv"
    sheet = replace(source, read=replace(source.read, format="xlsx", sheet=table, header_row=1))
    in_sheet = book.is_file() and _filled_sheet(sheet, book)
    if in_sheet and _filled_csv(path):
        problem = f"la table {table} a des lignes dans {path.name} et dans la feuille {table} de {NAME}"
        raise SourceError(source.name, problem, file=str(folder), remedy=_BOTH)
    if in_sheet:
        return sheet, book
    return (source, path) if path.is_file() else None


def _filled_csv(path: Path) -> bool:
    """Tell whether a CSV has more than its header; a record that spans lines is more than a header too."""
    if not path.is_file():
        return False
    lines = (line for line in path.read_bytes().splitlines() if line.strip(b" ,;\t"))
    next(lines, None)
    return next(lines, None) is not None


def _filled_sheet(source: Source, book: Path) -> bool:
    """Tell whether the workbook has that sheet with a row under its header; a broken one is told when it is read."""
    try:
        if source.read.sheet not in fastexcel.read_excel(book).sheet_names:
            return False
        return workbook.read(source, book)[1] > 0
    except (fastexcel.FastExcelError, SourceError):
        return True
