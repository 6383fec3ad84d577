"""GeoJSON (RFC 7946) of the nodes of a class that have a place: one feature a line, its properties the columns."""

import json
from collections.abc import Iterator, Sequence
from typing import Any, Final

import polars as pl

from graph.publishing.slots import BOOLEAN, DECIMAL, INTEGERS
from graph.publishing.tables.columns import Column
from graph.publishing.tables.geometries import HAS, WKT, Geometries
from graph.publishing.tables.wide import SUBJECT

HEAD: Final = b'{"type": "FeatureCollection", "features": [\n'
TAIL: Final = b"\n]}\n"
_BARE: Final = {*INTEGERS, DECIMAL, BOOLEAN}


def features(rows: pl.DataFrame, columns: Sequence[Column], known: Geometries) -> Iterator[str]:
    """Yield a feature for each row whose geometry is known."""
    shown = [one for one in columns if one.predicate not in {HAS, WKT}]
    for row, shape in zip(rows.iter_rows(named=True), known.by_row(rows, columns), strict=True):
        if shape:
            yield json.dumps(_feature(row, shown, shape), ensure_ascii=False)


def _feature(row: dict[str, Any], columns: Sequence[Column], shape: dict[str, Any]) -> dict[str, Any]:
    said = {one.name: _value(row[one.name], one) for one in columns if row[one.name] is not None}
    return {"type": "Feature", "id": row[SUBJECT], "geometry": shape, "properties": {SUBJECT: row[SUBJECT], **said}}


def _value(values: list[str], column: Column) -> Any:
    read = [_bare(one) for one in values] if column.sound and column.kind in _BARE else values
    return read[0] if column.separator is None else read


def _bare(text: str) -> Any:
    """Return a number or a boolean as JSON writes it; a number keeps its value, not its final zeros."""
    return json.loads(text.removeprefix("+"))
