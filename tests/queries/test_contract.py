"""Every question file: reads, answers, in a stable order, the same in two engines, with declared terms only."""

import re
from collections.abc import Iterator

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.query import ResultRow

from graph.asking.guard import check
from ontology.terms import MLG
from queries import Question, checks, questions
from queries.tokens import tokens
from tests.queries.ground import ROOT, fill, filled, memory, rows, value

ALL = {**questions(), **{f"checks/{name}": question for name, question in checks().items()}}
SELECTS = {name: question for name, question in questions().items() if question.form == "SELECT"}
STANDARD = ("http://www.w3.org/2001/XMLSchema#", "http://www.w3.org/1999/02/22-rdf-syntax-ns#")


@pytest.fixture(scope="module")
def store() -> ox.Store:
    return fill(ox.Store())


@pytest.fixture(scope="module")
def graph() -> rdflib.Graph:
    return memory()


@pytest.fixture(scope="module")
def declared() -> set[str]:
    ontology = rdflib.Graph()
    for path in (ROOT / "ontology").rglob("*.ttl"):
        ontology.parse(path)
    return {str(subject) for subject in ontology.subjects() if isinstance(subject, rdflib.URIRef)}


def names(question: Question) -> Iterator[str]:
    """Yield every IRI written in a question with a prefix."""
    prefixes = dict(re.findall(r"^PREFIX ([\w-]*): <([^>]*)>$", question.text, re.MULTILINE))
    for token in tokens(question.text):
        prefix, _, local = token.text.partition(":")
        if token.kind == "name" and local:
            yield prefixes[prefix] + local


def test_there_are_at_least_forty_questions_and_eight_checks() -> None:
    assert len(SELECTS) >= 40
    assert len(checks()) >= 8


@pytest.mark.parametrize("name", ALL)
def test_a_question_is_read_by_rdflib_and_passes_the_guard(name: str) -> None:
    parseQuery(ALL[name].text)
    assert not check(ALL[name].text).dataset


@pytest.mark.parametrize("name", ALL)
def test_a_question_says_what_it_asks_and_to_whom(name: str) -> None:
    question = ALL[name]
    assert question.tags
    if name in SELECTS:
        assert question.summary.endswith("?")
        assert question.audience
    for parameter in question.parameters:
        assert parameter.label
        assert parameter.example


@pytest.fixture(scope="module")
def described() -> str:
    """What the recorded triples of the sources hold: the national programmes and bodies that a list names."""
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "loaders").rglob("sample*.ttl")))


@pytest.mark.parametrize("name", ALL)
def test_every_term_of_a_question_is_declared(name: str, declared: set[str], described: str) -> None:
    for iri in names(ALL[name]):
        if iri.startswith(str(MLG)):
            assert MLG[iri.removeprefix(str(MLG))]
        elif named := re.search(r"/id/(programme|organisation)/([\w-]+)$", iri):
            assert re.search(f"^{named[1]}:{named[2]}$", described, re.MULTILINE), iri
        elif "/id/indicateur/" not in iri and not iri.startswith(STANDARD):
            assert iri in declared, iri


@pytest.mark.parametrize("name", [name for name, question in ALL.items() if question.form == "SELECT"])
def test_a_question_is_ordered_and_its_columns_are_read_from_its_text(name: str, store: ox.Store) -> None:
    assert re.search(r"^ORDER BY ", ALL[name].text, re.MULTILINE)
    solutions = store.query(filled(ALL[name], store, optional=False))
    assert isinstance(solutions, ox.QuerySolutions)
    assert ALL[name].columns == tuple(variable.value for variable in solutions.variables)


@pytest.mark.parametrize("optional", [True, False], ids=["all parameters", "required only"])
@pytest.mark.parametrize("name", questions())
def test_a_question_answers_something_on_the_territory(name: str, store: ox.Store, *, optional: bool) -> None:
    answer = store.query(filled(ALL[name], store, optional=optional))
    assert not isinstance(answer, ox.QueryBoolean)
    assert next(iter(answer), None) is not None


@pytest.mark.parametrize("name", SELECTS)
def test_rdflib_and_oxigraph_give_the_same_rows_in_the_same_order(
    name: str, store: ox.Store, graph: rdflib.Graph
) -> None:
    text = filled(SELECTS[name], store, optional=True)
    in_oxigraph = [tuple(map(value, row)) for row in rows(store, text)]
    in_rdflib = [tuple(map(value, row)) for row in graph.query(text) if isinstance(row, ResultRow)]
    assert in_oxigraph == in_rdflib


@pytest.mark.parametrize("name", ALL)
def test_a_parameter_stands_where_grlc_may_write_its_value(name: str) -> None:
    """Grlc writes the value over the variable: `SELECT <iri>` or `GROUP BY <iri>` would not be SPARQL."""
    last = ALL[name].text.rindex("}")
    for parameter in ALL[name].parameters:
        assert parameter.variable not in ALL[name].columns
        assert parameter.variable not in ALL[name].text[last:]


@pytest.mark.parametrize("name", [name for name, question in SELECTS.items() if "(SUM(?montant)" in question.text])
def test_a_sum_keeps_stages_apart_and_leaves_out_parts_and_unit_amounts(name: str) -> None:
    text = SELECTS[name].text
    grouped = text.rpartition("GROUP BY")[2]
    assert "?stade" in grouped
    assert "?periodicite" in grouped
    assert "periodicite:unitaire" in text
    assert "FILTER NOT EXISTS" in text or "FILTER (!BOUND(?part))" in text
    assert "dct:isPartOf+" in text
    assert {"nombre_de_flux", "dont_non_exacts", "une_preuve"} <= set(SELECTS[name].columns)


@pytest.mark.parametrize("name", SELECTS)
def test_a_node_has_its_name_beside_its_iri(name: str) -> None:
    columns = SELECTS[name].columns
    alone = {c for c in columns if c.endswith("_iri") and c.removesuffix("_iri") not in columns}
    assert alone <= {"avant_iri", "apres_iri"}  # the movement's own name says « Beuvry → Béthune »
