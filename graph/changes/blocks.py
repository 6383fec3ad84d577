"""Two sorted files read side by side: what each subject said, and what it says now."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from rdflib import PROV

_PROOF: Final = f" <{PROV.wasDerivedFrom}> ".encode()


class State(StrEnum):
    """What became of a subject; `moved` says the same thing from another place."""

    ADDED = "ajoute"
    REMOVED = "retire"
    CHANGED = "change"
    MOVED = "autre-preuve"


@dataclass(frozen=True)
class Change:
    """A subject whose statements differ: all of its lines before and after, sorted."""

    subject: str
    before: tuple[bytes, ...]
    after: tuple[bytes, ...]

    @property
    def state(self) -> State:
        """Return what became of the subject."""
        if not self.before:
            return State.ADDED
        if not self.after:
            return State.REMOVED
        proofs_only = all(_PROOF in line for line in (*self.removed, *self.added))
        return State.MOVED if proofs_only else State.CHANGED

    @property
    def removed(self) -> tuple[bytes, ...]:
        """Return the lines that are no longer there."""
        kept = set(self.after)
        return tuple(line for line in self.before if line not in kept)

    @property
    def added(self) -> tuple[bytes, ...]:
        """Return the lines that were not there."""
        kept = set(self.before)
        return tuple(line for line in self.after if line not in kept)


def changes(old: Iterable[bytes], new: Iterable[bytes]) -> Iterator[Change]:
    """Yield the subjects that differ between two sorted lists of N-Triples lines, holding one subject at a time."""
    befores, afters = iter(old), iter(new)
    left, right = next(befores, b""), next(afters, b"")
    prefix, before, after = b"", list[bytes](), list[bytes]()
    while left or right:
        line = left if not right or (left and left < right) else right
        if not prefix or not line.startswith(prefix):
            if before != after:
                yield _change(prefix, before, after)
            prefix, before, after = line[: line.index(b" ") + 1], [], []
        if line == left:
            before.append(left)
            left = next(befores, b"")
        if line == right:
            after.append(right)
            right = next(afters, b"")
    if before != after:
        yield _change(prefix, before, after)


def _change(prefix: bytes, before: list[bytes], after: list[bytes]) -> Change:
    return Change(prefix[1:-2].decode(), tuple(before), tuple(after))
