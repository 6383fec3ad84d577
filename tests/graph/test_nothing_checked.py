"""What a green light would hide: shapes that look at nothing, words that do not exist; errors, unless optional."""

from collections.abc import Callable

import pytest
from rdflib import RDF, RDFS, SH, XSD, Graph, Literal, Namespace, URIRef

from graph.validation.coverage import targeted
from graph.validation.findings import NO_TARGET, NOTHING_CHECKED, UNKNOWN_IN_SHAPE, UNKNOWN_TERM, Severity, Validation
from graph.validation.known import suggestion
from graph.validation.optional import OPTIONAL, reason
from graph.validation.published import published
from graph.validation.validate import validate
from ontology.files import shapes as our_shapes
from ontology.iris import BASE

EX, MLG, MLGSH = Namespace("https://exemple.fr/"), Namespace(BASE + "def#"), Namespace(BASE + "formes#")
YES, NO = Literal("true", datatype=XSD.boolean), Literal("false", datatype=XSD.boolean)
DATA = """
@prefix ex: <https://exemple.fr/> .
ex:a a ex:Chat ; ex:nom "Mistigri" ; ex:ami ex:b . ex:b a ex:Chat ; ex:nom "Minet" .
"""
SHAPES = """
@prefix ex: <https://exemple.fr/> . @prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix mlgsh: <https://w3id.org/maillage/formes#> .
ex:FormeChat a sh:NodeShape ; sh:name "chat"@fr ; sh:targetClass ex:Chat ; sh:property ex:FormeChat-nom .
ex:FormeChat-nom sh:path ex:nom ; sh:minCount 1 ; sh:disjoint ex:ami .
ex:FormeChien a sh:NodeShape ; sh:name "chien"@fr ; sh:targetClass ex:Chien ; sh:property [ sh:path ex:nom ] .
"""
KENNEL, CAT = EX.FormeChien, EX.FormeChat


def judged(
    change: Callable[[Graph, Graph], object] = lambda *_: None, *, strict: bool = False, partial: bool = False
) -> Validation:
    """Validate the cats after a change to the data and the shapes."""
    data, shapes = Graph().parse(data=DATA), Graph().parse(data=SHAPES)
    change(data, shapes)
    return validate(data, shapes, strict=strict, partial=partial)


def told(found: Validation) -> set[tuple[str, str, str]]:
    return {(one.severity, one.component.rpartition("#")[2], one.messages["en"]) for one in found.findings}


IDLE = ("violation", "FormeSansCible", "The shape “chien” checked nothing: no node of the graph is its target.")
NO_DOG = ("violation", "TermeInconnuDeForme", "https://exemple.fr/Chien is neither declared nor used anywhere.")


def test_a_shape_that_matched_nothing_and_its_unknown_class_are_errors() -> None:
    found = judged()
    assert {one[:2] for one in told(found)} == {IDLE[:2], NO_DOG[:2]}
    assert IDLE in told(found)
    assert not found.conforms


@pytest.mark.parametrize("why", [Literal("pas encore de chiens", lang="fr"), YES])
def test_a_shape_declared_optional_is_in_the_coverage_with_its_reason_and_is_no_error(why: Literal) -> None:
    found = judged(lambda _, shapes: shapes.add((KENNEL, OPTIONAL, why)))
    reasons = {one.title: (one.focus, one.optional) for one in found.coverage}
    assert reasons == {"chat": (2, ""), "chien": (0, str(why) if why.language else "déclarée facultative")}
    assert [(one.component, one.severity) for one in found.findings] == [(UNKNOWN_IN_SHAPE, Severity.INFO)]
    assert found.conforms


def test_what_defines_a_shape_may_declare_it_optional_and_the_shape_take_it_back() -> None:
    shapes = Graph().parse(data=SHAPES)
    shapes.add((KENNEL, RDFS.isDefinedBy, EX.formes))
    shapes.add((EX.formes, OPTIONAL, Literal("selon la saison", lang="fr")))
    assert reason(KENNEL, shapes) == "selon la saison"
    shapes.add((KENNEL, OPTIONAL, NO))
    assert reason(KENNEL, shapes) == ""


def test_an_optional_shape_has_to_look_at_something_when_strict() -> None:
    found = judged(lambda _, shapes: shapes.add((KENNEL, OPTIONAL, YES)), strict=True)
    assert IDLE in told(found)


def test_no_shape_has_to_look_at_something_when_the_data_are_partial() -> None:
    found = judged(partial=True)
    assert {one.severity for one in found.findings} == {Severity.INFO}
    assert found.conforms


def test_data_that_no_shape_looks_at_are_an_error_even_when_partial() -> None:
    found = judged(lambda data, _: data.remove((None, RDF.type, None)), partial=True)
    assert NOTHING_CHECKED in {one.component for one in found.findings}
    assert not found.conforms


def kept(change: Callable[[Graph, Graph], object]) -> list[tuple[URIRef, str]]:
    """Return what a change adds to the findings."""
    before = told(judged())
    return [
        (one.component, one.message)
        for one in judged(change).findings
        if one.messages["en"] not in {m for *_, m in before}
    ]


SLIPS = {
    "a word of SHACL": (
        lambda _, s: s.add((EX["FormeChat-nom"], URIRef(f"{SH}minCout"), Literal(1))),
        "sh:minCout n'est pas un mot de SHACL. Vouliez-vous dire minCount ?",
    ),
    "a class of SHACL": (
        lambda _, s: s.add((CAT, RDF.type, URIRef(f"{SH}NodeShap"))),
        "sh:NodeShap n'est pas un mot de SHACL. Vouliez-vous dire NodeShape ?",
    ),
    "one class of two": (
        lambda _, s: s.add((CAT, SH.targetClass, EX.Chatt)),
        "https://exemple.fr/Chatt n'est déclaré ni employé nulle part. Vouliez-vous dire https://exemple.fr/Chat ?",
    ),
    "a shape that nobody describes": (
        lambda _, s: s.add((CAT, SH.node, EX.FormeAnimal)),
        "https://exemple.fr/FormeAnimal est une forme que rien ne décrit.",
    ),
    "a property in a query": (
        lambda _, s: s.parse(
            data="""@prefix sh: <http://www.w3.org/ns/shacl#> . <https://exemple.fr/FormeChat> sh:sparql [
            sh:select "SELECT $this WHERE { $this <https://exemple.fr/ami>+/^<https://exemple.fr/amis> $this }" ] ."""
        ),
        "https://exemple.fr/amis n'est déclaré ni employé nulle part. Vouliez-vous dire https://exemple.fr/ami ?",
    ),
    "a step of a path": (
        lambda _, s: s.parse(
            data="""@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <https://exemple.fr/> .
            ex:FormeChat sh:property [ sh:path ( ex:ami [ sh:inversePath ex:amie ] ) ; sh:maxCount 9 ] ."""
        ),
        "https://exemple.fr/amie n'est déclaré ni employé nulle part. Vouliez-vous dire https://exemple.fr/ami ?",
    ),
    "a constraint that no engine runs": (
        lambda _, s: s.add((CAT, SH.expression, EX.calcul)),
        "sh:expression n'est pas exécuté : rien au-delà de SHACL Core et de SHACL-SPARQL ne l'est.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_in_a_shape_is_an_error_with_the_likely_word(slip: str) -> None:
    change, sentence = SLIPS[slip]
    assert kept(change) == [(UNKNOWN_IN_SHAPE, sentence)]


def test_a_word_that_the_data_declare_is_no_slip() -> None:
    declared = Graph().parse(
        data="@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . <https://exemple.fr/Chien> a rdfs:Class ."
    )
    found = judged(lambda data, _: data.__iadd__(declared))
    assert UNKNOWN_IN_SHAPE not in {one.component for one in found.findings}


@pytest.mark.parametrize("term", [EX.robe, URIRef(f"{RDFS}lable"), URIRef("http://xmlns.com/foaf/0.1/nmae")])
def test_a_property_that_nothing_declares_and_no_shape_speaks_of_is_an_error(term: URIRef) -> None:
    found = judged(lambda data, _: data.add((EX.a, term, Literal("tigrée"))))
    (one,) = [one for one in found.findings if one.component == UNKNOWN_TERM]
    assert (one.value, one.severity) == (term, Severity.VIOLATION)


def test_a_term_declared_optional_is_a_note() -> None:
    def change(data: Graph, shapes: Graph) -> None:
        data.add((EX.a, EX.robe, Literal("tigrée")))
        shapes.add((EX.robe, OPTIONAL, YES))

    assert [one.severity for one in judged(change).findings if one.component == UNKNOWN_TERM] == [Severity.INFO]


@pytest.mark.parametrize("term", [RDF["_1"], RDF["_12"], RDFS.seeAlso, URIRef("http://xmlns.com/foaf/0.1/name")])
def test_a_term_that_the_world_shares_needs_no_declaration(term: URIRef) -> None:
    found = judged(lambda data, _: data.add((EX.a, term, EX.b)))
    assert UNKNOWN_TERM not in {one.component for one in found.findings}


def test_the_vocabularies_of_the_world_have_no_term_of_ours() -> None:
    assert not [term for term in published() if term.startswith(BASE)]
    assert suggestion(URIRef("http://xmlns.com/foaf/0.1/nmae"), published()) == URIRef("http://xmlns.com/foaf/0.1/name")


def test_our_shapes_are_optional_but_those_without_which_no_graph_is_a_maillage() -> None:
    shapes = our_shapes()
    required = {str(one).rpartition("#")[2] for one in targeted(shapes) if not reason(one, shapes)}
    assert required == {"Fichier", "Preuve", "Terme", "TermeDeListe", "Liste"}


def test_a_graph_without_evidence_does_not_conform_to_our_shapes() -> None:
    data = Graph().parse(data="<urn:a> a <http://rdf.insee.fr/def/geo#Commune> .", format="turtle")
    found = {one.shape for one in validate(data, our_shapes()).findings if one.component == NO_TARGET}
    assert {MLGSH.Preuve, MLGSH.Fichier} <= found
