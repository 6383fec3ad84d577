"""What is drawn of a network: at most so many ends for each relation of a hub, the rest grouped and counted."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from graph.links import Link
from graph.network import Network, entity_of, links_of, part
from graph.projection import Projection
from graph.wording import folded

EACH: Final = 14
"""Ends drawn for each (relation, direction, type) around one node."""
BUDGET: Final = 40
"""Nodes drawn around one node, unless more are asked for: about what a laptop screen names in full."""
MOST: Final = 150
"""Nodes drawn around one node at most."""
MANY_PAIRS: Final = 12
"""Isolated pairs drawn at most; beyond, they are listed."""
THEME: Final = 300
"""Nodes drawn in a theme at most: beyond, force layouts are read by nobody."""


@dataclass(frozen=True, kw_only=True, order=True)
class Spoke:
    """One (relation, direction, type of end) around a node, in the order of the declaration."""

    position: int
    backward: bool
    kind_position: int
    relation: str
    kind: str


@dataclass(frozen=True, kw_only=True)
class Group:
    """The ends of one spoke that are counted rather than drawn; they can still be listed and found."""

    iri: str
    anchor: str
    spoke: Spoke
    members: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Selection:
    """What is drawn (`shown`, in order), what is grouped, the network of all of it, and how many pairs are only listed."""

    network: Network
    shown: tuple[str, ...]
    groups: tuple[Group, ...]
    spokes: Mapping[str, Spoke]
    aside: int = 0


def ego(network: Network, centre: str, declared: Projection, *, budget: int = BUDGET) -> Selection:
    """Keep what touches a node, each neighbour under its first relation, within a budget of drawn nodes."""
    links = [link for link in links_of(network) if centre in (link.start, link.end)]
    spokes = _spokes(network, centre, links, declared)
    by_spoke = _ordered(network, centre, links, spokes)
    each = next((cap for cap in range(EACH, 0, -1) if _drawn(by_spoke, cap) < budget), 0)
    groups = tuple(_group(centre, spoke, ends[_kept(ends, each) :]) for spoke, ends in by_spoke if len(ends) > _kept(ends, each))
    shown = (centre, *(iri for _, ends in by_spoke for iri in ends[: _kept(ends, each)]))
    return Selection(network=part(network, [centre, *spokes], links), shown=shown, groups=groups, spokes=spokes)


def theme(network: Network, declared: Projection, *, most: int = THEME) -> Selection:
    """Group the leaves of hubs, then keep the nodes with most neighbours; links that repeat a nearer one are dropped."""
    links = _without_repeats(links_of(network))
    around: dict[str, set[str]] = defaultdict(set)
    for link in links:
        around[link.start].add(link.end)
        around[link.end].add(link.start)
    groups, hidden = _leaves(network, links, around, declared)
    ranked = sorted((iri for iri in network if iri not in hidden), key=lambda iri: (-len(around[iri]), _named(network, iri)))
    pairs = _pairs(ranked, around)
    shown = tuple([iri for iri in ranked if iri not in pairs][: most - min(len(groups), most // 4)])
    kept = tuple(group for group in groups if group.anchor in shown)
    members = [iri for group in kept for iri in group.members]
    inside = {*shown, *members, *pairs}
    kept_links = [link for link in links if link.start in inside and link.end in inside]
    return Selection(network=part(network, inside, kept_links), shown=shown, groups=kept, spokes={}, aside=len(pairs) // 2)


def _pairs(nodes: Sequence[str], around: Mapping[str, set[str]]) -> set[str]:
    """Return the nodes that only have each other, when they are many beside others: a table says as much as a picture."""
    pairs = {one for one in nodes if len(around[one]) == 1 and around[next(iter(around[one]))] == {one}}
    return pairs if MANY_PAIRS * 2 < len(pairs) < len(nodes) else set()


def _spokes(network: Network, centre: str, links: Iterable[Link], declared: Projection) -> dict[str, Spoke]:
    """Put each neighbour under the first relation, in the order of the declaration, that links it to the centre."""
    found: dict[str, Spoke] = {}
    for link in links:
        other = link.end if link.start == centre else link.start
        if other == centre:
            continue
        spoke = _spoke(network, link, other, declared)
        found[other] = min(found.get(other, spoke), spoke)
    return found


def _spoke(network: Network, link: Link, other: str, declared: Projection) -> Spoke:
    kinds = [kind.name for kind in declared.kinds]
    kind = entity_of(network, other).kind
    return Spoke(
        position=[relation.name for relation in declared.relations].index(link.relation),
        backward=link.start == other,
        kind_position=kinds.index(kind),
        relation=link.relation,
        kind=kind,
    )


def _ordered(
    network: Network, centre: str, links: Sequence[Link], spokes: Mapping[str, Spoke]
) -> list[tuple[Spoke, list[str]]]:
    """Return the spokes in order with their ends: highest office, then largest amount, then name."""
    rank: dict[str, tuple[int, float]] = {}
    for link in links:
        other = link.end if link.start == centre else link.start
        mine = (link.rank, -float(link.amount or 0))
        rank[other] = min(rank.get(other, mine), mine)
    ends: dict[Spoke, list[str]] = defaultdict(list)
    for iri in sorted(spokes, key=lambda one: (rank[one], _named(network, one))):
        ends[spokes[iri]].append(iri)
    return sorted(ends.items())


def _kept(ends: Sequence[str], cap: int) -> int:
    """Return how many ends are drawn: all when only one would be left over, for a group of one hides without helping."""
    return len(ends) if len(ends) <= cap + 1 else cap


def _drawn(by_spoke: Sequence[tuple[Spoke, Sequence[str]]], cap: int) -> int:
    return 1 + sum(min(len(ends), cap + 1) for _, ends in by_spoke)


def _group(anchor: str, spoke: Spoke, members: Sequence[str]) -> Group:
    way = "inverse" if spoke.backward else "direct"
    return Group(iri=f"{anchor}~{spoke.relation}~{way}~{spoke.kind}", anchor=anchor, spoke=spoke, members=tuple(members))


def _leaves(
    network: Network, links: Sequence[Link], around: Mapping[str, set[str]], declared: Projection
) -> tuple[list[Group], set[str]]:
    """Group the nodes that hang from one hub only, beyond the first of each spoke."""
    hanging: dict[tuple[str, Spoke], set[str]] = defaultdict(set)
    for link in links:
        for leaf, hub in ((link.start, link.end), (link.end, link.start)):
            if leaf != hub and len(around[leaf]) == 1 < len(around[hub]):
                hanging[hub, _spoke(network, link, leaf, declared)].add(leaf)
    groups, hidden = [], set[str]()
    for (hub, spoke), leaves in sorted(hanging.items()):
        ends = sorted(leaves - hidden, key=lambda iri: _named(network, iri))
        if len(ends) > EACH + 1:
            groups.append(_group(hub, spoke, ends[EACH:]))
            hidden.update(ends[EACH:])
    return groups, hidden


def _without_repeats(links: Sequence[Link]) -> list[Link]:
    """Drop the far ends of a relation node that a shorter path already reaches: funder → project → programme."""
    joined = {frozenset((link.start, link.end)) for link in links if not link.secondary}
    nearest = {link.key: link.end for link in links if not link.secondary}
    return [
        link for link in links if not (link.secondary and frozenset((nearest.get(link.key, ""), link.end)) in joined)
    ]


def _named(network: Network, iri: str) -> tuple[str, str]:
    return folded(entity_of(network, iri).label), iri
