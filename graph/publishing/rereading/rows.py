"""Tables of every format read as rows: an address, then each column as a list of texts, null where it is empty."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import polars as pl

from graph.publishing.rereading.meaning import Meant
from graph.publishing.tables.excel import BETWEEN, shows
from graph.publishing.tables.geojson import HEAD

_ROWS: Final = 50_000


def _exact(path: Path, table: Meant) -> Iterator[pl.DataFrame]:
    for rows in _sheets(path, ",", list(table.names)):
        yield _parted(rows, table.names, table.separators.get)


def _safe(path: Path, table: Meant) -> Iterator[pl.DataFrame]:
    """Read what a person reads: the columns before the address are those of the exact table that a sheet shows."""
    _, *names = table.names
    shown = [name for name in names if shows(table.properties[name])]
    for rows in _sheets(path, ";", [*shown, table.names[0]]):
        yield _parted(rows, [table.names[0], *shown], lambda name: BETWEEN if name in table.separators else None)


def _sheets(path: Path, separator: str, names: list[str]) -> Iterator[pl.DataFrame]:
    """Yield the rows of a CSV file by blocks, all text, the first columns under `names`."""
    table = pl.scan_csv(path, separator=separator, has_header=False, skip_rows=1, infer_schema=False)
    found = table.collect_schema().names()
    if len(found) < len(names):
        raise ValueError(f"{len(found)} colonnes, attendu : {len(names)}")
    kept = table.select(pl.col(one).alias(name) for one, name in zip(found, names, strict=False))
    yield from kept.collect_batches(chunk_size=_ROWS)


def _parquet(path: Path, table: Meant) -> Iterator[pl.DataFrame]:
    for rows in pl.scan_parquet(path).collect_batches(chunk_size=_ROWS):
        text = [pl.col(n).cast(pl.List(pl.String)) for n, t in rows.schema.items() if isinstance(t, pl.List)]
        plain = [_one(n) for n in table.names[1:] if n not in table.separators]
        yield rows.with_columns(*text, *plain)


def _one(name: str) -> pl.Expr:
    """Return a column of single values as lists, an empty cell still empty."""
    return pl.when(pl.col(name).is_not_null()).then(pl.concat_list(pl.col(name).cast(pl.String))).alias(name)


def _geojson(path: Path, table: Meant) -> Iterator[pl.DataFrame]:
    """Read one feature a line; a property that is not a column of the table stops everything."""
    subject, *others = table.names
    rows: list[dict[str, Any]] = []
    with path.open(encoding="utf-8") as lines:
        if lines.readline().encode() != HEAD:
            raise ValueError("première ligne inattendue")
        for line in lines:
            if line.startswith('{"type": "Feature"'):
                said = json.loads(line.rstrip().removesuffix(","))["properties"]
                if unknown := sorted(said.keys() - set(table.names)):
                    raise ValueError(f"propriété inattendue : {', '.join(unknown)}")
                rows.append({name: _several(said.get(name)) for name in others} | {subject: said[subject]})
    schema = pl.Schema({subject: pl.String(), **dict.fromkeys(others, pl.List(pl.String()))})
    for start in range(0, len(rows), _ROWS):
        yield pl.DataFrame(rows[start : start + _ROWS], schema=schema)


def _several(value: Any) -> list[str] | None:
    if value is None:
        return None
    return [one if isinstance(one, str) else json.dumps(one) for one in (value if isinstance(value, list) else [value])]


def _parted(rows: pl.DataFrame, names: Iterable[str], separator: Callable[[str], str | None]) -> pl.DataFrame:
    """Cut each cell where its values part."""
    subject, *others = names
    cut = [
        pl.col(name).str.split(mark) if (mark := separator(name)) else pl.concat_list(pl.col(name)) for name in others
    ]
    kept = [pl.when(pl.col(name).is_not_null()).then(one).alias(name) for name, one in zip(others, cut, strict=True)]
    return rows.select(subject, *kept)


READERS: Final[Mapping[str, Callable[[Path, Meant], Iterator[pl.DataFrame]]]] = {
    "csv": _exact,
    "excel": _safe,
    "parquet": _parquet,
    "geojson": _geojson,
}
"""Folder of a bundle -> how its tables are read."""
