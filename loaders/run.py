"""Every file of a build to N-Triples: all are read and cleaned first, then mapped; one that fails stops alone."""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

import polars as pl

from loaders.clean import Clean, Counts, count
from loaders.context import context
from loaders.description import describe
from loaders.edition import Edition
from loaders.errors import SourceError
from loaders.expectation import expected
from loaders.load import Context, prepare, unresolved, write

Progress = Callable[[Edition], None]
NOTHING: Final = Counts(0, 0, 0, 0)
_TOGETHER: Final = 2  # while one file is read by Python alone, another uses the rest of the machine


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of one file: its N-Triples and its balance, or why it was left out."""

    edition: Edition
    counts: Counts = NOTHING
    files: tuple[Path, ...] = ()
    triples: int = 0
    seconds: float = 0.0
    note: str = ""
    error: SourceError | None = None
    unresolved: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Ready:
    """A file that could be read, cleaned lazily, with the balance of its rows."""

    edition: Edition
    cleaned: Clean
    counts: Counts
    note: str
    seconds: float


def ready(editions: Sequence[Edition], workdir: Path, progress: Progress) -> tuple[list[Ready], list[Outcome]]:
    """Read and clean every file, two at a time; return those that can be mapped, and what became of the others."""
    good: list[Ready] = []
    bad: list[Outcome] = []
    with ThreadPoolExecutor(_TOGETHER) as pool:
        for edition, one in zip(editions, pool.map(partial(_ready, workdir=workdir), editions), strict=True):
            if isinstance(one, Ready):
                good.append(one)
            else:
                bad.append(one)
            progress(edition)
    return good, bad


def _ready(edition: Edition, workdir: Path) -> Ready | Outcome:
    start = time.perf_counter()
    try:
        cleaned = prepare(edition, workdir)
        counts = count(cleaned)
        note = expected(edition, counts.read, cleaned.accepted)
    except SourceError as error:
        return Outcome(edition=edition, error=error, seconds=time.perf_counter() - start)
    return Ready(edition, cleaned, counts, note, time.perf_counter() - start)


def gathered(good: Sequence[Ready]) -> Context:
    """Return what rows need to know of other files."""
    return context((one.edition, one.cleaned) for one in good)


def targets(folder: Path, name: str) -> tuple[Path, Path]:
    """Return where the triples of a file are written, compressed, and those that describe the file itself."""
    return folder / f"{name}.nt.zst", folder / f"{name}.source.nt"


def mapped(one: Ready, known: Context, folder: Path, name: str, kept: Path | None = None) -> Outcome:
    """Map one file into `folder`: its triples, and the few that describe the file itself.

    `kept` is a folder where an earlier run may have left those very files: whole, they are taken as they are.
    """
    start, earlier = time.perf_counter(), kept or folder
    triples = _left(earlier, name)
    facts, about = targets(folder if triples is None else earlier, name)
    try:
        if triples is None:
            write(one.edition, one.cleaned, known, facts)
            about.write_text(describe(one.edition), encoding="utf-8", newline="\n")
            triples = _lines(facts)
    except SourceError as error:
        return Outcome(edition=one.edition, error=error, seconds=one.seconds)
    return Outcome(
        edition=one.edition,
        counts=one.counts,
        files=(facts, about),
        triples=triples,
        seconds=one.seconds + time.perf_counter() - start,
        note=one.note,
        unresolved=unresolved(one.edition, one.cleaned, known),
    )


def _left(folder: Path, name: str) -> int | None:
    """Return how many triples of a file a folder holds; None when it does not hold them all."""
    facts, about = targets(folder, name)
    try:
        return _lines(facts) if about.exists() else None
    except OSError:  # none, or a file that was cut
        return None


def _lines(path: Path) -> int:
    return int(pl.scan_lines(path).select(pl.len()).collect(engine="streaming").item())


def write_rejects(good: Sequence[Ready], folder: Path) -> None:
    """Write `<source>.csv` for every source that set something aside, all its files together."""
    folder.mkdir(parents=True)
    names = sorted({one.edition.source.name for one in good if one.counts.rejected or one.counts.cells})
    for name in names:
        frames = [one.cleaned.rejects for one in good if one.edition.source.name == name]
        pl.concat(frames).sink_csv(folder / f"{name}.csv")
