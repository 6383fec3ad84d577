"""The findings turned around: who has what to put right."""

from collections.abc import Iterable
from dataclasses import dataclass

from graph.reporting.owners import Role
from graph.reporting.steward import Group
from graph.validation.findings import Severity


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What one owner can put right: the defects by severity, and the number of each rule among the groups."""

    who: str
    role: Role
    counts: dict[str, int]
    groups: tuple[int, ...]


def desks(found: Iterable[Group]) -> tuple[Desk, ...]:
    """Turn the groups around: who has what to put right, whoever has the gravest and the most first."""
    counts: dict[tuple[str, Role], dict[str, int]] = {}
    numbers: dict[tuple[str, Role], list[int]] = {}
    for number, group in enumerate(found, 1):
        for one in group.owners:
            own = counts.setdefault((one.who, one.role), {str(severity): 0 for severity in Severity})
            own[group.severity] += one.count
            numbers.setdefault((one.who, one.role), []).append(number)
    desks = (
        Desk(who=who, role=role, counts=own, groups=tuple(numbers[who, role])) for (who, role), own in counts.items()
    )
    return tuple(sorted(desks, key=lambda one: (*(-each for each in one.counts.values()), one.who)))
