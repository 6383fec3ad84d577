"""Degree, betweenness, communities and bridges of a network: the same network gives the same numbers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import networkx as nx

from graph.drawing.network import Network, entity_of
from graph.wording import folded

EXACT: Final = 1_500
"""Nodes up to which betweenness is exact; beyond, it is estimated from `PIVOTS` sources drawn with a fixed seed."""
PIVOTS: Final = 300
_SEED: Final = 1


@dataclass(frozen=True, kw_only=True)
class Measure:
    """A node measured: distinct neighbours, links, betweenness (0 to 1), community (1 is the largest), cut point."""

    iri: str
    label: str
    kind: str
    neighbours: int
    links: int
    betweenness: float
    community: int
    cut: bool


@dataclass(frozen=True, kw_only=True)
class Measures:
    """All nodes, the most between first; the bridges, pairs of IRIs whose one link holds two parts together."""

    nodes: tuple[Measure, ...]
    bridges: tuple[tuple[str, str], ...]
    communities: int
    parts: int
    estimated: bool


def measures(network: Network) -> Measures:
    """Measure a network as undirected, parallel links counted once but for `links`; loops are left out."""
    names = sorted(network)
    plain = _plain(network, names)
    central = _betweenness(plain)
    community = _communities(plain)
    cuts = set(nx.articulation_points(plain))
    found = [
        Measure(
            iri=iri,
            label=entity_of(network, iri).label,
            kind=entity_of(network, iri).kind,
            neighbours=plain.degree[place],
            links=network.degree[iri],
            betweenness=round(central[place], 6),
            community=community[place],
            cut=place in cuts,
        )
        for place, iri in enumerate(names)
    ]
    return Measures(
        nodes=tuple(sorted(found, key=lambda one: (-one.betweenness, -one.neighbours, folded(one.label), one.iri))),
        bridges=_bridges(plain, names),
        communities=max(community.values(), default=0),
        parts=nx.number_connected_components(plain),
        estimated=len(names) > EXACT,
    )


def _plain(network: Network, names: list[str]) -> "nx.Graph[int]":
    """Return the simple undirected graph over the places of names: integers hash alike in every process."""
    place = {iri: number for number, iri in enumerate(names)}
    plain: nx.Graph[int] = nx.Graph()
    plain.add_nodes_from(range(len(names)))
    ends = ((place[start], place[end]) for start, end in network.edges() if start != end)
    pairs = {(min(pair), max(pair)) for pair in ends}
    plain.add_edges_from(sorted(pairs))
    return plain


def _betweenness(plain: "nx.Graph[int]") -> Mapping[int, float]:
    sample = None if len(plain) <= EXACT else PIVOTS
    found: Mapping[int, float] = nx.betweenness_centrality(plain, k=sample, seed=_SEED)
    return found


def _communities(plain: "nx.Graph[int]") -> dict[int, int]:
    """Return the community of each node by Louvain's method; the largest is number 1."""
    found = nx.community.louvain_communities(plain, seed=_SEED)
    ranked = sorted(found, key=lambda one: (-len(one), min(one)))
    return {place: rank for rank, members in enumerate(ranked, 1) for place in members}


def _bridges(plain: "nx.Graph[int]", names: list[str]) -> tuple[tuple[str, str], ...]:
    """Return the bridges that hold two parts together: a node hanging by one link is no part."""
    pairs: Iterable[tuple[int, int]] = nx.bridges(plain)  # type: ignore[arg-type]  # its stub takes nodes for pairs
    held = sorted((min(pair), max(pair)) for pair in pairs if all(plain.degree[one] > 1 for one in pair))
    return tuple((names[start], names[end]) for start, end in held)
