"""Mandates on a timeline: who sat where, from when to when, or when a document saw them there."""

from datetime import date
from typing import Final

from rdflib import Graph, URIRef

from graph.charting.dated import Dated
from graph.charting.spans import Span, span
from graph.drawing.links import Link
from graph.drawing.network import Network, entity_of, links_of
from graph.drawing.projection import Projection, expand
from graph.wording import day_of

HEADS: Final = ("Mandat", "Organisme", "Début", "Fin", "Situation", "Constaté le", "Source")
_SEEN: Final = expand("mlg:constateLe")
_SITUATION: Final = expand("mlg:situation")


def mandates(graph: Graph, network: Network, rules: Projection) -> list[Dated]:
    """Return the mandates of an answer, in no order; one that was only seen is open at both ends."""
    return [_mandate(graph, network, rules, one) for one in links_of(network) if one.relation == "mandat"]


def _mandate(graph: Graph, network: Network, rules: Projection, link: Link) -> Dated:
    person, body = entity_of(network, link.start), entity_of(network, link.end)
    node = URIRef(link.key)
    state = min((str(word) for word in graph.objects(node, _SITUATION)), default="")
    seen = max((str(day) for day in graph.objects(node, _SEEN)), default="")
    return Dated(
        iri=person.iri,
        label=f"{person.label}, {link.text}" if link.text else person.label,
        block=body.label,
        carrier=body.iri,
        state=state or "inconnu",
        state_words=rules.words[_SITUATION].get(state, state) or "situation non publiée",
        more=(seen, day_of(seen)),
        span=span(graph, rules, (link.key,)) or _sight(seen),
    )


def _sight(seen: str) -> Span | None:
    try:
        day = date.fromisoformat(seen)
    except ValueError:
        return None
    return Span(first=day, last=day, open_start=True, open_end=True)
