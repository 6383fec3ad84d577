"""The catalogue as SHACL executables: one a question, and each text runs as it is."""

import pyoxigraph as ox
import pytest
from rdflib import RDF, RDFS, SH, Graph, URIRef

from graph.asking.executables import executables
from graph.cli import main
from ontology.iris import mint
from queries import questions

CLASSES = {"SELECT": SH.SPARQLSelectExecutable, "CONSTRUCT": SH.SPARQLConstructExecutable}


@pytest.fixture(scope="module")
def graph() -> Graph:
    return Graph().parse(data=executables(questions().values()), format="turtle")


def test_there_is_one_executable_a_question(graph: Graph) -> None:
    made = set(graph.subjects(RDF.type, SH.SPARQLExecutable))
    assert made == {mint("question", name) for name in questions()}
    for name, one in questions().items():
        assert (mint("question", name), RDF.type, CLASSES[one.form]) in graph


def test_each_text_runs_as_it_is_and_each_comment_is_the_question(graph: Graph) -> None:
    store = ox.Store()
    for property_ in (SH.select, SH.construct):
        for node, text in graph.subject_objects(URIRef(property_)):
            store.query(str(text))
            assert str(graph.value(node, RDFS.label)).endswith("?")


def test_the_command_writes_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["query", "-f", "turtle"]) == 0
    assert "sh:SPARQLSelectExecutable" in capsys.readouterr().out
