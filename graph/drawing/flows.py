"""Funding flows of a network, ready to be added up: one stage at a time, no part of a total, no doubtful double."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from graph.drawing.doubts import doubts, separated
from graph.drawing.links import Link
from graph.drawing.network import Network, entity_of, links_of
from graph.drawing.sankey import sankey
from graph.wording import count, short_euros

NO_PROGRAMME: Final = "Hors programme"
_UNIT: Final = "unitaire"
_RHYTHMS: Final = {
    "unique": "en une fois",
    "annuelle": "chaque année",
    "pluriannuelle": "sur plusieurs années",
    "non-precise": "périodicité non précisée",
}


@dataclass(frozen=True, kw_only=True)
class Diagram:
    """A Sankey picture as SVG, with the words that say what is added up in it."""

    title: str
    svg: str


@dataclass(frozen=True, kw_only=True)
class Flow:
    """One amount of one stage and periodicity, from a funder to a beneficiary or project, through a programme."""

    key: str
    funder: str
    programme: str
    target: str
    stage: str
    amount: Decimal


def flows(network: Network) -> list[Flow]:
    """Return each flow once; parts of a flow present here and amounts per unit are left out, for they do not add up."""
    by_key: dict[str, list[Link]] = defaultdict(list)
    for link in links_of(network):
        if link.amount is not None and link.amount > 0:  # a cancellation has no width
            by_key[link.key].append(link)
    return [
        _flow(network, key, links)
        for key, links in sorted(by_key.items())
        if links[0].periodicity != _UNIT and not set(links[0].part_of) & set(by_key)
    ]


def diagrams(network: Network, *, programmes: bool = True) -> list[Diagram]:
    """Return one Sankey diagram for each stage and periodicity, the largest total first; they never mix.

    Flows that may overlap are never in the same one: the smaller are drawn in a diagram of their own, which says so.
    """
    unsure = doubts(links_of(network))
    by_stage: dict[str, list[Flow]] = defaultdict(list)
    for flow in flows(network):
        by_stage[flow.stage].append(flow)
    parted = [(stage, _parts(found, unsure)) for stage, found in by_stage.items()]
    order = sorted(parted, key=lambda one: (-_total(one[1][0]), one[0]))
    parts = [(stage, part, rest) for stage, found in order for rest, part in enumerate(found)]
    titled = [(_title(stage, part, rest), _columns(part, programmes=programmes)) for stage, part, rest in parts]
    return [Diagram(title=title, svg=sankey(columns, title)) for title, columns in titled]


def _parts(found: Sequence[Flow], unsure: Mapping[str, set[str]]) -> list[list[Flow]]:
    """Part the flows of one stage, the largest first, so that none may overlap another of its part."""
    by_key = {flow.key: flow for flow in sorted(found, key=lambda flow: (-flow.amount, flow.key))}
    return [[by_key[key] for key in part] for part in separated(list(by_key), unsure)]


def _columns(found: Sequence[Flow], *, programmes: bool) -> list[tuple[tuple[str, ...], Decimal]]:
    """Leave the programmes out when no flow names one, or when they are not asked for."""
    if not programmes or all(flow.programme == NO_PROGRAMME for flow in found):
        return [((flow.funder, flow.target), flow.amount) for flow in found]
    return [((flow.funder, flow.programme, flow.target), flow.amount) for flow in found]


def _title(stage: str, found: Sequence[Flow], rest: int) -> str:
    apart = f", à part : peut-être déjà {'compté' if len(found) == 1 else 'comptés'} au-dessus" if rest else ""
    return f"{stage} : {short_euros(_total(found))}, {count(len(found), 'flux', 'flux')}{apart}"


def _total(found: Sequence[Flow]) -> Decimal:
    return sum((flow.amount for flow in found), Decimal(0))


def _flow(network: Network, key: str, links: Sequence[Link]) -> Flow:
    first = min(links, key=lambda link: link.secondary)
    ends = [link.end for link in sorted(links, key=lambda link: link.secondary)]
    programmes = [end for end in ends if entity_of(network, end).kind == "programme"] or _programmes(network, ends)
    targets = [end for end in ends if end not in programmes]
    return Flow(
        key=key,
        funder=entity_of(network, first.start).label,
        programme=entity_of(network, programmes[0]).label if programmes else NO_PROGRAMME,
        target=entity_of(network, targets[0]).label if targets else first.text or "Bénéficiaire non précisé",
        stage=_stage(dict(first.facts), first.periodicity),
        amount=first.amount or Decimal(0),
    )


def _stage(facts: Mapping[str, str], periodicity: str) -> str:
    """Name what may be added up together: « Voté », « Dépense déclarée, annuelle »."""
    stage = facts.get("Stade", "stade non précisé")
    words = f"{stage}, {_RHYTHMS[periodicity]}" if periodicity in _RHYTHMS else stage
    return words[0].upper() + words[1:]


def _programmes(network: Network, ends: Sequence[str]) -> list[str]:
    """Return the one programme of the project that a flow pays for; a project in several programmes says nothing."""
    links = [link for link in links_of(network) if link.start in ends and link.relation == "programme"]
    found = sorted({link.end for link in links})
    return found if len(found) == 1 else []
