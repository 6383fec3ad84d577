"""Rows with their types, for Parquet: exact decimals, dates, booleans, lists where a cell may hold several values."""

from collections.abc import Sequence
from typing import Final

import polars as pl

from graph.publishing.slots import BOOLEAN, DATE, DECIMAL, INTEGERS
from graph.publishing.tables.columns import Column
from graph.publishing.tables.wide import SUBJECT

GROUP: Final = 100_000
"""Rows of a row group, so that the same rows give the same bytes however they arrive."""

_DIGITS: Final = 38


def typed_rows(rows: pl.DataFrame, columns: Sequence[Column]) -> pl.DataFrame:
    """Return the rows of a class with the types of `schema`."""
    return rows.select(SUBJECT, *(_cell(one).alias(one.name) for one in columns))


def datatype(column: Column) -> pl.DataType:
    """Return the type of a value of a column; text where one of its values would not fit."""
    if not column.sound:
        return pl.String()
    if column.kind in INTEGERS:
        return pl.Int64()
    if column.kind == DECIMAL:
        return pl.Decimal(_DIGITS, column.scale)
    return {DATE: pl.Date(), BOOLEAN: pl.Boolean()}.get(column.kind or "", pl.String())


def _cell(column: Column) -> pl.Expr:
    cell, wanted = pl.col(column.name), datatype(column)
    if column.separator is None:
        return _cast(cell.list.first(), wanted)
    return cell.list.eval(_cast(pl.element(), wanted))


def _cast(value: pl.Expr, wanted: pl.DataType) -> pl.Expr:
    if wanted == pl.Boolean():
        return value == "true"
    return value.str.to_date("%Y-%m-%d") if wanted == pl.Date() else value.cast(wanted)
