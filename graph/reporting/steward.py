"""What a data steward reads: findings grouped by rule, with how many, from which files, three examples, what to do."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from typing import Final

from graph.names import curie, shown
from graph.places import counted, file_of, place
from graph.reporting.owners import Held, Owner, held
from graph.reporting.trend import Previous, Trend
from graph.validation.findings import Finding, Severity
from graph.validation.rulebook import advice, rule

EXAMPLES: Final = 3
_FILES: Final = 5
_EACH_MATTERS: Final = 20  # terms and shapes are few, and each is a different mistake
_LONGEST: Final = 400  # of a sentence that somebody else wrote


@dataclass(frozen=True, kw_only=True)
class Example:
    """One defect of a group: its sentence, the node and its name, the value, its places and their IRIs."""

    sentence: str
    node: str
    label: str = ""
    value: str = ""
    places: tuple[str, ...] = ()
    proofs: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Group:
    """One rule that is broken: what is wrong in a sentence, how many times, in which files, examples, what to do, who.

    `description` says what is right; `files` are the most frequent, `other_files` how many there are besides.
    """

    rule: str
    title: str
    severity: Severity
    count: int
    sentence: str
    description: str = ""
    advice: str
    path: str = ""
    files: Mapping[str, int]
    other_files: int = 0
    owners: tuple[Held, ...]
    examples: tuple[Example, ...]
    missing_evidence: int = 0
    trend: Trend | None = None

    @property
    def others(self) -> int:
        """Return how many defects are not among the examples."""
        return self.count - len(self.examples)


def groups(
    findings: Iterable[Finding], owned: Callable[[Finding], Owner], before: Previous | None = None
) -> tuple[Group, ...]:
    """Group findings by rule: the gravest first, then the most frequent; `before` gives each its trend."""
    ordered = sorted(findings, key=_rule)
    found = [_group(list(same), owned, before) for _, same in groupby(ordered, key=_rule)]
    return tuple(sorted(found, key=lambda one: (one.severity.rank, -one.count, one.title, one.rule)))


def _rule(finding: Finding) -> tuple[int, str, str, str]:
    if finding.focus == finding.shape:  # it is about the shape itself: one group for all shapes
        return (finding.severity.rank, "", str(finding.component), "")
    path = finding.path or ""
    return (finding.severity.rank, str(finding.shape or ""), str(finding.component), path if finding.shape else "")


def _group(same: list[Finding], owned: Callable[[Finding], Owner], before: Previous | None) -> Group:
    first = same[0]
    sentences = {one.message for one in same}
    shape = curie(first.shape) if first.shape not in (None, first.focus) else ""
    files = _files(one.proofs for one in same)
    shown_at_most = EXAMPLES if first.shape is not None or len(same) > _EACH_MATTERS else _EACH_MATTERS
    return Group(
        rule=f"{shape} {rule(first.component)}".strip(),
        title=_cut(first.title),
        severity=first.severity,
        count=len(same),
        sentence=_cut(first.message.removesuffix(first.remedy).strip()) if len(sentences) == 1 else "",
        description=_cut(first.description),
        advice=_cut(first.remedy)
        if first.remedy and len({one.remedy for one in same}) == 1
        else advice(first.component),
        path=first.path or "",
        files=dict(islice(files.items(), _FILES)),
        other_files=max(len(files) - _FILES, 0),
        owners=held(map(owned, same)),
        examples=tuple(_example(one, alone=len(sentences) > 1) for one in _spread(same, tuple(files), shown_at_most)),
        missing_evidence=sum(not one.proofs for one in same),
        trend=before.trend(same) if before is not None else None,
    )


def _spread(same: list[Finding], files: Sequence[str], at_most: int) -> list[Finding]:
    """Choose examples with different sentences first, then of different files, the most frequent file first."""
    order = {file: number for number, file in enumerate(files)}
    ranked = sorted(
        same, key=lambda one: (order.get(_file(one), len(order)), counted(next(iter(one.proofs), "")), one.key)
    )
    chosen: dict[int, Finding] = {}
    for told in (_sentence, _file, id):
        seen = {told(one) for one in chosen.values()}
        for one in ranked:
            if len(chosen) < at_most and told(one) not in seen:
                seen.add(told(one))
                chosen[id(one)] = one
    return [one for one in ranked if id(one) in chosen]


def _sentence(finding: Finding) -> str:
    return finding.message


def _file(finding: Finding) -> str:
    return file_of(next(iter(finding.proofs), ""))


def _example(finding: Finding, *, alone: bool) -> Example:
    return Example(
        sentence=_cut(finding.message) if alone else "",
        node=curie(finding.focus),
        label=finding.label or "",
        value=shown(finding.value) if finding.value is not None else "",
        places=tuple(map(place, finding.proofs[:EXAMPLES])),
        proofs=finding.proofs[:EXAMPLES],
    )


def _files(proofs: Iterable[Iterable[str]]) -> dict[str, int]:
    """Count the files that defects come from, each defect by its first place: the most frequent first."""
    files = Counter(iri.partition("#")[0] for own in proofs for iri in islice(own, 1))
    ordered = sorted(files.items(), key=lambda one: (-one[1], one[0]))
    return {file_of(iri): count for iri, count in ordered}


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
