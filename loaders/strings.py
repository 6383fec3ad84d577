"""The string functions of SPARQL that Polars has under another form; null in, null out."""

from collections.abc import Mapping
from typing import Final

import polars as pl

_REFERENCE: Final = r"^([a-z]+):([A-Za-z0-9._~-]*[A-Za-z0-9_~-][A-Za-z0-9._~-]*)$"


def before(whole: pl.Expr, mark: pl.Expr) -> pl.Expr:
    """Return what precedes the first `mark`: nothing where it is absent, or empty."""
    return _cut(whole, mark, "field_0", whole.str.head(0))


def after(whole: pl.Expr, mark: pl.Expr) -> pl.Expr:
    """Return what follows the first `mark`: nothing where it is absent, everything where it is empty."""
    return _cut(whole, mark, "field_1", whole)


def _cut(whole: pl.Expr, mark: pl.Expr, side: str, uncut: pl.Expr) -> pl.Expr:
    found = whole.str.contains(mark, literal=True)
    part = whole.str.splitn(mark, 2).struct.field(side)
    return pl.when(mark == "").then(uncut).when(found).then(part).when(~found).then(pl.lit(""))


def filled(part: pl.Expr) -> pl.Expr:
    """Return a part of an IRI; an empty one, or one made of dots, that resolvers remove, is null."""
    return pl.when(part.str.contains("[^.]")).then(part)


def referred(cell: pl.Expr, spaces: Mapping[str, str]) -> pl.Expr:
    """Return the IRI that a reference cell, `commune:62119`, names; its prefix chooses where IRIs start."""
    space = cell.str.extract(_REFERENCE, 1).replace_strict(dict(spaces), default=None, return_dtype=pl.String)
    return space + cell.str.extract(_REFERENCE, 2)
