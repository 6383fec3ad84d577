"""What a query may not do is refused before it runs, with one line and the right kind; honest queries pass."""

import pytest

from graph.asking.guard import MAX_LENGTH, MAX_NESTING, check
from graph.errors import GraphError

GRAPH = "https://w3id.org/maillage/id/source/essai/1"
SERVICE = "SERVICE <http://127.0.0.1:1/> { ?a ?b ?c }"

REFUSED = {
    "a service": f"SELECT * WHERE {{ {SERVICE} }}",
    "a silent service": "SELECT * { service silent <http://127.0.0.1:1/> { ?a ?b ?c } }",
    "a service named by a variable": "SELECT * { ?s ?p ?x . SERVICE ?x { ?a ?b ?c } }",
    "a service in a sub-select": f"SELECT * {{ {{ SELECT * {{ {SERVICE} }} }} }}",
    "a service in FILTER EXISTS": f"SELECT * {{ ?s ?p ?o FILTER EXISTS {{ {SERVICE} }} }}",
    "a service in FILTER NOT EXISTS": f"SELECT * {{ ?s ?p ?o FILTER (?o = 1 || NOT EXISTS {{ {SERVICE} }}) }}",
    "a service in BIND": f"SELECT * {{ ?s ?p ?o BIND (EXISTS {{ {SERVICE} }} AS ?x) }}",
    "a service in the projection": f"SELECT (EXISTS {{ {SERVICE} }} AS ?x) {{ ?s ?p ?o }}",
    "a service in HAVING": f"SELECT ?s {{ ?s ?p ?o }} GROUP BY ?s HAVING (EXISTS {{ {SERVICE} }})",
    "a service in ORDER BY": f"SELECT ?s {{ ?s ?p ?o }} ORDER BY (EXISTS {{ {SERVICE} }})",
    "a service in MINUS": f"SELECT * {{ ?s ?p ?o MINUS {{ {SERVICE} }} }}",
    "a service in OPTIONAL": f"SELECT * {{ ?s ?p ?o OPTIONAL {{ {SERVICE} }} }}",
    "a service in UNION": f"SELECT * {{ {{ ?s ?p ?o }} UNION {{ {SERVICE} }} }}",
    "a service in GRAPH": f"SELECT * {{ GRAPH ?g {{ {SERVICE} }} }}",
    "a service in CONSTRUCT": f"CONSTRUCT {{ ?a ?b ?c }} WHERE {{ {SERVICE} }}",
    "a service in ASK": f"ASK {{ {SERVICE} }}",
    "a service after a carriage return in a comment": f"SELECT * {{ ?s ?p ?o #\r {SERVICE}\n }}",
    "a service glued to a string": '# "\nSELECT * { ?s ?p "x" . SERVICE<http://127.0.0.1:1/>{} }',
    "a service written with escapes": "SELECT * { \\u0053ERVICE <http://127.0.0.1:1/> { ?a ?b ?c } }",
    "a service after an escape in an IRI": "SELECT * { ?s <http://e/\\u00e9#> ?o . SERVICE <http://127.0.0.1:1/> {} }",
    "a string closed by an escape": 'SELECT * { ?s ?p "\\u0022 . SERVICE <http://127.0.0.1:1/> {} #" }',
    "LOAD": "LOAD <file:///etc/passwd>",
    "LOAD after a prefix": "PREFIX a: <http://e/> LOAD <http://127.0.0.1:1/> INTO GRAPH a:g",
    "INSERT DATA": "INSERT DATA { <http://e/a> <http://e/b> <http://e/c> }",
    "DELETE WHERE": "DELETE WHERE { ?s ?p ?o }",
    "WITH": "WITH <http://e/g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "CLEAR": "CLEAR ALL",
    "DROP": "drop graph <http://e/g>",
    "FROM a local file": "SELECT * FROM <file:///etc/passwd> WHERE { ?s ?p ?o }",
    "FROM the network": "SELECT * FROM <http://127.0.0.1:1/> WHERE { ?s ?p ?o }",
    "FROM by a prefix": "PREFIX f: <file:///etc/> SELECT * FROM f:passwd WHERE { ?s ?p ?o }",
    "FROM NAMED a local file": "SELECT * FROM NAMED <file:///etc/passwd> WHERE { GRAPH ?g { ?s ?p ?o } }",
    "two FROM": f"SELECT * FROM <{GRAPH}> FROM <{GRAPH}> WHERE {{ ?s ?p ?o }}",
}

LIMITED = {
    "two megabytes": "SELECT * { ?s ?p '" + "x" * 2_000_000 + "' }",
    "just too long": "SELECT * { ?s ?p '" + "x" * MAX_LENGTH + "' }",
    "fifty groups": "SELECT * " + "{" * 50 + "?s ?p ?o" + "}" * 50,
    "fifty brackets": "SELECT * { ?s ?p ?o FILTER (" + "(" * 50 + "1" + ")" * 50 + ") }",
    "fifty blank nodes": "SELECT * { ?s ?p " + "[ ?p " * 50 + "1" + "]" * 50 + " }",
}

UNREADABLE = {
    "nothing": "",
    "no query": "bonjour",
    "a missing brace": "SELECT * { ?s ?p ?o",
    "an undeclared prefix": "SELECT * { ?s ex:p ?o }",
    "two queries": "SELECT * { ?s ?p ?o } SELECT * { ?s ?p ?o }",
    "half a character": "SELECT * { ?s ?p '\ud800' }",
}

HONEST = {
    "the word in a string": "SELECT * { ?s ?p ?o FILTER (CONTAINS(?o, 'SERVICE public')) }",
    "the word in an IRI": "SELECT * { ?s <http://e/SERVICE#LOAD> ?o }",
    "the word in a name": "PREFIX e: <http://e/> SELECT * { ?s e:SERVICE ?service }",
    "the word in a comment": "# SERVICE <http://e/> {}\nSELECT * { ?s ?p ?o } # LOAD",
    "braces in a string": "SELECT * { ?s ?p '" + "{" * 200 + "' }",
    "a graph": "SELECT * { GRAPH ?g { ?s ?p ?o } }",
    "accents written as escapes": "SELECT * { ?s ?p 'B\\u00e9thune' }",
    "deep but reasonable": "SELECT * " + "{" * 12 + "?s ?p ?o" + "}" * 12,
    "a description": "DESCRIBE <http://e/x>",
    "a short construct": "CONSTRUCT WHERE { ?s ?p ?o }",
}


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED.keys())
def test_what_leaves_the_graph_or_changes_it_is_refused(text: str) -> None:
    assert caught(text).kind == "refused"
    assert caught(text).exit_code == 5


@pytest.mark.parametrize("text", LIMITED.values(), ids=LIMITED.keys())
def test_what_is_too_long_or_too_deep_is_a_limit(text: str) -> None:
    assert caught(text).kind == "limit"
    assert caught(text).exit_code == 4


@pytest.mark.parametrize("text", UNREADABLE.values(), ids=UNREADABLE.keys())
def test_what_is_not_sparql_is_bad_usage(text: str) -> None:
    assert caught(text).kind == "usage"
    assert caught(text).exit_code == 2


def caught(text: str) -> GraphError:
    with pytest.raises(GraphError) as error:
        check(text, {GRAPH})
    assert "\n" not in str(error.value)
    assert error.value.remedy
    return error.value


@pytest.mark.parametrize("text", HONEST.values(), ids=HONEST.keys())
def test_an_honest_query_passes(text: str) -> None:
    assert not check(text).dataset


def test_a_graph_that_is_loaded_may_be_named() -> None:
    for clause in (f"FROM <{GRAPH}>", f"FROM NAMED <{GRAPH}>"):
        assert check(f"SELECT * {clause} WHERE {{ ?s ?p ?o }}", {GRAPH}).dataset


def test_the_place_of_a_mistake_is_given() -> None:
    assert "ligne 3, colonne 12" in str(caught("SELECT *\nWHERE {\n  ?s ?p ?o ?q .\n}"))


def test_the_limits_are_those_announced() -> None:
    assert (MAX_LENGTH, MAX_NESTING) == (100_000, 32)
