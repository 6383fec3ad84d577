"""One base, one table of patterns: what it mints, what it refuses, and how Turtle will write it."""

import re
from pathlib import Path
from string import Formatter

import pytest
from rdflib import Graph, URIRef

from ontology import BASE, OntologyError, mint, turtle_files
from ontology.iris import IRI_FUNCTIONS, PATTERNS, PREFIXES, REFERENCES, SAFE_PART, TERRITOIRES, reference, territoire

OURS = sorted(name for name in PATTERNS if "://" not in PATTERNS[name])
THEIRS = sorted(PATTERNS.keys() - set(OURS))
TURTLE = [path for kind in ("ontology", "vocab", "shapes", "alignments") for path in turtle_files(kind)]


def fields(name: str) -> list[str]:
    return [field for _, field, _, _ in Formatter().parse(PATTERNS[name]) if field]


@pytest.mark.parametrize(
    ("name", "parts", "iri"),
    [
        ("commune", ["62119"], "id/territoire/commune/62119"),
        ("commune", ["2A004"], "id/territoire/commune/2A004"),
        ("epci", ["200072460"], "id/territoire/epci/200072460"),
        ("collectivite_commune", ["62119"], "id/collectivite/commune/62119"),
        ("collectivite_statut", ["69M"], "id/territoire/collectivite-statut-particulier/69M"),
        ("assemblee", ["senat"], "id/organisation/senat"),
        ("organisation_siren", ["213400123"], "id/organisation/siren/213400123"),
        ("mandat", ["exemple-camille-62119", "maire", "62119", "2020-05-23"],
         "id/mandat/exemple-camille-62119/maire/62119/2020-05-23"),
        ("mouvement", ["2025-01-01", "59070", "59006"], "id/mouvement/2025-01-01/59070/59006"),
        ("observation", ["population-totale", "62119", "2025"], "id/chiffre/population-totale/62119/2025"),
        ("document", ["bilan-2020.txt"], "id/document/bilan-2020.txt"),
        ("source", ["rne-maires", "2019-01-09.txt"], "id/source/rne-maires/2019-01-09.txt"),
        ("type_organisation", ["ccas"], "id/type-organisation/ccas"),
        ("nature_juridique", ["MET69"], "id/nature-juridique/MET69"),
    ],
)  # fmt: skip
def test_a_pattern_is_filled_in_order_under_the_base(name: str, parts: list[str], iri: str) -> None:
    assert mint(name, *parts) == URIRef(f"https://w3id.org/maillage/{iri}")


def test_insee_keeps_its_own_address() -> None:
    assert mint("insee_commune", "62119") == URIRef("http://id.insee.fr/geo/commune/62119")


@pytest.mark.parametrize(
    "part", ["", " ", "62 119", "Béthune", "a/b", "a#b", "a?b", "<x>", "..", ".", "62119\n", "{x}"]
)
def test_a_part_that_an_iri_cannot_hold_is_refused(part: str) -> None:
    with pytest.raises(OntologyError) as error:
        mint("commune", part)

    assert (error.value.name, error.value.value) == ("commune", part)


@pytest.mark.parametrize(("name", "parts"), [("comune", ["62119"]), ("commune", []), ("commune", ["62119", "2020"])])
def test_an_unknown_pattern_or_a_wrong_number_of_parts_is_refused(name: str, parts: list[str]) -> None:
    with pytest.raises(OntologyError, match=name):
        mint(name, *parts)


@pytest.mark.parametrize(
    ("text", "node", "territory"),
    [
        ("commune:62119", "collectivite/commune/62119", "territoire/commune/62119"),
        ("epci:200072460", "collectivite/epci/200072460", "territoire/epci/200072460"),
        ("departement:62", "collectivite/departement/62", "territoire/departement/62"),
        ("region:32", "collectivite/region/32", "territoire/region/32"),
        ("qpv:QN06208M", "territoire/qpv/QN06208M", "territoire/qpv/QN06208M"),
        ("organisation:ccas-bethune", "organisation/ccas-bethune", None),
        ("siren:213400123", "organisation/siren/213400123", None),
        ("equipement:beffroi", "equipement/beffroi", None),
        ("programme:erbm", "programme/erbm", None),
        ("projet:harnes-voirie", "projet/harnes-voirie", None),
        ("flux:harnes-voirie", "flux/harnes-voirie", None),
    ],
)
def test_a_reference_names_a_body_that_acts_and_maybe_its_territory(
    text: str, node: str, territory: str | None
) -> None:
    assert reference(text) == URIRef(f"{BASE}id/{node}")
    assert territoire(text) == (territory and URIRef(f"{BASE}id/{territory}"))


@pytest.mark.parametrize("text", ["", "62119", "ville:62119", "commune:", "commune:62 119", ":62119"])
def test_a_reference_that_names_nothing_is_refused(text: str) -> None:
    with pytest.raises(OntologyError):
        reference(text)


def test_every_reference_leads_to_a_pattern_of_one_field() -> None:
    patterns = [*REFERENCES.values(), *TERRITOIRES.values()]

    assert TERRITOIRES.keys() < REFERENCES.keys()
    assert {name: len(fields(name)) for name in patterns} == dict.fromkeys(patterns, 1)


@pytest.mark.parametrize("name", OURS)
def test_our_patterns_live_under_id_and_end_with_a_field(name: str) -> None:
    assert re.fullmatch(r"id/[a-z-]+(/[a-z-]+)?(/\{[a-z]+\})+", PATTERNS[name])
    assert len(set(fields(name))) == len(fields(name))


def test_the_only_patterns_of_others_are_those_of_insee() -> None:
    assert {PATTERNS[name].partition("{")[0] for name in THEIRS} == {
        f"http://id.insee.fr/geo/{kind}/" for kind in ("commune", "departement", "region")
    }


@pytest.mark.parametrize("name", [name for name in PATTERNS if len(fields(name)) == 1])
def test_turtle_writes_a_name_without_a_slash_thanks_to_a_prefix_for_each_kind(name: str) -> None:
    iri = mint(name, "62119")
    graph = Graph(bind_namespaces="none")
    for prefix, space in PREFIXES.items():
        graph.bind(prefix, space)

    assert re.fullmatch(r"[a-z-]+:62119", graph.namespace_manager.curie(iri, generate=False))


def test_two_prefixes_never_share_a_namespace() -> None:
    assert len(set(PREFIXES.values())) == len(PREFIXES)
    assert all(space.endswith(("#", "/")) for space in PREFIXES.values())


def test_the_part_that_compilers_check_is_the_part_that_mint_accepts() -> None:
    assert re.fullmatch(SAFE_PART, "exemple-camille_62119~2.txt")
    assert not re.fullmatch(SAFE_PART, "..")


def test_the_functions_of_the_mappings_have_a_namespace_of_their_own() -> None:
    assert IRI_FUNCTIONS.commune == URIRef(f"{BASE}fonction-iri#commune")


@pytest.mark.parametrize("path", TURTLE, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_turtle_file_writes_the_base_once_and_builds_every_other_iri_on_it(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    outside = text.replace(f'vann:preferredNamespaceUri "{BASE}', "")

    assert outside.count(BASE) == outside.count(f"@base <{BASE}> .\n") <= 1
