"""Workbooks: one sheet of an XLSX as text, with the row numbers that a spreadsheet shows."""

from dataclasses import replace
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

import fastexcel
import polars as pl

from loaders.archive import BROKEN, members
from loaders.errors import SourceError
from loaders.grid import MAX_CELLS, Grid, grid, letters
from loaders.headers import Layout, match
from loaders.source import Source

MAX_BYTES: Final = 600 * 1024**2
_ROUNDED: Final = r"^-?(?:0|[1-9][0-9]*)\.[0-9]{0,8}[1-9]$"
_DIGITS: Final = 15
_RESAVE: Final = "ouvrez le classeur dans un tableur, recalculez-le et enregistrez-le"


def read(source: Source, path: Path) -> tuple[pl.LazyFrame, int, Layout]:
    """Return the rows (columns `_row`, then `0`, `1`… by position), their number, and the layout.

    Whole numbers come without « .0 »; rows without any value are not rows.
    """
    members(source, path, limit=MAX_BYTES)
    extent = _extent(source, path)
    sheet = _sheet(source, path)
    number = source.read.header_row
    header = [cell or "" for cell in sheet.row(number - 1)] if sheet.height >= number else []
    if not any(header):
        raise SourceError(source.name, "pas d'en-tête à cette ligne", file=path.name, line=number)
    form = f"classeur, feuille {source.read.sheet}, en-tête ligne {number}"
    layout = replace(match(source, header, path.name, number), form=form)
    _known(source, path, extent, layout)
    frame = sheet.with_row_index("_row", 1).slice(number)
    frame = frame.filter(~pl.all_horizontal(pl.exclude("_row").is_null()))
    for position in layout.nameless:
        if frame[str(position)].is_not_null().any():
            where = f"{letters(extent.first + position)}" if extent else str(position + 1)
            raise SourceError(source.name, "colonne remplie mais sans en-tête", file=path.name, column=where)
    return frame.lazy(), frame.height, layout


def _sheet(source: Source, path: Path) -> pl.DataFrame:
    """Read every cell of the sheet as text, from its first row, in columns named by their position."""
    try:
        book = fastexcel.read_excel(path)
        sheet = book.load_sheet(source.read.sheet, header_row=None, skip_rows=0, dtypes="string").to_polars()
        sheet = _exact(book, source, sheet)
    except fastexcel.SheetNotFoundError as error:
        known = ", ".join(f"« {name} »" for name in book.sheet_names)
        problem = f"pas de feuille « {source.read.sheet} » ; feuilles : {known}"
        raise SourceError(source.name, problem, file=path.name) from error
    except fastexcel.FastExcelError as error:
        raise SourceError(source.name, "classeur illisible", file=path.name, remedy=_RESAVE) from error
    sheet.columns = [str(position) for position in range(sheet.width)]
    blank = pl.all().cast(pl.String).str.strip_chars()
    return sheet.with_columns(pl.when(blank != "").then(blank))


def _exact(book: fastexcel.ExcelReader, source: Source, sheet: pl.DataFrame) -> pl.DataFrame:
    """Give back the fifteen digits that a spreadsheet shows: 17269623.11, neither …23.109999999 nor …23.110000003.

    The library rounds to nine decimals; a float has two digits more than it holds.
    """
    for position, name in enumerate(sheet.columns):
        rounded = pl.col(name).str.contains(_ROUNDED)
        if not sheet.select(rounded.any()).item():
            continue
        again = book.load_sheet(
            source.read.sheet, header_row=None, skip_rows=0, use_columns=[position], dtypes={position: "float"}
        )
        number = again.to_polars().to_series()
        same = pl.col(name).cast(pl.Float64, strict=False) == number.round(9)  # else a text, that nobody rounded
        digits = number.round_sig_figs(_DIGITS).cast(pl.String)
        exact = rounded & same & ~digits.str.contains("e")
        sheet = sheet.with_columns(pl.when(exact).then(digits).otherwise(pl.col(name)).alias(name))
    return sheet


def _extent(source: Source, path: Path) -> Grid | None:
    """Refuse a sheet that would fill the memory before the library starts."""
    try:
        extent = grid(path, source.read.sheet)
    except (*BROKEN, ET.ParseError, KeyError) as error:
        raise SourceError(source.name, "classeur abîmé", file=path.name, remedy=_RESAVE) from error
    if extent is not None and extent.cells > MAX_CELLS:
        problem = f"feuille de {extent.cells} cellules, plus de {MAX_CELLS}"
        raise SourceError(source.name, problem, file=path.name, remedy="supprimez les lignes et colonnes vides")
    return extent


def _known(source: Source, path: Path, extent: Grid | None, layout: Layout) -> None:
    """Refuse a formula without a calculated value, or an error, in a column that somebody reads."""
    if extent is None:
        return
    for cells, problem in (
        (extent.uncalculated, "formule sans valeur calculée"),
        (extent.errors, "cellule en erreur (#REF!, #N/A…)"),
    ):
        read = [(row, column) for column, row in cells if column - extent.first in layout.positions]
        if read:
            row, column = min(read)
            name = letters(column)
            raise SourceError(source.name, problem, file=path.name, line=row, column=name, remedy=_RESAVE)
