"""Who came, who left, who stayed: mandates compared by person, function and body, whatever their dates."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rdflib import ORG, SDO

from graph.changes.blocks import Change
from graph.changes.lines import blocks, has, iris
from ontology.iris import BASE

_MANDATE: Final = f"{BASE}id/mandat/"


@dataclass(frozen=True)
class Seat:
    """One person in one function of one body; the IRIs of the three."""

    function: str
    body: str
    person: str


@dataclass(frozen=True, kw_only=True)
class Bench:
    """The people of one function of one body that changed: sorted IRIs of those who came, left, and were renewed."""

    function: str
    body: str
    came: tuple[str, ...]
    left: tuple[str, ...]
    renewed: tuple[str, ...]

    @property
    def replaced(self) -> bool:
        """Tell whether one person took the place of one other."""
        return len(self.came) == len(self.left) == 1


def touched(change: Change) -> str | None:
    """Return the key of the mandates that a change touches, their IRI but for its date; None for anything else."""
    return change.subject.rpartition("/")[0] if change.subject.startswith(_MANDATE) else None


def benches(old: Path, new: Path, keys: frozenset[str]) -> tuple[Bench, ...]:
    """Compare who sits in the mandates of `keys`; both files are read once, memory grows with `keys` alone.

    A person sits where a mandate has no end; being named twice, by a file and by a document, is sitting once.
    """
    before, after = _sitting(old, keys), _sitting(new, keys)
    found: dict[tuple[str, str], list[list[str]]] = defaultdict(lambda: [[], [], []])
    for seat in sorted({**before, **after}, key=lambda one: (one.function, one.body, one.person)):
        sat, sits = before.get(seat, False), after.get(seat, False)
        if sat or sits:
            found[seat.function, seat.body][2 if sat and sits else int(sat)].append(seat.person)
    made = (
        Bench(function=function, body=body, came=tuple(came), left=tuple(left), renewed=tuple(renewed))
        for (function, body), (came, left, renewed) in found.items()
    )
    return tuple(made)


def _sitting(path: Path, keys: frozenset[str]) -> Mapping[Seat, bool]:
    found: dict[Seat, bool] = {}
    if not keys:
        return found
    for _, lines in blocks(path, lambda subject: subject.rpartition("/")[0] in keys):
        for seat in _seats(lines):
            found[seat] = found.get(seat, False) or not has(lines, SDO.endDate)
    return found


def _seats(lines: Iterable[bytes]) -> list[Seat]:
    block = tuple(lines)
    people, bodies = sorted(iris(block, ORG.member)), sorted(iris(block, ORG.organization))
    return [Seat(role, body, one) for role in iris(block, ORG.role) for body in bodies for one in people]
