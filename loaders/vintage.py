"""Vintage: what a commune code of another year is called today, from INSEE's file of movements."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

import polars as pl

Moves = Mapping[str, tuple[tuple[date, tuple[str, ...]], ...]]
_ALWAYS: Final = date(9999, 12, 31)


@dataclass(frozen=True)
class Vintage:
    """Successions of commune codes, the communes of today, and the codes of what is only part of one."""

    moves: Moves = field(default_factory=dict)
    current: frozenset[str] = frozenset()
    parts: frozenset[str] = frozenset()

    def table(self, published: str | None) -> pl.DataFrame:
        """Return `code`, `courant` for every code whose meaning changed after a file of that date.

        A file without a date is read with today's codes: only codes that no longer exist are followed.
        """
        since = _day(published)
        codes = [code for code in sorted(self.moves) if published or code not in self.current]
        pairs = [(code, self.successor(code, since)) for code in codes]
        changed = [(code, today) for code, today in pairs if today and today != code]
        return pl.DataFrame(changed, schema={"code": pl.String, "courant": pl.String}, orient="row")

    def successor(self, code: str, since: date) -> str | None:
        """Return today's code of a commune that existed on a day; None where it was split between several."""
        for when, after in self.moves.get(code, ()):
            if when > since and code not in after:
                return self.successor(after[0], when) if len(after) == 1 else None
        return code

    def unresolved(self, codes: Iterable[str]) -> list[str]:
        """Return the codes that do not exist today, among departments whose communes are loaded."""
        covered = {_department(code) for code in self.current}
        return sorted(c for c in set(codes) - self.current - self.parts if _department(c) in covered)


def vintage(movements: pl.DataFrame, communes: Iterable[str], parts: Iterable[str] = ()) -> Vintage:
    """Build the successions from cleaned rows of `mouvements`, living communes, associated and delegated ones."""
    after: dict[str, dict[date, set[str]]] = defaultdict(lambda: defaultdict(set))
    for day, before, now in movements.select("date", "avant", "apres").iter_rows():
        after[before][date.fromisoformat(day)].add(now)
    moves = {
        code: tuple((when, tuple(sorted(targets))) for when, targets in sorted(days.items()))
        for code, days in after.items()
    }
    return Vintage(moves, frozenset(communes), frozenset(parts))


def _day(published: str | None) -> date:
    """Return the first day of a partial date: a COG of year Y tells the state on the first of January."""
    if not published:
        return date(1943, 1, 1)
    year, month, day = (*published.split("-"), "1", "1")[:3]
    return date(int(year), int(month), int(day))


def _department(code: str) -> str:
    return code[:3] if code.startswith(("97", "98")) else code[:2]
