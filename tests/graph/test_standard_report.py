"""One report for two engines: a standard `sh:ValidationReport`, equal to pySHACL's own, the same bytes each time."""

from pathlib import Path
from typing import Any

import pyshacl
import pytest
from rdflib import PROV, RDF, SH, BNode, Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic
from rdflib.term import Node

from graph.names import path
from graph.reading import quiet
from graph.reporting.standard import as_turtle
from graph.validation.comparing import comparable
from graph.validation.compiled.loading import loaded
from graph.validation.compiled.validation import validate as validate_compiled
from graph.validation.findings import Validation
from graph.validation.validate import validate, validate_files
from ontology.files import shapes as our_shapes
from ontology.files import vocabulary
from ontology.iris import BASE
from tests.graph.seeds import printed

EXAMPLES = Path(__file__).parents[1] / "ontology"
FORMES = Namespace(BASE + "formes#")
TERMS = (SH.focusNode, SH.resultPath, SH.value, SH.sourceShape, SH.sourceConstraintComponent, SH.resultSeverity)
ENGINES = ("pyshacl", "compiled")


@pytest.fixture(scope="module")
def broken() -> Graph:
    """Every broken example at once, with what it stands on."""
    graph = vocabulary()
    for file in sorted(EXAMPLES.glob("valid/*.ttl")) + sorted(EXAMPLES.glob("broken/*.ttl")):
        graph.parse(file, format="turtle")
    return graph


@pytest.fixture(scope="module")
def reports(broken: Graph) -> dict[str, Graph]:
    """The Turtle of both engines, parsed."""
    shapes, terms = our_shapes(), vocabulary()
    found = {
        "pyshacl": validate(broken, shapes, ontology=terms),
        "compiled": validate_compiled(loaded(broken), shapes, terms, lambda: broken),
    }
    return {name: Graph().parse(data=as_turtle(one), format="turtle") for name, one in found.items()}


def results(report: Graph, *, ours: bool) -> set[tuple[Any, ...]]:
    """The results of a report as tuples, those that no shape of ours makes left out or kept."""
    (root,) = report.subjects(RDF.type, SH.ValidationReport)
    rows = (tuple(told(report, one, term) for term in TERMS) for one in report.objects(root, SH.result))
    return {blank(row) for row in rows if ours or str(row[4]).startswith(str(SH))}


def blank(row: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple("_" if isinstance(one, BNode) else one for one in row)


def told(report: Graph, result: Node, term: URIRef) -> object:
    value = report.value(result, term)
    if term == SH.resultPath and value is not None:
        return path(report, value)
    return value.value if isinstance(value, Literal) and value.value is not None else value


@pytest.mark.parametrize("engine", ENGINES)
def test_the_results_on_every_broken_example_are_those_of_pyshacl_alone(
    engine: str, broken: Graph, reports: dict[str, Graph]
) -> None:
    with quiet(), comparable():
        _, alone, _ = pyshacl.validate(broken, shacl_graph=our_shapes(), inference="none")
    expected = results(alone, ours=False)
    assert results(reports[engine], ours=False) == expected
    assert len(expected) > 300


def test_what_no_shape_finds_is_in_both_reports(reports: dict[str, Graph]) -> None:
    assert results(reports["pyshacl"], ours=True) == results(reports["compiled"], ours=True)


@pytest.mark.parametrize("engine", ENGINES)
def test_every_result_speaks_french_and_english(engine: str, reports: dict[str, Graph]) -> None:
    report = reports[engine]
    for result in report.objects(None, SH.result):
        said = sorted(
            one.language or "" for one in report.objects(result, SH.resultMessage) if isinstance(one, Literal)
        )
        assert said == ["en", "fr"]


@pytest.mark.parametrize("engine", ENGINES)
def test_the_report_says_how_many_nodes_each_shape_looked_at(
    engine: str, broken: Graph, reports: dict[str, Graph]
) -> None:
    report = reports[engine]
    counts = {
        report.value(one, FORMES.forme): report.value(one, FORMES.noeudsVerifies)
        for one in report.objects(None, FORMES.couverture)
    }
    flows = set(broken.subjects(RDF.type, Namespace(BASE + "def#").FluxFinancier))
    assert counts[FORMES.FluxFinancier] == Literal(len(flows))
    assert len(counts) > 40


def test_a_report_conforms_if_and_only_if_it_has_no_result_of_any_severity() -> None:
    shapes = Graph().parse(
        data="""@prefix sh: <http://www.w3.org/ns/shacl#> . <urn:f> a sh:NodeShape ; sh:targetNode <urn:a> ;
        sh:property [ sh:path <urn:p> ; sh:minCount 1 ; sh:severity sh:Info ] ."""
    )
    for data, conforms in (("<urn:a> <urn:p> 1 .", True), ("<urn:b> <urn:p> 1 .", False)):
        found = validate(Graph().parse(data=data, format="turtle"), shapes)
        report = Graph().parse(data=as_turtle(found), format="turtle")
        assert [one.value for one in report.objects(None, SH.conforms) if isinstance(one, Literal)] == [conforms]
        assert found.conforms  # what may be published: a remark forbids nothing


BLANK = """
@prefix ex: <urn:ex:> . @prefix sh: <http://www.w3.org/ns/shacl#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
ex:F a sh:NodeShape ; sh:targetClass ex:C ;
  sh:property [ sh:path ( ex:p [ sh:inversePath ex:q ] ) ; sh:minCount 1 ; sh:in ( 1 "deux"@fr ) ] ,
    [ sh:path [ sh:alternativePath ( ex:p ex:q ) ] ; sh:maxCount 1 ;
      sh:message "Trop.\\n« \\"deux\\" »"@fr , "Too many"@en ] .
"""
DATA = "@prefix ex: <urn:ex:> . ex:a a ex:C ; ex:p 1 , [] , 2.50 , ex:c . [] a ex:C . ex:d ex:q ex:c ."


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    (tmp_path / "formes.ttl").write_text(BLANK, encoding="utf-8")
    (tmp_path / "données.ttl").write_text(DATA, encoding="utf-8")
    return [str(tmp_path / "données.ttl"), str(tmp_path / "formes.ttl")]


def validated(files: list[str], engine: Any) -> Validation:
    return validate_files([Path(files[0])], [Path(files[1])], engine=engine)


@pytest.mark.parametrize("engine", ENGINES)
def test_the_turtle_is_the_report_to_the_last_triple(engine: str, files: list[str]) -> None:
    found = validated(files, engine)
    written = Graph().parse(data=as_turtle(found), format="turtle")
    for one in set(written.objects(None, FORMES.couverture)):
        written.remove((one, None, None))
    written.remove((None, FORMES.couverture, None))
    assert isomorphic(written, found.report)
    assert len(set(written.subjects(RDF.type, SH.ValidationResult))) == 3


def test_both_engines_describe_the_same_blank_shapes_and_paths(files: list[str]) -> None:
    slow, fast = (Graph().parse(data=as_turtle(validated(files, engine)), format="turtle") for engine in ENGINES)
    assert {row[1] for row in results(slow, ours=True)} == {"urn:ex:p/^urn:ex:q", "(urn:ex:p|urn:ex:q)"}
    assert isomorphic(slow, fast)


CHILD = """
import hashlib, sys
from pathlib import Path
from graph.reporting.report import REPORTS, render
from graph.validation.validate import validate_files
for engine in ("pyshacl", "compiled"):
    found = validate_files([Path(sys.argv[1])], [Path(sys.argv[2])], engine=engine)
    for form in REPORTS:
        print(engine, form, hashlib.sha256(render(found, form).encode()).hexdigest())
"""


def test_the_same_files_give_the_same_bytes_in_every_form_whatever_the_hash_seed(files: list[str]) -> None:
    said = printed(CHILD, *files)
    assert len(set(said)) == 1
    assert len(said[0].splitlines()) == 10


def test_a_user_s_file_is_cited_with_the_line_that_describes_the_node(files: list[str]) -> None:
    report = validated(files, "auto").report
    places = {str(one).rpartition("/")[2] for one in report.objects(None, PROV.wasDerivedFrom)}
    assert "donn%C3%A9es.ttl#line=0,1" in places
