"""Both engines find the same, whatever is broken; and every constraint of every shape of ours really gets broken.

`MAILLAGE_CASES=1000` makes thousands of cases; `tests/bench/validation/differential.py` counts them.
"""

import os
from collections.abc import Iterator
from functools import cache
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib import Graph

from graph.reading import quiet
from ontology.files import shapes as our_shapes
from tests.graph.breaking import Break, breaks, broken, example, examples, sound
from tests.graph.differential import compiled, pairs, reference
from tests.graph.mutation import mutated

CASES = int(os.environ.get("MAILLAGE_CASES", "6"))
SHAPES = our_shapes()
EVERY = breaks(SHAPES)
BATCH = 60


@cache
def ground() -> Graph:
    return sound()


@cache
def known() -> dict[str, Graph]:
    return examples()


def batches() -> Iterator[list[Break]]:
    """The constraints, a few dozen at a time, those of one shape far from each other."""
    count = -(-len(EVERY) // BATCH)
    yield from (EVERY[start::count] for start in range(count))


def wrong(some: list[Break], random: Random) -> Graph:
    """The sound examples, where each of some constraints is broken at random, beside the example that breaks it."""
    graph = Graph() + ground()
    for one in some:
        broken(graph, SHAPES, one, random)
        example(graph, one.shape, known(), random, random.randrange(2))
        example(graph, one.shape, known(), random, 0)
    return graph


@pytest.fixture(scope="module")
def seen() -> set[tuple[object, object]]:
    return set()


@pytest.mark.parametrize("batch", range(-(-len(EVERY) // BATCH)))
def test_both_engines_find_the_same_where_each_constraint_is_broken(
    batch: int, seen: set[tuple[object, object]]
) -> None:
    some = list(batches())[batch]
    with quiet():
        data = wrong(some, Random(batch))
        found = compiled(data, SHAPES)
        assert found == reference(data, SHAPES)
    seen |= pairs(found)
    assert {(one.shape, one.component) for one in some} <= pairs(found)


def test_every_constraint_of_every_shape_was_broken(seen: set[tuple[object, object]]) -> None:
    assert {(one.shape, one.component) for one in EVERY} - seen == set()
    assert len(EVERY) > 350


@settings(max_examples=CASES, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(
    some=st.lists(st.tuples(st.sampled_from(EVERY), st.integers(0, 2**32)), min_size=20, max_size=60),
    seed=st.integers(0, 2**32),
)
def test_both_engines_find_the_same_whatever_is_broken(some: list[tuple[Break, int]], seed: int) -> None:
    """Each draw breaks dozens of constraints on sound nodes, then makes mistakes; hypothesis shrinks a difference."""
    with quiet():
        data = Graph() + ground()
        for one, own in some:
            broken(data, SHAPES, one, Random(own))
        data = mutated(data, SHAPES, Random(seed), 8)
        assert compiled(data, SHAPES) == reference(data, SHAPES)
