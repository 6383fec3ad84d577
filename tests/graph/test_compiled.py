"""Compiled shapes find exactly what pySHACL finds: on our shapes, on data broken at random."""

import os
from pathlib import Path
from random import Random
from typing import Any

import pyoxigraph as ox
import pytest
from rdflib import RDF, SH, Graph
from rdflib.term import Node

from graph.errors import GraphError
from graph.names import path
from graph.reading import add, quiet
from graph.validation.compiled import facts, judging, plans, scans
from graph.validation.compiled.facts import Facts
from graph.validation.compiled.loading import loaded
from graph.validation.compiled.run import Outcome, run
from graph.validation.compiled.validation import DECLINED
from graph.validation.compiled.validation import validate as validate_compiled
from graph.validation.findings import Finding
from graph.validation.judge import judge
from graph.validation.validate import validate
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


PRICES: dict[str, dict[tuple[Any, str], float]] = {
    "as measured": {},
    "all is scanned": {(scans, "_RATIO"): 10**9, (scans, "_LARGE"): 0, (plans, "MOST"): 0},
    "all is looked up": {(scans, "_RATIO"): 0},
    "few values are listed": {(judging, "MOST"): 1, (plans, "MOST"): 1, (scans, "_LARGE"): 0},
    "values are taken as they come": {(facts, "_ALONE"): 0.0},
}
"""What is cheap decides how a question is asked, and must not decide the answer."""


@pytest.mark.parametrize("seed", range(CASES))
def test_both_engines_find_the_same_in_broken_data(
    seed: int, sound: Graph, shapes: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    for (module, name), price in list(PRICES.values())[seed % len(PRICES)].items():
        monkeypatch.setattr(module, name, price)
    random = Random(seed)
    with quiet():
        data = mutated(sound, shapes, random, random.randint(1, 12))
        found, done = compiled(data, shapes)
        assert done.declined == {}
        expected = reference(data, shapes)
        assert expected is None or found == expected


def test_no_shape_of_ours_is_declined(sound: Graph, shapes: Graph) -> None:
    assert compiled(sound, shapes)[1].declined == {}


HERE = Path(__file__).parent / "validation"


def both(change: str) -> tuple[list[Finding], list[Finding]]:
    """Return the findings of the two engines on the small sound graph of the tests, after a change."""
    data = Graph().parse(data=(HERE / "juste.ttl").read_text(encoding="utf-8") + change, format="turtle")
    ontology, forms = Graph().parse(HERE / "ontologie.ttl"), Graph().parse(HERE / "formes.ttl")
    data += ontology
    fast = validate_compiled(loaded(data), forms, ontology, lambda: data)
    slow = validate(data, forms, ontology=ontology)
    assert fast.coverage == slow.coverage
    return list(fast.findings), list(slow.findings)


@pytest.mark.parametrize(
    "change",
    [
        "<https://w3id.org/maillage/id/projet/gare> <https://w3id.org/maillage/def#somme> 1200 .",
        "<https://w3id.org/maillage/id/projet/gare> <https://w3id.org/maillage/def#sommes> 1 .",
        "<urn:x> a <https://w3id.org/maillage/def#Mandat> .",
        '<urn:x> a <urn:X> ; <urn:p> "2020-02-30"^^<http://www.w3.org/2001/XMLSchema#date> .',
    ],
)
def test_the_findings_are_the_same_words_labels_and_places_included(change: str) -> None:
    fast, slow = both(change)
    assert fast == slow
    assert fast


def shapes_of(constraint: str) -> Graph:
    prefixes = "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> ."
    return Graph().parse(
        data=f"{prefixes} <urn:f> a sh:NodeShape ; sh:targetNode <urn:a> ; {constraint}", format="turtle"
    )


@pytest.mark.parametrize(
    ("constraint", "reason"),
    [
        ("sh:property [ sh:path <urn:p> ; sh:datatype xsd:byte ] .", "Oxigraph lit xsd:byte comme un type plus large"),
        ('sh:pattern "(?=a)" .', "expression rationnelle qu'Oxigraph ne connaît pas : (?=a)"),
        ("sh:node <urn:g> . <urn:g> sh:property [ sh:path <urn:p> ; sh:node <urn:g> ] .", "urn:p de urn:g → urn:g"),
        ('sh:not [ sh:sparql [ sh:select "SELECT $this { { SELECT $this { $this ?p ?o } } }" ] ] .', "imbriquée"),
        ('sh:sparql [ sh:select "SELECT $this { FILTER(<urn:f>($this)) }" ] .', "Oxigraph n'exécute pas"),
        ("sh:property [ sh:path [ sh:inversePath [ ] ] ; sh:minCount 1 ] .", "chemin mal formé"),
    ],
)
def test_what_is_not_compiled_is_declined_with_a_reason(constraint: str, reason: str) -> None:
    declined = run(Facts(loaded(Graph())), shapes_of(constraint)).declined
    assert [reason in one for one in declined.values()] == [True]


def test_a_declined_shape_is_judged_by_pyshacl_and_said_so() -> None:
    data = Graph().parse(data='<urn:a> <urn:p> "b" .', format="turtle")
    forms = shapes_of('sh:property [ sh:path <urn:p> ; sh:pattern "^(?=a)" ] .')
    found = validate_compiled(loaded(data), forms, Graph(), lambda: data).findings
    assert {one.component for one in found} >= {SH.PatternConstraintComponent, DECLINED}


def test_a_select_with_prefixes_texts_and_an_option_is_compiled() -> None:
    select = 'PREFIX x: <urn:> SELECT $this ?value WHERE { $this x:p ?value . FILTER(?value != \\"x:p ?no\\") } # {?}'
    data = Graph().parse(data='<urn:a> <urn:p> "x:p ?no" , "b" .', format="turtle")
    done = run(Facts(loaded(data)), shapes_of(f'sh:sparql [ sh:select "{select}" ] .'))
    assert (done.declined, [str(one.value) for one in done.results]) == ({}, ["b"])


def test_a_statement_in_two_graphs_counts_once() -> None:
    store = ox.Store()
    for name in ("urn:g1", "urn:g2"):
        store.add(ox.Quad(ox.NamedNode("urn:a"), ox.NamedNode("urn:p"), ox.Literal("b"), ox.NamedNode(name)))
    assert run(Facts(store), shapes_of("sh:property [ sh:path <urn:p> ; sh:maxCount 1 ] .")).results == ()


HEAD = """
@prefix ex: <urn:x:> . @prefix sh: <http://www.w3.org/ns/shacl#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
"""
CLOSED = """
ex:Forme a sh:NodeShape ; sh:targetClass ex:C ; sh:closed true ; sh:ignoredProperties ( rdf:type ) ;
    sh:property [ sh:path ex:nom ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:string ] ,
                [ sh:path ex:lien ; sh:maxCount 1 ; sh:property [ sh:path ex:nom ; sh:minCount 1 ] ] .
"""
HELD = {
    "nothing is wrong": ("", []),
    "a property is missing": ("ex:b a ex:C .", [SH.MinCountConstraintComponent]),
    "a property is missing in an instance of a subclass": (
        "ex:D rdfs:subClassOf ex:C . ex:b a ex:D .",
        [SH.MinCountConstraintComponent],
    ),
    "a property that no shape names": ('ex:b a ex:C ; ex:nom "b" ; ex:age 3 .', [SH.ClosedConstraintComponent]),
    "two values": ('ex:b a ex:C ; ex:nom "b", "c" .', [SH.MaxCountConstraintComponent]),
    "two values for another node alone": ('ex:b a ex:E ; ex:nom "b", "c" .', []),
    "a missing property of another node, which is led to": (
        'ex:b a ex:C ; ex:nom "b" ; ex:lien ex:e .',
        [SH.MinCountConstraintComponent],
    ),
}
"""What is counted over the nodes of a closed class answers for them, and for no other node."""


@pytest.mark.parametrize("case", HELD)
def test_counting_what_the_nodes_of_a_closed_class_hold_hides_nothing(case: str) -> None:
    broken, expected = HELD[case]
    data = Graph().parse(data=HEAD + 'ex:a a ex:C ; ex:nom "a" .' + broken, format="turtle")
    shapes = Graph().parse(data=HEAD + CLOSED, format="turtle")
    found, _ = compiled(data, shapes)
    assert [one[2] for one in found] == expected
    assert found == reference(data, shapes)
