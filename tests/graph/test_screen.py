"""What the quick reading clears, pySHACL clears too: the same findings with and without it, whatever is broken."""

import random
import warnings
from pathlib import Path

import pyshacl
import pytest
from rdflib import OWL, RDF, SH, XSD, Graph, Literal, URIRef
from rdflib.term import Node

from graph.errors import GraphError
from graph.reading import quiet
from graph.validation.comparing import comparable
from graph.validation.screen import suspects
from graph.validation.shacl import run
from ontology.files import shapes as our_shapes
from ontology.files import vocabulary

HERE = Path(__file__).parent / "validation"
LOADERS = Path(__file__).parents[2] / "loaders"
W3C = Path(__file__).parents[2].parent / "shared" / "standards" / "shacl-tests" / "core"
Result = tuple[Node | None, ...]
WHAT = (SH.focusNode, SH.sourceConstraintComponent, SH.sourceShape, SH.value, SH.resultSeverity)


def results(report: Graph) -> set[Result]:
    return {
        tuple(report.value(one, term) for term in WHAT)
        for root in report.subjects(RDF.type, SH.ValidationReport)
        for one in report.objects(root, SH.result)
    }


def judged_whole(data: Graph, shapes: Graph) -> set[Result]:
    """Ask pySHACL alone, about every node."""
    with quiet(), comparable():
        _, report, _ = pyshacl.validate(data, shacl_graph=Graph() + shapes, inference="none")
    assert isinstance(report, Graph), str(report)
    return results(report)


def samples() -> Graph:
    """One small graph of every source, with the terms and code lists."""
    graph = vocabulary()
    firsts = {path.parent: path for path in sorted(LOADERS.rglob("sample*.ttl"), reverse=True)}
    for path in firsts.values():
        graph.parse(path, format="turtle")
    return graph


def broken(graph: Graph, seed: int, times: int) -> Graph:
    """Break a graph at random: statements lost, values swapped, doubled, retyped, ill-formed."""
    chance, made = random.Random(seed), Graph() + graph
    triples = sorted(graph)
    for subject, term, value in chance.sample(triples, times):
        other = chance.choice(triples)[2]
        match chance.randrange(6):
            case 0:
                made.remove((subject, term, value))
            case 1:
                made.set((subject, term, other))
            case 2:
                made.add((subject, term, other))
            case 3:
                made.set((subject, term, Literal("x", datatype=XSD.date, normalize=False)))
            case 4:
                made.set((subject, term, Literal(str(value), lang=chance.choice(["fr", "fr-CA", "en"]))))
            case 5:
                made.add((subject, URIRef("https://schema.org/birthDate"), Literal("1970-01-01", datatype=XSD.date)))
    return made


@pytest.mark.parametrize("seed", range(3))
def test_our_shapes_find_the_same_on_data_broken_at_random(seed: int) -> None:
    data, shapes = broken(samples(), seed, 150), our_shapes()
    found = results(run(data, shapes)[1])
    assert found == judged_whole(data, shapes)
    assert len(found) > 50


def test_sound_data_are_cleared_without_pyshacl() -> None:
    data = Graph().parse(HERE / "juste.ttl", format="turtle").parse(HERE / "ontologie.ttl", format="turtle")
    left = suspects(data, Graph().parse(HERE / "formes.ttl", format="turtle"))
    assert {str(shape).rpartition("#")[2] for shape, nodes in left.items() if nodes} == {"Projet"}  # sh:sparql


def w3c() -> list[Path]:
    return sorted(path for path in W3C.rglob("*.ttl") if "manifest" not in path.name)


@pytest.mark.skipif(not W3C.is_dir(), reason="la suite de tests du W3C de ../shared n'est pas là")
@pytest.mark.parametrize("path", w3c(), ids=lambda path: path.stem)
def test_the_w3c_tests_find_the_same(path: Path) -> None:
    graph = Graph().parse(path, format="turtle", publicID=path.as_uri())
    with warnings.catch_warnings(action="ignore"):
        try:
            expected = judged_whole(graph, graph)
        except AssertionError:
            with pytest.raises(GraphError):
                run(graph, graph)
            return
        assert results(run(graph, graph)[1]) == expected


CONDITIONS = {
    "sh:and": "sh:and ( [ sh:class ex:A ] [ sh:nodeKind sh:IRI ] )",
    "sh:or": "sh:or ( [ sh:class ex:A ] [ sh:class ex:B ] )",
    "sh:not": "sh:not [ sh:class ex:A ]",
    "sh:xone, which only pySHACL reads": "sh:xone ( [ sh:class ex:A ] [ sh:class ex:B ] )",
    "a shape of itself": "sh:property [ sh:path ex:p ; sh:node ex:S ]",
    "a path of several steps": "sh:property [ sh:path ( ex:p [ sh:inversePath ex:p ] ) ; sh:maxCount 1 ]",
    "a closure": "sh:property [ sh:path [ sh:oneOrMorePath ex:p ] ; sh:minCount 2 ]",
    "an optional step": "sh:property [ sh:path [ sh:zeroOrOnePath ex:p ] ; sh:maxCount 1 ]",
    "a count": "sh:property [ sh:path ex:p ; sh:qualifiedValueShape [ sh:class ex:A ] ; sh:qualifiedMinCount 1 ]",
    "numbers": "sh:property [ sh:path ex:n ; sh:minInclusive 1 ; sh:maxExclusive 3.5 ]",
    "a deactivated shape": "sh:property [ sh:path ex:n ; sh:maxCount 0 ; sh:deactivated true ]",
    "values apart": "sh:property [ sh:path ex:p ; sh:disjoint ex:q ]",
}
NODES = """
@prefix ex: <urn:ex:> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
ex:a a ex:A , ex:T ; ex:p ex:b , ex:c ; ex:q ex:b ; ex:n 1 . ex:b a ex:B , ex:T ; ex:p ex:c ; ex:n 3.5 , "x" .
ex:c a ex:C , ex:T ; ex:p ex:c ; ex:q ex:a ; ex:n 2.50 , 4 . ex:C rdfs:subClassOf ex:B . ex:d a ex:A , ex:B , ex:T .
"""


@pytest.mark.parametrize("condition", CONDITIONS)
def test_every_condition_is_read_as_pyshacl_reads_it(condition: str) -> None:
    text = (
        "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <urn:ex:> ."
        f" ex:S a sh:NodeShape ; sh:targetClass ex:T ; {CONDITIONS[condition]} ."
    )
    data, shapes = Graph().parse(data=NODES, format="turtle"), Graph().parse(data=text, format="turtle")
    assert results(run(data, shapes)[1]) == judged_whole(data, shapes)


def test_a_class_that_is_a_shape_targets_its_own_nodes() -> None:
    text = (
        "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <urn:ex:> ."
        " @prefix owl: <http://www.w3.org/2002/07/owl#> ."
        " ex:A a sh:NodeShape , owl:Class ; sh:property [ sh:path ex:p ; sh:maxCount 1 ] ."
    )
    shapes = Graph().parse(data=text, format="turtle")
    assert (URIRef("urn:ex:A"), RDF.type, OWL.Class) in shapes
    found = results(run(Graph().parse(data=NODES, format="turtle"), shapes)[1])
    assert {str(result[0]) for result in found} == {"urn:ex:a"}
