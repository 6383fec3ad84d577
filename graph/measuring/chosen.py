"""The network that a user asks for: all of a store or what surrounds a node, cut to some relations and types."""

from collections.abc import Collection
from difflib import get_close_matches
from typing import Final

from pyoxigraph import Store
from rdflib import Graph

from graph import store as stores
from graph.asking.lookup import find
from graph.drawing.neighbourhood import around
from graph.drawing.network import Network, entity_of, links_of, part, project
from graph.drawing.projection import declared
from graph.errors import GraphError
from graph.reading import add

MOST: Final = 400_000
"""Statements that are drawn into a network in memory; a larger graph is asked about a node."""


def chosen(store: Store, node: str | None, *, relations: Collection[str], kinds: Collection[str]) -> Network:
    """Return a network; an unknown relation or type, an unknown node, or too large a graph is a GraphError."""
    rules = declared()
    _known(relations, [one.name for one in rules.relations], "relation inconnue")
    _known(kinds, [one.name for one in rules.kinds], "type inconnu")
    if node is None:
        if stores.size(store) > MOST:
            message = f"le graphe a plus de {MOST} triplets : il ne tient pas dans un réseau mesurable"
            raise GraphError(message, kind="limit", remedy="nommez un nœud : maillage network CABBALR")
        graph = Graph(bind_namespaces="none")
        add(graph, (quad.triple for quad in stores.union(store)), "le graphe")
        network = project(graph, rules)
    else:
        iri = find(store, "noeud", node).value
        near = project(around(store, [iri], rules), rules)
        network = project(around(store, sorted(set(near) & _iris(near)), rules), rules)
    links = [one for one in links_of(network) if not relations or one.relation in relations]
    drawn = {end for one in links for end in (one.start, one.end)} if relations else set(network)
    kept = {iri for iri in drawn if not kinds or entity_of(network, iri).kind in kinds}
    made = part(network, kept, [one for one in links if one.start in kept and one.end in kept])
    if not made:
        raise GraphError("aucun nœud ne reste", kind="usage", remedy="élargissez --relation ou --type")
    return made


def _iris(network: Network) -> set[str]:
    """Return the nodes that have an IRI of their own: a mention has none."""
    return {iri for iri in network if "~" not in iri}


def _known(given: Collection[str], names: list[str], problem: str) -> None:
    for one in given:
        if one not in names:
            near = get_close_matches(one, names, n=3, cutoff=0.4) or names
            raise GraphError(f"{problem} : {one}", kind="usage", remedy=f"il y a : {', '.join(near)}")
