"""One file checked against the source that its name, or its columns, designate."""

import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

import polars as pl

from graph.checking.candidates import Candidate, candidate, nearest, otherwise
from graph.checking.checked import Checked
from graph.checking.columns import compared, lenient
from graph.checking.generation import generation
from graph.errors import GraphError
from graph.reporting.summary import rejects
from loaders import Source, SourceError, declared
from loaders.belonging import owners
from loaders.clean import Counts, clean, count
from loaders.edition import Edition, digest, edition
from loaders.expectation import expected
from loaders.headers import recognised
from loaders.manifest import entries
from loaders.source import LOADERS
from loaders.table import Table, read

_UNDATED: Final = "l'année de l'édition n'est pas connue : mettez-la dans le nom du fichier, par exemple _2025"
_SEPARATED: Final = "le séparateur n'est pas un de ceux que la déclaration attend"


def check(path: Path, sources: Mapping[str, Source] | None = None, *, only: str | None = None) -> tuple[Checked, ...]:
    """Check a file against each source that recognises its name, or `only`; an absent one raises SourceError."""
    every = declared() if sources is None else sources
    if not path.is_file():
        raise SourceError("fichier", "introuvable" if not path.exists() else "ce n'est pas un fichier", file=str(path))
    if (path.parent / "dossier.toml").is_file():
        remedy = f"maillage dossier check {path.parent}"
        raise GraphError(f"{path.name} est une table de dossier", kind="usage", remedy=remedy)
    bare = Checked(path=path, size=path.stat().st_size, sha256=digest(path))
    owned = [every[only]] if only else owners(every, path)
    return tuple(_owned(bare, source, every) for source in owned) if owned else (_unowned(bare, every),)


def _unowned(bare: Checked, every: Mapping[str, Source]) -> Checked:
    """Look for the sources that a file resembles, since its name says nothing."""
    try:
        candidates, header = nearest(bare.path, every.values())
    except SourceError as error:
        return replace(bare, unreadable=_reason(error))
    columns = compared(every[candidates[0].name], header) if candidates else None
    return replace(bare, candidates=candidates, columns=columns, header=header if candidates else ())


def _owned(bare: Checked, source: Source, every: Mapping[str, Source]) -> Checked:
    """Read the whole file as its source would; where the columns drifted, as much of it as can be read."""
    one = edition(source, bare.path, entries(bare.path.parent).get(bare.path.name))
    folder = source.folder.relative_to(LOADERS) if source.folder.is_relative_to(LOADERS) else source.folder
    undated = (_UNDATED,) if source.files.dated and one.published is None else ()
    known = replace(bare, source=source.name, title=source.title, folder=folder.as_posix(), edition=one.published)
    known = replace(known, refusals=undated)
    with tempfile.TemporaryDirectory() as work:
        try:
            table = read(source, bare.path, Path(work))
        except SourceError as error:
            if not error.header:
                return replace(known, unreadable=_reason(error))
            return _drifted(known, one, error.header, every, Path(work))
        assert table.layout is not None
        return _counted(_described(known, source, table.layout.header, every), one, table, Path(work))


def _described(known: Checked, source: Source, header: tuple[str, ...], every: Mapping[str, Source]) -> Checked:
    same = generation(source, header, every.values())
    return replace(known, columns=compared(source, header), generation=same, header=header)


def _drifted(known: Checked, one: Edition, header: tuple[str, ...], every: Mapping[str, Source], work: Path) -> Checked:
    """Say what drifted, which source it really resembles, and what can be read all the same."""
    source = one.source
    if (other := otherwise(source, known.path, header)) is not None:
        source, header = other
        known = replace(known, refusals=(*known.refusals, _SEPARATED))
    if source.sensitive and not recognised(source, header):  # without a header, a file starts with a person
        return replace(known, unreadable="aucun en-tête n'est reconnu : le fichier en a-t-il un ?")
    columns = compared(source, header)
    known = _described(known, source, header, every)
    if columns.missing:
        known = replace(known, candidates=_better(source, header, known.path, every))
    patient = lenient(source, columns)
    try:
        table = read(patient, known.path, work)
    except SourceError:
        return known
    if columns.missing:
        return replace(known, form=_form(table), counts=Counts(table.rows_hint, 0, table.rows_hint, 0))
    return _counted(known, replace(one, source=patient), table, work)


def _better(source: Source, header: tuple[str, ...], path: Path, every: Mapping[str, Source]) -> tuple[Candidate, ...]:
    """Return the other sources that the file resembles more than the one that its name designates."""
    ours = candidate(source, header).score
    others, _ = nearest(path, [other for other in every.values() if other.name != source.name])
    return tuple(other for other in others if other.score > ours)


def _counted(known: Checked, one: Edition, table: Table, work: Path) -> Checked:
    """Clean every cell, count, and say what would be set aside."""
    try:
        cleaned = clean(one.source, table)
        counts = count(cleaned)
        folder = work / "rejets"
        folder.mkdir()
        cleaned.rejects.sink_csv(folder / f"{one.source.name}.csv")
    except (SourceError, pl.exceptions.PolarsError) as error:
        return replace(known, unreadable=str(error).splitlines()[0])
    known = replace(known, form=_form(table), counts=counts, rejects=tuple(rejects(folder)))
    try:
        return replace(known, note=expected(one, counts.read, cleaned.accepted))
    except SourceError as error:
        return replace(known, refusals=(*known.refusals, _reason(error)))


def _form(table: Table) -> str:
    form = table.layout.form if table.layout else ""
    return form or {"_pointer": "JSON"}.get(table.mark, "colonnes")


def _reason(error: SourceError) -> str:
    """Return what is wrong without the name of the file, which is told once."""
    place = f"ligne {error.line} : " if error.line else ""
    value = f"« {error.value} » : " if error.value else ""
    return f"{place}{value}{error.problem}" + (f" ; {error.remedy}" if error.remedy else "")
