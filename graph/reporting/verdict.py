"""The report before it is written: one model for the page, the JSON and the terminal, and the sentence that sums up."""

from dataclasses import dataclass
from typing import Final

from graph.reporting.steward import Group, groups, idle
from graph.reporting.summary import BuildSummary
from graph.validation.findings import Coverage, Finding, Severity, Validation
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

    `state` is ok, attention or erreur; `counts` are the findings and the rows of checks by severity.
    """

    title: str
    state: str
    verdict: str
    triples: int
    counts: dict[str, int]
    groups: tuple[Group, ...]
    idle: tuple[Finding, ...]
    coverage: tuple[Coverage, ...]
    build: BuildSummary | None

    @property
    def violations(self) -> int:
        """Return how many findings and rows of checks forbid to publish."""
        return self.counts[Severity.VIOLATION]


def report(
    validation: Validation, build: BuildSummary | None = None, *, title: str = "Rapport de validation"
) -> Report:
    """Gather what was found; the checks of a build stand among the rules."""
    found = groups(validation.findings, build.checks if build is not None else ())
    counts = {str(one): sum(group.count for group in found if group.severity is one) for one in Severity}
    triples = build.graph_triples if build is not None else validation.triples
    failures = len(build.failures) if build is not None else 0
    state, verdict = _verdict(validation, found, triples, failures)
    return Report(
        title=title,
        state=state,
        verdict=verdict,
        triples=triples,
        counts=counts,
        groups=found,
        idle=idle(validation.findings),
        coverage=validation.coverage,
        build=build,
    )


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
