"""Clean rows: every cell in the canonical form of its kind, and what could not be read listed with its reason.

Rows read = rows accepted + rows rejected, before lists are exploded. A row is rejected when a required cell is
empty or wrong; elsewhere the wrong cell is emptied and listed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import polars as pl

from loaders.cells import Cell, exploded
from loaders.source import Source
from loaders.table import Table

_KEPT: Final = "cellules.arrow"
_BATCH: Final = 16_384  # rows that a mapping turns into triples at a time: some 20 MB of text


@dataclass(frozen=True)
class Clean:
    """Three lazy frames over one table, all of them streamed.

    `accepted`: the mark and our words, String; `rejects`: fichier, ligne, colonne, valeur, motif, que_faire,
    portee (`ligne` or `cellule`); `counts`: one row lues, retenues, rejetees, cellules.
    """

    accepted: pl.LazyFrame
    rejects: pl.LazyFrame
    counts: pl.LazyFrame


@dataclass(frozen=True)
class Counts:
    """Rows read, kept and rejected, and cells emptied in the rows kept."""

    read: int
    accepted: int
    rejected: int
    cells: int


def clean(source: Source, table: Table, folder: Path | None = None) -> Clean:
    """Apply the kind of every column; a declaration with an unknown kind or option raises SourceError.

    With a folder, cells are cleaned once, now, and kept there: all that reads the frames later reads them clean.
    """
    cells = [Cell(source, column) for column in source.columns.values()]
    once = {cell.reading: cell for cell in reversed(cells)}  # columns that read the same cells are cleaned together
    twins = [(cell, once[cell.reading]) for cell in cells if once[cell.reading] is not cell]
    tidied = table.frame.select(table.mark, *(cell.tidied() for cell in once.values()))
    tidied = tidied.with_columns(pl.col(first.word).alias(twin.word) for twin, first in twins)
    valued = tidied.with_columns(cell.value().alias(cell.valued) for cell in once.values())
    valued = valued.with_columns(_spared(cells, twins))
    if folder is not None:
        valued.drop(twin.word for twin, _ in twins).sink_ipc(
            folder / _KEPT, compression="lz4", record_batch_size=_BATCH
        )
        valued = pl.scan_ipc(folder / _KEPT).with_columns(pl.col(first.word).alias(twin.word) for twin, first in twins)
    valued = valued.with_columns(pl.col(first.valued).alias(twin.valued) for twin, first in twins)
    refused = pl.any_horizontal([cell.refused() for cell in cells] or [pl.lit(value=False)])
    wrong = pl.sum_horizontal(pl.any_horizontal(cell.wrong() for cell in same) for same in _published(cells))
    accepted = valued.filter(~refused).select(table.mark, *(pl.col(c.valued).alias(c.word) for c in cells))
    accepted = exploded(accepted, cells)
    emptied = pl.when(~refused).then(wrong).sum()
    counts = valued.select(pl.len().alias("lues"), refused.sum().alias("rejetees"), emptied.alias("cellules"))
    rejects = _rejects(table, cells, valued.filter(refused | (wrong > 0)))
    return Clean(accepted, rejects, counts.with_columns(retenues=pl.col("lues") - pl.col("rejetees")))


def count(cleaned: Clean) -> Counts:
    """Run the cleaning once, as a stream, and return its balance."""
    row = cleaned.counts.collect(engine="streaming").row(0, named=True)
    return Counts(row["lues"], row["retenues"], row["rejetees"], row["cellules"])


def _spared(cells: list[Cell], twins: list[tuple[Cell, Cell]]) -> Iterable[pl.Expr]:
    """Forget what was published where it is read right and nobody will look at it again: half of what is kept."""
    needed = set().union(*(cell.beside for cell in cells))
    needed |= {first.word for twin, first in twins if twin.word in needed}
    copies = {twin.word for twin, _ in twins}
    for cell in cells:
        if not (cell.listed or cell.word in needed or cell.word in copies):
            yield pl.when(pl.col(cell.valued).is_null()).then(pl.col(cell.word)).alias(cell.word)


def _published(cells: list[Cell]) -> Iterable[list[Cell]]:
    """Group the columns that read one published cell: a SIRET is wrong once, though two words are made of it."""
    found: dict[tuple[str, ...], list[Cell]] = {}
    for cell in cells:
        found.setdefault(cell.column.headers or (cell.word,), []).append(cell)
    return found.values()


def _rejects(table: Table, cells: list[Cell], wrong: pl.LazyFrame) -> pl.LazyFrame:
    """Turn the reasons into one line for each wrong cell, in the order of the file, though two words may read it."""
    cases = pl.concat_list([cell.case(table.headers.get(cell.word, cell.word)) for cell in cells]).list.drop_nulls()
    cases = cases.list.unique(maintain_order=True)
    parts = pl.col("motif").str.splitn(" ; ", 2).struct.rename_fields(["motif", "que_faire"])
    columns = ("ligne", "colonne", "valeur", "motif", "que_faire", "portee")
    lines = wrong.select(pl.col(table.mark).cast(pl.String).alias("ligne"), cases.alias("_cas"))
    lines = lines.explode("_cas").unnest("_cas").with_columns(parts).unnest("motif")
    lines = lines.group_by(columns[:-1], maintain_order=True).agg(pl.col("portee").max())  # « ligne » over « cellule »
    return lines.select(pl.lit(table.file).alias("fichier"), *columns)
