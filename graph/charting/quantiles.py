"""Five classes of a published value, each with as many territories as the others, and the words of their bounds."""

from bisect import bisect_left
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from graph.wording import number

CLASSES: Final = 5


def bounds(values: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """Return the greatest value of each class but the last; equal values fall in one class, so there may be fewer."""
    ordered = sorted(values)
    last = (rank * len(ordered) // CLASSES for rank in range(1, CLASSES))
    return tuple(sorted({ordered[end - 1] for end in last if end} - {ordered[-1]})) if ordered else ()


def rank(value: Decimal, cuts: Sequence[Decimal]) -> int:
    """Return the class of a value, from 0."""
    return bisect_left(cuts, value)


def shade(place: int, cuts: Sequence[Decimal]) -> int:
    """Return which of the five colours a class takes: the palest and the darkest are always used."""
    return round(place * (CLASSES - 1) / len(cuts)) if cuts else CLASSES - 1


def said(values: Sequence[Decimal], unit: str) -> list[str]:
    """Return the words of each class, with the values that are really there: « 1,2 à 3,4 % »."""
    cuts = bounds(values)
    held = [[one for one in values if rank(one, cuts) == place] for place in range(len(cuts) + 1)]
    suffix = f"\u00a0{unit}" if unit else ""
    return [_span(min(some), max(some)) + suffix for some in held if some]


def _span(least: Decimal, most: Decimal) -> str:
    return number(least) if least == most else f"{number(least)} à {number(most)}"
