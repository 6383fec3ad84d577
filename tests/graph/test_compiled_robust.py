"""Shapes and data that nobody checked: big ones are judged, bad ones are refused in one line that names the shape."""

from pathlib import Path

import pytest
from rdflib import RDF, SH, XSD, BNode, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection

from graph.errors import GraphError
from graph.validation.compiled.facts import Facts
from graph.validation.compiled.loading import loaded
from graph.validation.compiled.run import Outcome, run
from graph.validation.compiled.soundness import refuse_unsound
from graph.validation.compiled.validation import DECLINED
from graph.validation.compiled.validation import validate as validate_compiled
from graph.validation.findings import ILL_FORMED

EX = Namespace("https://exemple.fr/ns#")
HEAD = """
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . @prefix ex: <https://exemple.fr/ns#> .
"""
SHAPE = "ex:S a sh:NodeShape ; sh:targetNode ex:a ; "
LONG = "x" * 5_000_000


def parsed(text: str) -> Graph:
    return Graph().parse(data=HEAD + text, format="turtle")


def outcome(data: Graph, shapes: str | Graph) -> Outcome:
    return run(Facts(loaded(data)), parsed(shapes) if isinstance(shapes, str) else shapes)


def test_a_list_of_ten_thousand_values_of_every_kind_is_looked_up() -> None:
    shapes = parsed(SHAPE + "sh:property ex:P . ex:P sh:path ex:p .")
    texts = [Literal(f"t{n}", lang="fr" if n < 1_000 else None) for n in range(5_000)]
    Collection(shapes, head := BNode(), [*map(Literal, range(4_000)), *texts, *(EX[f"n{n}"] for n in range(1_000))])
    shapes.add((EX.P, SH["in"], head))
    data = Graph()
    wrong = {Literal(4_000), Literal("t5000"), Literal("t1", lang="en"), EX.n1000, Literal("1")}
    for value in wrong | {Literal(3_999), Literal("t4999"), Literal("t999", lang="fr"), EX.n999}:
        data.add((EX.a, EX.p, value))
    assert {one.value for one in outcome(data, shapes).results} == wrong


def test_a_literal_of_five_megabytes_is_judged_like_another() -> None:
    data = Graph()
    data.add((EX.a, EX.p, Literal(LONG)))
    tests = "sh:maxLength 10 ; sh:pattern 'y' ; sh:in ( 'z' ) ; sh:datatype xsd:date"
    done = outcome(data, f"{SHAPE} sh:property [ sh:path ex:p ; {tests} ] .")
    assert {one.component for one in done.results} == {
        SH.MaxLengthConstraintComponent,
        SH.PatternConstraintComponent,
        SH.InConstraintComponent,
        SH.DatatypeConstraintComponent,
    }
    assert {str(one.value) for one in done.results} == {LONG}


def test_a_date_of_five_megabytes_is_ill_formed_and_shown_short() -> None:
    data = Graph()
    data.add((EX.a, EX.p, Literal(LONG, datatype=XSD.date, normalize=False)))
    validation = validate_compiled(loaded(data), parsed(SHAPE + "sh:nodeKind sh:IRI ."), Graph(), lambda: data)
    (one,) = [one for one in validation.findings if one.component == ILL_FORMED]
    assert len(one.message) < 300


def test_shapes_that_lead_to_each_other_are_judged_by_pyshacl_and_the_loop_is_said() -> None:
    shapes = parsed(
        """ex:Personne a sh:NodeShape ; sh:targetNode ex:a ; sh:property [ sh:path ex:dirige ; sh:node ex:Organisme ] .
        ex:Organisme a sh:NodeShape ; sh:property [ sh:path ex:emploie ; sh:node ex:Personne ] ;
          sh:property [ sh:path ex:nom ; sh:minCount 1 ] ."""
    )
    data = parsed("ex:a ex:dirige ex:o . ex:o ex:emploie ex:a .")
    findings = validate_compiled(loaded(data), shapes, Graph(), lambda: data).findings
    assert {one.focus for one in findings if one.component == SH.NodeConstraintComponent} == {EX.a}
    (note,) = [one.message for one in findings if one.component == DECLINED]
    ring = ("ns#Personne", "ns#dirige de https", "ns#Organisme", "ns#emploie de https", "ns#Personne")
    places = [note.find(word) for word in ring[:4]]
    assert "récursives" in note
    assert -1 not in places
    assert "\n" not in note


def test_a_shape_that_holds_itself_is_a_loop_too() -> None:
    declined = outcome(Graph(), "ex:P sh:targetNode ex:a ; sh:path ex:p ; sh:property ex:P .").declined
    assert [why.count("ns#P") for why in declined.values()] == [2]


BAD = {
    "sh:path attend un chemin": (
        "[ sh:path 'texte' ]",
        "[ sh:path [ ] ]",
        "[ sh:path () ]",
        "[ sh:path [ sh:inversePath 1 ] ]",
        "[ sh:path [ sh:inversePath ex:p ; sh:zeroOrMorePath ex:q ] ]",
    ),
    "sh:path y est donné plusieurs fois": ("[ sh:path ex:p , ex:q ]",),
    "sans sh:path": ("[ sh:minCount 1 ]", "ex:Absente"),
    "sh:minCount attend un nombre entier, pas « x »": ("[ sh:path ex:p ; sh:minCount 'x' ]",),
    "sh:maxLength attend un nombre entier": ("[ sh:path ex:p ; sh:maxLength 1.5 ]",),
    "sh:minCount y est donné plusieurs fois": ("[ sh:path ex:p ; sh:minCount 1 , 2 ]",),
    "sh:nodeKind attend": ("[ sh:path ex:p ; sh:nodeKind sh:Iri ]",),
    "sh:pattern attend une expression rationnelle": ("[ sh:path ex:p ; sh:pattern '(' ]",),
    "sh:alternativePath de": ("[ sh:path [ sh:alternativePath ex:p ] ]",),
    "sh:path de": ("[ sh:path [ rdf:first ex:p ; rdf:rest ex:q ] ]",),
    "sh:in de": ("[ sh:path ex:p ; sh:in ex:v ]", "[ sh:path ex:p ; sh:in 'a' ]"),
    "sh:languageIn attend une liste": ("[ sh:path ex:p ; sh:languageIn ( ex:fr ) ]",),
    "sh:or de": ("[ sh:path ex:p ; sh:or ex:S ]",),
    "sh:uniqueLang attend true ou false": ("[ sh:path ex:p ; sh:uniqueLang 1 ]",),
    "sh:datatype attend un IRI": ("[ sh:path ex:p ; sh:datatype 'date' ]",),
    "sh:node attend une forme": ("[ sh:path ex:p ; sh:node 'S' ]",),
}


@pytest.mark.parametrize(("why", "held"), [(why, one) for why, ones in BAD.items() for one in ones])
def test_a_bad_shape_is_refused_in_one_line_that_names_it(why: str, held: str) -> None:
    with pytest.raises(GraphError) as error:
        refuse_unsound(parsed(f"{SHAPE} sh:property {held} ."))
    assert (error.value.kind, error.value.exit_code) == ("unreadable", 3)
    assert why in str(error.value)
    assert "https://exemple.fr/ns#S" in str(error.value) or "ns#Absente" in str(error.value)
    assert "\n" not in str(error.value)


def test_a_list_that_runs_in_a_circle_is_no_list() -> None:
    shapes = parsed(f"{SHAPE} sh:in _:l . _:l rdf:first ex:v ; rdf:rest _:l .")
    with pytest.raises(GraphError, match=r"sh:in de .* n'est pas une liste"):
        refuse_unsound(shapes)


@pytest.mark.parametrize("pattern", [r"^\\p{L}+$", "^(?=a)"])
def test_an_expression_that_one_of_the_engines_reads_is_sound(pattern: str) -> None:
    refuse_unsound(parsed(f'{SHAPE} sh:pattern "{pattern}" .'))


def test_our_own_shapes_are_sound() -> None:
    folder = Path(__file__).parents[2] / "ontology" / "shapes"
    shapes = Graph()
    for file in sorted(folder.glob("*.ttl")):
        shapes.parse(file, format="turtle")
    refuse_unsound(shapes)
    assert (None, RDF.type, URIRef(str(SH.NodeShape))) in shapes
