"""Measures: the figure columns of a wide table, each made a row that says what it measures and in which unit."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import polars as pl

WORDS: Final = ("mesure", "mesure_libelle", "mesure_unite", "valeur")
"""What a mapping sees instead of the figure columns: the indicator, its name, its unit, the figure."""


@dataclass(frozen=True, kw_only=True)
class Measure:
    """One figure column (`[measures]`, under the name of its indicator): our word for it, a French name, a unit."""

    column: str
    label: str
    unit: str


def unfolded(frame: pl.LazyFrame, measures: Mapping[str, Measure]) -> pl.LazyFrame:
    """Give one row to each figure of a row, in the order of the declaration; a row without any figure stays one row."""
    if not measures:
        return frame
    figures = [
        pl.when(pl.col(one.column).is_not_null()).then(
            pl.struct(
                pl.lit(indicator).alias(WORDS[0]),
                pl.lit(one.label).alias(WORDS[1]),
                pl.lit(one.unit).alias(WORDS[2]),
                pl.col(one.column).alias(WORDS[3]),
            )
        )
        for indicator, one in measures.items()
    ]
    wide = dict.fromkeys(one.column for one in measures.values())
    long = frame.with_columns(pl.concat_list(figures).list.drop_nulls().alias("_mesures")).drop(*wide)
    return long.explode("_mesures", empty_as_null=True).unnest("_mesures")
