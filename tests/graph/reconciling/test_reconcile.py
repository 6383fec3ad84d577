"""A name is linked where it is the only one of its kind; everything else waits for a person, whose word is kept."""

import csv
from pathlib import Path

import polars as pl
import pyoxigraph as ox
import pytest

from graph.errors import GraphError
from graph.reconciling.decisions import NAME, Decisions, decisions
from graph.reconciling.linking import GRAPH
from graph.reconciling.matching import CLOSE, DEPARTMENT, ELSEWHERE, PLACE, SEVERAL, SHORT
from graph.reconciling.names import key
from graph.reconciling.reconcile import Reconciled, reconcile

ID = "https://w3id.org/maillage/id/"
MLG = "https://w3id.org/maillage/def#"
BOILLY = "organisation/siren/345363972"


@pytest.fixture
def store() -> ox.Store:
    made = ox.Store()
    for graph in (ox.NamedNode(f"{ID}source/fixture/1"), ox.DefaultGraph()):
        made.load(path=str(Path(__file__).with_name("noms.ttl")), format=ox.RdfFormat.TURTLE, to_graph=graph)
    return made


def add(store: ox.Store, text: str) -> None:
    prefixes = f"@base <{ID}> . @prefix mlg: <{MLG}> . @prefix org: <http://www.w3.org/ns/org#> . "
    prefixes += "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . "
    for graph in (ox.NamedNode(f"{ID}source/fixture/2"), ox.DefaultGraph()):
        store.load((prefixes + text).encode(), format=ox.RdfFormat.TURTLE, to_graph=graph)


def linked(store: ox.Store, flow: str, side: str = "beneficiaire") -> list[str]:
    found = store.quads_for_pattern(ox.NamedNode(ID + flow), ox.NamedNode(MLG + side), None, ox.NamedNode(GRAPH))
    return [one.object.value.removeprefix(ID) for one in found if isinstance(one.object, ox.NamedNode)]


def judged(made: Reconciled) -> set[tuple[str, str, str, str]]:
    columns = made.review.select("etat", "nom", "organisme", "motif")
    return {(state, name, body.removeprefix(ID), why) for state, name, body, why in columns.iter_rows()}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("COM CARVIN", "Commune de Carvin"),
        ("Ville de Béthune", "MAIRIE DE BETHUNE"),
        ("Conseil départemental du Pas-de-Calais", "Département du Pas de Calais"),
        ("Communauté d’agglomération de Lens-Liévin", "CA de Lens - Liévin"),
        ("ASS. L'UNIVERS", "Association l’Univers"),
        ("Œuvre des Sœurs", "OEUVRE SOEURS"),
        ("CCAS de Leers", "Centre communal d'action sociale de Leers"),
    ],
)
def test_two_spellings_of_one_body_share_a_key(one: str, other: str) -> None:
    keys = pl.DataFrame({"nom": [one, other]}).select(key(pl.col("nom")))["nom"]
    assert keys[0] == keys[1] is not None


@pytest.mark.parametrize(
    ("one", "other"), [("Lens", "Commune de Lens"), ("CA Lens", "CC Lens"), ("Béthune", "Bétheny")]
)
def test_a_commune_a_grouping_and_a_place_keep_keys_of_their_own(one: str, other: str) -> None:
    keys = pl.DataFrame({"nom": [one, other]}).select(key(pl.col("nom")))["nom"]
    assert keys[0] != keys[1]


def test_a_name_of_articles_and_forms_only_has_no_key() -> None:
    assert pl.DataFrame({"nom": ["L'association de la", "—"]}).select(key(pl.col("nom")))["nom"].to_list() == [
        None,
        None,
    ]


def test_the_only_body_of_that_name_in_the_same_place_is_linked(store: ox.Store) -> None:
    made = reconcile(store, Decisions())
    assert linked(store, "flux/boilly") == [BOILLY]
    assert ("lié", "CENTRE SOCIAL BOILLY", BOILLY, PLACE) in judged(made)


def test_the_only_commune_of_that_name_in_the_department_is_linked(store: ox.Store) -> None:
    made = reconcile(store, Decisions())
    assert linked(store, "flux/carvin", "financeur") == ["collectivite/commune/62215"]
    assert ("lié", "Ville de Carvin", "collectivite/commune/62215", DEPARTMENT) in judged(made)


def test_a_link_is_marked_and_has_the_evidence_of_its_flow_in_a_graph_of_its_own(store: ox.Store) -> None:
    reconcile(store, Decisions())
    flow = ox.NamedNode(f"{ID}flux/boilly")
    said = {str(one.object) for one in store.quads_for_pattern(flow, None, None, ox.NamedNode(GRAPH))}
    assert said == {
        f"<{ID}{BOILLY}>",
        f"<{ID}source/fonjep/2023.json#/1>",
        '"[déduit] bénéficiaire reconnu à son nom, « CENTRE SOCIAL BOILLY » (même nom, même lieu)"@fr',
    }
    union = {str(one.object) for one in store.quads_for_pattern(flow, None, None, ox.DefaultGraph())}
    assert said <= union


def test_the_same_name_in_another_department_is_only_proposed(store: ox.Store) -> None:
    made = reconcile(store, Decisions())
    assert linked(store, "flux/boilly-ailleurs") == []
    assert ("à relire", "CENTRE SOCIAL BOILLY", BOILLY, ELSEWHERE) in judged(made)


def test_a_name_of_one_word_is_only_proposed(store: ox.Store) -> None:
    made = reconcile(store, Decisions())
    assert linked(store, "flux/horizon") == []
    assert ("à relire", "ASSOCIATION HORIZON", "organisation/siren/803857911", SHORT) in judged(made)


def test_a_close_name_is_proposed_with_its_score(store: ox.Store) -> None:
    made = reconcile(store, Decisions())
    assert linked(store, "flux/exupery") == []
    found = made.review.filter(pl.col("motif") == CLOSE)
    assert found.select("nom", "lieux", "flux").rows() == [("ESPACE DE VIE SAINT EXUPERY", "59", 1)]
    # « espace exupery saint vie » (24 letters) and « espace exupery st vie » (21) share 21 in order: 2 x 21 / 45
    assert found["score"].to_list() == [0.93]


def test_two_bodies_of_one_name_in_one_place_are_both_proposed(store: ox.Store) -> None:
    add(
        store,
        '<organisation/x> a org:FormalOrganization ; rdfs:label "Centre social Boilly"@fr . '
        "<flux/a4> mlg:beneficiaire <organisation/x> ; mlg:programme <programme/contrat-de-ville-cv192> .",
    )
    made = reconcile(store, Decisions())
    assert linked(store, "flux/boilly") == []
    both = {body for _, name, body, why in judged(made) if why == SEVERAL}
    assert both == {BOILLY, "organisation/x"}


def test_what_is_nobody_in_particular_is_not_proposed(store: ox.Store) -> None:
    assert "Habitants" not in reconcile(store, Decisions()).review["nom"]


def test_a_published_identifier_is_never_contradicted(store: ox.Store) -> None:
    reconcile(store, Decisions())
    assert linked(store, "flux/dit") == []


def test_a_second_run_gives_the_same_list_and_the_same_links(store: ox.Store, tmp_path: Path) -> None:
    first, size = reconcile(store, Decisions()), len(store)
    second = reconcile(store, Decisions())
    for made, name in ((first, "un"), (second, "deux")):
        made.write(tmp_path / name)
    assert len(store) == size
    assert (tmp_path / "un" / NAME).read_bytes() == (tmp_path / "deux" / NAME).read_bytes()
    assert (first.names, first.linked, first.waiting, first.triples) == (6, 2, 3, 5)


def decide(folder: Path, made: Reconciled, name: str, word: str, **change: str) -> Decisions:
    """Fill the last column of the list as a person would, in a spreadsheet that saves with semicolons."""
    made.write(folder)
    with (folder / NAME).open(encoding="utf-8", newline="") as stream:
        lines = list(csv.DictReader(stream))
    for line in lines:
        if line["nom"] == name:
            line.update(decision=word, **change)
    with (folder / NAME).open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, lines[0], delimiter=";")
        writer.writeheader()
        writer.writerows(lines)
    return decisions(folder)


def test_an_accepted_pair_is_linked_at_the_next_build_and_stays_in_the_list(store: ox.Store, tmp_path: Path) -> None:
    known = decide(tmp_path, reconcile(store, Decisions()), "ASSOCIATION HORIZON", "accepter")
    made = reconcile(store, known)
    assert linked(store, "flux/horizon") == ["organisation/siren/803857911"]
    assert made.review.filter(pl.col("decision") == "accepter")["etat"].to_list() == ["lié"]


def test_a_refused_pair_is_unlinked(store: ox.Store, tmp_path: Path) -> None:
    known = decide(tmp_path, reconcile(store, Decisions()), "Ville de Carvin", "refuser")
    made = reconcile(store, known)
    assert linked(store, "flux/carvin", "financeur") == []
    assert made.review.filter(pl.col("decision") == "refuser")["etat"].to_list() == ["refusé"]


def test_a_person_may_choose_a_body_that_was_not_proposed(store: ox.Store, tmp_path: Path) -> None:
    body = f"{ID}collectivite/commune/62413"
    known = decide(tmp_path, reconcile(store, Decisions()), "ASSOCIATION HORIZON", "accepter", organisme=body)
    reconcile(store, known)
    assert linked(store, "flux/horizon") == ["collectivite/commune/62413"]


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("sens,nom\nfinanceur,X\n", "unreadable", "ligne 1 : colonnes absentes : lieux, organisme, decision"),
        ("sens,nom,lieux,organisme,decision\nfinanceur,X,62,o,oui\n", "usage", "ligne 2, colonne decision : « oui »"),
        ("sens,nom,lieux,organisme,decision\na,X,62,o,accepter\na,X,62,o,refuser\n", "usage", "à la fois accepté et"),
    ],
)
def test_a_broken_list_is_refused_with_its_line(tmp_path: Path, text: str, kind: str, words: str) -> None:
    (tmp_path / NAME).write_text(text, encoding="utf-8")
    with pytest.raises(GraphError, match=words) as caught:
        decisions(tmp_path)
    assert caught.value.kind == kind
    assert "\n" not in str(caught.value)


def test_the_key_of_a_build_follows_the_decisions(tmp_path: Path) -> None:
    assert decisions(tmp_path).digest() == decisions(None).digest() == ""
    (tmp_path / NAME).write_text("sens,nom,lieux,organisme,decision\n", encoding="utf-8")
    assert decisions(tmp_path).digest() != ""
