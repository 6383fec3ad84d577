"""What a constraint becomes: a pattern that some focus nodes match, and a condition that makes it a violation."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from rdflib import URIRef
from rdflib.term import Node

from graph.validation.compiled.templating import query

TRUE: Final = "true"
_FEW: Final = 4


@dataclass(frozen=True, kw_only=True)
class Violation:
    """One way to break a constraint; `value` and `path` are variables of `pattern`, `apart` tells results apart.

    `judges_values` says that the condition depends on `value` alone; `least` and `most` are the bounds of a count.
    `bindings` are what the messages of a `sh:sparql` constraint name: (name, variable).
    """

    component: URIRef
    condition: str
    pattern: str = ""
    value: str | None = None
    path: str | None = None
    apart: str | None = None
    judges_values: bool = False
    least: int | None = None
    most: int | None = None
    parameter: Node | None = None
    constraint: Node | None = None
    bindings: tuple[tuple[str, str], ...] = ()

    @property
    def variables(self) -> tuple[str, ...]:
        """Return what to select beside the focus node."""
        said = (variable for _, variable in self.bindings)
        return tuple(dict.fromkeys(one for one in (self.value, self.path, self.apart, *said) if one and one != "?this"))


def exists(pattern: str, condition: str = TRUE) -> str:
    """Return the expression that says whether a pattern has a solution where a condition holds; it never fails."""
    if not pattern:
        return condition
    return f"EXISTS {{ {pattern} FILTER({condition}) }}" if condition != TRUE else f"EXISTS {{ {pattern} }}"


def negated(condition: str) -> str:
    """Return the opposite of an expression."""
    return f"!({condition})"


def every(conditions: Iterable[str]) -> str:
    """Return the conjunction of expressions."""
    return " && ".join(f"({one})" for one in conditions if one != TRUE) or TRUE


def some(conditions: Iterable[str]) -> str:
    """Return the disjunction of expressions."""
    return " || ".join(f"({one})" for one in conditions) or "false"


def enough(node: str, path: str, least: int, values: list[str], conditions: list[str]) -> str:
    """Return the expression that says whether a node has `least` values, each with its condition.

    `values` are `least` new variables, or one if there are too many to name each.
    """
    if least <= 0:
        return TRUE
    if least > _FEW:
        counted = query("enough", node=node, path=path, value=values[0], condition=conditions[0], least=str(least))
        return exists(f"{{ {counted} }}")
    pattern = " ".join(f"{node} {path} {value} ." for value in values)
    apart = [f"!sameTerm({one}, {two})" for n, one in enumerate(values) for two in values[:n]]
    return exists(pattern, every([*conditions, *apart]))


def named(least: int) -> int:
    """Return how many variables `enough` needs."""
    return max(1, least if least <= _FEW else 1)
