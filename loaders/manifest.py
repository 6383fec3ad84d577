"""The manifest of a folder of downloaded files: where each one comes from, when, and with which bytes."""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Final

from loaders.errors import SourceError

NAME: Final = "manifeste.json"
_ADDRESS: Final = re.compile(r"https?://[^\s<>\"{}|\\^`]+")  # what an IRI of the graph may hold


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One file: the address asked for and the one that answered, its edition (a partial ISO date), its bytes.

    `fetched` is a UTC instant (`2026-11-21T13:40:00Z`); `etag` and `modified` are the server's own, to ask again.
    """

    sources: tuple[str, ...]
    title: str
    publisher: str
    licence: str
    landing_page: str
    url: str
    address: str
    edition: str | None
    fetched: str
    size: int
    sha256: str
    etag: str = ""
    modified: str = ""


def entries(folder: Path) -> dict[str, Entry]:
    """Return what is known of the files of a folder, by name; without a manifest, nothing; a broken one raises."""
    path = folder / NAME
    if not path.is_file():
        return {}
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))["fichiers"]
        return {name: _entry(one) for name, one in raw.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        remedy = "supprimez-le : maillage sources fetch en écrit un autre"
        raise SourceError("manifeste", "illisible", file=str(path), remedy=remedy) from error


def _entry(raw: Mapping[str, Any]) -> Entry:
    found = Entry(**{**raw, "sources": tuple(raw["sources"])})
    if not _ADDRESS.fullmatch(found.address):
        raise ValueError(found.address)
    return found


def text(known: Mapping[str, Entry]) -> str:
    """Return a manifest as JSON, files and keys in a stable order."""
    order = [field.name for field in fields(Entry)]
    files = {name: {key: asdict(known[name])[key] for key in order} for name in sorted(known)}
    return json.dumps({"fichiers": files}, ensure_ascii=False, indent=1) + "\n"
