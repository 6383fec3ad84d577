"""Who speaks last: what several sources state (a commune's SIREN) is left to the newest edition that knows it.

Of two editions of the same date, the one whose source is the `authority` for the fact speaks.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import polars as pl

from loaders.edition import UNDATED, Edition
from loaders.resolving import resolved
from loaders.source import Source
from loaders.vintage import Vintage

SCHEMA: Final = {"fait": pl.String, "cle": pl.String, "edition": pl.String}
"""What is stated, of whom, and the rank of the newest edition that states it."""


@dataclass(frozen=True)
class Fact:
    """A column that states what other sources state too: of whom (`key`, another column), and with which authority."""

    column: str
    name: str
    key: str
    authority: bool

    def rank(self, edition: Edition) -> str:
        """Return what orders editions: the date, partial ones before those of the same year, then the authority."""
        return (edition.published or UNDATED).ljust(len("2025-01-01")) + ("1" if self.authority else "0")


def facts(source: Source) -> Iterator[Fact]:
    """Yield what the columns declared `newest` state."""
    for column in source.columns.values():
        if "newest" in column.options:
            said = column.options["newest"]
            yield Fact(column.name, str(said["fact"]), str(said["of"]), bool(said.get("authority")))


def stated(edition: Edition, rows: pl.LazyFrame, today: Vintage) -> Iterator[pl.LazyFrame]:
    """Yield the facts that the rows of an edition state, under the commune codes of today."""
    for fact in facts(edition.source):
        said = resolved(edition, rows.select(list(dict.fromkeys((fact.column, fact.key)))).drop_nulls().unique(), today)
        rank, name = pl.lit(fact.rank(edition)), pl.lit(fact.name)
        yield said.select(name.alias("fait"), pl.col(fact.key).alias("cle"), rank.alias("edition")).unique()


def newest(frames: Iterable[pl.LazyFrame]) -> pl.DataFrame:
    """Return, for each fact and each thing, the newest edition that states it, in a stable order."""
    every = pl.concat([pl.LazyFrame(schema=SCHEMA), *frames])
    return every.group_by("fait", "cle").agg(pl.col("edition").max()).sort("fait", "cle").collect(engine="streaming")


def silenced(rows: pl.LazyFrame, edition: Edition, last: pl.DataFrame) -> pl.LazyFrame:
    """Empty the cells that state what a newer edition states too."""
    for fact in facts(edition.source):
        newer = last.filter((pl.col("fait") == fact.name) & (pl.col("edition") > fact.rank(edition)))
        said = pl.col(fact.key).is_in(newer["cle"].implode()).fill_null(value=False)
        rows = rows.with_columns(pl.when(~said).then(pl.col(fact.column)).alias(fact.column))
    return rows
