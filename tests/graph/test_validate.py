"""Every kind of finding is said in French, with the line of the source; nothing checked is never called right."""

from collections.abc import Callable
from pathlib import Path

import pytest
from rdflib import PROV, RDF, RDFS, SH, XSD, Graph, Literal, Namespace, URIRef

from graph.errors import GraphError
from graph.places import in_order, place
from graph.validation.findings import NO_TARGET, NOTHING_CHECKED, UNKNOWN_TERM, Finding, Severity, Validation
from graph.validation.validate import validate
from ontology.iris import BASE

HERE = Path(__file__).parent / "validation"
ID, MLG, MLGSH = Namespace(BASE + "id/"), Namespace(BASE + "def#"), Namespace(BASE + "formes#")
SCHEMA, ORG = Namespace("https://schema.org/"), Namespace("http://www.w3.org/ns/org#")
IGEO = Namespace("http://rdf.insee.fr/def/geo#")
MANDATE, PERSON = ID["mandat/camille-exemple-62119/maire"], ID["personne/camille-exemple-62119"]
COMMUNE, PROJECT = ID["territoire/commune/62119"], ID["projet/gare"]
LINE = "rne-maires/2019-01-09.txt, ligne 12"


def load(*names: str) -> Graph:
    graph = Graph()
    for name in names:
        graph.parse(HERE / name, format="turtle")
    return graph


def judged(change: Callable[[Graph], object] = lambda _: None, *, strict: bool = False) -> Validation:
    """Validate the sound data after one change."""
    data = load("juste.ttl", "ontologie.ttl")
    change(data)
    return validate(data, load("formes.ttl"), ontology=load("ontologie.ttl"), strict=strict)


def only(validation: Validation) -> Finding:
    (found,) = validation.findings
    return found


def test_sound_data_have_nothing_to_report() -> None:
    validation = judged()
    assert validation.findings == ()
    assert validation.conforms


def test_the_graphs_given_are_left_as_they_were() -> None:
    data, shapes = load("juste.ttl", "ontologie.ttl"), load("formes.ttl")
    before = set(data), set(shapes)
    validate(data, shapes, ontology=load("ontologie.ttl"))
    assert (set(data), set(shapes)) == before


MISTAKES: dict[str, tuple[Callable[[Graph], object], URIRef, URIRef | None, str, str]] = {
    "a missing date": (
        lambda g: g.remove((MANDATE, SCHEMA.startDate, None)),
        SH.MinCountConstraintComponent,
        MLGSH["Mandat-debut"],
        "La date de début est obligatoire et ne peut pas suivre la date de fin.",
        LINE,
    ),
    "dates the wrong way round": (
        lambda g: g.set((MANDATE, SCHEMA.endDate, Literal("2013-01-01", datatype=XSD.date))),
        SH.LessThanOrEqualsConstraintComponent,
        MLGSH["Mandat-debut"],
        "La date de début est obligatoire et ne peut pas suivre la date de fin.",
        LINE,
    ),
    "a holder who is not a person": (
        lambda g: g.set((MANDATE, ORG.member, ID["personne/inconnu"])),
        SH.ClassConstraintComponent,
        MLGSH["Mandat-titulaire"],
        "« personne:inconnu », donné pour org:member, n'est pas de la classe foaf:Person dans le graphe.",
        LINE,
    ),
    "a code with a letter too many": (
        lambda g: g.set((COMMUNE, IGEO.codeINSEE, Literal("62119X", datatype=XSD.token))),
        SH.PatternConstraintComponent,
        MLGSH["Commune-code"],
        "« 62119X » n'a pas la forme attendue pour igeo:codeINSEE (^[0-9AB]{5}$).",
        "communes/v_commune_2026.csv, ligne 33471",
    ),
    "a property that people must not have": (
        lambda g: g.add((PERSON, RDFS.comment, Literal("née à Lillers"))),
        SH.ClosedConstraintComponent,
        MLGSH.Personne,
        "La propriété rdfs:comment n'est pas admise ici (valeur « née à Lillers »).",
        LINE,
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_said_in_french_with_its_line(mistake: str) -> None:
    change, component, shape, sentence, where = MISTAKES[mistake]
    found = only(judged(change))
    assert (found.component, found.shape, found.severity) == (component, shape, Severity.VIOLATION)
    assert (found.message, found.evidence) == (sentence, (where,))


def test_both_languages_of_a_shape_are_kept() -> None:
    found = only(judged(lambda g: g.remove((MANDATE, ORG.role, None))))
    assert found.messages == {"fr": "Le mandat n'a pas de fonction.", "en": "The mandate has no role."}


def test_the_variables_of_a_message_are_filled_in_both_languages() -> None:
    found = only(judged(lambda g: g.set((PROJECT, MLG.somme, Literal(1200)))))
    assert found.messages == {
        "fr": "Les cofinancements (1200 €) dépassent le coût total (1000 €).",
        "en": "Co-funding (€1200) exceeds the total cost (€1000).",
    }


def test_a_warning_is_listed_and_does_not_forbid_to_publish() -> None:
    validation = judged(lambda g: g.remove((MANDATE, ORG.role, None)))
    assert only(validation).severity is Severity.WARNING
    assert validation.conforms


def test_a_finding_names_its_node_and_its_rule() -> None:
    found = only(judged(lambda g: g.remove((MANDATE, SCHEMA.startDate, None))))
    assert (found.label, found.title, found.path) == ("Maire de Béthune", "Mandat : date de début", "schema:startDate")


def test_a_class_nobody_declares_is_said_with_the_likely_one() -> None:
    found = only(judged(lambda g: g.add((ID["territoire/commune/62516"], RDF.type, IGEO.Comune))))
    assert (found.component, found.severity) == (UNKNOWN_TERM, Severity.VIOLATION)
    assert found.message == (
        "La classe igeo:Comune (1 nœud) n'est déclarée nulle part : aucune forme ne la vérifie."
        " Vouliez-vous dire igeo:Commune ?"
    )


def test_an_unknown_term_of_our_own_is_a_violation() -> None:
    found = only(judged(lambda g: g.add((PROJECT, MLG.sommes, Literal(1)))))
    assert (found.component, found.severity) == (UNKNOWN_TERM, Severity.VIOLATION)
    assert "La propriété mlg:sommes (1 triplet)" in found.message


def test_a_shape_cannot_excuse_an_unknown_term_of_our_own() -> None:
    data, shapes = load("juste.ttl", "ontologie.ttl"), load("formes.ttl")
    data.add((PROJECT, RDF.type, MLG.Projett))
    shapes.add((MLGSH.Projet, SH.targetClass, MLG.Projett))
    validation = validate(data, shapes, ontology=load("ontologie.ttl"))
    assert [one.value for one in validation.findings if one.component == UNKNOWN_TERM] == [MLG.Projett]


@pytest.mark.parametrize(
    ("lexical", "datatype"),
    [
        ("2020-02-30", XSD.date),
        ("12 000", XSD.decimal),
        ("1e3", XSD.decimal),
        ("oui", XSD.boolean),
        ("20", XSD.gYear),
        ("2020-13", XSD.gYearMonth),
        ("-3", XSD.nonNegativeInteger),
    ],
)
def test_a_literal_that_does_not_fit_its_datatype_is_a_violation(lexical: str, datatype: URIRef) -> None:
    wrong = Literal(lexical, datatype=datatype, normalize=False)
    validation = judged(lambda g: g.add((COMMUNE, IGEO.date, wrong)))
    name = "xsd:" + datatype.removeprefix(str(XSD))
    assert f"n'est pas une valeur {name} bien formée (igeo:date)." in only(validation).message
    assert not validation.conforms


@pytest.mark.parametrize(
    ("lexical", "datatype"),
    [("2020-02-29", XSD.date), ("-12.50", XSD.decimal), ("2020", XSD.gYear), ("2020-12", XSD.gYearMonth)],
)
def test_a_literal_that_fits_its_datatype_is_left_in_peace(lexical: str, datatype: URIRef) -> None:
    assert judged(lambda g: g.add((COMMUNE, IGEO.date, Literal(lexical, datatype=datatype)))).conforms


def test_an_ill_formed_literal_is_told_once_when_a_shape_already_tells_it() -> None:
    wrong = Literal("04/04/2014", datatype=XSD.date, normalize=False)
    validation = judged(lambda g: g.set((MANDATE, SCHEMA.startDate, wrong)))
    told = [one for one in validation.findings if one.value == wrong]
    assert [one.component for one in told if one.component != SH.LessThanOrEqualsConstraintComponent] == [
        SH.DatatypeConstraintComponent
    ]


def test_a_shape_that_matched_nothing_is_said() -> None:
    validation = judged(lambda g: g.remove((PROJECT, None, None)))
    found = only(validation)
    assert (found.component, found.severity, found.shape) == (NO_TARGET, Severity.VIOLATION, MLGSH.Projet)
    assert found.message == (
        "La forme « projet » n'a rien vérifié : elle vise les nœuds de classe mlg:Projet, et il n'y en a pas."
    )
    assert not validation.conforms


def test_data_that_no_shape_knows_do_not_conform() -> None:
    data = Graph().add((ID.x, RDF.type, URIRef("http://exemple.fr/Chose")))
    validation = validate(data, load("formes.ttl"), ontology=load("ontologie.ttl"))
    assert NOTHING_CHECKED in {one.component for one in validation.findings}
    assert not validation.conforms


def test_the_ontology_does_not_count_as_something_checked() -> None:
    ontology = load("ontologie.ttl", "juste.ttl")
    validation = validate(load("ontologie.ttl", "juste.ttl"), load("formes.ttl"), ontology=ontology)
    assert validation.checked == 0
    assert not validation.conforms


def test_the_nodes_of_each_shape_are_counted_subclasses_included() -> None:
    counts = {one.title: one.focus for one in judged().coverage}
    assert counts == {"mandat": 1, "commune": 1, "projet": 1, "personne": 1}


def test_the_standard_report_speaks_both_languages_and_cites_the_place() -> None:
    report = judged(lambda g: g.remove((MANDATE, SCHEMA.startDate, None))).report
    (result,) = report.subjects(RDF.type, SH.ValidationResult)
    assert {one.language for one in report.objects(result, SH.resultMessage) if isinstance(one, Literal)} == {
        "fr",
        "en",
    }
    assert report.value(result, PROV.wasDerivedFrom) == ID["source/rne-maires/2019-01-09.txt#row=12"]


def test_the_standard_report_does_not_conform_for_a_finding_that_no_shape_made() -> None:
    report = judged(lambda g: g.add((PROJECT, MLG.sommes, Literal(1)))).report
    assert [bool(one.toPython()) for one in report.objects(None, SH.conforms)] == [False]  # type: ignore[attr-defined]


@pytest.mark.parametrize("end", [Literal("2020", datatype=XSD.gYear), Literal("bientôt"), Literal(3), ID.jamais])
def test_dates_that_cannot_be_compared_are_a_violation_and_stop_nothing(end: Literal | URIRef) -> None:
    found = only(judged(lambda g: g.set((MANDATE, SCHEMA.endDate, end))))
    assert (found.component, found.value) == (
        SH.LessThanOrEqualsConstraintComponent,
        Literal("2014-04-04", datatype=XSD.date),
    )


@pytest.mark.parametrize(
    "query",
    [
        "SELECT $this WHERE { SERVICE <http://127.0.0.1:9/> { $this ?p ?o } }",
        "SELECT $this FROM <file:///etc/passwd> WHERE { $this ?p ?o }",
    ],
)
def test_a_constraint_that_would_leave_the_house_is_refused(query: str) -> None:
    shapes = load("formes.ttl")
    shapes.set((MLGSH["Projet-cofinancement"], SH.select, Literal(query)))
    with pytest.raises(GraphError) as error:
        validate(load("juste.ttl"), shapes)
    assert error.value.kind == "refused"


def test_shapes_that_cannot_be_used_are_one_line() -> None:
    shapes = load("formes.ttl")
    shapes.set((MLGSH["Commune-code"], SH.pattern, Literal("([0-9]")))
    with pytest.raises(GraphError) as error:
        validate(load("juste.ttl"), shapes)
    assert error.value.kind == "unreadable"
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("iri", "words"),
    [
        ("id/source/rne-maires/2019-01-09.txt#row=12", "rne-maires/2019-01-09.txt, ligne 12"),
        ("id/source/epci-etalab/2025.json#/3/membres/0", "epci-etalab/2025.json, enregistrement /3/membres/0"),
        ("id/document/bethune-2023.txt#char=4050,4120", "bethune-2023.txt, caractères 4050 à 4120"),
        ("id/document/bethune-2023.pdf#page=12", "bethune-2023.pdf, page 12"),
        ("id/document/bethune-2023.txt", "bethune-2023.txt"),
    ],
)
def test_evidence_is_told_as_a_place_in_a_file(iri: str, words: str) -> None:
    assert place(BASE + iri) == words


def test_places_come_in_the_order_of_the_file() -> None:
    assert in_order(["a, ligne 10", "a, ligne 9", "a, ligne 9"]) == ["a, ligne 9", "a, ligne 10"]
