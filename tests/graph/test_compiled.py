"""Compiled shapes find exactly what pySHACL finds: on our shapes, on data broken at random."""

import os
from pathlib import Path
from random import Random
from typing import Any

import pytest
from rdflib import RDF, SH, Graph
from rdflib.term import Node

from graph.compiled.facts import Facts
from graph.compiled.loading import loaded
from graph.compiled.run import Outcome, run
from graph.errors import GraphError
from graph.judge import judge
from graph.names import path
from graph.reading import add, quiet
from ontology.files import shapes as our_shapes
from tests.graph.mutation import mutated

EXAMPLES = Path(__file__).parents[1] / "ontology" / "valid"
CASES = int(os.environ.get("MAILLAGE_CASES", "24"))
Key = tuple[Any, ...]


@pytest.fixture(scope="module")
def shapes() -> Graph:
    return our_shapes()


@pytest.fixture(scope="module")
def sound() -> Graph:
    graph = Graph()
    for file in sorted(EXAMPLES.glob("*.ttl")):
        graph.parse(file, format="turtle")
    return graph


def compiled(data: Graph, shapes: Graph) -> tuple[set[Key], Outcome]:
    """Return what the compiled shapes find, as comparable tuples."""
    done = run(Facts(loaded(data)), shapes)
    return {
        key(shapes, one.focus, one.path, one.component, one.value, one.shape, one.severity) for one in done.results
    }, done


def reference(data: Graph, shapes: Graph) -> set[Key] | None:
    """Return what pySHACL finds in the same data, as the store writes them; None when it gives up on a blank date."""
    stored = Graph()
    add(stored, loaded(data), "mémoire")
    try:
        report = judge(stored, shapes)
    except GraphError as error:
        if "compare a BlankNode" in str(error):  # SHACL §4.6.4 asks for a result, not for a failure
            return None
        raise
    terms = (SH.focusNode, SH.resultPath, SH.sourceConstraintComponent, SH.value, SH.sourceShape, SH.resultSeverity)
    found = [one for one in report.subjects(RDF.type, SH.ValidationResult) if (None, SH.result, one) in report]
    return {key(report, *(report.value(one, term) for term in terms)) for one in found}


def key(graph: Graph, focus: Node | None, way: Node | None, *others: Node | None) -> Key:
    return (focus, path(graph, way) if way is not None else None, *others)


@pytest.mark.parametrize("seed", range(CASES))
def test_both_engines_find_the_same_in_broken_data(seed: int, sound: Graph, shapes: Graph) -> None:
    random = Random(seed)
    with quiet():
        data = mutated(sound, shapes, random, random.randint(1, 12))
        found, done = compiled(data, shapes)
        assert done.declined == {}
        expected = reference(data, shapes)
        assert expected is None or found == expected


def test_no_shape_of_ours_is_declined(sound: Graph, shapes: Graph) -> None:
    assert compiled(sound, shapes)[1].declined == {}
