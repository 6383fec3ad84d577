"""Parquet: the columns that somebody reads, as text, streamed from the file itself; a row is cited by its rank."""

from pathlib import Path
from typing import Final

import polars as pl

from loaders.errors import SourceError
from loaders.headers import Layout, match
from loaders.source import Source

MAX_ROWS: Final = 200_000_000  # SIRENE has 42 million establishments
BROKEN: Final = (pl.exceptions.PolarsError, pl.exceptions.PanicException)
"""What Polars raises on a damaged file, depending on where it notices."""
_AGAIN: Final = "téléchargez-le de nouveau"


def read(source: Source, path: Path) -> tuple[pl.LazyFrame, int, Layout]:
    """Return the rows (columns `_row`, then `0`, `1`… by position), their number, and the layout.

    The first row is 1: there is no header to count. Whole numbers come without « .0 », dates in ISO 8601. Every cell
    that is read is decoded once here, so that a damaged file is refused before anything is made of it.
    """
    try:
        file = pl.scan_parquet(path, glob=False, hive_partitioning=False)
        schema = file.collect_schema()
        layout = match(source, schema.names(), path.name)
        _flat(source, path, schema, layout)
        frame = file.select(_text(schema, position) for position in layout.positions)
        rows = _counted(source, path, file)
        frame.select(pl.all().str.len_bytes().sum()).collect(engine="streaming")
    except BROKEN as error:
        raise SourceError(source.name, "fichier parquet abîmé ou tronqué", file=path.name, remedy=_AGAIN) from error
    return frame.with_row_index("_row", 1), rows, layout


def _text(schema: pl.Schema, position: int) -> pl.Expr:
    """Write a cell as text, a whole float as the integer it stands for."""
    name, kind = schema.names()[position], list(schema.values())[position]
    text = pl.col(name).cast(pl.String, strict=False)
    return (text.str.replace(r"\.0$", "") if kind.is_float() else text).alias(str(position))


def _flat(source: Source, path: Path, schema: pl.Schema, layout: Layout) -> None:
    """Refuse what has no single text, a list or an object, in a column that somebody reads."""
    kinds = list(schema.values())
    nested = [schema.names()[position] for position in layout.positions if kinds[position].is_nested()]
    if nested:
        raise SourceError(source.name, "colonne de listes ou d'objets", file=path.name, column=nested[0])


def _counted(source: Source, path: Path, file: pl.LazyFrame) -> int:
    """Return the number of rows that the file announces, which a few bytes can put in the billions."""
    rows = int(file.select(pl.len()).collect().item())
    if rows > MAX_ROWS:
        raise SourceError(source.name, f"{rows} lignes, plus de {MAX_ROWS}", file=path.name, remedy="découpez-le")
    return rows
