"""Tables read back as statements: what each row says, by what its columns mean."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import polars as pl
from rdflib import RDF

from graph.errors import GraphError
from graph.publishing.rereading.meaning import Meant
from graph.publishing.rereading.rows import READERS

FOLDERS: Final = frozenset(READERS)
"""The folders of a bundle that hold tables."""


def statements(path: Path, table: Meant) -> Iterator[pl.DataFrame]:
    """Yield the statements of a table of any format, columns `s p o` in N-Triples syntax, whole rows."""
    reader = READERS[path.parent.name]
    try:
        for rows in reader(path, table):
            yield _told(rows, table)
    except (pl.exceptions.PolarsError, OSError, ValueError, KeyError) as error:
        message = f"{path.parent.name}/{path.name} : illisible ({str(error).splitlines()[0]})"
        raise GraphError(message, kind="unreadable") from error


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
