"""From statements to rows: the subjects of one class, one list of values a column."""

import re
from collections.abc import Sequence
from typing import Final

import polars as pl

from graph.publishing.slots import IRI, TYPE, kind
from graph.publishing.tables.columns import Column

SUBJECT: Final = "iri"
_ESCAPE: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_NAMED: Final = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


def wide(triples: pl.DataFrame, class_: str, columns: Sequence[Column]) -> pl.DataFrame:
    """Return the rows of the subjects of a class: `iri`, then each column as a list of texts, null where it is empty.

    `triples` are sorted, columns `s p o`, whole subjects; so are the rows and the values of a cell.
    """
    typed = triples.filter((pl.col("p") == TYPE) & (pl.col("o") == f"<{class_}>")).select("s")
    about = triples.join(typed, on="s", how="semi", maintain_order="left")
    kinds = about.with_columns(kind=kind(pl.col("o")))
    slots = [(f"<{one.predicate}>", each, one.name) for one in columns for each in one.kinds]
    names = pl.DataFrame(slots, schema=dict.fromkeys(("p", "kind", "column"), pl.String), orient="row")
    cells = kinds.join(names, on=("p", "kind"), maintain_order="left").with_columns(value=value())
    grouped = cells.group_by("s", "column", maintain_order=True).agg("value")
    subjects = typed.select(pl.col("s").alias(SUBJECT))
    table = grouped.pivot(
        on="column",
        on_columns=names_of(columns),
        index="s",
        values="value",
        aggregate_function="first",
    )
    rows = subjects.join(table, left_on=SUBJECT, right_on="s", how="left", maintain_order="left")
    return rows.with_columns(pl.col(SUBJECT).str.slice(1).str.strip_suffix(">")).select(SUBJECT, *names_of(columns))


def names_of(columns: Sequence[Column]) -> list[str]:
    """Return the names of columns, in their order."""
    return [one.name for one in columns]


def value() -> pl.Expr:
    """Return what the term `o` says, without its brackets, quotes, escapes, language or datatype."""
    term = pl.col("o")
    return pl.when(pl.col("kind") == IRI).then(term.str.slice(1).str.strip_suffix(">")).otherwise(text(term))


def text(literal: pl.Expr) -> pl.Expr:
    """Return the text of literals as N-Triples writes them, escapes undone."""
    body = literal.str.strip_prefix('"').str.replace(r'"[^"]*$', "")
    escaped = body.str.contains("\\", literal=True)
    return pl.when(escaped).then(body.map_elements(_unescaped, return_dtype=pl.String)).otherwise(body)


def _unescaped(text: str) -> str:
    if "\\" not in text:
        return text
    return _ESCAPE.sub(_character, text)


def _character(found: re.Match[str]) -> str:
    if code := found[1] or found[2]:
        return chr(int(code, 16))
    return _NAMED.get(found[3], found[3])
