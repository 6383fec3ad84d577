"""Five classes: as many territories in each, equal values together, words that are really there."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.charting.quantiles import CLASSES, bounds, rank, said, shade

NUMBERS = st.lists(st.decimals(-1000, 1000, places=1), min_size=1, max_size=60)


def test_ten_values_make_five_pairs() -> None:
    values = [Decimal(one) for one in (7, 3, 9, 1, 10, 2, 8, 4, 6, 5)]

    assert bounds(values) == tuple(map(Decimal, (2, 4, 6, 8)))
    assert said(values, "%") == ["1 à 2\u00a0%", "3 à 4\u00a0%", "5 à 6\u00a0%", "7 à 8\u00a0%", "9 à 10\u00a0%"]


@pytest.mark.parametrize(
    ("values", "words"), [([], []), ([5], ["5"]), ([5, 5, 5], ["5"]), ([1, 1, 1, 1, 9], ["1", "9"])]
)
def test_equal_values_are_one_class(values: list[int], words: list[str]) -> None:
    assert said([Decimal(one) for one in values], "") == words


@given(NUMBERS)
def test_a_greater_value_never_has_a_paler_colour(values: list[Decimal]) -> None:
    cuts = bounds(values)
    ranks = [rank(one, cuts) for one in sorted(values)]

    assert ranks == sorted(ranks)
    assert set(ranks) == set(range(len(cuts) + 1))
    shades = [shade(place, cuts) for place in range(len(cuts) + 1)]
    assert len(set(shades)) == len(shades)
    assert {shades[-1]} | ({shades[0]} if cuts else set()) == {CLASSES - 1} | ({0} if cuts else set())


@given(st.lists(st.integers(0, 10_000), min_size=20, max_size=60, unique=True))
def test_classes_hold_the_same_number_of_territories_but_one(values: list[int]) -> None:
    numbers = [Decimal(one) for one in values]
    sizes = [sum(rank(one, bounds(numbers)) == place for one in numbers) for place in range(CLASSES)]

    assert max(sizes) - min(sizes) <= 1
