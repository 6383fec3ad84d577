"""Records of a JSON file: one row for each object of a nested list, cited by its pointer (RFC 6901)."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import polars as pl

from loaders import branches, markup
from loaders.branches import Row, leaves
from loaders.dialect import encoding_of
from loaders.errors import SourceError
from loaders.features import GEOMETRY, features, is_map, projection
from loaders.geometry import GeometryError
from loaders.headers import Layout, match
from loaders.source import Source

MAX_BYTES: Final = 512 * 1024**2


def read(source: Source, path: Path) -> tuple[pl.LazyFrame, int, Layout]:
    """Return the rows (columns `_pointer`, then `0`, `1`… by position), their number, and the layout.

    `records = "membres"` makes a row of every member; the fields of the object above it come along under their
    own name, its own fields under `membres.…`; `membres?` keeps an object without members as a row. Numbers keep
    their digits; a list of texts is joined with `|`. In GeoJSON and TopoJSON a row is a feature: its properties
    under their own names, and its outline in `geometry` (WKT, degrees), written only where somebody reads it.
    """
    tree = markup.tree(source, path) if path.suffix.lower() == ".xml" else _tree(source, path)
    try:
        if is_map(tree):
            return _map(source, path, tree)
        rows = list(branches.rows(source, path.name, tree))
    except RecursionError as error:
        raise SourceError(source.name, "JSON trop imbriqué", file=path.name) from error
    header = list(dict.fromkeys(name for _, fields in rows for name in fields))
    return _frame(rows, header, match(source, header, path.name))


def _map(source: Source, path: Path, tree: dict[str, Any]) -> tuple[pl.LazyFrame, int, Layout]:
    """Return the features of a map; an outline that is not in degrees raises SourceError, if it is read."""
    try:
        found = list(features(tree))
    except GeometryError as error:
        raise _unplaced(source, path, str(error), "/") from error
    rows = [(pointer, dict(leaves("", properties))) for pointer, properties, _ in found]
    header = [*dict.fromkeys(name for _, fields in rows for name in fields), GEOMETRY]
    layout = match(source, header, path.name)
    if len(header) - 1 in layout.positions:
        if name := projection(tree):
            raise _unplaced(source, path, f"projection {name}", "/crs")
        for (pointer, fields), (_, _, outline) in zip(rows, found, strict=True):
            try:
                fields[GEOMETRY] = outline()
            except GeometryError as error:
                raise _unplaced(source, path, str(error), pointer) from error
    return _frame(rows, header, layout)


def _unplaced(source: Source, path: Path, problem: str, pointer: str) -> SourceError:
    remedy = "exportez la carte en GeoJSON, en degrés (WGS 84)"
    return SourceError(source.name, problem, file=path.name, column=pointer, remedy=remedy)


def _frame(rows: list[Row], header: Sequence[str], layout: Layout) -> tuple[pl.LazyFrame, int, Layout]:
    columns = {str(p): [fields.get(header[p]) for _, fields in rows] for p in layout.positions}
    data = {"_pointer": [pointer for pointer, _ in rows], **columns}
    return pl.LazyFrame(data, schema=dict.fromkeys(data, pl.String)), len(rows), layout


def _tree(source: Source, path: Path) -> Any:
    """Parse the file with numbers as text; a doubled key or a NaN is an error, not a choice."""
    if path.stat().st_size > MAX_BYTES:
        raise SourceError(source.name, f"JSON de plus de {MAX_BYTES // 1024**2} Mio", file=path.name)
    text = path.read_text(encoding=encoding_of(source, path))
    try:
        return json.loads(text, parse_float=str, parse_int=str, parse_constant=_refused, object_pairs_hook=_distinct)
    except json.JSONDecodeError as error:
        problem = f"JSON illisible ({error.msg})"
        again = "le fichier est peut-être tronqué : téléchargez-le de nouveau"
        raise SourceError(source.name, problem, file=path.name, line=error.lineno, remedy=again) from error
    except _RefusedError as error:
        raise SourceError(source.name, str(error), file=path.name) from error
    except RecursionError as error:
        raise SourceError(source.name, "JSON trop imbriqué", file=path.name) from error


class _RefusedError(ValueError):
    """What valid-looking JSON may not hold."""


def _refused(constant: str) -> str:
    raise _RefusedError(f"« {constant} » n'est pas un nombre")


def _distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        doubled = next(name for name in names if names.count(name) > 1)
        raise _RefusedError(f"clé en double dans un objet : « {doubled[:60]} »")
    return found
