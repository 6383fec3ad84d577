"""Successions: which intermunicipal authority took the place of one that was dissolved, under its own SIREN."""

from collections.abc import Mapping
from types import MappingProxyType

import polars as pl

Successions = Mapping[str, str]
"""SIREN of a dissolved authority -> SIREN of the one that lives today."""


def successions(events: pl.DataFrame) -> Successions:
    """Follow the cleaned rows of `epci-successions` to today; one that was split between several leads nowhere."""
    after: dict[str, set[str]] = {}
    for before, now in events.select("avant", "apres").drop_nulls().unique().sort("avant", "apres").iter_rows():
        after.setdefault(before, set()).add(now)
    found = {before: _today(before, after) for before in sorted(after)}
    return MappingProxyType({before: now for before, now in found.items() if now and now != before})


def _today(siren: str, after: Mapping[str, set[str]]) -> str | None:
    """Return the end of a chain; None where it splits or turns in a circle."""
    seen = {siren}
    while siren in after:
        if len(after[siren]) > 1:
            return None
        (siren,) = after[siren]
        if siren in seen:
            return None
        seen.add(siren)
    return siren


def succeeded(frame: pl.LazyFrame, column: str, known: Successions) -> pl.LazyFrame:
    """Put today's SIREN in the column, and the published one, where it differs, in `<column>_origine`."""
    today = pl.col(column).replace_strict(dict(known), default=None, return_dtype=pl.String)
    return frame.with_columns(
        pl.when(today.is_not_null()).then(pl.col(column)).alias(f"{column}_origine"),
        pl.coalesce(today, column).alias(column),
    )
