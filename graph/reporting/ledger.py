"""The ledger of a build: one line a file, whatever became of it, and the codes that lead nowhere."""

import os
from collections.abc import Iterable
from pathlib import Path

from graph.reconciling.decisions import NAME as DECISIONS
from graph.reconciling.reconcile import Reconciled
from graph.reporting.summary import SourceLine, State, Unresolved
from graph.wording import count
from loaders.run import Outcome


def ignored(path: Path, data: Path | None) -> SourceLine:
    """Return the line of a file that no source recognises."""
    name = str(path.relative_to(data)) if data and path.is_relative_to(data) else path.name
    message = "aucune source déclarée ne reconnaît ce nom de fichier"
    return SourceLine(source="—", edition=name, title=name, state=State.SKIPPED, message=message)


def line(one: Outcome, out: Path) -> SourceLine:
    """Return the line of a file that was read, or that stopped."""
    return SourceLine(
        source=one.edition.source.name,
        edition=one.edition.name,
        title=one.edition.source.title,
        read=one.counts.read,
        mapped=one.counts.accepted,
        rejected=one.counts.rejected,
        cells=one.counts.cells,
        triples=one.triples,
        seconds=round(one.seconds, 2),
        state=State.FAILED if one.error else State.BUILT,
        message=str(one.error) if one.error else one.note,
        iri=one.edition.iri,
        path=_from(out, one.edition.path),
    )


def reconciled(names: Reconciled) -> Iterable[SourceLine]:
    """Yield a line on the names that no identifier says, where there are some: linked, or left to a person."""
    if names.linked or names.waiting:
        message = f"{count(names.linked, 'nom relié', 'noms reliés')}, {names.waiting} à relire dans {DECISIONS}"
        title = "Rapprochement des noms sans identifiant"
        yield SourceLine(
            source="rapprochements", edition=DECISIONS, title=title, triples=names.triples, message=message
        )


def lost(outcomes: Iterable[Outcome]) -> Iterable[Unresolved]:
    """Yield the codes that no known movement leads to a commune of today."""
    for one in outcomes:
        for code, times in one.unresolved:
            yield Unresolved(source=one.edition.label, code=code, count=times, note="absent des communes d'aujourd'hui")


def _from(out: Path, path: Path) -> str:
    """Return the way from the folder of a build to a file, as a page links to it; none to another Windows drive."""
    try:
        return Path(os.path.relpath(path, out)).as_posix()
    except ValueError:
        return ""
