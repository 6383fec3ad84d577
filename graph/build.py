"""Build: every file read, mapped, loaded, completed and validated, into a store that replaces the old one whole."""

import shutil
import tempfile
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, TypeAlias

from graph import state as states
from graph import store as stores
from graph.chosen import chosen
from graph.complete import complete
from graph.reconciling.decisions import NAME as DECISIONS
from graph.reconciling.decisions import Decisions, decisions
from graph.reconciling.reconcile import Reconciled, reconcile
from graph.reporting import ledger
from graph.reporting.report import write_reports
from graph.reporting.summary import BuildSummary, Namesake, SourceLine, State, rejects
from graph.reporting.verdict import Report
from graph.state import BuildState
from graph.validation.validate import DEFINITIONS, validate_store
from loaders.edition import Edition, editions
from loaders.load import Context
from loaders.run import Outcome, Ready, gathered, mapped, ready, targets, write_rejects
from ontology.files import vocabulary

Progress: TypeAlias = Callable[[str, int, int], None]
"""Called as work is done: what is being done, how much is done, how much there is."""

REJECTS: Final = "rejets"
_CACHE: Final = "triplets"
_MUCH: Final = 0.25
"""The share of a graph beyond which a new store is quicker: removing a statement costs several times adding one."""


@dataclass(frozen=True, kw_only=True)
class Built:
    """A build and its report; `report` is None when nothing had changed since the last one."""

    summary: BuildSummary
    report: Report | None
    violations: int


def build(out: Path, *, data: Path | None = None, only: Sequence[str] = (), progress: Progress | None = None) -> Built:
    """Build the graph of `out` from the embedded sources and the files under `data`; unchanged inputs do nothing.

    A source that fails is left out and said; the others go on. Until the last step the previous graph stands.
    """
    out.mkdir(parents=True, exist_ok=True)
    stores.recover(stores.path(out))
    found, unknown = editions(chosen(only), data)
    decided = decisions(data)
    key, previous = states.inputs_key(found) + decided.digest(), states.read(out)
    if previous and previous.key == key and stores.path(out).is_dir():
        return _unchanged(previous)
    with tempfile.TemporaryDirectory(prefix=".travail-", dir=out) as folder:
        work = _Work(out, Path(folder), previous, progress or (lambda *_: None), decided)
        return work.build(found, key, [ledger.ignored(path, data) for path in unknown if path.name != DECISIONS])


def _unchanged(previous: BuildState) -> Built:
    lines = tuple(
        replace(line, state=State.UNCHANGED, seconds=0.0) if line.state is State.BUILT else line
        for line in previous.lines
    )
    summary = BuildSummary(lines=lines, graph_triples=previous.triples)
    return Built(summary=summary, report=None, violations=previous.violations)


@dataclass(frozen=True)
class _Work:
    """One build under way, in a folder of its own beside the graph it will replace."""

    out: Path
    folder: Path
    previous: BuildState | None
    progress: Progress
    decided: Decisions

    def build(self, found: Sequence[Edition], key: str, ignored: Sequence[SourceLine]) -> Built:
        """Do every step, then put the new store, the reports and the state in place."""
        good, bad = self._read(found)
        known = gathered(good)
        keys = _keys(good, known)
        outcomes = sorted([*bad, *self._map(good, known, keys)], key=lambda one: one.edition.label)
        graphs = _graphs(outcomes, keys)
        self.progress("chargement", 0, 1)
        names, triples = self._load(outcomes, graphs)
        self.progress("validation", 0, 1)
        validation = validate_store(self._store)
        write_rejects(good, self.folder / REJECTS)
        summary = BuildSummary(
            lines=(*(ledger.line(one, self.out) for one in outcomes), *ledger.reconciled(names), *ignored),
            graph_triples=triples,
            rejects=rejects(self.folder / REJECTS),
            unresolved=tuple(ledger.lost(outcomes)),
            namesakes=tuple(Namesake(name=name, people=(), reason=why) for name, why in known.persons.review),
        )
        self._replace(graphs)
        names.write(self.out)
        report = write_reports(self.out, summary, validation)
        state = BuildState(key=key, violations=report.violations, triples=triples, lines=summary.lines, graphs=graphs)
        states.write(self.out, state)
        return Built(summary=summary, report=report, violations=report.violations)

    @property
    def _store(self) -> Path:
        return self.folder / stores.NAME

    def _read(self, found: Sequence[Edition]) -> tuple[list[Ready], list[Outcome]]:
        done = iter(range(1, len(found) + 1))
        return ready(found, self.folder, lambda edition: self.progress(edition.label, next(done), len(found)))

    def _map(self, good: Sequence[Ready], known: Context, keys: Mapping[str, str]) -> Iterable[Outcome]:
        """Map each file, or take its triples from the last build when nothing it depends on has changed."""
        for n, one in enumerate(good, 1):
            name = keys[_id(one.edition)]
            self.progress(one.edition.label, n, len(good))
            yield mapped(one, known, self.folder, name, self.out / _CACHE)

    def _load(self, outcomes: Sequence[Outcome], graphs: Mapping[str, tuple[str, ...]]) -> tuple[Reconciled, int]:
        """Load what changed into a copy of the last store, or everything into a new one; return its names and size."""
        current = stores.path(self.out)
        before = dict(self.previous.graphs) if self.previous and current.is_dir() else {}
        changed = {iri for iri in graphs.keys() | before.keys() if graphs.get(iri) != before.get(iri)}
        if self._much(outcomes, changed):
            before, changed = {}, set(graphs)
        files: dict[str, list[Path]] = {iri: [] for iri in sorted(changed)}
        for one in outcomes:
            if one.edition.iri in files:
                files[one.edition.iri] += one.files
        definitions = self.folder / "definitions.nt"
        definitions.write_text(vocabulary().serialize(format="nt"), encoding="utf-8", newline="\n")
        files[DEFINITIONS.value] = [definitions]
        store = stores.create(self._store, files, previous=current if before else None)
        complete(store)
        return reconcile(store, self.decided), stores.size(store)

    def _much(self, outcomes: Sequence[Outcome], changed: Collection[str]) -> bool:
        """Return whether a good part of the graph comes or goes."""
        coming = sum(one.triples for one in outcomes if one.edition.iri in changed)
        going = sum(line.triples for line in (self.previous.lines if self.previous else ()) if line.iri in changed)
        return max(coming, going) > _MUCH * sum(one.triples for one in outcomes)

    def _replace(self, graphs: Mapping[str, tuple[str, ...]]) -> None:
        """Put the new store, the rejects and the mapped triples where the old ones were."""
        stores.replace(self._store, stores.path(self.out))
        stores.replace(self.folder / REJECTS, self.out / REJECTS)
        cache = self.folder / _CACHE
        cache.mkdir()
        for name in sorted({name for names in graphs.values() for name in names}):
            for fresh, old in zip(targets(self.folder, name), targets(self.out / _CACHE, name), strict=True):
                shutil.move(fresh if fresh.exists() else old, cache / fresh.name)
        stores.replace(cache, self.out / _CACHE)


def _keys(good: Sequence[Ready], known: Context) -> dict[str, str]:
    """Return the key of each file's triples: the file, its declaration, and what its rows are resolved against."""
    engine, context = states.engine(), known.digest()
    return {_id(one.edition): states.edition_key(one.edition, engine, context) for one in good}


def _id(edition: Edition) -> str:
    return f"{edition.source.name} {edition.iri} {edition.path}"


def _graphs(outcomes: Sequence[Outcome], keys: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    graphs: dict[str, list[str]] = {}
    for one in outcomes:
        if one.error is None:
            graphs.setdefault(one.edition.iri, []).append(keys[_id(one.edition)])
    return {iri: tuple(sorted(names)) for iri, names in sorted(graphs.items())}
