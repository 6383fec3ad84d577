"""Clean rows: every cell in the canonical form of its kind, and what could not be read listed with its reason.

Rows read = rows accepted + rows rejected, before lists are exploded. A row is rejected when a required cell is
empty or wrong; elsewhere the wrong cell is emptied and listed.
"""

from dataclasses import dataclass
from typing import Final

import polars as pl

from loaders.columns import kind_of
from loaders.kinds.kind import tidy
from loaders.source import Column, Source
from loaders.table import Table

HIDDEN: Final = "(donnée personnelle)"
_EMPTY: Final = "cellule obligatoire vide ; complétez-la ou corrigez la ligne à la source"
_SHOWN: Final = 200  # characters of a wrong value that a report quotes


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


def clean(source: Source, table: Table) -> Clean:
    """Apply the kind of every column; a declaration with an unknown kind or option raises SourceError."""
    cells = [_Cell(source, column) for column in source.columns.values()]
    tidied = table.frame.select(table.mark, *(cell.tidied() for cell in cells))
    valued = tidied.with_columns(cell.value().alias(cell.valued) for cell in cells)
    refused = pl.any_horizontal([cell.refused() for cell in cells] or [pl.lit(value=False)])
    wrong = pl.sum_horizontal(cell.wrong() for cell in cells)
    accepted = valued.filter(~refused).select(table.mark, *(pl.col(c.valued).alias(c.word) for c in cells))
    for cell in cells:
        accepted = accepted.explode(cell.word, empty_as_null=True) if cell.listed else accepted
    emptied = pl.when(~refused).then(wrong).sum()
    counts = valued.select(pl.len().alias("lues"), refused.sum().alias("rejetees"), emptied.alias("cellules"))
    rejects = _rejects(table, cells, valued.filter(refused | (wrong > 0)))
    return Clean(accepted, rejects, counts.with_columns(retenues=pl.col("lues") - pl.col("rejetees")))


def count(cleaned: Clean) -> Counts:
    """Run the cleaning once, as a stream, and return its balance."""
    row = cleaned.counts.collect(engine="streaming").row(0, named=True)
    return Counts(row["lues"], row["retenues"], row["rejetees"], row["cellules"])


class _Cell:
    """One column under both its names: as published, tidied, under our word; canonical, under `=word`."""

    def __init__(self, source: Source, column: Column) -> None:
        self.kind, self.column, self.word, self.valued = kind_of(source, column), column, column.name, f"={column.name}"
        self.listed = "sep" in column.options
        self.personal = column.personal or (source.person is not None and column.name == source.person.birth)

    def tidied(self) -> pl.Expr:
        """Return the cell with its spaces in order; null for the texts that say nothing (`empty`)."""
        text = tidy(pl.col(self.word))
        nothing = [str(one) for one in self.column.options.get("empty", ())]
        return pl.when(~text.is_in(nothing)).then(text) if nothing else text

    def value(self) -> pl.Expr:
        """Return the canonical form; for a list, that of its readable parts, null when there is none."""
        if not self.listed:
            return self.kind.rule(pl.col(self.word), self.column).value
        values = self._parts().list.eval(self.kind.rule(pl.element(), self.column).value).list.drop_nulls()
        return pl.when(values.list.len() > 0).then(values)

    def problem(self) -> pl.Expr:
        """Return why the cell, or the first part of it, cannot be read."""
        if self.listed:
            found = self._parts().list.eval(self.kind.rule(pl.element(), self.column).problem)
            problem = found.list.drop_nulls().list.first()
        else:
            problem = self.kind.rule(pl.col(self.word), self.column).problem
        return pl.coalesce(problem, pl.when(self.refused()).then(pl.lit(_EMPTY)))

    def wrong(self) -> pl.Expr:
        """Tell a cell that holds something, and lost some of it."""
        if self.kind.lenient:
            return pl.lit(value=False)
        if self.listed:
            return pl.col(self.valued).list.len().fill_null(0) < self._parts().list.len()
        return pl.col(self.word).is_not_null() & pl.col(self.valued).is_null()

    def refused(self) -> pl.Expr:
        """Tell a required cell without a value: its row cannot be mapped."""
        return pl.col(self.valued).is_null() if self.column.required else pl.lit(value=False)

    def case(self, header: str) -> pl.Expr:
        """Return what a report says of the cell, or null where there is nothing to say."""
        quoted = pl.lit(HIDDEN) if self.personal else pl.col(self.word).str.slice(0, _SHOWN)
        return pl.when(self.wrong() | self.refused()).then(
            pl.struct(
                pl.lit(header).alias("colonne"),
                pl.when(pl.col(self.word).is_not_null()).then(quoted).alias("valeur"),
                self.problem().alias("motif"),
                pl.when(self.refused()).then(pl.lit("ligne")).otherwise(pl.lit("cellule")).alias("portee"),
            )
        )

    def _parts(self) -> pl.Expr:
        split = pl.col(self.word).str.split(str(self.column.options["sep"]))
        return split.list.eval(tidy(pl.element())).list.drop_nulls()


def _rejects(table: Table, cells: list[_Cell], wrong: pl.LazyFrame) -> pl.LazyFrame:
    """Turn the reasons into one line for each wrong cell, in the order of the file."""
    cases = pl.concat_list([cell.case(table.headers.get(cell.word, cell.word)) for cell in cells]).list.drop_nulls()
    parts = pl.col("motif").str.splitn(" ; ", 2).struct.rename_fields(["motif", "que_faire"])
    columns = ("ligne", "colonne", "valeur", "motif", "que_faire", "portee")
    lines = wrong.select(pl.col(table.mark).cast(pl.String).alias("ligne"), cases.alias("_cas"))
    lines = lines.explode("_cas").unnest("_cas").with_columns(parts).unnest("motif")
    return lines.select(pl.lit(table.file).alias("fichier"), *columns)
