"""Which sources a file might be of, by its columns alone: its name may lie, or say nothing."""

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from graph.checking.columns import compared
from loaders import Source, SourceError
from loaders.source import Read
from loaders.table import read

_LEAST: Final = 0.3
_SHOWN: Final = 3
_ENCODINGS: Final = ("utf-8", "iso-8859-1")
_SEPARATORS: Final = ("\t", ";", ",", "|")
_FORMS: Final = {
    **dict.fromkeys((".csv", ".txt", ".tsv"), "csv"),
    **dict.fromkeys((".json", ".geojson", ".topojson"), "json"),
    ".xlsx": "xlsx",
    ".parquet": "parquet",
}


@dataclass(frozen=True)
class Candidate:
    """A source, the pattern of its files, and how well it fits: the share of the columns it knows and needs."""

    name: str
    title: str
    pattern: str
    score: float


def header_of(path: Path, source: Source) -> tuple[str, ...]:
    """Return the header of a file, read as a source reads it; SourceError when there is none to read."""
    nobody = replace(source, columns={}, ignored={}, generations={})
    with tempfile.TemporaryDirectory() as work:
        try:
            layout = read(nobody, path, Path(work)).layout
        except SourceError as error:
            if not error.header:
                raise
            return error.header
    return layout.header if layout else ()


def otherwise(source: Source, path: Path, header: Sequence[str]) -> tuple[Source, tuple[str, ...]] | None:
    """Return the declaration with every separator, and the header it then finds, if it finds more of what it needs."""
    wider = replace(source, read=replace(source.read, separators=(*source.read.separators, *_SEPARATORS)))
    try:
        found = header_of(path, wider)
    except SourceError:
        return None
    better = len(compared(source, found).missing) < len(compared(source, header).missing)
    return (wider, found) if better else None


def nearest(path: Path, sources: Iterable[Source]) -> tuple[tuple[Candidate, ...], tuple[str, ...]]:
    """Return the sources whose columns are those of the file, the best first, and the header that shows it.

    The file is opened in every way that a declaration describes; SourceError when none gives a header.
    """
    every = [source for source in sources if not source.name.startswith("dossiers-")]
    found: list[tuple[Candidate, tuple[str, ...]]] = []
    headers, failure = _headers(path, every)
    for header in headers:
        found += [(candidate(source, header), header) for source in every]
    good = sorted((one for one in found if one[0].score >= _LEAST), key=lambda one: (-one[0].score, one[0].name))
    if not headers and failure:
        raise failure
    best = {one.name: one for one, _ in reversed(good)}
    ranked = sorted(best.values(), key=lambda one: (-one.score, one.name))[:_SHOWN]
    return tuple(ranked), good[0][1] if good else max(headers, key=len, default=())


def candidate(source: Source, header: Sequence[str]) -> Candidate:
    """Score a source against a header, from 0 to 1."""
    columns = compared(source, header)
    named = sum(1 for name in header if name.strip())
    needed = sum(column.required for column in source.columns.values())
    known = named - len(columns.unknown) - len(columns.doubled)
    share = known / named if named else 0.0
    score = round(share * (1 - len(columns.missing) / max(needed, 1)), 2)
    return Candidate(source.name, source.title, source.files.pattern, score)


def _headers(path: Path, sources: Sequence[Source]) -> tuple[list[tuple[str, ...]], SourceError | None]:
    headers: dict[tuple[str, ...], None] = {}
    failure: SourceError | None = None
    for stranger in _ways(path, sources):
        try:
            headers.setdefault(header_of(path, stranger))
        except SourceError as error:
            failure = failure or error
    return list(headers), failure


def _ways(path: Path, sources: Sequence[Source]) -> Iterator[Source]:
    """Yield a nameless source for each different way of opening a file; all delimited text is opened the same way."""
    form = _FORMS.get(path.suffix.lower())
    ways = dict.fromkeys(_way(source.read) for source in sources if form in (None, source.read.format))
    for way in ways or [Read(format=form or "csv")]:
        yield replace(sources[0], name="fichier", read=way, sensitive=False)


def _way(read: Read) -> Read:
    """Return what makes a difference to where the header is, for the format."""
    if read.format == "csv":
        return Read(encodings=_ENCODINGS, separators=_SEPARATORS, skip=read.skip, limit_gib=read.limit_gib)
    return Read(
        format=read.format,
        encodings=_ENCODINGS,
        sheet=read.sheet,
        header_row=read.header_row,
        records=read.records,
        limit_gib=read.limit_gib,
    )
