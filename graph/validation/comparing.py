"""Comparisons that never fail: values that SPARQL does not compare are neither before nor after."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final, TypeAlias

from rdflib import XSD, Literal

_NUMBERS: Final = (XSD.integer, XSD.decimal, XSD.double, XSD.float, XSD.int, XSD.long, XSD.nonNegativeInteger)

Comparison: TypeAlias = Callable[[Literal, Any], bool]


@contextmanager
def comparable() -> Iterator[None]:
    """Make `<` and `<=` answer no, for as long as the block lasts, to what SPARQL does not compare.

    A date against a year, or against an ill-formed date, is a violation (SHACL §4.5.3), not a reason to stop.
    """
    less, less_or_equal = Literal.__lt__, Literal.__le__
    Literal.__lt__, Literal.__le__ = _safe(less), _safe(less_or_equal)  # type: ignore[method-assign]
    try:
        yield
    finally:
        Literal.__lt__, Literal.__le__ = less, less_or_equal  # type: ignore[method-assign]


def _safe(compare: Comparison) -> Comparison:
    def answer(one: Literal, other: Any) -> bool:
        if isinstance(other, Literal) and _kind(one) != _kind(other):
            return False  # rdflib would order a date before a year, or a number
        try:
            return compare(one, other) is True
        except TypeError:
            return False

    return answer


def _kind(literal: Literal) -> str:
    return "number" if literal.datatype in _NUMBERS else str(literal.datatype or "")
