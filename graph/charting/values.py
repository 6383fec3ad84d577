"""The one indicator of an answer, a value for each territory: the latest that was published, with its period."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from rdflib import RDF, Graph
from rdflib.term import Node

from graph.drawing.described import name, spans
from graph.drawing.network import Network
from graph.drawing.projection import Projection
from graph.drawing.weights import amount
from graph.wording import NBSP, number


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """What is measured, its unit, and for each drawn node its value and its period in words."""

    label: str
    unit: str
    values: Mapping[str, Decimal]
    periods: Mapping[str, str]

    @property
    def symbol(self) -> str:
        """Return the unit as it is written after a number."""
        return "€" if self.unit == "EUR" else self.unit

    @property
    def period(self) -> str:
        """Return the period of all the values, when it is the same."""
        found = {self.periods[iri] for iri in self.values}
        return found.pop() if len(found) == 1 else ""

    def words(self, iri: str) -> str:
        """Return a value with its unit, and with its period where they differ: « 25 000 habitants, en 2022 »."""
        period = f", {self.periods[iri]}" if self.periods[iri] and not self.period else ""
        return f"{number(self.values[iri])}{NBSP}{self.symbol}".strip() + period


def indicator(graph: Graph, network: Network, rules: Projection) -> Indicator | None:
    """Return the values of an answer about one indicator; None when it has none, or several that do not compare."""
    figures = sorted(_figures(graph, rules), key=lambda node: (_date(graph, rules, node), str(node)))
    measured = {(graph.value(node, rules.figures["indicator"][0]), _unit(graph, rules, node)) for node in figures}
    if len(measured) != 1:
        return None
    latest = {iri: node for node in figures for iri in _subjects(graph, network, rules, node)}
    label = graph.value(figures[0], rules.figures["indicator"][0]) or figures[0]
    return Indicator(
        label=(words := name(graph, rules, (label,)))[:1].upper() + words[1:],
        unit=_unit(graph, rules, figures[0]),
        values={iri: value for iri, node in latest.items() if (value := _value(graph, rules, node)) is not None},
        periods={iri: spans(graph, rules, node) for iri, node in latest.items()},
    )


def _figures(graph: Graph, rules: Projection) -> Iterator[Node]:
    nodes = graph.subjects(RDF.type, rules.figures["class"][0])
    return (node for node in nodes if _value(graph, rules, node) is not None)


def _value(graph: Graph, rules: Projection, node: Node) -> Decimal | None:
    return amount(graph, node, rules.figures["value"][0])


def _unit(graph: Graph, rules: Projection, node: Node) -> str:
    return min((str(unit) for unit in graph.objects(node, rules.figures["unit"][0])), default="")


def _date(graph: Graph, rules: Projection, node: Node) -> tuple[str, ...]:
    return tuple(max(map(str, graph.objects(node, rules.period[end])), default="") for end in ("end", "start"))


def _subjects(graph: Graph, network: Network, rules: Projection, node: Node) -> Iterator[str]:
    drawn = network.graph["drawn"]
    about = {one for rule in rules.figures["subject"] for one in graph.objects(node, rule)}
    return (drawn[str(one)] for one in about if str(one) in drawn)
