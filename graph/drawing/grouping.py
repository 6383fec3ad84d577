"""What is drawn of a network: at most so many ends for each relation of a hub, the rest grouped and counted."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from graph.drawing.links import Link
from graph.drawing.network import Network, entity_of, links_of, part
from graph.drawing.projection import Projection
from graph.wording import folded

_DIGITS: Final = 12
EACH: Final = 14
"""Ends drawn for each (relation, direction, type) around one node."""
BUDGET: Final = 40
"""Nodes drawn around one node, unless more are asked for: about what a laptop screen names in full."""
MOST: Final = 150
"""Nodes drawn around one node at most."""


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
    """What is drawn (`shown`, in order), what is grouped, the network of it all, and how many pairs are only listed."""

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
    groups = tuple(
        group_of(centre, spoke, ends[_kept(ends, each) :]) for spoke, ends in by_spoke if len(ends) > _kept(ends, each)
    )
    shown = (centre, *(iri for _, ends in by_spoke for iri in ends[: _kept(ends, each)]))
    return Selection(network=part(network, [centre, *spokes], links), shown=shown, groups=groups, spokes=spokes)


def _spokes(network: Network, centre: str, links: Iterable[Link], declared: Projection) -> dict[str, Spoke]:
    """Put each neighbour under the first relation, in the order of the declaration, that links it to the centre."""
    found: dict[str, Spoke] = {}
    for link in links:
        other = link.end if link.start == centre else link.start
        if other == centre:
            continue
        spoke = spoke_of(network, link, other, declared)
        found[other] = min(found.get(other, spoke), spoke)
    return found


def spoke_of(network: Network, link: Link, other: str, declared: Projection) -> Spoke:
    """Return under which relation, in which direction and type, a link leads to its other end."""
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
    for iri in sorted(spokes, key=lambda one: (rank[one], alphabetical(network, one))):
        ends[spokes[iri]].append(iri)
    return sorted(ends.items())


def _kept(ends: Sequence[str], cap: int) -> int:
    """Return how many ends are drawn: all when one would be left over, for a group of one hides without helping."""
    return len(ends) if len(ends) <= cap + 1 else cap


def _drawn(by_spoke: Sequence[tuple[Spoke, Sequence[str]]], cap: int) -> int:
    return 1 + sum(min(len(ends), cap + 1) for _, ends in by_spoke)


def group_of(anchor: str, spoke: Spoke, members: Sequence[str]) -> Group:
    """Return the group of the ends of one spoke, under a name of its own."""
    way = "inverse" if spoke.backward else "direct"
    return Group(
        iri=f"{anchor}~{spoke.relation}~{way}~{spoke.kind}", anchor=anchor, spoke=spoke, members=tuple(members)
    )


def alphabetical(network: Network, iri: str) -> tuple[str, str]:
    """Return the key that sorts nodes by name, accents and case aside, numbers as numbers."""
    return re.sub(r"\d+", lambda digits: digits[0].zfill(_DIGITS), folded(entity_of(network, iri).label)), iri
