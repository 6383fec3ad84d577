"""How much is drawn: hubs become lists, large networks are cut, and the page says so."""

import pytest
from rdflib import RDF, RDFS, Graph, Literal

from graph.drawing.grouping import EACH, Selection, ego
from graph.drawing.network import entity_of, links_of, project
from graph.drawing.projection import declared
from graph.drawing.themes import theme
from graph.drawing.view import ego as ego_page
from graph.drawing.view import theme as theme_page
from ontology.iris import mint
from tests.graph.drawing import BETHUNE, CABBALR, DCT, MLG, council, hub, pairs, store, territory


def around_bethune(graph: Graph, budget: int = 150) -> Selection:
    return ego(project(graph), str(BETHUNE), declared(), budget=budget)


def test_a_hub_draws_fourteen_ends_and_lists_the_others() -> None:
    selection = around_bethune(hub(55))

    assert len(selection.shown) == 1 + EACH
    assert [len(group.members) for group in selection.groups] == [41]
    assert set(selection.shown) | set(selection.groups[0].members) == set(selection.network)


def test_a_second_comes_before_a_tenth() -> None:
    graph = hub(0)
    for number in (10, 2, 1):
        for triple in (
            (mint("projet", f"t{number}"), RDF.type, MLG.Projet),
            (mint("projet", f"t{number}"), RDFS.label, Literal(f"{number}e tranche", lang="fr")),
            (mint("projet", f"t{number}"), DCT.spatial, BETHUNE),
        ):
            graph.add(triple)
    selection = around_bethune(graph)

    assert [iri.rpartition("/")[2] for iri in selection.shown[1:]] == ["t1", "t2", "t10"]


def test_a_group_says_how_many_it_holds() -> None:
    page = ego_page(store(hub(55)), str(BETHUNE), budget=150)

    assert [group["label"] for group in page.data["groups"]] == ["+ 41 équipements"]
    assert page.notes == ("41 éléments regroupés dans les points « + », qui s’ouvrent",)


@pytest.mark.parametrize(("equipments", "groups"), [(14, 0), (15, 0), (16, 1)])
def test_a_group_never_hides_a_single_node(equipments: int, groups: int) -> None:
    assert len(around_bethune(hub(equipments)).groups) == groups


@pytest.mark.parametrize("budget", [5, 10, 20, 40, 60])
def test_a_budget_is_kept_by_grouping_harder(budget: int) -> None:
    selection = around_bethune(hub(200, 90), budget)

    assert len(selection.shown) + len(selection.groups) <= budget
    assert len(selection.network) == 291


def test_by_default_at_most_sixty_nodes_are_drawn() -> None:
    assert len(ego_page(store(hub(800, 400)), str(BETHUNE)).carrier.nodes) <= 60


def test_the_mayor_is_drawn_before_the_councillors_and_the_large_amount_before_the_small() -> None:
    selection = ego(project(territory()), str(CABBALR), declared())
    funded = [
        iri for iri in selection.shown if selection.spokes.get(iri) and selection.spokes[iri].relation == "finance"
    ]

    assert [entity_of(selection.network, iri).label for iri in funded] == [
        "Communes membres de la CABBALR",
        "Habitant demandeur",
    ]


def test_each_neighbour_stands_once_under_its_first_relation() -> None:
    selection = around_bethune(territory())
    order = [relation.name for relation in declared().relations]
    project_ = str(mint("projet", "bethune-ecoles"))

    assert len(selection.shown) == len(set(selection.shown))
    assert {link.relation for link in links_of(selection.network) if link.start == project_} == {
        "maitre-ouvrage",
        "lieu-projet",
    }
    assert selection.spokes[project_].relation == min(("maitre-ouvrage", "lieu-projet", "finance"), key=order.index)


def test_a_funder_is_not_drawn_twice_to_a_programme_that_its_project_already_reaches() -> None:
    selection = theme(project(territory()), declared())
    drawn = {(link.start, link.end) for link in links_of(selection.network) if link.relation == "finance"}

    assert (str(BETHUNE), str(mint("projet", "bethune-ecoles"))) in drawn
    assert (str(BETHUNE), str(mint("programme", "engagements-2026"))) not in drawn


def test_a_theme_keeps_the_most_linked_and_says_out_of_how_many() -> None:
    page = theme_page(council(4_000, 212), "Qui siège où ?")

    assert len(page.carrier.nodes) <= 300
    assert page.notes[0] == "300 sur 4\u202f212 affichés, classés par nombre de liens"
    assert {entity_of(page.network, iri).kind for iri in page.network} >= {"organisme", "personne"}


def test_leaves_of_a_hub_are_grouped_in_a_theme_too() -> None:
    selection = theme(project(hub(100)), declared())

    assert [(group.anchor, len(group.members)) for group in selection.groups] == [(str(BETHUNE), 86)]
    assert selection.shown[0] == str(BETHUNE)


def test_many_isolated_pairs_are_listed_rather_than_drawn() -> None:
    selection = theme(project(council(40, 5) + pairs(20)), declared())

    assert selection.aside == 20
    assert not [iri for iri in selection.shown if "equipement" in iri]
    assert len([iri for iri in selection.network if "equipement" in iri]) == 20


def test_a_few_isolated_pairs_are_drawn() -> None:
    selection = theme(project(council(40, 5) + pairs(3)), declared())

    assert (selection.aside, len([iri for iri in selection.shown if "equipement" in iri])) == (0, 3)


def test_nothing_to_draw_is_said_in_one_line() -> None:
    with pytest.raises(ValueError, match="la requête ne donne rien à dessiner"):
        theme_page([], "Vide")
