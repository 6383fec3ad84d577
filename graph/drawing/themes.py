"""What is drawn of a whole network: leaves of hubs grouped, isolated pairs listed, the most linked nodes kept."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from graph.drawing.grouping import EACH, Group, Selection, Spoke, alphabetical, group_of, spoke_of
from graph.drawing.links import Link
from graph.drawing.network import Network, links_of, part
from graph.drawing.projection import Projection

MANY_PAIRS: Final = 12
"""Isolated pairs drawn at most; beyond, they are listed."""
THEME: Final = 300
"""Nodes drawn in a theme at most: beyond, force layouts are read by nobody."""


def theme(network: Network, declared: Projection, *, most: int = THEME) -> Selection:
    """Group the leaves of hubs, then keep the nodes with most neighbours; links that repeat a nearer one go."""
    links = _without_repeats(links_of(network))
    around: dict[str, set[str]] = defaultdict(set)
    for link in links:
        around[link.start].add(link.end)
        around[link.end].add(link.start)
    groups, hidden = _leaves(network, links, around, declared)
    ranked = sorted(
        (iri for iri in network if iri not in hidden), key=lambda iri: (-len(around[iri]), alphabetical(network, iri))
    )
    pairs = _pairs(ranked, around)
    shown = tuple([iri for iri in ranked if iri not in pairs][: most - min(len(groups), most // 4)])
    kept = tuple(group for group in groups if group.anchor in shown)
    members = [iri for group in kept for iri in group.members]
    inside = {*shown, *members, *pairs}
    kept_links = [link for link in links if link.start in inside and link.end in inside]
    return Selection(
        network=part(network, inside, kept_links), shown=shown, groups=kept, spokes={}, aside=len(pairs) // 2
    )


def _pairs(nodes: Sequence[str], around: Mapping[str, set[str]]) -> set[str]:
    """Return the nodes that only have each other, when they are many beside others: a table says as much."""
    pairs = {one for one in nodes if len(around[one]) == 1 and around[next(iter(around[one]))] == {one}}
    return pairs if MANY_PAIRS * 2 < len(pairs) < len(nodes) else set()


def _leaves(
    network: Network, links: Sequence[Link], around: Mapping[str, set[str]], declared: Projection
) -> tuple[list[Group], set[str]]:
    """Group the nodes that hang from one hub only, beyond the first of each spoke."""
    hanging: dict[tuple[str, Spoke], set[str]] = defaultdict(set)
    for link in links:
        for leaf, hub in ((link.start, link.end), (link.end, link.start)):
            if leaf != hub and len(around[leaf]) == 1 < len(around[hub]):
                hanging[hub, spoke_of(network, link, leaf, declared)].add(leaf)
    groups, hidden = [], set[str]()
    for (hub, spoke), leaves in sorted(hanging.items()):
        ends = sorted(leaves - hidden, key=lambda iri: alphabetical(network, iri))
        if len(ends) > EACH + 1:
            groups.append(group_of(hub, spoke, ends[EACH:]))
            hidden.update(ends[EACH:])
    return groups, hidden


def _without_repeats(links: Sequence[Link]) -> list[Link]:
    """Drop the far ends of a relation node that a shorter path already reaches: funder → project → programme."""
    joined = {frozenset((link.start, link.end)) for link in links if not link.secondary}
    nearest = {link.key: link.end for link in links if not link.secondary}
    return [
        link for link in links if not (link.secondary and frozenset((nearest.get(link.key, ""), link.end)) in joined)
    ]
