"""Records of a JSON file: one row for each object of a nested list, cited by its pointer (RFC 6901)."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import polars as pl

from loaders.delimited import encoding_of
from loaders.errors import SourceError
from loaders.headers import Layout, match
from loaders.source import Source

MAX_BYTES: Final = 512 * 1024**2
Row = tuple[str, dict[str, str | None]]  # pointer, dotted name -> text


def read(source: Source, path: Path) -> tuple[pl.LazyFrame, int, Layout]:
    """Return the rows (columns `_pointer`, then `0`, `1`… by position), their number, and the layout.

    `records = "membres"` makes a row of every member; the fields of the object above it come along under their
    own name, its own fields under `membres.…`. Numbers keep their digits; a list of texts is joined with `|`.
    """
    tree = _tree(source, path)
    parts = [part for part in source.read.records.split(".") if part]
    try:
        rows = list(_rows(source, path, tree, parts, "", "", {}))
    except RecursionError as error:
        raise SourceError(source.name, "JSON trop imbriqué", file=path.name) from error
    header = list(dict.fromkeys(name for _, fields in rows for name in fields))
    layout = match(source, header, path.name)
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


def _rows(
    source: Source, path: Path, node: Any, parts: Sequence[str], pointer: str, name: str, above: dict[str, str | None]
) -> Iterator[Row]:
    """Walk to the list named by `parts`, carrying the fields of every object on the way."""
    if isinstance(node, list):
        for rank, item in enumerate(node):
            yield from _rows(source, path, item, parts, f"{pointer}/{rank}", name, above)
        return
    if not isinstance(node, dict) or (parts and parts[0] not in node):
        wanted = f"pas de « {parts[0]} »" if parts else "pas un objet"
        raise SourceError(source.name, wanted, file=path.name, column=pointer or "/", remedy="vérifiez le fichier")
    inside = f"{name}." if name else ""
    nested = parts[0] if parts else None
    own = {key: value for key, value in node.items() if key != nested}
    fields = above | dict(_leaves(inside, own))
    if nested is None:
        yield pointer, fields
    else:
        step = nested.replace("~", "~0").replace("/", "~1")
        yield from _rows(source, path, node[nested], parts[1:], f"{pointer}/{step}", inside + nested, fields)


def _leaves(prefix: str, fields: dict[str, Any]) -> Iterator[tuple[str, str | None]]:
    """Flatten an object into dotted names; a list of objects stays JSON, for a kind to refuse."""
    for key, value in fields.items():
        if isinstance(value, dict):
            yield from _leaves(f"{prefix}{key}.", value)
        elif isinstance(value, list):
            flat = all(isinstance(item, str) for item in value)
            yield prefix + key, "|".join(value) if flat else json.dumps(value, ensure_ascii=False)
        else:
            yield prefix + key, _text(value)


def _text(value: Any) -> str | None:
    """Return a JSON scalar as text; its numbers were kept as text by the parser."""
    return ("true" if value else "false") if isinstance(value, bool) else value
