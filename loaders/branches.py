"""Branches of a tree: one row for each object at the end of a declared path, with the fields of the objects above it.

`marches.titulaires` must be there. `titulaires?` may lack: its contract is then a row of its own, without a holder.
`modifications*` may lack, and gives no row. `(titulaire)` is an envelope, there or not, that leaves no trace in
names; `(marche|contrat-concession)` are two of them side by side.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from loaders.errors import SourceError
from loaders.source import Source

Row = tuple[str, dict[str, str | None]]  # pointer, dotted name -> text
_STEP: Final = re.compile(r"(?:\((?P<envelopes>[^()?*]+)\)|(?P<key>[^()?*|]+)(?P<lacking>[?*])?)")


@dataclass(frozen=True)
class _Step:
    names: tuple[str, ...]
    envelope: bool
    lacking: Literal["refused", "kept", "skipped"]


@dataclass(frozen=True)
class _Walk:
    """A way down one file, to say where it stopped."""

    source: Source
    file: str

    def rows(
        self, node: Any, steps: Sequence[_Step], pointer: str, name: str, above: dict[str, str | None]
    ) -> Iterator[Row]:
        """Walk down the steps, carrying the fields of every object on the way."""
        if isinstance(node, list):
            for rank, item in enumerate(node):
                yield from self.rows(item, steps, f"{pointer}/{rank}", name, above)
        elif not isinstance(node, dict):
            raise self._lost("pas un objet", pointer)
        elif not steps:
            yield pointer, above | dict(leaves(f"{name}." if name else "", node))
        elif steps[0].envelope:
            yield from self._unwrapped(node, steps, pointer, name, above)
        else:
            yield from self._nested(node, steps, pointer, name, above)

    def _unwrapped(
        self, node: dict[str, Any], steps: Sequence[_Step], pointer: str, name: str, above: dict[str, str | None]
    ) -> Iterator[Row]:
        held = [key for key in steps[0].names if key in node]
        if not held:
            yield from self.rows(node, steps[1:], pointer, name, above)
        beside = {key: value for key, value in node.items() if key not in held}
        fields = above | dict(leaves(f"{name}." if name else "", beside)) if held else above
        for key in held:
            yield from self.rows(node[key], steps[1:], f"{pointer}/{_escaped(key)}", name, fields)

    def _nested(
        self, node: dict[str, Any], steps: Sequence[_Step], pointer: str, name: str, above: dict[str, str | None]
    ) -> Iterator[Row]:
        key, lacking = steps[0].names[0], steps[0].lacking
        prefix = f"{name}." if name else ""
        fields = above | dict(leaves(prefix, {other: value for other, value in node.items() if other != key}))
        if lacking == "refused" and key not in node:
            raise self._lost(f"pas de « {key} »", pointer)
        if lacking == "refused" or node.get(key):
            yield from self.rows(node[key], steps[1:], f"{pointer}/{_escaped(key)}", prefix + key, fields)
        elif lacking == "kept":
            yield pointer, fields

    def _lost(self, wanted: str, pointer: str) -> SourceError:
        remedy = "vérifiez le fichier"
        return SourceError(self.source.name, wanted, file=self.file, column=pointer or "/", remedy=remedy)


def rows(source: Source, file: str, tree: Any) -> Iterator[Row]:
    """Yield the rows of every path of `[read] records`, one path after the other; a path that breaks raises."""
    paths = source.read.records if isinstance(source.read.records, tuple) else (source.read.records,)
    for path in paths:
        yield from _Walk(source, file).rows(tree, [_step(part) for part in path.split(".") if part], "", "", {})


def _step(part: str) -> _Step:
    found = _STEP.fullmatch(part)
    if found is None:
        raise SourceError("[read] records", f"étape de chemin mal écrite : « {part} »", file="source.toml")
    lacking: dict[str | None, Literal["refused", "kept", "skipped"]] = {None: "refused", "?": "kept", "*": "skipped"}
    names = (found["envelopes"] or found["key"]).split("|")
    return _Step(tuple(names), found["envelopes"] is not None, lacking[found["lacking"]])


def _escaped(key: str) -> str:
    """Write a key as a step of a JSON pointer (RFC 6901)."""
    return key.replace("~", "~0").replace("/", "~1")


def leaves(prefix: str, fields: dict[str, Any]) -> Iterator[tuple[str, str | None]]:
    """Flatten an object into dotted names; a list of objects stays JSON, for a kind to refuse."""
    for key, value in fields.items():
        if isinstance(value, dict):
            yield from leaves(f"{prefix}{key}.", value)
        elif isinstance(value, list):
            flat = all(isinstance(item, str) for item in value)
            yield prefix + key, "|".join(value) if flat else json.dumps(value, ensure_ascii=False)
        else:
            yield prefix + key, _text(value)


def _text(value: Any) -> str | None:
    """Return a JSON scalar as text; its numbers were kept as text by the parser."""
    return ("true" if value else "false") if isinstance(value, bool) else value
