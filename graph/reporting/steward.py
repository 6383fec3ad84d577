"""What a data steward reads: findings grouped by rule, with how many, from which files, three examples, what to do."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby, islice
from typing import Final

from graph.curies import expand
from graph.names import curie, shown
from graph.places import counted, in_order, place
from graph.reporting.summary import Check
from graph.validation.findings import NO_TARGET, Finding, Severity
from graph.validation.rulebook import advice, rule

EXAMPLES: Final = 3
_FILES: Final = 5
_EACH_MATTERS: Final = 20  # terms and shapes are few, and each is a different mistake


@dataclass(frozen=True, kw_only=True)
class Example:
    """One defect of a group: its sentence, the node and its name, the value, the lines of the sources."""

    sentence: str
    node: str
    label: str = ""
    value: str = ""
    places: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Group:
    """One rule that is broken: the sentence that says it, how many times, in which files, examples, what to do."""

    rule: str
    title: str
    severity: Severity
    count: int
    sentence: str
    advice: str
    path: str = ""
    files: Mapping[str, int]
    examples: tuple[Example, ...]
    missing_evidence: int = 0

    @property
    def others(self) -> int:
        """Return how many defects are not among the examples."""
        return self.count - len(self.examples)


def groups(findings: Iterable[Finding], checks: Iterable[Check] = ()) -> tuple[Group, ...]:
    """Group findings by rule and add the checks that have rows: the gravest first, then the most frequent.

    Shapes that matched nothing are told apart from what is wrong, by `idle`.
    """
    wrong = sorted((one for one in findings if one.component != NO_TARGET), key=_rule)
    shapes = [_group(list(same)) for _, same in groupby(wrong, key=_rule)]
    everything = (*shapes, *_checked(checks))
    return tuple(sorted(everything, key=lambda one: (one.severity.rank, -one.count, one.title, one.rule)))


def idle(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the shapes that had nothing to check."""
    return tuple(one for one in findings if one.component == NO_TARGET)


def _rule(finding: Finding) -> tuple[int, str, str, str]:
    path = finding.path or ""
    return (finding.severity.rank, str(finding.shape or ""), str(finding.component), path if finding.shape else "")


def _group(same: list[Finding]) -> Group:
    first = same[0]
    sentences = {one.message for one in same}
    shape = curie(first.shape) if first.shape is not None else ""
    shown_at_most = EXAMPLES if first.shape is not None or len(same) > _EACH_MATTERS else _EACH_MATTERS
    return Group(
        rule=f"{shape} {rule(first.component)}".strip(),
        title=first.title,
        severity=first.severity,
        count=len(same),
        sentence=first.message.removesuffix(first.remedy).strip() if len(sentences) == 1 else "",
        advice=first.remedy if first.remedy and len({one.remedy for one in same}) == 1 else advice(first.component),
        path=first.path or "",
        files=_files(one.evidence for one in same),
        examples=tuple(_example(one, alone=len(sentences) > 1) for one in _spread(same, shown_at_most)),
        missing_evidence=sum(not one.evidence for one in same),
    )


def _spread(same: list[Finding], at_most: int) -> list[Finding]:
    """Choose examples with different sentences first, in the order of the files."""
    in_files = sorted(same, key=lambda one: (not one.evidence, counted(next(iter(one.evidence), "")), one.key))
    firsts = {one.message: number for number, one in reversed(list(enumerate(in_files)))}
    chosen = sorted(firsts.values())[:at_most]
    taken = frozenset(chosen)
    chosen += [number for number in range(len(in_files)) if number not in taken][: at_most - len(chosen)]
    return [in_files[number] for number in sorted(chosen)]


def _example(finding: Finding, *, alone: bool) -> Example:
    return Example(
        sentence=finding.message if alone else "",
        node=curie(finding.focus),
        label=finding.label or "",
        value=shown(finding.value) if finding.value is not None else "",
        places=tuple(in_order(finding.evidence)[:EXAMPLES]),
    )


def _checked(checks: Iterable[Check]) -> Iterator[Group]:
    for check in checks:
        if examples := rows(check):
            yield Group(
                rule=f"contrôle {check.name}",
                title=check.title.rstrip("."),
                severity=check.severity,
                count=len(examples),
                sentence=check.summary,
                advice=check.advice[:1].upper() + check.advice[1:],
                files=_files(one.places for one in examples),
                examples=tuple(examples[:EXAMPLES]),
            )


def rows(check: Check) -> list[Example]:
    """Return the rows of a check, those that only differ by their evidence as one.

    By the convention of `queries/checks`, `noeud_iri` is the node, `noeud` its name, and `preuve` where it comes from.
    """
    proofs: defaultdict[tuple[tuple[str, str], ...], list[str]] = defaultdict(list)
    for row in check.rows:
        cells = [(name, cell) for name, cell in zip(check.columns, row, strict=True) if cell]
        facts = tuple((name, cell) for name, cell in cells if not _is_proof(name))
        proofs[facts] += [place(expand(cell)) for name, cell in cells if _is_proof(name)]
    return [_row(dict(facts), places) for facts, places in proofs.items()]


def _row(facts: dict[str, str], places: Iterable[str]) -> Example:
    node, label = facts.pop("noeud_iri", ""), facts.pop("noeud", "")
    others = " · ".join(f"{name.replace('_', ' ')} : {cell}" for name, cell in facts.items())
    return Example(sentence="", node=node, label=label, value=others, places=tuple(in_order(places)[:EXAMPLES]))


def _is_proof(column: str) -> bool:
    return column.rpartition("_")[2] == "preuve"


def _files(places: Iterable[Iterable[str]]) -> dict[str, int]:
    """Count the files that defects come from, each defect by its first place: the most frequent first."""
    files = Counter(place.partition(",")[0] for own in places for place in islice(own, 1))
    return dict(sorted(files.items(), key=lambda one: (-one[1], one[0]))[:_FILES])
