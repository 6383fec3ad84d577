"""Thousands of broken constraints given to both engines: `python -m tests.bench.differential.run SECONDS`, one row out.

Each round breaks some hundred constraints of our shapes at random, in the sound examples and in the broken ones.
"""

import sys
import time
from itertools import count
from random import Random

from rdflib import Graph

from graph.reading import quiet
from ontology.files import shapes as our_shapes
from tests.graph.breaking import breaks, broken, example, examples, sound
from tests.graph.differential import compiled, pairs, reference
from tests.graph.mutation import mutated


def main(seconds: float) -> None:
    """Break and compare until the time is over; write the first differences and their seed as they come."""
    shapes, ground, known = our_shapes(), sound(), examples()
    every, start = breaks(shapes), time.perf_counter()
    broken_constraints, findings, differences = 0, 0, 0
    seen: set[tuple[object, object]] = set()
    for seed in count():
        if time.perf_counter() - start > seconds:
            break
        random = Random(seed)
        with quiet():
            data = Graph() + ground
            some = random.sample(every, 100)
            broken_constraints += sum(broken(data, shapes, one, random) for one in some)
            for one in some[:30]:
                example(data, one.shape, known, random, random.randrange(3))
            data = mutated(data, shapes, random, 10)
            found, expected = compiled(data, shapes), reference(data, shapes)
        seen |= pairs(found)
        findings += len(expected)
        if found != expected:
            differences += len(found ^ expected)
            sys.stdout.write(f"seed {seed}: {sorted(map(str, found ^ expected))[:4]}\n")
    covered = sum((one.shape, one.component) in seen for one in every)
    row = (seed, broken_constraints, findings, f"{covered} / {len(every)}", differences)
    sys.stdout.write(f"| {' | '.join(map(str, row))} |\n")


if __name__ == "__main__":
    main(float(sys.argv[1]))
