"""SHACL-SPARQL on the compiled engine: constraints and components, with what SHACL says of each, worked out by hand."""

import gc
import sys
from dataclasses import dataclass

import pytest
from rdflib import RDF, SH, XSD, Graph, Literal, Namespace
from rdflib.term import Node

from graph.errors import GraphError
from graph.validation.compiled.facts import Facts
from graph.validation.compiled.loading import loaded
from graph.validation.compiled.results import Result
from graph.validation.compiled.run import run
from graph.validation.compiled.soundness import refuse_unsound
from graph.validation.compiled.validation import validate as validate_compiled
from graph.validation.findings import QUERY_MESSAGE
from graph.validation.judge import judge

EX = Namespace("https://exemple.fr/ns#")
HEAD = """
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix ex: <https://exemple.fr/ns#> .
ex:declared sh:declare [ sh:prefix "ex" ; sh:namespace "https://exemple.fr/ns#"^^xsd:anyURI ] .
"""
TARGETS = "ex:S a sh:NodeShape ; sh:targetNode ex:a , ex:b ; "
DATA = "ex:a ex:p ex:v ; ex:q 1 , 2 . ex:b ex:q 3 ."


def results(data: str, shapes: str) -> list[Result]:
    """Run shapes that are declined in nothing."""
    forms = Graph().parse(data=HEAD + shapes, format="turtle")
    refuse_unsound(forms)
    done = run(Facts(loaded(Graph().parse(data=HEAD + data, format="turtle"))), forms)
    assert done.declined == {}
    return list(done.results)


def found(data: str, shapes: str) -> set[tuple[Node, Node | None, Node | None]]:
    return {(one.focus, one.path, one.value) for one in results(data, shapes)}


def by_pyshacl(data: str, shapes: str) -> Graph:
    return judge(*(Graph().parse(data=HEAD + one, format="turtle") for one in (data, shapes)))


def sparql(query: str, more: str = "") -> str:
    return f'{TARGETS} sh:sparql [ sh:prefixes ex:declared ; {more} sh:select """{query}""" ] .'


@dataclass(frozen=True)
class Select:
    """A query on `DATA`, and the results for the nodes a and b: (focus, path, value)."""

    query: str
    expected: tuple[tuple[Node, Node | None, Node | None], ...]


A, B = (EX.a, None, EX.a), (EX.b, None, EX.b)
SELECTS = {
    "a filter alone": Select("SELECT $this WHERE { FILTER ($this = ex:a) }", (A,)),
    "bound, in an inner group": Select("SELECT $this WHERE { { FILTER bound($this) } }", (A, B)),
    "groups in groups": Select(
        "SELECT $this WHERE { { { FILTER ($this = ex:a) } FILTER bound($this) } FILTER (true) }", (A,)
    ),
    "a union": Select("SELECT $this WHERE { { FILTER (false) } UNION { FILTER ($this = ex:a) } }", (A,)),
    "another name for the focus node": Select("SELECT $this WHERE { BIND ($this AS ?t) FILTER (?t = ex:b) }", (B,)),
    "a nested SELECT": Select("SELECT $this WHERE { { SELECT $this WHERE { FILTER ($this = ex:a) } } }", (A,)),
    "an aggregate": Select(
        "SELECT $this (COUNT(?v) AS ?n) WHERE { $this ex:q ?v } GROUP BY $this HAVING (COUNT(?v) > 1)", (A,)
    ),
    "an option that is missing": Select("SELECT $this WHERE { OPTIONAL { $this ex:p ?v } FILTER (!bound(?v)) }", (B,)),
    "an option in an option": Select(
        "SELECT $this WHERE { OPTIONAL { ?x ex:p ?y OPTIONAL { $this ex:p ?z } } FILTER (!bound(?z)) }", (B,)
    ),
    "NOT EXISTS": Select("SELECT $this WHERE { FILTER NOT EXISTS { $this ex:p ?v } }", (B,)),
    "NOT EXISTS in NOT EXISTS": Select(
        "SELECT $this WHERE { FILTER NOT EXISTS { $this ex:q ?v FILTER NOT EXISTS { $this ex:p ?w } } }", (A,)
    ),
    "a path with a loop": Select("SELECT $this WHERE { $this ex:p* ?x FILTER (?x = ex:v) }", (A,)),
    "a value": Select(
        "SELECT $this ?value WHERE { $this ex:q ?value FILTER (?value > 2) }", ((EX.b, None, Literal(3)),)
    ),
    "a path and a value": Select(
        "SELECT $this ?path ?value WHERE { $this ?path ?value FILTER (?path = ex:p) }", ((EX.a, EX.p, EX.v),)
    ),
    "a path that is computed": Select(
        "SELECT $this (ex:q AS ?path) WHERE { $this ex:q ?v FILTER (?v > 2) }", ((EX.b, EX.q, EX.b),)
    ),
    "everything selected": Select("SELECT * WHERE { $this ex:p ?value }", ((EX.a, None, EX.v),)),
    "names that look like keywords": Select(
        'SELECT $this WHERE { $this ex:p ?minus . FILTER (?minus != "VALUES { SERVICE") } # FROM', (A,)
    ),
    "an EXISTS among what is selected": Select(
        "SELECT $this (EXISTS { $this ex:p ?v } AS ?value) WHERE { $this ex:q 3 }",
        ((EX.b, None, Literal("false", datatype=XSD.boolean)),),
    ),
    "an EXISTS among what a nested SELECT returns": Select(
        "SELECT $this WHERE { { SELECT (EXISTS { $this ex:p ?v } AS ?x) $this WHERE { $this ex:q ?n } } FILTER (?x) }",
        (A,),
    ),
    "a value that is computed with and not selected": Select(
        "SELECT $this (STRLEN(STR(?value)) AS ?size) WHERE { $this ex:p ?value }", (A,)
    ),
    "the absence of something, in a union": Select(
        "SELECT $this WHERE { { FILTER NOT EXISTS { $this ex:p ?v } } UNION { FILTER (false) } }", (B,)
    ),
    "a failure that is not one": Select("SELECT $this (false AS ?failure) WHERE { $this ex:p ?v }", (A,)),
    "nothing asked": Select("SELECT DISTINCT $this WHERE { }", (A, B)),
}


@pytest.mark.parametrize("name", SELECTS)
def test_a_constraint_finds_what_pre_binding_finds(name: str) -> None:
    one = SELECTS[name]
    assert found(DATA, sparql(one.query)) == set(one.expected)


PYSHACL_DIFFERS = {
    "a union": "rdflib does not bind $this in the second part",
    "an EXISTS among what is selected": "rdflib does not run it",
    "an EXISTS among what a nested SELECT returns": "rdflib does not run it",
    "the absence of something, in a union": "rdflib does not bind $this in the second part",
    "a failure that is not one": "any ?failure, false or true, is a result without its path and its value",
    "names that look like keywords": "a word in a text or a comment is taken for a clause",
}


@pytest.mark.parametrize("name", sorted(set(SELECTS) - set(PYSHACL_DIFFERS)))
def test_pyshacl_finds_the_same(name: str) -> None:
    report = by_pyshacl(DATA, sparql(SELECTS[name].query))
    ones = report.subjects(RDF.type, SH.ValidationResult)
    told = {tuple(report.value(one, term) for term in (SH.focusNode, SH.resultPath, SH.value)) for one in ones}
    assert told == set(SELECTS[name].expected)


def test_what_rdflib_does_not_run_is_one_line_that_says_what_to_do() -> None:
    with pytest.raises(GraphError) as error:
        by_pyshacl(DATA, sparql(SELECTS["an EXISTS among what is selected"].query))
    assert (error.value.kind, error.value.remedy) == ("unreadable", "récrivez-la, ou relancez avec --engine compiled")
    assert "rdflib n'exécute pas une contrainte SPARQL" in str(error.value)
    assert "\n" not in str(error.value)


def test_a_focus_node_may_be_blank_or_a_literal() -> None:
    select = '"""SELECT $this WHERE { { FILTER (isBlank($this) || $this = 7) } }"""'
    shapes = f"ex:S sh:targetObjectsOf ex:p ; sh:sparql [ sh:select {select} ] ."
    assert len(found("ex:a ex:p [] , 7 , ex:c .", shapes)) == 2


def test_a_constraint_on_a_property_shape_walks_its_path() -> None:
    shapes = """ex:S sh:targetNode ex:a ; sh:path ( ex:p ex:r ) ;
      sh:sparql [ sh:select "SELECT $this ?value WHERE { $this $PATH ?value . FILTER (isLiteral(?value)) }" ] ."""
    (one,) = results("ex:a ex:p ex:b . ex:b ex:r 'x' , ex:c .", shapes)
    assert (one.focus, one.value, one.component) == (EX.a, Literal("x"), SH.SPARQLConstraintComponent)
    assert one.path is not None


def test_prefixes_come_from_what_their_holder_imports_too() -> None:
    shapes = f"""ex:more owl:imports ex:far ; sh:declare [ sh:prefix "t" ; sh:namespace "urn:t:" ] .
      ex:far owl:imports ex:more ; sh:declare [ sh:prefix "u" ; sh:namespace "https://exemple.fr/ns#"^^xsd:anyURI ] .
      {TARGETS} sh:sparql [ sh:prefixes ex:more ; sh:select "SELECT $this WHERE {{ $this u:p t:v }}" ] ."""
    assert found("ex:a ex:p <urn:t:v> .", shapes) == {A}
    assert set(by_pyshacl("ex:a ex:p <urn:t:v> .", shapes).objects(None, SH.focusNode)) == {EX.a}


def test_a_constraint_says_its_severity_its_constraint_and_its_message() -> None:
    data = Graph().parse(data=HEAD + DATA, format="turtle")
    shapes = Graph().parse(
        data=HEAD
        + """ex:S sh:targetNode ex:b ; sh:severity sh:Warning ; sh:sparql ex:C .
        ex:C sh:prefixes ex:declared ; sh:message "q vaut {?value}."@fr , "q is {$value}."@en ;
          sh:select "SELECT $this ?value WHERE { $this ex:q ?value }" .""",
        format="turtle",
    )
    validation = validate_compiled(loaded(data), shapes, Graph(), lambda: data)
    (one,) = [one for one in validation.findings if one.component == SH.SPARQLConstraintComponent]
    assert (one.severity.value, one.messages) == ("warning", {"fr": "q vaut 3.", "en": "q is 3."})
    assert set(validation.report.objects(None, SH.sourceConstraint)) == {EX.C}


def test_a_row_may_bring_its_own_message() -> None:
    """SHACL §5.3.2: `?message` comes before the messages of the constraint, which are for the rows that have none."""
    shapes = Graph().parse(data=HEAD + sparql(MESSAGES, 'sh:message "Trop."@fr ;'), format="turtle")
    data = Graph().parse(data=HEAD + DATA, format="turtle")
    validation = validate_compiled(loaded(data), shapes, Graph(), lambda: data)
    told = {one.value: one.messages for one in validation.findings if one.component == SH.SPARQLConstraintComponent}
    assert told[Literal(1)] == {"fr": "1 est trop.", "en": "1 est trop."}
    assert told[Literal(2)]["fr"] == "Trop."
    assert QUERY_MESSAGE not in set(validation.report.predicates())


MESSAGES = """SELECT $this ?value ?message
  WHERE { $this ex:q ?value . FILTER (?value < 3) OPTIONAL { FILTER (?value < 2) BIND ('1 est trop.' AS ?message) } }"""


@pytest.mark.parametrize("more", ["sh:deactivated true ;", ""])
def test_a_deactivated_constraint_finds_nothing(more: str) -> None:
    assert bool(found(DATA, sparql("SELECT $this WHERE { $this ?p ?o }", more))) is not bool(more)


def test_the_shapes_graph_can_be_asked() -> None:
    query = """SELECT $this WHERE { FILTER bound($shapesGraph) .
      GRAPH $shapesGraph { FILTER bound($currentShape) . $currentShape ex:limit ?n } $this ex:q ?v FILTER (?v > ?n) }"""
    assert found(DATA, sparql(query).removesuffix(".") + "; ex:limit 2 .") == {B}


FORBIDDEN = {
    "MINUS": "SELECT $this WHERE { $this ?p ?o MINUS { $this ex:p ?o } }",
    "VALUES": "SELECT $this WHERE { VALUES ?any { true } }",
    "AS $this": "SELECT $this WHERE { BIND (true AS $this) }",
    "ne rend pas $this": "SELECT $this WHERE { $this ?x ?any . { SELECT ?other WHERE { ?other ?b ?c } } }",
    "illisible": "SELECT $this WHERE {",
    "« zz: »": "SELECT $this WHERE { $this zz:p ?o }",
}


@pytest.mark.parametrize("word", FORBIDDEN)
def test_what_pre_binding_forbids_is_refused_in_one_line_that_names_the_shape(word: str) -> None:
    with pytest.raises(GraphError) as error:
        results(DATA, sparql(FORBIDDEN[word]))
    assert (error.value.kind, word in error.value.message) == ("unreadable", True)
    assert "https://exemple.fr/ns#S" in error.value.message
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("inner", ["SELECT *", "SELECT (COUNT($this) AS ?n)"])
def test_a_nested_select_has_to_return_the_focus_node_by_its_name(inner: str) -> None:
    with pytest.raises(GraphError, match=r"#S : .*ne rend pas \$this"):
        results(DATA, sparql(f"SELECT $this WHERE {{ {{ {inner} WHERE {{ FILTER ($this = ex:a) }} }} }}"))


@pytest.mark.parametrize(
    "query",
    [
        "SELECT $this WHERE { $this ?p ?o . SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } }",
        "SELECT $this WHERE { FILTER EXISTS { service silent <http://127.0.0.1:9/> { ?a ?b ?c } } }",
        "SELECT $this FROM <file:///etc/passwd> WHERE { $this ?p ?o }",
    ],
)
def test_a_constraint_that_would_reach_out_is_refused(query: str) -> None:
    with pytest.raises(GraphError) as error:
        results(DATA, sparql(query))
    assert error.value.kind == "refused"


def test_a_failure_that_a_row_declares_is_one_line_and_no_result(monkeypatch: pytest.MonkeyPatch) -> None:
    """The error leaves the thread it was met in: nothing of Oxigraph's may be kept by it, or Python complains later."""
    complaints: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", complaints.append)
    with pytest.raises(GraphError) as error:
        results(DATA, sparql("SELECT $this (?v = ex:v AS ?failure) WHERE { $this ex:p ?v }"))
    assert (
        error.value.message
        == "formes SHACL : https://exemple.fr/ns#S : la contrainte SPARQL déclare un échec (?failure)"
    )
    del error
    gc.collect()
    assert complaints == []


def test_a_shape_may_be_its_own_constraint() -> None:
    shapes = f"""{TARGETS} a sh:SPARQLConstraint ; sh:severity sh:Warning ; sh:sparql ex:S ; sh:prefixes ex:declared ;
      sh:select "SELECT $this (ex:p AS ?path) WHERE {{ $this ex:p ?value }}" ."""
    (one,) = results(DATA, shapes)
    assert (one.focus, one.path, one.value, one.shape) == (EX.a, EX.p, EX.a, EX.S)
    assert (one.constraint, one.severity) == (EX.S, SH.Warning)


def test_a_property_shape_that_two_others_hold_is_broken_by_each() -> None:
    """Both engines: SHACL gives a result for each way to a constraint, even where all of them say the same."""
    shapes = """ex:S a sh:NodeShape ; sh:targetNode ex:a ; sh:property ex:P , ex:Q .
      ex:P sh:path ex:p ; sh:property ex:R . ex:Q sh:path ex:q ; sh:property ex:R .
      ex:R sh:path ex:r ; sh:class ex:C ."""
    data = "ex:a ex:p ex:b ; ex:q ex:b . ex:b ex:r ex:c ."
    assert [(one.focus, one.path, one.value) for one in results(data, shapes)] == [(EX.b, EX.r, EX.c)] * 2
    assert len(set(by_pyshacl(data, shapes).subjects(RDF.type, SH.ValidationResult))) == 2


LANGUAGE = """
ex:Language a sh:ConstraintComponent ; sh:parameter [ sh:path ex:lang ; sh:datatype xsd:string ] ;
"""
ASK = 'sh:validator [ sh:ask "ASK { FILTER (isLiteral($value) && langMatches(lang($value), $lang)) }" ] .'
SELECT = """sh:propertyValidator [ sh:message "Langue : {$lang}" ; sh:select '''SELECT DISTINCT $this ?value
   WHERE { $this $PATH ?value . FILTER (!isLiteral(?value) || !langMatches(lang(?value), $lang)) }''' ] ."""
LABELS = 'ex:a ex:p "Munich" , "Muenchen"@de , "Munich"@en . ex:b ex:p "Peking"@de .'
ON_PATH = "ex:S sh:targetNode ex:a , ex:b ; sh:path ex:p ; ex:lang 'de' ."


@pytest.mark.parametrize("validator", [ASK, SELECT])
def test_a_component_judges_values_by_its_parameter(validator: str) -> None:
    ones = results(LABELS, LANGUAGE + validator + ON_PATH)
    assert {one.value for one in ones} == {Literal("Munich"), Literal("Munich", lang="en")}
    assert {(one.focus, one.path, one.component) for one in ones} == {(EX.a, EX.p, EX.Language)}


def test_a_component_that_takes_one_parameter_may_be_used_twice_on_a_shape() -> None:
    shapes = LANGUAGE + ASK + "ex:S sh:targetNode ex:a ; sh:path ex:p ; ex:lang 'de' , 'en' ."
    assert len(results('ex:a ex:p "Munich"@en .', shapes)) == 1


def test_a_component_with_two_parameters_whose_class_is_below_that_of_components() -> None:
    shapes = """ex:Kind rdfs:subClassOf sh:ConstraintComponent .
      ex:Joined a ex:Kind ; sh:parameter [ sh:path ex:test1 ] , [ sh:path ex:test2 ] ;
        sh:validator [ sh:ask "ASK { FILTER (?value = CONCAT($test1, $test2)) }" ] .
      ex:S a sh:NodeShape ; ex:test1 "Hello " ; ex:test2 "World" ; sh:targetNode "Hallo Welt" , "Hello World" ."""
    wrong = Literal("Hallo Welt")
    assert found("", shapes) == {(wrong, None, wrong)}
    assert set(by_pyshacl("", shapes).objects(None, SH.focusNode)) == {
        wrong
    }  # the screen clears no node of a component


def test_a_parameter_that_is_optional_may_be_missing_and_one_that_is_not_switches_the_component_off() -> None:
    shapes = """ex:Test a sh:ConstraintComponent ; sh:parameter [ sh:path ex:o ; sh:optional true ] , [ sh:path ex:r ] ;
      sh:validator [ sh:ask "ASK { FILTER ($value != $r && $value != COALESCE(?o, 'Three')) }" ] .
      ex:None ex:o "Some" ; sh:targetNode "One" , "Two" , "Three" ; a sh:NodeShape .
      ex:One ex:r "One" ; sh:targetNode "One" , "Two" , "Three" ; a sh:NodeShape .
      ex:Both ex:r "One" ; ex:o "Two" ; sh:targetNode "One" , "Two" , "Three" ; a sh:NodeShape ."""
    ones = {(one.shape, str(one.value)) for one in results("", shapes)}
    assert ones == {(EX.One, "One"), (EX.One, "Three"), (EX.Both, "One"), (EX.Both, "Two")}


def test_a_node_validator_is_for_node_shapes() -> None:
    shapes = f"""ex:Test a sh:ConstraintComponent ; sh:parameter [ sh:path ex:required ] ;
      sh:nodeValidator [ sh:prefixes ex:declared ; sh:select
        "SELECT DISTINCT $this WHERE {{ $this ?p ?o . FILTER NOT EXISTS {{ $this ex:q ?required }} }}" ] .
      {TARGETS} ex:required 3 ."""
    assert found(DATA, shapes) == {A}


def test_a_validator_may_not_give_another_value_to_what_it_judges() -> None:
    validator = 'sh:propertyValidator [ sh:ask "ASK { BIND (true AS ?value) FILTER (isLiteral(?value)) }" ] .'
    with pytest.raises(GraphError, match=r"AS \?value"):
        results(LABELS, LANGUAGE + validator + ON_PATH)


def test_an_ask_that_looks_around_the_focus_node_is_run_for_each_value() -> None:
    validator = """sh:validator [ sh:prefixes ex:declared ;
      sh:ask "ASK { { $this ex:main $value } UNION { FILTER (lang($value) = $lang) } }" ] ."""
    data = 'ex:a ex:p "x" , "y" , "z"@de ; ex:main "x" .'
    shapes = LANGUAGE + validator + "ex:S sh:targetNode ex:a ; sh:path ex:p ; ex:lang 'de' ."
    assert found(data, shapes) == {(EX.a, EX.p, Literal("y"))}


def test_a_constraint_that_is_plain_may_stand_under_a_negation() -> None:
    shapes = """ex:S sh:targetNode ex:a , ex:b ; sh:not ex:T .
      ex:T sh:sparql [ sh:prefixes ex:declared ; sh:select "SELECT $this WHERE { $this ex:p ?v }" ] ."""
    assert {one.focus for one in results(DATA, shapes)} == {EX.b}


@dataclass(frozen=True)
class Stray:
    """A component on `EX.a` and `EX.b`: the nodes that break it, one for each result, and those that pySHACL gives."""

    data: str
    validator: str
    right: list[Node]
    pyshacl: list[Node]


STRAYS = {
    "a SELECT that finds what is missing, where there is no value": Stray(
        'ex:a ex:p "x"@fr , "y"@fr .',
        """sh:propertyValidator [ sh:select
           "SELECT $this { FILTER NOT EXISTS { $this $PATH ?v . FILTER (lang(?v) = $lang) } }" ] .""",
        [EX.a, EX.b],
        [EX.a, EX.a],
    ),
    "values that Python takes for false": Stray(
        'ex:a ex:p 0 , 5 , "" , false .',
        'sh:validator [ sh:ask "ASK { FILTER (isLiteral($value)) }" ] .',
        [],
        [EX.a] * 3,
    ),
}


@pytest.mark.parametrize("name", STRAYS)
def test_a_component_is_asked_as_shacl_says_and_not_as_pyshacl_does(name: str) -> None:
    """Decision 6 lists where pySHACL strays; a new release that mends it fails here."""
    one = STRAYS[name]
    shapes = LANGUAGE + one.validator + ON_PATH
    assert sorted(result.focus.n3() for result in results(one.data, shapes)) == [node.n3() for node in one.right]
    report = by_pyshacl(one.data, shapes)
    assert [report.value(result, SH.focusNode) for result in report.objects(None, SH.result)] == one.pyshacl
