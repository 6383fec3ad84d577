"""The report before it is written: one model for the page, the JSON and the terminal, and the sentence that sums up."""

from dataclasses import dataclass, field
from typing import Final

from graph.reporting.desks import Desk, desks
from graph.reporting.origins import Origins, origins
from graph.reporting.owners import Owner, owner
from graph.reporting.steward import Group, groups
from graph.reporting.summary import BuildSummary
from graph.reporting.trend import Previous, Settled, Trend
from graph.validation.findings import Coverage, Finding, Ran, Severity, Validation
from graph.wording import count

GRAVITY: Final = {
    Severity.VIOLATION: ("violation", "violations"),
    Severity.WARNING: ("avertissement", "avertissements"),
    Severity.INFO: ("remarque", "remarques"),
}
"""The French name of a severity, singular and plural."""


@dataclass(frozen=True, kw_only=True)
class Report:
    """Everything the reader is told, in the order it is told; `build` is absent when files were validated.

    `state` is ok, attention or erreur; `counts` are the findings by severity; `trend`, `settled` and `lost` compare
    with the previous report and are absent from a first one; `lost` are the shapes that look at nothing any more.
    """

    title: str
    state: str
    verdict: str
    triples: int
    counts: dict[str, int]
    desks: tuple[Desk, ...]
    groups: tuple[Group, ...]
    coverage: tuple[Coverage, ...]
    checks: tuple[Ran, ...]
    trend: Trend | None
    settled: tuple[Settled, ...]
    lost: dict[str, int]
    build: BuildSummary | None
    origins: Origins = field(default_factory=Origins)

    @property
    def violations(self) -> int:
        """Return how many findings forbid to publish."""
        return self.counts[Severity.VIOLATION]

    @property
    def idle(self) -> tuple[Coverage, ...]:
        """Return the shapes that had nothing to check."""
        return tuple(one for one in self.coverage if one.idle)


def report(
    validation: Validation,
    build: BuildSummary | None = None,
    *,
    title: str = "Rapport de validation",
    before: Previous | None = None,
    where: Origins | None = None,
) -> Report:
    """Gather what was found, and compare it with the previous report where there is one.

    `where` says what places link to and the names of dossiers, which a build knows by itself.
    """
    where = where or origins(build.lines if build is not None else ())

    def owned(finding: Finding) -> Owner:
        return owner(finding, where.dossiers)

    found = groups(validation.findings, owned, before)
    triples = build.graph_triples if build is not None else validation.triples
    state, verdict = _verdict(validation, found, triples, len(build.failures) if build is not None else 0)
    settled = before.settled(validation.findings) if before is not None else ()
    return Report(
        title=title,
        state=state,
        verdict=verdict,
        triples=triples,
        counts={str(one): validation.count(one) for one in Severity},
        desks=desks(found),
        groups=found,
        coverage=validation.coverage,
        checks=validation.checks,
        trend=_total(found, settled) if before is not None else None,
        settled=settled,
        lost=before.lost(validation.coverage) if before is not None else {},
        build=build,
        origins=where,
    )


def _total(found: tuple[Group, ...], settled: tuple[Settled, ...]) -> Trend:
    trends = [group.trend for group in found if group.trend is not None]
    gone = sum(one.gone for one in trends) + sum(one.count for one in settled)
    return Trend(new=sum(one.new for one in trends), gone=gone, same=sum(one.same for one in trends))


def _verdict(validation: Validation, found: tuple[Group, ...], triples: int, failures: int) -> tuple[str, str]:
    """Return the state and the one sentence that sums everything up."""
    stopped = f" ; {count(failures, 'source en échec', 'sources en échec')}" if failures else ""
    if not validation.checked:
        return "erreur", f"Rien n’a été vérifié : aucune forme ne concerne ces données{stopped}."
    if wrong := [group for group in found if group.severity is Severity.VIOLATION]:
        total = count(sum(group.count for group in wrong), *GRAVITY[Severity.VIOLATION])
        rules = count(len(wrong), "règle", "règles")
        return "erreur", f"À corriger avant de publier : {total} de {rules}{stopped}."
    warnings = sum(group.count for group in found if group.severity is Severity.WARNING)
    noted = f", {count(warnings, *GRAVITY[Severity.WARNING])} à lire" if warnings else ""
    state = "attention" if warnings or failures else "ok"
    return state, f"Publiable : aucune violation sur {count(triples, 'triplet', 'triplets')}{noted}{stopped}."
