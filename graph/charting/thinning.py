"""What a map lists when there is too much: every territory, then what stands in them as far as there is room."""

from collections.abc import Mapping
from typing import Final

from graph.drawing.network import Network, links_of, part

CONTENTS: Final = ("quartier", "equipement", "projet")
"""Kinds counted where they stand."""
MOST: Final = 4_000
"""Nodes that a map draws or lists, unless more are asked for: a page of about two megabytes."""


def contents(network: Network) -> Mapping[str, int]:
    """Return how many things stand at each node."""
    near = {iri: {*network.predecessors(iri), *network.successors(iri)} for iri in network}
    return {iri: sum(network.nodes[other]["kind"] in CONTENTS for other in others) for iri, others in near.items()}


def thinned(network: Network, most: int) -> tuple[Network, int]:
    """Return a network of `most` nodes at most, territories always kept, and how many things were left out."""
    things = sorted(iri for iri in network if network.nodes[iri]["kind"] in CONTENTS)
    spare = max(most - (len(network) - len(things)), 0)
    left = set(things[spare:])
    if not left:
        return network, 0
    links = (link for link in links_of(network) if not {link.start, link.end} & left)
    return part(network, set(network) - left, links), len(left)
