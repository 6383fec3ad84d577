"""Rows as of today: merged communes followed to the living one, what is said once said once, and where each row is."""

import polars as pl

from loaders.edition import Edition
from loaders.source import Source
from loaders.vintage import Vintage


def resolved(edition: Edition, frame: pl.LazyFrame, vintage: Vintage) -> pl.LazyFrame:
    """Return rows of a file, or some of their columns, under the commune codes of today, the published ones beside."""
    held = set(frame.collect_schema())
    for column in communes(edition.source):
        if column in held:
            frame = today(frame, column, vintage.table(edition.published))
    return frame


def options(edition: Edition, frame: pl.LazyFrame) -> pl.LazyFrame:
    """Apply `latest` (only the newest edition speaks), `first` (only the first row that says it) and `[order]`.

    What depends on all the rows is computed now, from the few columns it needs, so that the others still stream.
    """
    columns, order = edition.source.columns.values(), edition.source.order
    if not edition.latest:
        silent = [c.name for c in columns if c.options.get("latest")]
        frame = frame.with_columns(pl.lit(None, pl.String).alias(name) for name in silent)
    once = [c.name for c in columns if c.options.get("first")]
    told = [pl.col(name).is_first_distinct().alias(f"{name} premier") for name in once]
    if order is not None:
        told.append(pl.int_range(1, pl.len() + 1, dtype=pl.UInt32).over(*order.among).alias("ordre"))
    if not told:
        return frame
    beside = frame.select(told).collect(engine="streaming").lazy()
    frame = pl.concat([frame, beside], how="horizontal")
    ranked = [pl.col("ordre").cast(pl.String)] if order is not None else []
    kept = [pl.when(pl.col(f"{name} premier")).then(pl.col(name)).alias(name) for name in once]
    return frame.with_columns(*ranked, *kept).drop(f"{name} premier" for name in once)


def communes(source: Source) -> list[str]:
    """Name the columns whose codes are resolved to today's communes."""
    columns = source.columns.values()
    return [c.name for c in columns if c.kind == "commune" and c.options.get("vintage", True)]


def groupings(source: Source) -> list[str]:
    """Name the columns whose SIREN are resolved to the groupings of today."""
    return [c.name for c in source.columns.values() if c.options.get("succession")]


def today(frame: pl.LazyFrame, column: str, changed: pl.DataFrame) -> pl.LazyFrame:
    """Put today's code in the column, and the published one, where it differs, in `<column>_origine`."""
    now = pl.col(column).replace_strict(changed["code"], changed["courant"], default=None, return_dtype=pl.String)
    return frame.with_columns(
        pl.when(now.is_not_null()).then(pl.col(column)).alias(f"{column}_origine"),
        pl.coalesce(now, column).alias(column),
    )


def place(edition: Edition, frame: pl.LazyFrame) -> pl.Expr:
    """Return where a row is in its file, as an IRI (RFC 7111, RFC 6901 in a fragment, RFC 5147)."""
    evidence, base = edition.source.evidence, edition.iri
    if evidence.fragment == "char":
        return pl.concat_str(pl.lit(f"{base}#char="), pl.col(evidence.start), pl.lit(","), pl.col(evidence.end))
    if "_pointer" in frame.collect_schema():
        return pl.concat_str(pl.lit(f"{base}#"), pl.col("_pointer"))
    return pl.concat_str(pl.lit(f"{base}#row="), pl.col("_row").cast(pl.String))
