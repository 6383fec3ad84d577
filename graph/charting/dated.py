"""What a timeline shows of an answer: its projects, else its programmes, each with its block, state and period."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from rdflib import Graph, URIRef

from graph.charting.spans import Span, span
from graph.drawing.described import name, notation
from graph.drawing.network import Network, entity_of, links_of
from graph.drawing.projection import Projection, expand
from graph.wording import folded, qualified, short_euros

_BLOCKS: Final = {"projet": ("programme", "maitre-ouvrage"), "programme": ("partie-de", "pilote")}
"""What is drawn, the first kind that is there, and the relations whose end is its block, the nearest first."""
_ALONE: Final = "Sans programme ni porteur publiés"
_STATE: Final = expand("mlg:statut")


@dataclass(frozen=True, kw_only=True)
class Dated:
    """One thing of a timeline; `carrier` is the node of its block and `span` its published period, if any."""

    iri: str
    label: str
    block: str
    carrier: str
    state: str
    state_words: str
    money: tuple[tuple[float, str], ...]
    span: Span | None


def dated(graph: Graph, network: Network, rules: Projection) -> list[Dated]:
    """Return what the timeline shows, with or without a date, by date and then by name."""
    kinds = {network.nodes[iri]["kind"] for iri in network}
    kind = next((one for one in _BLOCKS if one in kinds), "")
    money = _money(network)
    found = [
        _dated(graph, network, rules, iri, tuple(sorted(money.get(iri, ()), reverse=True)))
        for iri in network
        if network.nodes[iri]["kind"] == kind
    ]
    return sorted(found, key=lambda one: (*_when(one.span), folded(one.label), one.iri))


def carried(graph: Graph, network: Network, rules: Projection, iri: str) -> Span | None:
    """Return the period of the node of a block."""
    return span(graph, rules, entity_of(network, iri).same) if iri else None


def _dated(graph: Graph, network: Network, rules: Projection, iri: str, money: tuple[tuple[float, str], ...]) -> Dated:
    one = entity_of(network, iri)
    state = graph.value(URIRef(iri), _STATE)
    carrier, words = next(_carriers(network, rules, iri, one.kind), ("", ""))
    return Dated(
        iri=iri,
        label=one.label,
        block=f"{words}{entity_of(network, carrier).label}" if carrier else _ALONE,
        carrier=carrier,
        state=notation(graph, state) or "inconnu",
        state_words=name(graph, rules, (state,)) if state is not None else "état non publié",
        money=money,
        span=span(graph, rules, one.same),
    )


def _carriers(network: Network, rules: Projection, iri: str, kind: str) -> Iterator[tuple[str, str]]:
    """Yield the nodes that may be the block of a node, the nearest first, and the words before the name of a body."""
    out = [(data["relation"], end) for _, end, data in network.out_edges(iri, data=True)]
    for relation in _BLOCKS[kind]:
        ends = sorted(
            {end for said, end in out if said == relation}, key=lambda end: (folded(entity_of(network, end).label), end)
        )
        yield from (
            (end, "" if entity_of(network, end).kind == "programme" else f"{rules.relation(relation).forward} : ")
            for end in ends
        )


def _money(network: Network) -> dict[str, set[tuple[float, str]]]:
    """Return the amounts of each node that money goes to, each with its stage: they are never added up."""
    found: dict[str, set[tuple[float, str]]] = {}
    for link in links_of(network):
        if link.amount is not None:
            stage = dict(link.facts).get("Stade", "")
            words = qualified(short_euros(link.amount), link.qualifier) + (f" ({stage})" if stage else "")
            found.setdefault(link.end, set()).add((float(link.amount), words))
    return found


def _when(period: Span | None) -> tuple[str, str]:
    return (period.first.isoformat(), period.last.isoformat()) if period else ("~", "")
