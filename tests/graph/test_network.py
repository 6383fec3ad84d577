"""What of a graph becomes a node, an edge or an attribute; expected values are read in the municipal reports."""

from decimal import Decimal

import pytest
from rdflib import RDFS, XSD, Graph, Literal, URIRef

from graph.drawing.links import Link
from graph.drawing.neighbourhood import around
from graph.drawing.network import Network, entity_of, links_of, project
from graph.drawing.projection import declared, expand
from graph.errors import GraphError
from ontology.files import vocabulary
from ontology.iris import BASE, mint, reference
from tests.graph.drawing import BETHUNE, CABBALR, GACQUERRE, MLG, store, territory


@pytest.fixture(scope="module")
def network() -> Network:
    return project(territory())


def between(network: Network, start: URIRef, end: URIRef) -> list[Link]:
    return [link for link in links_of(network) if (link.start, link.end) == (str(start), str(end))]


def flow(network: Network, slug: str) -> list[Link]:
    return [link for link in links_of(network) if link.key == str(mint("flux", slug))]


def test_a_collectivite_and_its_territory_are_one_node(network: Network) -> None:
    body = reference("commune:62119")

    assert str(body) not in network
    assert network.graph["drawn"][str(body)] == str(BETHUNE)
    assert entity_of(network, str(BETHUNE)).same == (str(BETHUNE), str(body))
    assert entity_of(network, str(BETHUNE)).kind == "commune"


def test_the_territory_gives_its_french_name_and_the_body_another_one(network: Network) -> None:
    assert entity_of(network, str(BETHUNE)).label == "Béthune"
    assert "Commune de Béthune" in entity_of(network, str(BETHUNE)).names
    assert "CABBALR" in entity_of(network, str(CABBALR)).names


def test_a_body_without_its_territory_is_drawn_as_an_organisation() -> None:
    graph = territory()
    graph.remove((BETHUNE, None, None))

    assert entity_of(project(graph), str(reference("commune:62119"))).kind == "organisme"


def test_classes_concepts_documents_and_literals_are_not_nodes(network: Network) -> None:
    kinds = {"region": 1, "departement": 1, "epci": 1, "commune": 3, "personne": 3, "programme": 3, "projet": 3}
    found = [entity_of(network, iri).kind for iri in network]

    assert {kind: found.count(kind) for kind in kinds} == kinds
    assert len(network) == sum(kinds.values()) + 2 + 1 + 3  # two organisations, the belfry, three mentions


def test_a_funder_is_drawn_as_such_only_where_it_funds() -> None:
    graph = territory()
    graph.add((mint("flux", "bethune-ecoles"), MLG.financeur, mint("organisation", "etat")))

    assert entity_of(project(territory()), str(mint("organisation", "etat"))).kind == "organisme"
    assert entity_of(project(graph), str(mint("organisation", "etat"))).kind == "financeur"


def test_two_mandates_in_one_body_are_two_edges(network: Network) -> None:
    mandates = between(network, GACQUERRE, CABBALR)

    assert network.number_of_edges(str(GACQUERRE), str(CABBALR)) == 2
    assert sorted((link.text, link.period) for link in mandates) == [
        ("Président", "depuis 2020"),
        ("président d'intercommunalité", ""),
    ]


def test_a_mandate_says_its_role_its_dates_and_its_place_in_the_report(network: Network) -> None:
    (link,) = between(network, GACQUERRE, BETHUNE)

    assert (link.relation, link.text, link.period) == ("mandat", "maire", "depuis 2020")
    assert [source.place for source in link.sources] == ["bethune-bilan-2020-2023.txt, caractères 2422 à 2456"]
    assert [(source.title, source.date) for source in link.sources] == [("Béthune, bilan 2020-2023", "2024")]


def test_what_was_only_seen_on_a_day_says_so(network: Network) -> None:
    (link,) = between(network, mint("personne", "dubois-carole-62516"), mint("commune", "62516"))

    assert ("Constaté le", "9 juillet 2024") in link.facts


def test_a_mandate_that_only_an_old_edition_shows_says_so_and_comes_last(network: Network) -> None:
    (old,) = between(network, mint("personne", "fictive-ancienne"), CABBALR)
    current = between(network, GACQUERRE, CABBALR)

    assert ("À vérifier", "absent de la dernière édition de sa source") in old.facts
    assert old.rank > max(link.rank for link in current)
    assert not [fact for link in current for fact in link.facts if fact[0] == "À vérifier"]


@pytest.mark.parametrize(
    ("end", "relation"),
    [(CABBALR, "membre-de"), (mint("departement", "62"), "situe-dans")],
    ids=["epci", "departement"],
)
def test_the_same_predicate_has_other_words_for_another_type(network: Network, end: URIRef, relation: str) -> None:
    (link,) = between(network, BETHUNE, end)

    assert link.relation == relation
    assert [source.place for source in link.sources] == ["epcicom/2025, ligne 20"]


def test_a_flow_is_an_edge_to_what_it_pays_for_and_a_second_one_to_its_programme(network: Network) -> None:
    near, far = sorted(flow(network, "bethune-ecoles"), key=lambda link: link.secondary)

    assert (near.start, near.end) == (str(BETHUNE), str(mint("projet", "bethune-ecoles")))
    assert (far.end, far.secondary) == (str(mint("programme", "engagements-2026")), True)
    assert near.amount == Decimal(3_300_000)
    assert {("Stade", "dépense déclarée"), ("Nature", "investissement")} <= set(near.facts)
    assert network.edges[near.start, near.end, f"{near.key} finance"]["amount"] == 3_300_000.0


def test_a_funder_nobody_identified_is_a_mention_of_its_own(network: Network) -> None:
    link = min(flow(network, "bethune-beffroi-subventions"), key=lambda link: link.secondary)

    assert (entity_of(network, link.start).kind, entity_of(network, link.start).label) == (
        "mention",
        "Financeurs non précisés",
    )
    assert ("Compris dans", "Beffroi de Béthune") in link.facts
    assert link.part_of == (str(mint("flux", "bethune-beffroi")),)


def test_a_relation_node_without_two_ends_makes_no_link_and_no_node() -> None:
    graph = territory()
    graph.remove((mint("flux", "cabbalr-communes"), MLG.financeur, None))

    assert flow(project(graph), "cabbalr-communes") == []
    assert not [iri for iri in project(graph) if iri.startswith(mint("flux", "cabbalr-communes"))]


def test_an_amount_that_is_not_a_number_is_not_drawn_as_one() -> None:
    graph = territory()
    graph.set((mint("flux", "bethune-ecoles"), expand("schema:amount"), Literal("trois millions")))

    assert {link.amount for link in flow(project(graph), "bethune-ecoles")} == {None}


def test_a_figure_is_a_fact_of_its_subject(network: Network) -> None:
    _, figure = entity_of(network, str(BETHUNE)).figures

    assert (figure.label, figure.value) == ("Part des habitants satisfaits de la qualité de vie", "91\u00a0%")
    assert figure.period == "en décembre 2023"
    assert figure.sources[0].place == "bethune-bilan-2020-2023.txt, caractères 2535 à 2599"


def test_the_population_comes_first_among_figures_and_its_year_is_a_year(network: Network) -> None:
    figure = entity_of(network, str(BETHUNE)).figures[0]

    assert (figure.value, figure.period) == ("25\u202f342\u00a0habitants", "en 2025")
    assert [source.place for source in figure.sources] == ["epcicom/2025, ligne 23645"]


def test_a_movement_links_two_communes_and_says_what_happened_in_words(network: Network) -> None:
    (link,) = between(network, BETHUNE, mint("commune", "62847"))

    assert (link.relation, link.text) == ("mouvement", "rétablissement")
    assert ("Date d’effet", "1er janvier 2008") in link.facts


def test_a_programme_keeps_its_years_as_years(network: Network) -> None:
    facts = dict(entity_of(network, str(mint("programme", "engagements-2026"))).facts)

    assert facts == {"Thème": "programme municipal 2020", "Période": "de 2020 à 2026"}


def test_a_predicate_that_is_not_declared_draws_nothing() -> None:
    graph = territory()
    before = project(graph).number_of_edges()
    graph.add((BETHUNE, RDFS.seeAlso, GACQUERRE))

    assert project(graph).number_of_edges() == before


def test_the_order_of_the_triples_changes_nothing(network: Network) -> None:
    backwards = Graph(bind_namespaces="none")
    for triple in sorted(territory(), reverse=True):
        backwards.add(triple)

    assert links_of(project(backwards)) == links_of(network)
    assert [entity_of(network, iri) for iri in network] == [entity_of(project(backwards), iri) for iri in network]


@pytest.mark.parametrize("start", [BETHUNE, reference("commune:62119")], ids=["territory", "body"])
def test_the_neighbourhood_read_in_the_store_is_the_one_of_the_whole_graph(network: Network, start: URIRef) -> None:
    read = project(around(store(territory()), [str(start)], declared()))
    touching = [link for link in links_of(network) if str(BETHUNE) in (link.start, link.end)]

    assert [link for link in links_of(read) if str(BETHUNE) in (link.start, link.end)] == touching
    assert entity_of(read, str(BETHUNE)) == entity_of(network, str(BETHUNE))


def test_each_type_has_a_look_of_its_own() -> None:
    levels = {"region", "departement", "epci"}  # one look that grows with the level
    looks = [(kind.shape, kind.fill, kind.hollow) for kind in declared().kinds if kind.name not in levels]

    assert len(set(looks)) == len(looks)
    assert len({declared().kind(level).size for level in levels}) == 3


def test_every_term_of_ours_in_the_projection_is_in_the_ontology() -> None:
    ontology = vocabulary()
    words = declared()
    terms = {one for kind in words.kinds for one in kind.classes} | set(words.facts) | set(words.amounts.values())
    terms |= {one for rel in words.relations for one in (*rel.through, *rel.start, *rel.end, *rel.text)}
    terms |= {rel.predicate for rel in words.relations if rel.predicate} | set(words.period.values())
    terms |= {one for group in words.figures.values() for one in group} | set(words.ranks)

    assert [term for term in sorted(terms) if term.startswith(BASE) and (term, None, None) not in ontology] == []


def test_every_role_that_ranks_people_is_in_the_code_list() -> None:
    ontology = vocabulary()
    roles = declared().ranks[expand("org:role")]

    assert [role for role in roles if (mint("fonction", role), None, None) not in ontology] == []


@pytest.mark.parametrize("word", ["inconnu:Classe", "mlg", ""])
def test_an_unknown_prefix_in_the_projection_is_refused(word: str) -> None:
    with pytest.raises(GraphError, match="préfixe inconnu"):
        expand(word)


def test_the_years_are_those_of_the_period_an_open_end_stays_open(network: Network) -> None:
    seats = {link.text: link.years for link in between(network, GACQUERRE, CABBALR)}

    assert entity_of(network, str(mint("programme", "engagements-2026"))).years == (2020, 2026)
    assert seats == {"Président": (2020, None), "président d'intercommunalité": None}  # seen in 2024: not a period
    assert {link.years for link in flow(network, "eau-225")} == {(2023, 2033)}


def test_an_event_has_the_year_of_its_day(network: Network) -> None:
    (restored,) = [link for link in links_of(network) if link.relation == "mouvement"]

    assert restored.years == (2008, 2008)


def test_a_decision_dates_only_the_flow_that_has_no_period() -> None:
    graph = territory()
    for slug in ("bethune-beffroi", "eau-225"):
        graph.add((mint("flux", slug), MLG.dateDecision, Literal("2019-06-27", datatype=XSD.date)))
    made = project(graph)

    assert {link.years for link in flow(made, "bethune-beffroi")} == {(2019, 2019)}
    assert {link.years for link in flow(made, "eau-225")} == {(2023, 2033)}


@pytest.mark.parametrize(("written", "years"), [("2023", (2023, None)), ("vers 2023", None), ("20235", None)])
def test_a_year_that_is_not_written_as_one_is_no_date(written: str, years: tuple[int, None] | None) -> None:
    graph = territory()
    graph.add((mint("equipement", "beffroi-bethune"), MLG.annee, Literal(written)))

    assert entity_of(project(graph), str(mint("equipement", "beffroi-bethune"))).years == years
