"""A condition as set algebra: joins, MINUS and UNION of patterns that Oxigraph reads from end to end.

A lookup in a store on disk costs about ten times a step of a scan; what is reached is looked up only where there are
few nodes to judge. Both ways give the same nodes.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Final

from graph.validation.compiled.conditions import TRUE, Condition, Every, Listed, Not, Reaches, Some
from graph.validation.compiled.facts import Facts
from graph.validation.compiled.lookups import Misspelt, expression
from graph.validation.compiled.paths import Path
from graph.validation.compiled.templating import query

_RATIO: Final = 5
_LARGE: Final = 20_000


@dataclass(frozen=True)
class Scan:
    """Writes the patterns of one query over about `size` nodes; None stands for a pattern without solution."""

    size: int
    facts: Facts
    misspelt: Misspelt
    numbers: Iterator[int] = field(default_factory=count)

    def kept(self, given: str, condition: Condition) -> str | None:
        """Return the pattern of the solutions of another for which a condition holds."""
        match condition:
            case Not(one):
                return self.broken(given, one)
            case Every(parts):
                return self._each(given, parts, keep=True)
            case Some(parts):
                return _union(self.kept(given, one) for one in parts)
            case Reaches():
                return self._with(given, condition)
            case Listed(value, terms):
                return f"{given} VALUES {value} {{ {' '.join(terms)} }}"
        return self._filtered(given, condition)

    def broken(self, given: str, condition: Condition) -> str | None:
        """Return the pattern of the solutions of another for which a condition does not hold."""
        match condition:
            case Not(one):
                return self.kept(given, one)
            case Every(parts):
                return _union(self.broken(given, one) for one in parts)
            case Some(parts):
                return self._each(given, parts, keep=False)
            case Reaches():
                return self._without(given, condition)
            case Listed(value, terms):
                return f"{given} MINUS {{ VALUES {value} {{ {' '.join(terms)} }} }}"
        return self._filtered(given, Not(condition))

    def _filtered(self, given: str, condition: Condition) -> str:
        return f"{given} FILTER({expression(condition, self.misspelt)})"

    def _each(self, given: str, parts: Iterable[Condition], *, keep: bool) -> str | None:
        left: str | None = given
        for one in parts:
            if left is not None:
                left = self.kept(left, one) if keep else self.broken(left, one)
        return left

    def _with(self, given: str, one: Reaches) -> str | None:
        path = one.path.within(self.facts.present)
        if path is None or not worth(path, self.size, self.facts):
            return None if path is None else self._filtered(given, one)
        reached = self._reached(replace(one, path=path))
        return None if reached is None else f"{given} {reached}"

    def _without(self, given: str, one: Reaches) -> str | None:
        path = one.path.within(self.facts.present)
        if path is None or not worth(path, self.size, self.facts):
            return given if path is None else self._filtered(given, Not(one))
        one = replace(one, path=path)
        reached = self._reached(one)
        if reached is None:
            return given
        if self.size > _LARGE and self.facts.united and self._covers(given, one, reached):
            return None
        return f"{given} MINUS {{ {reached} }}"

    def _covers(self, given: str, one: Reaches, reached: str) -> bool:
        """Return whether the nodes reached are as many with the given ones among them: counting is half of a MINUS."""
        plain = one.least == 1 and one.conditions == (TRUE,) and one.values[0].startswith("?")
        wide = one.path.scan(one.node, "?any", self._fresh) if plain else reached
        both = f"{{ {given} }} UNION {{ {wide} }}"
        return self.facts.count(both, one.node) == self.facts.count(wide, one.node)

    def _reached(self, one: Reaches) -> str | None:
        """Return the pattern of the pairs of a node and its value, or of the nodes that have enough values."""
        inner = Scan(rows(one.path, self.facts), self.facts, self.misspelt, self.numbers)
        body = inner.kept(one.path.scan(one.node, one.values[0], self._fresh), one.conditions[0])
        if body is None or one.least == 1:
            return None if body is None else f"{{ {body} }}"
        return f"{{ {query('enough', node=one.node, body=body, value=one.values[0], least=str(one.least))} }}"

    def _fresh(self) -> str:
        return f"?step{next(self.numbers)}"


def worth(path: Path, size: int, facts: Facts) -> bool:
    """Return whether reading a path from end to end costs less than looking it up for so many nodes."""
    return path.scannable and rows(path, facts) <= _RATIO * size


def rows(path: Path, facts: Facts) -> int:
    """Return how many statements are read to follow a path from end to end."""
    return sum(facts.properties.get(one, 0) for one in path.properties())


def _union(patterns: Iterable[str | None]) -> str | None:
    parts = [one for one in patterns if one is not None]
    if len(parts) < 2:  # noqa: PLR2004  # a union of one is that one
        return parts[0] if parts else None
    return " UNION ".join(f"{{ {one} }}" for one in parts)
