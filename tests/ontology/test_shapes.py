"""How the shapes are written: named, said in two languages, with a severity, in core SHACL, on terms that exist."""

from itertools import chain
from typing import Final

import pytest
from rdflib import RDF, RDFS, SH, SKOS, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from ontology import BASE, shapes, turtle_files, vocabulary
from ontology.iris import PREFIXES

SHAPES: Final = shapes()
KINDS: Final = (SH.NodeShape, SH.PropertyShape)
NAMED: Final = sorted({shape for kind in KINDS for shape in SHAPES.subjects(RDF.type, kind)}, key=str)
REPORTING: Final = sorted(set(SHAPES.subjects(SH.severity)), key=str)
TARGETS: Final = (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf)
SPARQL: Final = (SH.sparql, SH.select, SH.ask, SH.target, SH.js, SH.rule)
LISTS: Final = (SH["or"], SH["and"], SH.xone)
NESTING: Final = (SH.node, SH["not"], SH.qualifiedValueShape, SH.property)


def short(shape: Node) -> str:
    return str(shape).removeprefix(PREFIXES["mlgsh"])


def texts(shape: Node, term: URIRef) -> list[Literal]:
    return [text for text in SHAPES.objects(shape, term) if isinstance(text, Literal)]


def members(term: URIRef) -> list[Node]:
    return [one for head in SHAPES.objects(None, term) for one in Collection(SHAPES, head)]


def test_every_shape_has_an_iri_the_nested_ones_too() -> None:
    nested = [*chain.from_iterable(SHAPES.objects(None, term) for term in NESTING), *chain(*map(members, LISTS))]

    assert not [shape for shape in (*NAMED, *nested) if isinstance(shape, BNode)]
    assert {*nested} <= {*NAMED}
    assert all(str(shape).startswith(PREFIXES["mlgsh"]) for shape in NAMED)


@pytest.mark.parametrize("shape", REPORTING, ids=short)
def test_a_shape_that_reports_says_everything_in_french_and_english_once(shape: Node) -> None:
    for term in (SH.name, SH.description, SH.message):
        assert sorted(str(text.language) for text in texts(shape, term)) == ["en", "fr"], term
    assert len(list(SHAPES.objects(shape, SH.severity))) == 1
    assert SHAPES.value(shape, SH.severity) in {SH.Violation, SH.Warning, SH.Info}


@pytest.mark.parametrize("shape", REPORTING, ids=short)
def test_a_message_says_what_is_wrong_then_what_to_do(shape: Node) -> None:
    for message in texts(shape, SH.message):
        assert len(message.split(". ")) >= 2, message
        assert message.endswith((".", "»", "”"))
        assert "{" not in message, "pySHACL perd la langue d'un message à variables"


def test_two_shapes_never_share_a_message() -> None:
    said = [str(text) for shape in REPORTING for text in texts(shape, SH.message)]

    assert len(set(said)) == len(said)


def test_a_shape_without_severity_is_a_condition_or_only_holds_others() -> None:
    conditions = {*chain.from_iterable(SHAPES.objects(None, term) for term in NESTING), *chain(*map(members, LISTS))}
    holders = {shape for shape in NAMED if any((shape, target, None) in SHAPES for target in TARGETS)}
    silent = {*NAMED} - {*REPORTING}

    assert silent <= conditions | holders
    assert not [shape for shape in silent if texts(shape, SH.message)]
    assert all({text.language for text in texts(shape, SH.name)} == {"fr", "en"} for shape in silent)


def test_every_shape_is_reached_from_a_target() -> None:
    reached: set[Node] = {shape for shape in NAMED if any((shape, target, None) in SHAPES for target in TARGETS)}
    waiting = list(reached)
    while waiting:
        shape = waiting.pop()
        lists = [one for term in LISTS for head in SHAPES.objects(shape, term) for one in Collection(SHAPES, head)]
        below = {*chain.from_iterable(SHAPES.objects(shape, term) for term in NESTING), *lists} - reached
        reached |= below
        waiting += below

    assert {*NAMED} == reached


def test_no_shape_costs_a_sparql_query_a_node() -> None:
    assert not [term for term in SPARQL if (None, term, None) in SHAPES]


def test_a_property_shape_is_named_after_the_node_shape_that_holds_it() -> None:
    held = [(holder, shape) for holder, shape in SHAPES.subject_objects(SH.property)]

    assert len({shape for _, shape in held}) == len(held), "une forme de propriété est tenue deux fois"
    assert not [short(shape) for holder, shape in held if not short(shape).startswith(f"{short(holder)}-")]


def test_shapes_only_use_terms_that_are_ours_or_declared_as_reused() -> None:
    declared = set(vocabulary().subjects()) | {RDF.type, RDFS.isDefinedBy, SKOS.ConceptScheme}
    language = tuple(PREFIXES[prefix] for prefix in ("rdf", "rdfs", "owl", "xsd", "sh", "mlgsh"))
    header = Graph().parse(next(path for path in turtle_files("shapes") if path.stem == "formes"))
    guarded = set(members(SH.alternativePath)) | set(SHAPES.objects(None, SH.targetSubjectsOf))
    used = {node for triple in SHAPES - header for node in triple if isinstance(node, URIRef)}
    unknown = {node for node in used - declared if not str(node).startswith((*language, f"{BASE}formes"))}

    # what must never be said of anyone is known only to the shape that forbids it
    assert {str(term).rpartition("/")[2] for term in unknown & guarded} == {
        *("birthDate", "birthPlace", "gender", "email", "telephone", "birthday", "mbox", "phone"),
    }
    assert unknown - guarded == set()


def test_each_theme_has_its_file() -> None:
    assert [path.stem for path in turtle_files("shapes")] == [
        *("actes", "chiffres", "dates", "donnees-personnelles", "equipement", "financement", "formes", "organisation"),
        *("personne-mandat", "preuve", "programme-projet", "references", "risques", "territoire", "vocabulaires"),
    ]


def test_the_shapes_that_guard_exports_stand_alone_in_their_file() -> None:
    path = next(path for path in turtle_files("shapes") if path.stem == "donnees-personnelles")
    alone = Graph().parse(path)
    nested = {shape for term in (*NESTING, *LISTS) for shape in alone.objects(None, term)}

    assert {shape for shape in nested if (shape, RDF.type, None) not in alone} == set()
    assert (None, SH.inversePath, None) not in alone
    assert (None, SH["class"], None) not in alone
    assert not set(alone.objects(None, SH.targetObjectsOf))
