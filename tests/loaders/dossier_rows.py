"""The dossiers of the repository, read as a spreadsheet reads them: every folder that holds a `dossier.toml`."""

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

import pytest

from loaders import declared

Row: TypeAlias = Mapping[str, str]

DOSSIERS = sorted(path.parent for path in (Path(__file__).parents[2] / "loaders/dossiers").glob("*/dossier.toml"))
TABLES = {source.folder.name: source for source in declared().values() if source.folder.parent.name == "tables"}
EACH = [pytest.param(folder, table, id=f"{folder.name}/{table}") for folder in DOSSIERS for table in TABLES]


def rows(folder: Path, table: str) -> list[Row]:
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, strict=True))


def every(table: str) -> Iterator[tuple[Path, Row]]:
    return ((folder, row) for folder in DOSSIERS for row in rows(folder, table))


def parts(cell: str) -> set[str]:
    """Return what a cell lists."""
    return set(filter(None, cell.split("|")))
