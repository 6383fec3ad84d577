"""The code lists: complete, in two languages, in order, and spelt as the rest of the house expects."""

from typing import Final

import pytest
from rdflib import RDF, SKOS, Graph, Literal, URIRef

from ontology import BASE, MLG, mint, turtle_files, vocabulary
from ontology.files import Kind

VOCABULARY: Final = vocabulary()
SCHEMES: Final = sorted(URIRef(str(one)) for one in VOCABULARY.subjects(RDF.type, SKOS.ConceptScheme))
TERMS: Final = sorted(URIRef(str(one)) for one in VOCABULARY.subjects(SKOS.topConceptOf))

# The lists as the loaders and the tables of the dossiers write them.
NOTATIONS: Final = {
    "fonction": "maire maire-delegue maire-arrondissement adjoint-au-maire conseiller-municipal"
    " conseiller-municipal-delegue president-epci vice-president-epci conseiller-communautaire"
    " conseiller-communautaire-delegue president-conseil-departemental vice-president-conseil-departemental"
    " conseiller-departemental president-conseil-regional vice-president-conseil-regional conseiller-regional depute"
    " senateur conseiller-arrondissement adjoint-maire-arrondissement president-assemblee vice-president-assemblee"
    " membre-assemblee autre-fonction",
    "type-organisation": "commune epci departement region etat etablissement-public ccas bailleur-social association"
    " entreprise syndicat instance collectif organisme autre",
    "type-programme": "contrat-de-ville convention contrat engagement-national plan schema dispositif label"
    " appel-a-projets zonage projet-de-territoire aide fonds charte evenement autre",
    "nature-flux": "subvention pret dotation fonds-de-concours autofinancement marche garantie investissement aide"
    " reversement",
    "stade-flux": "annonce demande vote convention engagement paiement solde annulation depense-declaree non-precise",
    "statut-projet": "prevu en-cours realise realise-ou-engage abandonne",
    "statut-equipement": "existant construit renove en-travaux prevu ferme",
    "qualificatif": "exact environ plus-de moins-de jusqu-a plafond",
    "periodicite": "unique annuelle unitaire pluriannuelle non-precise",
    "echelon": "communal intercommunal departemental regional national europeen",
    "nature-juridique": "CC CA CU METRO MET69",
    "risque": "11 12 13 14 16 17 18 21 22 23 24 25 31 32 33 34",
    "mode-financement": "FPU FA",
    "qualite-position": "bonne acceptable mauvaise indeterminee centre-de-commune",
    "indicateur": "population-totale population-municipale population-comptee-a-part population-totale-de-reference"
    " population-municipale-de-reference population-comptee-a-part-de-reference"
    "  cout-total depenses-eligibles montant-modifie valeur-concession comptes-depenses-totales"
    " comptes-recettes-totales comptes-depenses-investissement comptes-recettes-investissement"
    " comptes-depenses-equipement comptes-epargne-brute comptes-encours-dette comptes-concours-etat"
    " comptes-dgf comptes-fctva comptes-detr comptes-ddec comptes-dres"
    " comptes-autres-dotations-subventions comptes-subventions-recues"
    " comptes-subventions-equipement-versees comptes-subventions-equipement-communes"
    " comptes-subventions-droit-prive investissement-recu-etat investissement-recu-region"
    " investissement-recu-departement investissement-recu-communes investissement-recu-groupements"
    " investissement-recu-autres-publics investissement-recu-union-europeenne investissement-recu-autres"
    " investissement-recu-fonds-affectes"
    " comptes-achats-charges-externes",
}


def test_there_is_one_list_a_file_and_the_file_bears_its_name() -> None:
    assert [path.stem for path in turtle_files("vocab")] == sorted(NOTATIONS)
    assert [str(scheme) for scheme in SCHEMES] == [f"{BASE}id/{name}" for name in sorted(NOTATIONS)]


@pytest.mark.parametrize("name", NOTATIONS)
def test_a_list_holds_exactly_its_notations(name: str) -> None:
    scheme = URIRef(f"{BASE}id/{name}")
    expected = {mint(name.replace("-", "_"), notation) for notation in NOTATIONS[name].split()}

    for term in (SKOS.topConceptOf, SKOS.inScheme):
        assert set(VOCABULARY.subjects(term, scheme)) == expected
    assert set(VOCABULARY.objects(scheme, SKOS.hasTopConcept)) == expected


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.removeprefix(f"{BASE}id/"))
def test_the_notation_of_a_term_ends_its_iri(term: URIRef) -> None:
    assert VOCABULARY.value(term, SKOS.notation) == Literal(term.rpartition("/")[2])


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.removeprefix(f"{BASE}id/"))
def test_no_other_label_of_a_term_repeats_its_label(term: URIRef) -> None:
    labels = [str(text) for text in VOCABULARY.objects(term, SKOS.prefLabel)]
    others = [str(text) for text in VOCABULARY.objects(term, SKOS.altLabel)]

    assert len({*others}) == len(others)
    assert not {*labels} & {*others}


def test_a_function_is_a_role_and_says_at_which_tier_it_is_held() -> None:
    functions = set(VOCABULARY.subjects(RDF.type, MLG.Fonction))
    tiers = {str(VOCABULARY.value(one, MLG.echelon) or "").rpartition("/")[2] for one in functions}

    assert functions == set(VOCABULARY.subjects(SKOS.inScheme, URIRef(f"{BASE}id/fonction")))
    assert tiers == {"communal", "intercommunal", "departemental", "regional", "national", ""}


def test_the_stages_of_a_flow_are_ordered_from_word_to_payment() -> None:
    ranked = {VOCABULARY.value(term, MLG.rang): term for term in VOCABULARY.subjects(MLG.rang)}
    words = [str(ranked[Literal(rank)]).rpartition("/")[2] for rank in range(1, 11)]

    assert words == NOTATIONS["stade-flux"].split()


@pytest.mark.parametrize("kind", ["ontology", "vocab", "shapes", "alignments"])
def test_the_files_of_each_kind_are_sorted_and_parse(kind: Kind) -> None:
    paths = turtle_files(kind)

    assert paths
    assert list(paths) == sorted(paths)
    assert all(len(Graph().parse(path)) for path in paths)
