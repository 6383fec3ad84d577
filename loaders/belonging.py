"""Which files under a folder are data, and which sources recognise them, by their names alone."""

import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from loaders.errors import SourceError
from loaders.manifest import NAME as MANIFEST
from loaders.source import Source

SCHEMAS: Final = "schemas"  # the Table Schemas that are laid beside the tables of a dossier
_IGNORED: Final = {".ds_store", "thumbs.db", "desktop.ini", MANIFEST}


def files(data: Path | None) -> Iterator[Path]:
    """Yield, in order, what a folder holds but hidden files, manifests and the tables of dossiers; or the one file."""
    if data is None:
        return
    if not data.exists():
        raise SourceError("--data", "ce dossier n'existe pas", file=str(data))
    inside = sorted(data.rglob("*")) if data.is_dir() else [data]
    dossiers = {path.parent for path in inside if path.name == "dossier.toml"}
    for path in inside:
        hidden = path.name.lower() in _IGNORED or path.name.startswith((".", "~$"))
        of_dossier = path.parent in dossiers or (path.parent.name == SCHEMAS and path.parent.parent in dossiers)
        if path.is_file() and not hidden and not of_dossier:
            yield path


def owners(sources: Mapping[str, Source], path: Path) -> list[Source]:
    """Return the sources that recognise the name of a file, or of a member of an archive."""
    return [source for source in sources.values() if _matches(source, path)]


def _matches(source: Source, path: Path) -> bool:
    if source.name.startswith("dossiers-"):
        return False
    pattern = re.compile(source.files.pattern)
    if pattern.search(path.name):
        return True
    if path.suffix.lower() != ".zip" or not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as archive:
        return any(pattern.search(Path(name).name) for name in archive.namelist())
