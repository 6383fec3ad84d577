"""CSV for French Excel: names before addresses, BOM, semicolon, decimal comma, codes kept, and nothing that runs."""

from collections.abc import Sequence
from typing import Final

import polars as pl
from rdflib import PROV

from graph.asking.formats.sheets import CODE, FORMULA
from graph.places import place
from graph.publishing.slots import DECIMAL, INTEGERS, IRI
from graph.publishing.tables.columns import Column
from graph.publishing.tables.labels import Labels
from graph.publishing.tables.wide import SUBJECT

ROWS: Final = 1_000_000
"""How many rows a sheet is given: Excel stops at 1 048 576, without a word."""

BETWEEN: Final = " | "
_NUMBERS: Final = {*INTEGERS, DECIMAL}
_EVIDENCE: Final = str(PROV.wasDerivedFrom)


def headings(columns: Sequence[Column]) -> list[str]:
    """Return the first line: French labels, each once, then those of the addresses."""
    taken: set[str] = set()
    shown = []
    for one in columns:
        label = one.label if one.label not in taken else f"{one.label} ({one.name})"
        taken.add(label)
        shown.append(label)
    linked = [f"{label} (IRI)" for label, one in zip(shown, columns, strict=True) if IRI in one.kinds]
    return [*shown, "IRI", *linked]


def safe_rows(rows: pl.DataFrame, columns: Sequence[Column], labels: Labels) -> pl.DataFrame:
    """Return the rows of a class as a spreadsheet may open them; the addresses of what is named come last."""
    shown = [_shown(rows, one, labels).alias(f"{n}") for n, one in enumerate(columns)]
    linked = [_joined(pl.col(one.name)).alias(f"{one.name} (IRI)") for one in columns if IRI in one.kinds]
    return rows.select(*shown, pl.col(SUBJECT).alias("IRI"), *linked)


def safe(text: pl.Expr) -> pl.Expr:
    """Return texts that a spreadsheet leaves as they are: codes as text, what looks like a formula after a quote."""
    code = text.str.contains(f"^(?:{CODE.pattern})$")
    trimmed = text.str.strip_chars_start(" ")
    runs = pl.any_horizontal(trimmed.str.starts_with(mark) for mark in FORMULA)
    return (
        pl.when(code)
        .then(pl.concat_str(pl.lit('="'), text, pl.lit('"')))
        .when(runs)
        .then(pl.concat_str(pl.lit("'"), text))
        .otherwise(text)
    )


def _shown(rows: pl.DataFrame, column: Column, labels: Labels) -> pl.Expr:
    cell = pl.col(column.name)
    if column.kinds and set(column.kinds) <= _NUMBERS:
        return _joined(cell).str.replace_all(".", ",", literal=True)
    if IRI not in column.kinds:
        return safe(_joined(cell))
    nodes = rows[column.name].explode(empty_as_null=True).drop_nulls()
    words = {iri: place(iri) for iri in nodes.unique()} if column.predicate == _EVIDENCE else dict(labels.of(nodes))
    return safe(_joined(cell.list.eval(pl.element().replace(words))))


def _joined(cell: pl.Expr) -> pl.Expr:
    return cell.list.join(BETWEEN)
