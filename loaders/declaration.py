"""Declarations: each `source.toml` of this package becomes a Source; an unknown or missing key is refused by name."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any, Final, TypeVar

from loaders.addresses import Address
from loaders.errors import SourceError
from loaders.generations import Generation
from loaders.measures import Measure
from loaders.source import LOADERS, Column, Embedded, Evidence, Expect, Files, Order, Person, Read, Source
from loaders.variants import Variant

T = TypeVar("T")

_PARTS: Final = {
    "files": Files,
    "read": Read,
    "order": Order,
    "person": Person,
    "evidence": Evidence,
    "expect": Expect,
    "embedded": Embedded,
}
_TABLES: Final = {"generations": Generation, "measures": Measure, "variants": Variant}
_COLUMN: Final = ("header", "kind", "required", "personal")


def declared() -> dict[str, Source]:
    """Return every declared source by name, in the order of names; a broken declaration raises."""
    found = (source(path.parent) for path in LOADERS.rglob("source.toml"))
    return {one.name: one for one in sorted(found, key=lambda s: s.name)}


def source(folder: Path) -> Source:
    """Read the declaration of one folder; its name is its path under `loaders/`, without `tables`."""
    inside = folder.relative_to(LOADERS) if folder.is_relative_to(LOADERS) else Path(folder.name)
    name = "-".join(part for part in inside.parts if part != "tables").replace("_", "-")
    path = folder / "source.toml"
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise SourceError(name, f"déclaration illisible : {error}", file=str(path)) from error
    for key, kind in _PARTS.items():
        if key in raw:
            raw[key] = _build(kind, raw[key], name, f"[{key}]")
    if "fetch" in raw:
        raw["fetch"] = [_build(Address, one, name, "[[fetch]]") for one in raw["fetch"]]
    for key, kind in _TABLES.items():
        raw[key] = {word: _build(kind, one, name, f"[{key}.{word}]") for word, one in raw.get(key, {}).items()}
    raw["columns"] = {column.name: column for column in _columns(name, raw.get("columns", {}))}
    raw["ignored"] = {reason: tuple(headers) for reason, headers in raw.get("ignored", {}).items()}
    return _build(Source, {**raw, "name": name, "folder": folder}, name, "source.toml")


def _columns(name: str, declared_columns: Mapping[str, Mapping[str, Any]]) -> Iterator[Column]:
    for word, raw in declared_columns.items():
        headers = raw.get("header", [])
        yield Column(
            name=word,
            headers=(headers,) if isinstance(headers, str) else tuple(headers),
            kind=_required(raw, "kind", name, f"[columns] {word}"),
            required=bool(raw.get("required", False)),
            personal=bool(raw.get("personal", False)),
            options={key: value for key, value in raw.items() if key not in _COLUMN},
        )


def _required(raw: Mapping[str, Any], key: str, name: str, place: str) -> str:
    if key not in raw:
        raise SourceError(name, f"clé manquante : {key}", file="source.toml", column=place)
    return str(raw[key])


def _build(kind: type[T], raw: Mapping[str, Any], name: str, place: str) -> T:
    """Build a dataclass from a TOML table, refusing unknown and missing keys by name."""
    known = {f.name: f for f in fields(kind)}  # type: ignore[arg-type]  # every part is a dataclass
    unknown = sorted(raw.keys() - known.keys())
    needed = {k for k, f in known.items() if f.default is MISSING and f.default_factory is MISSING}
    missing = sorted(needed - raw.keys())
    if unknown or missing:
        problem = f"clés inconnues : {unknown}" if unknown else f"clés manquantes : {missing}"
        raise SourceError(name, problem, file="source.toml", column=place)
    return kind(**{key: tuple(value) if isinstance(value, list) else value for key, value in raw.items()})
