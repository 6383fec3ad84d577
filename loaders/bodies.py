"""Bodies: which local authority a SIREN names, so that money reaches the node that everything else is said of.

A column says it knows (`identifies = "commune:insee"`: this SIREN is that of the commune in `insee`); another asks
(`body = true`) and gets, in `<column>_organisme`, `commune:62413`, `epci:200072460`… or `siren:…` for any other body.
"""

from collections.abc import Iterable, Iterator
from typing import Final

import polars as pl

from loaders.edition import Edition
from loaders.resolving import resolved
from loaders.source import Source
from loaders.vintage import Vintage

SCHEMA: Final = {"siren": pl.String, "organisme": pl.String}
"""SIREN -> reference of the body; one line a SIREN."""

SUFFIX: Final = "_organisme"
_RANKS: Final = ("commune", "epci", "departement", "region")
"""Who is meant where one SIREN serves several bodies: Paris is a commune before it is a department."""


def known(edition: Edition, rows: pl.LazyFrame, today: Vintage) -> Iterator[pl.LazyFrame]:
    """Yield what the newest edition of a source identifies; the SIREN of a merged commune is not its successor's."""
    for column in edition.source.columns.values() if edition.latest else ():
        if "identifies" in column.options:
            prefix, _, key = str(column.options["identifies"]).partition(":")
            here = resolved(edition, rows.select(list(dict.fromkeys((column.name, key)))).drop_nulls().unique(), today)
            origin = f"{key}_origine"
            if origin in rows.collect_schema():
                here = here.filter(pl.col(origin).is_null())
            reference = pl.concat_str(pl.lit(f"{prefix}:"), pl.col(key))
            yield here.select(pl.col(column.name).alias("siren"), reference.alias("organisme"))


def bodies(frames: Iterable[pl.LazyFrame]) -> pl.DataFrame:
    """Return one reference for each SIREN, in a stable order."""
    every = pl.concat([pl.LazyFrame(schema=SCHEMA), *frames]).unique().collect(engine="streaming")
    prefix = pl.col("organisme").str.extract(r"^([a-z]+):")
    rank = prefix.replace_strict({name: rank for rank, name in enumerate(_RANKS)}, default=len(_RANKS))
    ordered = every.sort("siren", rank, "organisme")
    return ordered.unique("siren", keep="first", maintain_order=True)


def asking(source: Source) -> list[str]:
    """Name the columns whose SIREN become bodies."""
    return [c.name for c in source.columns.values() if c.options.get("body")]


def named(frame: pl.LazyFrame, column: str, table: pl.DataFrame) -> pl.LazyFrame:
    """Add `<column>_organisme`, null where the SIREN is."""
    known = pl.col(column).replace_strict(table["siren"], table["organisme"], default=None, return_dtype=pl.String)
    other = pl.concat_str(pl.lit("siren:"), pl.col(column))
    return frame.with_columns(pl.coalesce(known, other).alias(f"{column}{SUFFIX}"))
