"""Comparisons as SPARQL makes them, asked of Oxigraph: values that it does not compare are neither before nor after.

rdflib orders any two values, for ORDER BY; pySHACL compares IRIs, tokens and texts of any language as plain texts.
Decision 8 says why neither is what SHACL asks for.
"""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final, TypeAlias

import pyoxigraph as ox
from pyshacl.constraints.core import value_range_constraints
from pyshacl.constraints.core.property_pair_constraints import (
    LessThanConstraintComponent,
    LessThanOrEqualsConstraintComponent,
)
from rdflib import Literal
from rdflib.term import Node

_QUERY: Final = Path(__file__).parent / "sparql" / "compare.rq"
Compared: TypeAlias = tuple[bool, list[Any]]
"""What pySHACL expects of a comparison: whether something is wrong, and its results."""


def before(one: Node, other: Node, *, equal: bool = False) -> bool | None:
    """Return SPARQL's `one < other`, or `<=` when `equal`; None when SPARQL does not compare them."""
    if not (isinstance(one, Literal) and isinstance(other, Literal)):
        return None
    return _compared(_written(one), _written(other))[equal]


@contextmanager
def comparable() -> Iterator[None]:
    """Make pySHACL compare as SPARQL does, for as long as the block lasts."""
    ours: tuple[tuple[Any, str, Any], ...] = (
        (LessThanConstraintComponent, "_compare_lt", _results(equal=False)),
        (LessThanOrEqualsConstraintComponent, "_compare_ltoe", _results(equal=True)),
        (value_range_constraints, "compare_literal", _order),
        *((Literal, name, operator) for name, operator in _OPERATORS.items()),  # for sh:sparql
    )
    theirs: list[tuple[Any, str, Any]] = [(owner, name, getattr(owner, name)) for owner, name, _ in ours]
    try:
        for owner, name, one in ours:
            setattr(owner, name, one)
        yield
    finally:
        for owner, name, one in theirs:
            setattr(owner, name, one)


def _operator(*, turned: bool, equal: bool) -> Callable[[Literal, Any], Any]:
    """Return a comparison of rdflib's literals that its SPARQL takes for an error when it is one."""

    def operate(one: Literal, other: Any) -> Any:
        found = before(other, one, equal=equal) if turned else before(one, other, equal=equal)
        return NotImplemented if found is None else found

    return operate


_OPERATORS: Final = {
    "__lt__": _operator(turned=False, equal=False),
    "__le__": _operator(turned=False, equal=True),
    "__gt__": _operator(turned=True, equal=False),
    "__ge__": _operator(turned=True, equal=True),
}


def _results(*, equal: bool) -> Callable[[Any, Collection[Node], Collection[Node], Any, Node], Compared]:
    """Return pySHACL's method that gives one result for each pair of values that are not in order."""

    def compare(component: Any, values: Collection[Node], others: Collection[Node], data: Any, focus: Node) -> Compared:
        wrong = [one for one in values for other in others if before(one, other, equal=equal) is not True]
        return bool(wrong), [component.make_v_result(data, focus, value_node=one) for one in wrong]

    return compare


def _order(one: Literal, other: Literal) -> int:
    """Return -1, 0 or 1, as pySHACL's own function does; it expects a TypeError where there is no order."""
    if before(one, other):
        return -1
    if before(one, other, equal=True):
        return 0
    if before(other, one):
        return 1
    raise TypeError(f"{one!r} {other!r}")


@lru_cache(maxsize=100_000)
def _compared(one: ox.Literal, other: ox.Literal) -> tuple[bool | None, bool | None]:
    rows = ox.Store().query(_text(), substitutions={ox.Variable("one"): one, ox.Variable("other"): other})
    assert isinstance(rows, ox.QuerySolutions)
    (row,) = rows
    less, less_or_equal = (None if row[name] is None else row[name].value == "true" for name in ("before", "not_after"))
    return less, less_or_equal


@cache
def _text() -> str:
    return _QUERY.read_text(encoding="utf-8")


def _written(literal: Literal) -> ox.Literal:
    if literal.language:
        return ox.Literal(str(literal), language=literal.language)
    return ox.Literal(str(literal), datatype=ox.NamedNode(literal.datatype) if literal.datatype else None)
