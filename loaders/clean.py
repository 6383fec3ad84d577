"""Clean rows: every cell in the canonical form of its kind, and what could not be read listed with its reason.

Rows read = rows accepted + rows rejected, before lists are exploded. A row is rejected when a required cell is
empty or wrong; elsewhere the wrong cell is emptied and listed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import polars as pl

from loaders.errors import SourceError
from loaders.kinds import KINDS, Cleaned, Kind
from loaders.source import Column, Source
from loaders.table import Table

COMMON: Final = frozenset({"sep", "empty", "latest", "first", "vintage"})
"""Options any column may take: `sep` (a list in one cell), `empty` (texts that mean nothing was said), and the
three that later steps read."""

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
    cells = [_cell(source, column) for column in source.columns.values()]
    frame = table.frame.select(table.mark, *(expression for cell in cells for expression in cell))
    wrong = [f"_motif_{column.name}" for column in source.columns.values()]
    blocked = [f"_refus_{column.name}" for column in source.columns.values() if column.required]
    frame = frame.with_columns(_rejetee=pl.any_horizontal(blocked) if blocked else pl.lit(value=False))
    accepted = frame.filter(~pl.col("_rejetee")).select(table.mark, *source.columns)
    for name in (column.name for column in source.columns.values() if "sep" in column.options):
        accepted = accepted.explode(name, empty_as_null=True)
    rejected = pl.col("_rejetee").sum().alias("rejetees")
    emptied = pl.sum_horizontal(pl.col(name).is_not_null() for name in wrong).filter(~pl.col("_rejetee")).sum()
    counts = frame.select(pl.len().alias("lues"), rejected, emptied.alias("cellules"))
    counts = counts.with_columns(retenues=pl.col("lues") - pl.col("rejetees"))
    return Clean(accepted, _rejects(source, table, frame.filter(pl.any_horizontal(pl.col(wrong).is_not_null()))), counts)


def count(cleaned: Clean) -> Counts:
    """Run the cleaning once, as a stream, and return its balance."""
    row = cleaned.counts.collect(engine="streaming").row(0, named=True)
    return Counts(row["lues"], row["retenues"], row["rejetees"], row["cellules"])


def kind_of(source: Source, column: Column) -> Kind:
    """Return the kind of a column once its declaration is sound: known kind, known and complete options."""
    kind = KINDS.get(column.kind)
    known = COMMON | kind.needs | kind.options if kind else COMMON
    if kind is None:
        problem = f"sorte inconnue : « {column.kind} » ; sortes connues : {', '.join(sorted(KINDS))}"
    elif unknown := sorted(column.options.keys() - known):
        problem = f"options inconnues : {', '.join(unknown)} ; options de {kind.name} : {', '.join(sorted(known))}"
    elif missing := sorted(kind.needs - column.options.keys()):
        problem = f"options manquantes pour {kind.name} : {', '.join(missing)}"
    elif (beside := column.options.get("prefix")) and beside not in source.columns:
        problem = f"prefix désigne une colonne qui n'est pas déclarée : « {beside} »"
    else:
        return kind
    raise SourceError(source.name, problem, file="source.toml", column=column.name)


def _cell(source: Source, column: Column) -> Iterator[pl.Expr]:
    """Give the value, the reason, the refusal, and what a report may quote of one column."""
    raw = pl.col(column.name)
    nothing = [str(text) for text in column.options.get("empty", ())]
    cell = pl.when(~raw.is_in(nothing)).then(raw) if nothing else raw
    kind = kind_of(source, column)
    cleaned = _listed(kind, cell, column) if "sep" in column.options else kind.clean(cell, column)
    problem = cleaned.problem
    if column.required:
        problem = pl.coalesce(problem, pl.when(cleaned.value.is_null()).then(pl.lit(_EMPTY)))
        yield cleaned.value.is_null().alias(f"_refus_{column.name}")
    personal = column.personal or (source.person is not None and column.name == source.person.birth)
    quoted = pl.when(raw.is_not_null()).then(pl.lit(HIDDEN)) if personal else raw.str.slice(0, _SHOWN)
    yield cleaned.value.alias(column.name)
    yield problem.alias(f"_motif_{column.name}")
    yield quoted.alias(f"_brut_{column.name}")


def _listed(kind: Kind, cell: pl.Expr, column: Column) -> Cleaned:
    """Clean each part of a cell; wrong parts are left out, and the first reason is given."""
    parts = cell.str.split(str(column.options["sep"])).list.eval(pl.element().str.strip_chars())
    each = kind.clean(pl.element(), column)
    values = parts.list.eval(each.value).list.drop_nulls()
    problems = parts.list.eval(each.problem).list.drop_nulls()
    return Cleaned(pl.when(values.list.len() > 0).then(values), problems.list.first())


def _rejects(source: Source, table: Table, wrong: pl.LazyFrame) -> pl.LazyFrame:
    """Turn the columns of reasons into one line for each wrong cell, in the order of the file."""
    found = [
        pl.when(pl.col(f"_motif_{word}").is_not_null()).then(
            pl.struct(
                pl.lit(table.headers.get(word, word)).alias("colonne"),
                pl.col(f"_brut_{word}").alias("valeur"),
                pl.col(f"_motif_{word}").alias("motif"),
                pl.lit("ligne").alias("portee")
                if column.required and "sep" not in column.options
                else pl.lit("cellule").alias("portee"),
            )
        )
        for word, column in source.columns.items()
    ]
    return (
        wrong.select(pl.col(table.mark).cast(pl.String).alias("ligne"), _cas=pl.concat_list(found).list.drop_nulls())
        .explode("_cas")
        .unnest("_cas")
        .with_columns(pl.col("motif").str.splitn(" ; ", 2).struct.rename_fields(["motif", "que_faire"]))
        .unnest("motif")
        .select(pl.lit(table.file).alias("fichier"), "ligne", "colonne", "valeur", "motif", "que_faire", "portee")
    )
