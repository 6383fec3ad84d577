"""What a person asks of an export, and what was done."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from graph.publishing.catalogue import ProfileName
from graph.publishing.release import Release, Written
from graph.publishing.shelves import SLICE

Progress: TypeAlias = Callable[[str], None]
"""Called before each step, with the file or the task."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """The options of an export: `profile` None is both catalogues; `slice_size` bounds the memory, in bytes of text."""

    profile: ProfileName | None = None
    only: str | None = None
    previous: Path | None = None
    allow_violations: bool = False
    slice_size: int = SLICE


@dataclass(frozen=True, kw_only=True)
class Published:
    """A bundle that stands: its facts, its files, and what its publisher should know."""

    path: Path
    release: Release
    files: tuple[Written, ...]
    remarks: tuple[str, ...]
