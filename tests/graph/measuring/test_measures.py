"""Numbers worked out by hand on small networks, and the same bytes in every process."""

import csv
import io
import json

import networkx as nx
import pytest
from rdflib import RDF, RDFS, Graph, Literal

from graph.drawing.network import Network, project
from graph.errors import GraphError
from graph.measuring.chosen import chosen
from graph.measuring.files import FILES
from graph.measuring.measures import Measure, Measures, measures
from ontology.iris import mint
from tests.graph.drawing import BETHUNE, CABBALR, DCT, IGEO, MLG, store, territory
from tests.graph.seeds import printed


def two_towns() -> Graph:
    """Two communes in one EPCI; the first has two equipments: a tree of five nodes."""
    graph = Graph(bind_namespaces="none")
    lens = mint("commune", "62498")
    for node, class_, label in (
        (CABBALR, IGEO.Intercommunalite, "CABBALR"),
        (BETHUNE, IGEO.Commune, "Béthune"),
        (lens, IGEO.Commune, "=Lens\x02"),
        (mint("equipement", "a"), MLG.Equipement, "A"),
        (mint("equipement", "b"), MLG.Equipement, "B"),
    ):
        graph.add((node, RDF.type, class_))
        graph.add((node, RDFS.label, Literal(label, lang="fr")))
    for commune in (BETHUNE, lens):
        graph.add((commune, IGEO.subdivisionDe, CABBALR))
    for slug in ("a", "b"):
        graph.add((mint("equipement", slug), DCT.spatial, BETHUNE))
    return graph


@pytest.fixture(scope="module")
def network() -> Network:
    return project(two_towns())


@pytest.fixture(scope="module")
def measured(network: Network) -> Measures:
    return measures(network)


def node(measured: Measures, label: str) -> Measure:
    return next(one for one in measured.nodes if one.label.startswith(label))


def test_betweenness_is_the_share_of_shortest_paths(measured: Measures) -> None:
    # six pairs of other nodes: five go through Béthune (a-b, and {a, b} x {CABBALR, Lens}), three through the CABBALR
    assert node(measured, "Béthune").betweenness == round(5 / 6, 6)
    assert node(measured, "CABBALR").betweenness == round(3 / 6, 6)
    assert node(measured, "A").betweenness == 0


def test_neighbours_cut_points_and_bridges(measured: Measures) -> None:
    assert (node(measured, "Béthune").neighbours, node(measured, "Béthune").cut) == (3, True)
    assert (node(measured, "=Lens").neighbours, node(measured, "=Lens").cut) == (1, False)
    assert set(measured.bridges) == {tuple(sorted((str(BETHUNE), str(CABBALR))))}  # a leaf's link holds no part
    assert measured.parts == 1


def test_the_most_between_is_first(measured: Measures) -> None:
    assert [one.label for one in measured.nodes[:2]] == ["Béthune", "CABBALR"]


@pytest.mark.parametrize(("form", "read"), [("gexf", nx.read_gexf), ("graphml", nx.read_graphml)])
def test_a_file_reads_back_as_the_same_network(form: str, read: object, network: Network, measured: Measures) -> None:
    text = FILES[form](network, measured)
    back = read(io.BytesIO(text.encode()))  # type: ignore[operator]  # networkx has no types for its readers
    assert set(back) == set(network)
    assert back.number_of_edges() == network.number_of_edges()
    assert back.nodes[str(BETHUNE)]["voisins"] == 3
    assert "lastmodified" not in text


def test_node_link_json_is_what_networkx_reads(network: Network, measured: Measures) -> None:
    raw = json.loads(FILES["json"](network, measured))
    assert set(nx.node_link_graph(raw, edges="links")) == set(network)


def test_pairs_keep_parallel_links_and_exact_amounts() -> None:
    network = project(territory())
    rows = list(csv.DictReader(io.StringIO(FILES["paires"](network, measures(network)))))
    assert len(rows) == network.number_of_edges()
    assert {"1300000.00", "850000.00"} <= {row["montant"] for row in rows}  # the belfry of Béthune, and its subsidies


def test_relations_and_types_cut_the_network() -> None:
    held = store(two_towns())
    only = chosen(held, None, relations=["membre-de"], kinds=[])
    assert {only.nodes[iri]["kind"] for iri in only} == {"commune", "epci"}
    assert set(chosen(held, None, relations=[], kinds=["equipement"])) == {str(mint("equipement", s)) for s in "ab"}


def test_around_a_node_stops_two_steps_away() -> None:
    near = chosen(store(two_towns()), str(mint("equipement", "a")), relations=[], kinds=[])
    assert str(CABBALR) in near
    assert str(mint("commune", "62498")) not in near


@pytest.mark.parametrize("given", [{"relations": ["membre"], "kinds": []}, {"relations": [], "kinds": ["communes"]}])
def test_an_unknown_word_proposes_the_nearest(given: dict[str, list[str]]) -> None:
    with pytest.raises(GraphError, match=r"inconnu.*(membre-de|commune)"):
        chosen(store(two_towns()), None, **given)


def test_the_same_network_gives_the_same_bytes_whatever_the_hash_seed() -> None:
    code = (
        "from tests.graph.measuring.test_measures import *; n = project(territory()); m = measures(n);"
        "import sys; [sys.stdout.write(FILES[f](n, m)) for f in FILES]"
    )
    texts = printed(code)
    assert len(set(texts)) == 1
    assert b"Gacquerre" in texts[0]
