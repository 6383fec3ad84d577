"""Tables read back as statements: by the metadata of the exact CSV, which give the columns of every other format."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import polars as pl
from rdflib import RDF

from graph.errors import GraphError
from graph.publishing.tables import csvw
from graph.publishing.tables.excel import BETWEEN
from graph.publishing.tables.geojson import HEAD

_ROWS: Final = 50_000
_GEOMETRY: Final = "http://www.opengis.net/ont/geosparql#"


@dataclass(frozen=True)
class Meant:
    """What the columns of a class mean: the property of each after the first, its separator, and the class itself."""

    class_: str | None
    names: tuple[str, ...]
    properties: Mapping[str, str]
    separators: Mapping[str, str]


def meant(folder: Path) -> Mapping[str, Meant]:
    """Return what the columns of each table mean, by the name of its file, from the metadata beside the exact CSV."""
    path = folder / csvw.NAME
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        return {Path(table["url"]).stem: _meant(table) for table in raw["tables"]}
    except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
        raise GraphError(f"{path} : métadonnées illisibles ({error!r})", kind="unreadable") from error


def statements(path: Path, table: Meant) -> Iterator[pl.DataFrame]:
    """Yield the statements of a table of any format, columns `s p o` in N-Triples syntax, whole rows."""
    reader = _READERS[path.parent.name]
    try:
        for rows in reader(path, table):
            yield _told(rows, table)
    except (pl.exceptions.PolarsError, OSError, ValueError, KeyError) as error:
        message = f"{path.parent.name}/{path.name} : illisible ({str(error).splitlines()[0]})"
        raise GraphError(message, kind="unreadable") from error


def _meant(table: Mapping[str, Any]) -> Meant:
    columns = table["tableSchema"]["columns"]
    real = [one for one in columns if not one.get("virtual")]
    titles = {one["name"]: _title(one) for one in real}
    return Meant(
        class_=next((one["valueUrl"] for one in columns if one.get("virtual")), None),
        names=tuple(titles.values()),
        properties={titles[one["name"]]: one["propertyUrl"] for one in real if "propertyUrl" in one},
        separators={titles[one["name"]]: one["separator"] for one in real if "separator" in one},
    )


def _title(column: Mapping[str, Any]) -> str:
    titles = column["titles"]
    return str(titles if isinstance(titles, str) else titles["fr"][0])


def _told(rows: pl.DataFrame, table: Meant) -> pl.DataFrame:
    """Return one line a value; an address is a value that begins like one."""
    subject, *names = [name for name in table.names if name in rows.columns]
    long = rows.unpivot(on=names, index=subject, variable_name="column", value_name="o").explode("o")
    long = long.with_columns(pl.col("o").cast(pl.String)).drop_nulls("o")
    told = long.select(
        s=pl.format("<{}>", subject),
        p=pl.format("<{}>", pl.col("column").replace_strict(table.properties, return_dtype=pl.String)),
        o=_term(pl.col("o")),
    )
    if table.class_ is None:
        return told
    kind = rows.select(s=pl.format("<{}>", subject), p=pl.lit(f"<{RDF.type}>"), o=pl.lit(f"<{table.class_}>"))
    return pl.concat([told, kind])


def _term(value: pl.Expr) -> pl.Expr:
    escaped = value.str.replace_many(["\\", '"', "\n", "\r"], ["\\\\", '\\"', "\\n", "\\r"])
    return (
        pl.when(value.str.contains(r"^https?://[^\s<>\"]+$"))
        .then(pl.format("<{}>", value))
        .otherwise(pl.format('"{}"', escaped))
    )


def _exact(path: Path, table: Meant) -> Iterator[pl.DataFrame]:
    for rows in _sheets(path, ",", list(table.names)):
        yield _parted(rows, table.names, table.separators.get)


def _safe(path: Path, table: Meant) -> Iterator[pl.DataFrame]:
    """Read what a person reads: the columns before the address are those of the exact table, but for geometries."""
    _, *names = table.names
    shown = [name for name in names if not table.properties[name].startswith(f"{_GEOMETRY}asWKT")]
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


def _parted(rows: pl.DataFrame, names: Any, separator: Callable[[str], str | None]) -> pl.DataFrame:
    """Cut each cell where its values part."""
    subject, *others = names
    cut = [
        pl.col(name).str.split(mark) if (mark := separator(name)) else pl.concat_list(pl.col(name)) for name in others
    ]
    kept = [pl.when(pl.col(name).is_not_null()).then(one).alias(name) for name, one in zip(others, cut, strict=True)]
    return rows.select(subject, *kept)


_READERS: Final[Mapping[str, Callable[[Path, Meant], Iterator[pl.DataFrame]]]] = {
    "csv": _exact,
    "excel": _safe,
    "parquet": _parquet,
    "geojson": _geojson,
}
"""Folder of a bundle -> how its tables are read."""

FOLDERS: Final = frozenset(_READERS)
