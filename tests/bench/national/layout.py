"""An official file of the country: the sample whose header it has, its name, its size, what fills its columns."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import polars as pl

from tests.bench.national.universe import Universe

LOADERS: Final = Path(__file__).parents[3] / "loaders"
Cells = Mapping[str, pl.Series]
Fill = Callable[[Universe, int], Cells]
"""Rows at the scale of the universe -> the cells of the columns that somebody reads; the others are blank."""


@dataclass(frozen=True, kw_only=True)
class Layout:
    """One official file: the sample whose header it has, its name, its rows at scale 1, and what fills its columns."""

    sample: str
    file: str
    rows: int
    fill: Fill

    def header(self) -> tuple[list[str], str]:
        """Return the columns of the official file, in order, and its separator."""
        line = (LOADERS / self.sample).read_text(encoding="utf-8").splitlines()[0].removeprefix("\ufeff")
        separator = max("\t;,", key=line.count)
        return [name.strip('"') for name in line.split(separator)], separator


def one_of(one: Universe, words: tuple[str, ...], rows: int) -> pl.Series:
    """Draw one of these words for each row."""
    return pl.Series(words)[one.rng.integers(0, len(words), rows)]


def all_of(word: str, rows: int) -> pl.Series:
    """Return the same word for each row."""
    return pl.Series([word]).new_from_index(0, rows)


def days(one: Universe, rows: int) -> pl.Series:
    """Draw an ISO date of 2022 to 2025 for each row."""
    return pl.Series(one.rng.integers(19_000, 20_400, rows)).cast(pl.Int32).cast(pl.Date).cast(pl.String)
