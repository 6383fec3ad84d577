"""CSV for French Excel: names before addresses, BOM, semicolon, decimal comma, codes kept, and nothing that runs."""

from collections.abc import Mapping, Sequence
from typing import Final

import polars as pl
from rdflib import PROV, SDO

from graph.asking.formats.sheets import CODE, FORMULA
from graph.places import place
from graph.publishing.slots import DECIMAL, INTEGERS, IRI
from graph.publishing.tables.columns import Column
from graph.publishing.tables.geometries import HAS, WKT, Geometries, placed
from graph.publishing.tables.labels import Labels
from graph.publishing.tables.wide import SUBJECT
from ontology.terms import MLG

ROWS: Final = 1_000_000
"""How many rows a sheet is given: Excel stops at 1 048 576, without a word."""

BETWEEN: Final = " | "
_NUMBERS: Final = {*INTEGERS, DECIMAL}
_EVIDENCE: Final = str(PROV.wasDerivedFrom)
_PRECISIONS: Final = {str(SDO.startDate): str(MLG.precisionDebut), str(SDO.endDate): str(MLG.precisionFin)}
_POSITION: Final = ("latitude", "longitude")


def shown(columns: Sequence[Column]) -> list[Column]:
    """Return the columns that a sheet has: no shape, which an Excel cell cannot hold, and no precision of a date."""
    return [one for one in columns if shows(one.predicate)]


def shows(predicate: str) -> bool:
    """Tell whether a property has a column of its own in a sheet."""
    return predicate not in {WKT, HAS, *_PRECISIONS.values()}


def headings(columns: Sequence[Column]) -> list[str]:
    """Return the first line: French labels, each once, the address, the position, then the other addresses."""
    taken: set[str] = set()
    named = []
    for one in shown(columns):
        label = one.label if one.label not in taken else f"{one.label} ({one.name})"
        taken.add(label)
        named.append(label)
    linked = [f"{label} (IRI)" for label, one in zip(named, shown(columns), strict=True) if IRI in one.kinds]
    return [*named, "IRI", *(_POSITION if placed(columns) else ()), *linked]


def safe_rows(rows: pl.DataFrame, columns: Sequence[Column], labels: Labels, known: Geometries) -> pl.DataFrame:
    """Return the rows of a class as a spreadsheet may open them: a point is two numbers, a year is not a day."""
    precisions = {one.predicate: one.name for one in columns if one.predicate in _PRECISIONS.values()}
    cells = [_shown(rows, one, labels, precisions).alias(f"{n}") for n, one in enumerate(shown(columns))]
    linked = [_joined(pl.col(one.name)).alias(f"{one.name} (IRI)") for one in shown(columns) if IRI in one.kinds]
    position = _positions(rows, columns, known) if placed(columns) else []
    return rows.select(*cells, pl.col(SUBJECT).alias("IRI"), *position, *linked)


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


def _shown(rows: pl.DataFrame, column: Column, labels: Labels, precisions: Mapping[str, str]) -> pl.Expr:
    cell = pl.col(column.name)
    if column.kinds and set(column.kinds) <= _NUMBERS:
        return _joined(cell).str.replace_all(".", ",", literal=True)
    if IRI not in column.kinds:
        precision = precisions.get(_PRECISIONS.get(column.predicate, ""))
        return safe(_joined(_cut(cell, precision) if precision and column.separator is None else cell))
    nodes = rows[column.name].explode(empty_as_null=True).drop_nulls()
    words = {iri: place(iri) for iri in nodes.unique()} if column.predicate == _EVIDENCE else dict(labels.of(nodes))
    return safe(_joined(cell.list.eval(pl.element().replace(words))))


def _cut(days: pl.Expr, precision: str) -> pl.Expr:
    """Return dates no more precise than their source: « 2020 », « 2020-06 »."""
    known = pl.col(precision).list.first()
    return (
        pl.when(known == "annee").then(days.list.eval(pl.element().str.slice(0, len("2020"))))
        .when(known == "mois").then(days.list.eval(pl.element().str.slice(0, len("2020-06"))))
        .otherwise(days)
    )  # fmt: skip


def _positions(rows: pl.DataFrame, columns: Sequence[Column], known: Geometries) -> list[pl.Series]:
    """Return the latitudes and longitudes of what is a point, with their decimal commas."""
    points = [one["coordinates"] if one and one["type"] == "Point" else None for one in known.by_row(rows, columns)]
    sides = ([point and str(point[axis]).replace(".", ",") for point in points] for axis in (1, 0))
    return [pl.Series(name, side, dtype=pl.String) for name, side in zip(_POSITION, sides, strict=True)]


def _joined(cell: pl.Expr) -> pl.Expr:
    return cell.list.join(BETWEEN)
