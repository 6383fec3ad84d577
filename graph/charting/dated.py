"""What a timeline shows of an answer: its projects, else its programmes, else its mandates, each with its period."""

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
HEADS: Final = ("Nom", "Programme ou porteur", "Début", "Fin", "État", "Montant", "Source")
"""Headings of the table of projects and programmes."""
_ALONE: Final = "Sans programme ni porteur publiés"
_STATELESS: Final = {"projet": ("inconnu", "état non publié"), "programme": ("programme", "programme")}
"""The state of what has none, by kind, and its words: a programme never has one."""
_STATE: Final = expand("mlg:statut")


@dataclass(frozen=True, kw_only=True)
class Dated:
    """One thing of a timeline; `carrier` is the node of its block, `more` its last column, with what sorts it."""

    iri: str
    label: str
    block: str
    carrier: str
    state: str
    state_words: str
    more: tuple[float | str, str]
    span: Span | None

    @property
    def rank(self) -> tuple[str, ...]:
        """Return what sorts a timeline: by date, what has none last, then by name."""
        days = (self.span.first.isoformat(), self.span.last.isoformat()) if self.span else ("~", "")
        return (*days, folded(self.label), self.iri)


def dated(graph: Graph, network: Network, rules: Projection) -> list[Dated]:
    """Return the projects of an answer, else its programmes, in no order."""
    kinds = {network.nodes[iri]["kind"] for iri in network}
    kind = next((one for one in _BLOCKS if one in kinds), "")
    money = _money(network)
    return [
        _dated(graph, network, rules, iri, sorted(money.get(iri, ()), reverse=True))
        for iri in network
        if network.nodes[iri]["kind"] == kind
    ]


def carried(graph: Graph, network: Network, rules: Projection, iri: str) -> Span | None:
    """Return the period of the node of a block."""
    return span(graph, rules, entity_of(network, iri).same) if iri else None


def _dated(graph: Graph, network: Network, rules: Projection, iri: str, money: list[tuple[float, str]]) -> Dated:
    one = entity_of(network, iri)
    state = graph.value(URIRef(iri), _STATE)
    carrier, words = next(_carriers(network, rules, iri, one.kind), ("", ""))
    return Dated(
        iri=iri,
        label=one.label,
        block=f"{words}{entity_of(network, carrier).label}" if carrier else _ALONE,
        carrier=carrier,
        state=notation(graph, state) or _STATELESS[one.kind][0],
        state_words=name(graph, rules, (state,)) if state is not None else _STATELESS[one.kind][1],
        more=(money[0][0] if money else -1, " ; ".join(words for _, words in money)),
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
