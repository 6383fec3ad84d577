"""Exact numbers in Polars: 26 digits before the point and 12 after; what does not fit is null, never a crash."""

import operator
from collections.abc import Callable, Mapping
from typing import Final

import polars as pl

DECIMAL: Final = pl.Decimal(38, 12)
_OPERAND: Final = 10**13
"""Below this, no sum, product or quotient of two numbers overflows, which would stop the whole query."""


def read(cell: pl.Expr) -> pl.Expr:
    """Return the value of a lexical form of xsd:integer or xsd:decimal."""
    return cell.cast(DECIMAL, strict=False)


def written(number: pl.Expr) -> pl.Expr:
    """Return the canonical lexical form, without useless zeros or point."""
    return number.cast(pl.String).str.strip_chars_end("0").str.strip_chars_end(".")


def computed(name: str, left: pl.Expr, right: pl.Expr) -> pl.Expr:
    """Return `left name right`, rounded half to even at the twelfth decimal; a division by zero is null."""
    divisor = pl.when(right != 0).then(right) if name == "/" else right
    return _OPERATIONS[name](_small(left), _small(divisor))


def _small(number: pl.Expr) -> pl.Expr:
    return pl.when(number.abs() < _OPERAND).then(number)


_OPERATIONS: Final[Mapping[str, Callable[[pl.Expr, pl.Expr], pl.Expr]]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}
