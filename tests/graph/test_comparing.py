"""Which of two values comes first: what SPARQL says, what rdflib and pySHACL say alone, and that we follow SPARQL.

The verdicts are worked out from SPARQL 1.1 §17.3, XPath functions (op:date-less-than and the like) and SHACL §4.5.3:
values that cannot be compared are a violation. Decision 8.
"""

from typing import NamedTuple

import pyshacl
import pytest
from rdflib import RDF, SH, XSD, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from graph.reading import quiet
from graph.validation.comparing import before, comparable
from graph.validation.compiled.facts import Facts
from graph.validation.compiled.loading import loaded
from graph.validation.compiled.run import run
from graph.validation.judge import judge

FOCUS, ONE, OTHER = URIRef("urn:a"), URIRef("urn:p"), URIRef("urn:q")
PREFIXES = "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> ."


class Pair(NamedTuple):
    """Is `one` < `other`: for SPARQL (None: not comparable), for rdflib's `<`, for `sh:lessThan` of pySHACL alone."""

    one: Node
    other: Node
    sparql: bool | None
    rdflib: bool
    pyshacl: bool


def typed(text: str, name: str) -> Literal:
    return Literal(text, datatype=XSD[name], normalize=False)


BIRTH, END = typed("1954-10-18", "date"), typed("2020-05-18", "date")
EAST, WEST = typed("2020-05-18+14:00", "date"), typed("2020-05-18-11:00", "date")  # starts 25 hours before
ANYWHERE, IN_UTC = typed("2020-05-18T10:00:00", "dateTime"), typed("2020-05-18T23:00:00Z", "dateTime")
NAN = typed("NaN", "double")  # false for XPath, no answer from Oxigraph: a violation either way
PAIRS = {
    "two dates": Pair(BIRTH, END, sparql=True, rdflib=True, pyshacl=True),
    "two dates, turned": Pair(END, BIRTH, sparql=False, rdflib=False, pyshacl=False),
    "a date and a text": Pair(END, Literal("1954-10-18"), sparql=None, rdflib=True, pyshacl=False),
    "a date and a year": Pair(END, typed("2019", "gYear"), sparql=None, rdflib=True, pyshacl=True),
    "a date and an instant": Pair(BIRTH, ANYWHERE, sparql=None, rdflib=True, pyshacl=True),
    "an ill-formed date": Pair(typed("1954-02-30", "date"), END, sparql=None, rdflib=True, pyshacl=True),
    "two dates in two time zones": Pair(EAST, WEST, sparql=True, rdflib=False, pyshacl=False),
    "an instant without a time zone": Pair(ANYWHERE, IN_UTC, sparql=None, rdflib=True, pyshacl=True),
    "numbers of two types": Pair(Literal(10), typed("9.5", "decimal"), sparql=False, rdflib=False, pyshacl=False),
    "a number and a text": Pair(Literal("1"), Literal(2), sparql=None, rdflib=False, pyshacl=False),
    "not a number": Pair(NAN, typed("1", "double"), sparql=None, rdflib=True, pyshacl=True),
    "two languages": Pair(Literal("a", lang="en"), Literal("b", lang="fr"), sparql=None, rdflib=True, pyshacl=True),
    "a text and a text in French": Pair(Literal("a"), Literal("b", lang="fr"), sparql=None, rdflib=True, pyshacl=True),
    "two codes": Pair(typed("62119", "token"), typed("62516", "token"), sparql=None, rdflib=True, pyshacl=True),
    "two IRIs": Pair(URIRef("urn:1"), URIRef("urn:2"), sparql=None, rdflib=True, pyshacl=True),
}


def shapes(constraint: str) -> Graph:
    return Graph().parse(data=f"{PREFIXES} <urn:f> a sh:NodeShape ; sh:targetNode <{FOCUS}> ; {constraint} .")


def data(one: Node, other: Node) -> Graph:
    return Graph().add((FOCUS, ONE, one)).add((FOCUS, OTHER, other))


LESS_THAN = shapes(f"sh:property [ sh:path <{ONE}> ; sh:lessThan <{OTHER}> ]")


def count(report: Graph) -> int:
    return len(set(report.subjects(RDF.type, SH.ValidationResult)))


@pytest.mark.parametrize("name", PAIRS)
def test_a_comparison_is_that_of_sparql(name: str) -> None:
    pair = PAIRS[name]
    assert before(pair.one, pair.other) is pair.sparql


@pytest.mark.parametrize("name", PAIRS)
def test_what_rdflib_and_pyshacl_say_by_themselves(name: str) -> None:
    pair = PAIRS[name]
    with quiet():
        assert (pair.one < pair.other) is pair.rdflib  # type: ignore[operator]  # rdflib orders any two terms
        assert pyshacl.validate(data(pair.one, pair.other), shacl_graph=LESS_THAN)[0] is pair.pyshacl


@pytest.mark.parametrize("name", PAIRS)
def test_both_engines_say_what_sparql_says(name: str) -> None:
    pair = PAIRS[name]
    graph = data(pair.one, pair.other)
    with quiet():
        found = count(judge(graph, LESS_THAN)), len(run(Facts(loaded(graph)), LESS_THAN).results)
    assert found == ((0, 0) if pair.sparql else (1, 1))


LITERALS = {name: pair for name, pair in PAIRS.items() if isinstance(pair.other, Literal)}
LIMITS = ("minInclusive", "minExclusive", "maxInclusive", "maxExclusive")


@pytest.mark.parametrize("limit", LIMITS)
@pytest.mark.parametrize("name", LITERALS)
def test_a_limit_is_compared_as_sparql_compares(name: str, limit: str) -> None:
    pair = LITERALS[name]
    graph, forms = data(pair.one, pair.other), shapes(f"sh:property <urn:g> . <urn:g> sh:path <{ONE}>")
    forms.add((URIRef("urn:g"), SH[limit], pair.other))  # not parsed: rdflib would rewrite it
    right = pair.sparql is not None and pair.sparql is limit.startswith("max")
    with quiet():
        found = count(judge(graph, forms)), len(run(Facts(loaded(graph)), forms).results)
    assert found == ((0, 0) if right else (1, 1))


def test_a_blank_node_is_a_violation_where_pyshacl_alone_gives_up() -> None:
    graph = data(BNode(), END)
    assert count(judge(graph, LESS_THAN)) == len(run(Facts(loaded(graph)), LESS_THAN).results) == 1


def test_a_sparql_constraint_has_no_solution_where_there_is_no_comparison() -> None:
    query = f"SELECT $this WHERE {{ $this <{ONE}> ?x ; <{OTHER}> ?y FILTER (!(?x < ?y)) }}"  # a date and a year
    graph, forms = data(END, typed("2019", "gYear")), shapes(f'sh:sparql [ sh:select "{query}" ]')
    assert count(judge(graph, forms)) == len(run(Facts(loaded(graph)), forms).results) == 0


def test_rdflib_is_left_as_it_was() -> None:
    with comparable():
        pass
    assert typed("2019", "gYear") > END
