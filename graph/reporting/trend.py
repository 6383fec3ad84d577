"""What changed since the previous report: read back from the `constats.csv` that it left beside itself."""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

from graph.reporting.table import COLUMNS, COVERED, Key, key, rule
from graph.validation.findings import Coverage, Finding

_LONGEST: Final = 2**31 - 1  # of a cell: the csv module's own limit is 128 kB
Rule: TypeAlias = tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class Trend:
    """How many findings are new, are gone, and stand as before."""

    new: int = 0
    gone: int = 0
    same: int = 0


@dataclass(frozen=True, kw_only=True)
class Settled:
    """A rule that the previous report found broken, and this one does not: how many times, with its sentence."""

    rule: str
    sentence: str
    count: int


@dataclass(frozen=True)
class Previous:
    """The findings of the previous report, as many times each as it had them, and the nodes each shape looked at."""

    findings: Mapping[Key, int]
    sentences: Mapping[Rule, str]
    focus: Mapping[str, int]

    def known(self, finding: Finding) -> bool:
        """Tell whether the previous report had a finding."""
        return key(finding) in self.findings

    def trend(self, findings: Iterable[Finding]) -> Trend:
        """Compare findings, all those of the rules they are of, with what these rules had found."""
        now = Counter(map(key, findings))
        rules = {rule(one) for one in now}
        before = Counter({one: count for one, count in self.findings.items() if rule(one) in rules})
        return Trend(new=(now - before).total(), gone=(before - now).total(), same=(now & before).total())

    def settled(self, findings: Iterable[Finding]) -> tuple[Settled, ...]:
        """Return the rules that are broken no more, the most frequent first."""
        broken = {rule(key(one)) for one in findings}
        counts: defaultdict[Rule, int] = defaultdict(int)
        for one, count in self.findings.items():
            if rule(one) not in broken:
                counts[rule(one)] += count
        gone = [Settled(rule=one[1] or one[0], sentence=self.sentences[one], count=counts[one]) for one in counts]
        return tuple(sorted(gone, key=lambda one: (-one.count, one.rule)))

    def lost(self, coverage: Iterable[Coverage]) -> dict[str, int]:
        """Return the shapes that look at nothing now and looked at some nodes then, with how many."""
        return {one.shape: self.focus[one.shape] for one in coverage if one.idle and self.focus.get(one.shape)}


def previous(path: Path) -> Previous | None:
    """Read the table of the previous report; None where there is none, or none that this version understands."""
    usual = csv.field_size_limit(_LONGEST)  # of the whole process: the loaders count on it
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            rows = csv.DictReader(stream)
            if tuple(rows.fieldnames or ()) != COLUMNS:
                return None
            return _previous(rows)
    except (OSError, UnicodeDecodeError, csv.Error, ValueError, KeyError):
        return None
    finally:
        csv.field_size_limit(usual)


def _previous(rows: Iterable[Mapping[str, str]]) -> Previous:
    findings: Counter[Key] = Counter()
    sentences: dict[Rule, str] = {}
    focus: dict[str, int] = {}
    for row in rows:
        if row["gravite"] == COVERED:
            focus[row["forme"]] = int(row["valeur"])
            continue
        one = (row["regle"], row["forme"], row["noeud"], row["propriete"], row["valeur"])
        findings[one] += 1
        sentences.setdefault(rule(one), row["constat"])
    return Previous(findings, sentences, focus)
