"""From triples to networkx: declared classes become nodes, declared relations edges, literals attributes."""

from collections.abc import Iterable, Mapping
from typing import TypeAlias

import networkx as nx
from rdflib import RDF, Graph, URIRef
from rdflib.term import Node

from graph.drawing.entities import Entity, entity
from graph.drawing.links import Link, direct, folds
from graph.drawing.projection import Projection, declared

Network: TypeAlias = "nx.MultiDiGraph[str]"


def project(graph: Graph, projection: Projection | None = None) -> Network:
    """Return the network of a graph: parallel edges kept, a collectivité and its territory merged.

    Nodes carry `label`, `kind` and `entity`; edges `relation`, `label`, `amount` (euros, on flows) and `link`.
    `network.graph["drawn"]` gives the node that stands for each IRI.
    """
    rules = projection or declared()
    kinds = _kinds(graph, rules)
    merged = _merged(graph, rules, kinds)
    drawn: dict[Node, str] = {node: str(merged.get(node, node)) for node in kinds}
    network: Network = nx.MultiDiGraph(drawn={str(node): iri for node, iri in drawn.items()})
    for nodes in (nodes for _, nodes in sorted(_standing(drawn).items())):
        _add(network, entity(graph, rules, kinds[nodes[0]], nodes))
    for one in direct(graph, rules, drawn, {iri: network.nodes[iri]["kind"] for iri in network}):
        _link(network, one)
    for fold in folds(graph, rules, drawn):
        for iri, words in fold.mentions.items():
            _add(network, Entity(iri=iri, kind="mention", label=words, same=(iri,)))
        for link in fold.links:
            _link(network, link)
    return network


def entity_of(network: Network, iri: str) -> Entity:
    """Return the description of a node."""
    found: Entity = network.nodes[iri]["entity"]
    return found


def links_of(network: Network) -> list[Link]:
    """Return every edge, in a fixed order: by relation node or predicate, then by ends."""
    found: list[Link] = [attributes["link"] for _, _, attributes in network.edges(data=True)]
    return sorted(found, key=lambda link: (link.key, link.start, link.end))


def part(network: Network, nodes: Iterable[str], links: Iterable[Link]) -> Network:
    """Return a network of these nodes and links only."""
    kept: Network = nx.MultiDiGraph(**network.graph)
    for iri in sorted(set(nodes)):
        _add(kept, entity_of(network, iri))
    for link in links:
        _link(kept, link)
    return kept


def _add(network: Network, one: Entity) -> None:
    network.add_node(one.iri, label=one.label, kind=one.kind, entity=one)


def _link(network: Network, link: Link) -> None:
    amount = None if link.amount is None else float(link.amount)
    network.add_edge(
        link.start,
        link.end,
        key=f"{link.key} {link.relation}",
        relation=link.relation,
        label=link.text,
        amount=amount,
        link=link,
    )


def _kinds(graph: Graph, rules: Projection) -> dict[URIRef, str]:
    """Give each node the first kind that has one of its classes, and whose part it plays if there is one."""
    found: dict[URIRef, str] = {}
    for kind in rules.kinds:
        for one in kind.classes:
            for node in graph.subjects(RDF.type, one):
                if isinstance(node, URIRef) and (kind.plays is None or (None, kind.plays, node) in graph):
                    found.setdefault(node, kind.name)
    return found


def _merged(graph: Graph, rules: Projection, kinds: Mapping[URIRef, str]) -> dict[Node, URIRef]:
    """Say which node stands for each body of the merged class: its territory, when that one can be drawn."""
    bodies = sorted(graph.subjects(RDF.type, rules.merged_class), key=str)
    places = {body: sorted(graph.objects(body, rules.merged_into), key=str) for body in bodies}
    return {
        body: where[0] for body, where in places.items() if where and isinstance(where[0], URIRef) and where[0] in kinds
    }


def _standing(drawn: Mapping[Node, str]) -> dict[str, tuple[URIRef, ...]]:
    """Turn the map round: for each drawn node, itself first, the nodes it stands for."""
    found: dict[str, list[URIRef]] = {}
    for node, iri in drawn.items():
        found.setdefault(iri, []).append(URIRef(str(node)))
    return {iri: tuple(sorted(nodes, key=lambda one: (str(one) != iri, str(one)))) for iri, nodes in found.items()}
