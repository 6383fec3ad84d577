"""An answer as a Polars data frame, and as Parquet: numbers are numbers, dates are dates, codes stay texts."""

import io
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

import polars as pl
from pyoxigraph import Literal
from rdflib import XSD

from graph.asking.answers import Answer, Term
from graph.asking.formats.cells import INTEGERS, value

_BITS: Final = 63
_DIGITS: Final = 38
"""What a column of integers, or of decimals, can hold: beyond it, a column keeps the texts."""


def as_frame(answer: Answer) -> pl.DataFrame:
    """Return the rows of a SELECT, a column a variable; a column of several datatypes is one of texts."""
    columns = zip(
        answer.variables, zip(*answer.rows, strict=True) if answer.rows else ((),) * len(answer.variables), strict=True
    )
    return pl.DataFrame([_series(name, cells) for name, cells in columns])


def as_parquet(answer: Answer) -> bytes:
    """Return the frame as a Parquet file; the same answer gives the same bytes with one version of Polars."""
    file = io.BytesIO()
    as_frame(answer).write_parquet(file, compression="zstd")
    return file.getvalue()


def _series(name: str, cells: Sequence[Term | None]) -> pl.Series:
    types = {one.datatype.value if isinstance(one, Literal) else "" for one in cells if one is not None}
    kinds = {"integer" if one in INTEGERS else one for one in types}
    made = _TYPED.get(next(iter(kinds)) if len(kinds) == 1 else "", _texts)
    try:
        return made(name, [None if one is None else value(one) for one in cells])
    except (ValueError, InvalidOperation, OverflowError):
        return _texts(name, [None if one is None else value(one) for one in cells])


def _texts(name: str, cells: list[str | None]) -> pl.Series:
    return pl.Series(name, cells, dtype=pl.String)


def _integers(name: str, cells: list[str | None]) -> pl.Series:
    found = [None if one is None else int(one) for one in cells]
    if any(one is not None and one.bit_length() > _BITS for one in found):
        raise OverflowError(name)
    return pl.Series(name, found, dtype=pl.Int64)


def _decimals(name: str, cells: list[str | None]) -> pl.Series:
    found = [None if one is None else Decimal(one) for one in cells]
    scale = max((-_exponent(one) for one in found if one is not None), default=0)
    if any(one is not None and one.adjusted() + 1 + scale > _DIGITS for one in found):
        raise OverflowError(name)
    return pl.Series(name, found, dtype=pl.Decimal(_DIGITS, max(scale, 0)))


def _exponent(figure: Decimal) -> int:
    exponent = figure.as_tuple().exponent
    if not isinstance(exponent, int):  # NaN and infinities are no decimals
        raise InvalidOperation
    return min(exponent, 0)


def _days(name: str, cells: list[str | None]) -> pl.Series:
    return pl.Series(name, [None if one is None else date.fromisoformat(one) for one in cells], dtype=pl.Date)


def _booleans(name: str, cells: list[str | None]) -> pl.Series:
    return pl.Series(name, [None if one is None else one in {"true", "1"} for one in cells], dtype=pl.Boolean)


_TYPED: Final[Mapping[str, Callable[[str, list[str | None]], pl.Series]]] = {
    "integer": _integers,
    str(XSD.decimal): _decimals,
    str(XSD.date): _days,
    str(XSD.boolean): _booleans,
}
