"""The terms in Python are the terms in Turtle, each one said in two languages; what is reused really exists."""

from pathlib import Path
from typing import Final

import pytest
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, VANN, Graph, Literal, URIRef
from rdflib.term import Node

from ontology import BASE, MLG, vocabulary
from ontology.iris import PREFIXES

SHARED: Final = Path(__file__).parents[2].parent / "shared"
STANDARDS: Final = SHARED / "standards"
DEF: Final = URIRef(f"{BASE}def")
VOCABULARY: Final = vocabulary()
OURS: Final = sorted(URIRef(str(one)) for one in VOCABULARY.subjects(RDFS.isDefinedBy, DEF))
KINDS: Final = (RDFS.Class, RDF.Property)
REUSED: Final = sorted({URIRef(str(one)) for kind in KINDS for one in VOCABULARY.subjects(RDF.type, kind)} - {*OURS})


def texts(term: URIRef, predicate: URIRef) -> dict[str | None, str]:
    found = [text for text in VOCABULARY.objects(term, predicate) if isinstance(text, Literal)]
    assert len({text.language for text in found}) == len(found), f"deux textes dans une langue : {found}"
    return {text.language: str(text) for text in found}


def short(term: Node) -> str:
    return next(f"{prefix}:{str(term).removeprefix(s)}" for prefix, s in PREFIXES.items() if str(term).startswith(s))


def test_the_terms_in_python_are_the_terms_in_turtle() -> None:
    assert sorted(map(URIRef, dir(MLG))) == OURS


def test_a_misspelt_term_raises() -> None:
    with pytest.raises(AttributeError, match="comune"):
        _ = MLG.comune


@pytest.mark.parametrize("term", OURS, ids=lambda term: term.rpartition("#")[2])
def test_a_term_of_ours_has_a_label_and_a_definition_in_french_and_english(term: URIRef) -> None:
    definition = texts(term, SKOS.definition)

    assert texts(term, RDFS.label).keys() == definition.keys() == {"fr", "en"}
    assert all(text.endswith((".", "…")) for text in definition.values())


@pytest.mark.parametrize("term", OURS, ids=lambda term: term.rpartition("#")[2])
def test_a_class_is_a_class_for_everyone_and_a_property_is_of_one_kind(term: URIRef) -> None:
    kinds = set(VOCABULARY.objects(term, RDF.type)) - {OWL.SymmetricProperty}
    upper = term.rpartition("#")[2][0].isupper()

    assert kinds == {OWL.Class, RDFS.Class} if upper else kinds in ({OWL.ObjectProperty}, {OWL.DatatypeProperty})


@pytest.mark.parametrize("term", REUSED, ids=lambda term: term.rpartition("#")[2].rpartition("/")[2])
def test_a_reused_term_says_who_defines_it_and_how_it_is_used_here(term: URIRef) -> None:
    (definer,) = VOCABULARY.objects(term, RDFS.isDefinedBy)

    assert not str(term).startswith(BASE)
    assert str(term).startswith(str(definer).rstrip("#").removesuffix("-o"))
    assert texts(term, RDFS.label).keys() == texts(term, SKOS.scopeNote).keys() == {"fr", "en"}


def test_our_classes_stand_under_those_of_insee_w3c_and_the_european_union() -> None:
    found = {(short(term), short(parent)) for term, parent in VOCABULARY.subject_objects(RDFS.subClassOf)}

    assert found == {
        ("mlg:AncienneCommune", "igeo:TerritoireAdministratif"),
        ("mlg:AncienneIntercommunalite", "igeo:TerritoireAdministratif"),
        ("mlg:CatastropheNaturelle", "prov:Entity"),
        ("mlg:ChiffreCle", "qb:Observation"),
        ("mlg:Circonscription", "igeo:TerritoireAdministratif"),
        ("mlg:CiteMiniere", "dct:Location"),
        ("mlg:Collectivite", "m8g:PublicOrganisation"),
        ("mlg:Collectivite", "org:Organization"),
        ("mlg:ContratTerritorial", "mlg:Programme"),
        ("mlg:Deliberation", "prov:Entity"),
        ("mlg:Document", "foaf:Document"),
        ("mlg:Document", "prov:Entity"),
        ("mlg:Edition", "prov:Entity"),
        ("mlg:Equipement", "geo:Feature"),
        ("mlg:EtablissementPublicTerritorial", "igeo:TerritoireAdministratif"),
        ("mlg:ExpositionRisque", "prov:Entity"),
        ("mlg:FluxFinancier", "prov:Entity"),
        ("mlg:Fonction", "org:Role"),
        ("mlg:Fonction", "skos:Concept"),
        ("mlg:Mandat", "org:Membership"),
        ("mlg:MandatElectif", "mlg:Mandat"),
        ("mlg:Marche", "a4g:Contract"),
        ("mlg:Marche", "prov:Entity"),
        ("mlg:MouvementCommune", "igeo:EvenementGeographique"),
        ("mlg:Programme", "prov:Plan"),
        ("mlg:QuartierPrioritaire", "igeo:TerritoireAdministratif"),
        ("mlg:ServiceEtat", "m8g:PublicOrganisation"),
        ("mlg:ServiceEtat", "org:Organization"),
        ("mlg:Source", "prov:Entity"),
        ("mlg:SuccessionIntercommunalite", "igeo:EvenementGeographique"),
    }


def test_no_reused_class_is_made_a_part_of_ours() -> None:
    above = {(s, o) for p in (RDFS.subClassOf, RDFS.subPropertyOf) for s, o in VOCABULARY.subject_objects(p)}

    assert {str(term) for term, _ in above if not str(term).startswith(BASE)} == set()
    assert {parent for _, parent in above} <= {*OURS, *REUSED}


def test_everything_that_a_term_points_to_is_ours_or_declared_as_reused() -> None:
    links = (RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, URIRef(f"{PREFIXES['schema']}domainIncludes"))
    pointed = {node for link in links for node in VOCABULARY.objects(None, link)}

    assert pointed <= {*OURS, *REUSED}


def test_the_ontology_says_its_title_version_licence_and_prefix_and_imports_nothing() -> None:
    assert texts(DEF, DCTERMS.title).keys() == texts(DEF, DCTERMS.description).keys() == {"fr", "en"}
    assert str(VOCABULARY.value(DEF, OWL.versionIRI)) == f"{BASE}def/{VOCABULARY.value(DEF, OWL.versionInfo)}"
    assert VOCABULARY.value(DEF, DCTERMS.license) == URIRef("https://creativecommons.org/licenses/by/4.0/")
    assert str(VOCABULARY.value(DEF, VANN.preferredNamespaceUri)) == PREFIXES["mlg"] == str(MLG._NS)
    assert (None, OWL.imports, None) not in VOCABULARY


@pytest.mark.parametrize(
    ("space", "file"),
    [
        (PREFIXES["igeo"], "insee/insee-geo.ttl"),
        (PREFIXES["m8g"], "cpov/core-public-organisation-ap.ttl"),
    ],
)
def test_a_reused_term_exists_in_the_standard_that_defines_it(space: str, file: str) -> None:
    if not (STANDARDS / file).exists():
        pytest.skip(f"{file} : la copie de la norme n'est pas là")
    standard = Graph().parse(STANDARDS / file)
    used = {term for term in REUSED if str(term).startswith(space)}

    assert used
    assert {term for term in used if (term, RDF.type, None) not in standard} == set()
