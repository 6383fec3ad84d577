"""A drawn node, described: what it stands for, its name, codes, facts, figures and sources."""

from collections.abc import Iterator
from dataclasses import dataclass

from rdflib import RDF, Graph, Literal, URIRef
from rdflib.term import Node

from graph.drawing.described import Source, facts, name, notation, shown, sources, spans, written
from graph.drawing.projection import Projection
from graph.drawing.years import Years, years
from graph.wording import THIN, folded


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One published figure about a node, with its period and its sources."""

    label: str
    value: str
    period: str = ""
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Entity:
    """One drawn node; `same` holds every IRI that it stands for, its own first."""

    iri: str
    kind: str
    label: str
    same: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    figures: tuple[Figure, ...] = ()
    sources: tuple[Source, ...] = ()
    years: Years | None = None


def entity(graph: Graph, declared: Projection, kind: str, same: tuple[URIRef, ...]) -> Entity:
    """Describe one drawn node from the nodes of the graph that it stands for."""
    label = name(graph, declared, same)
    names = {word for one in same for word in written(graph, one, (*declared.labels, *declared.other_names))}
    codes = sorted({str(value) for one in same for code in declared.codes for value in graph.objects(one, code)})
    return Entity(
        iri=str(same[0]),
        kind=kind,
        label=label,
        same=tuple(str(one) for one in same),
        names=tuple(sorted(names - {label}, key=lambda word: (folded(word), word))),
        codes=tuple(codes),
        facts=tuple(facts(graph, declared, same)),
        figures=tuple(_figures(graph, declared, same)),
        sources=sources(graph, declared, same),
        years=years(graph, declared, same),
    )


def _figures(graph: Graph, declared: Projection, same: tuple[URIRef, ...]) -> Iterator[Figure]:
    rules = declared.figures
    observed = {node for one in same for rule in rules["subject"] for node in graph.subjects(rule, one)}
    found = [_figure(graph, declared, node) for node in observed if (node, RDF.type, rules["class"][0]) in graph]
    return (
        figure
        for _, figure in sorted(found, key=lambda one: (one[0], folded(one[1].label), one[1].period, one[1].value))
    )


def _figure(graph: Graph, declared: Projection, node: Node) -> tuple[int, Figure]:
    """Return a figure and its rank: the ones every reader looks for come first."""
    rules = declared.figures
    value = next((graph.value(node, rule) for rule in rules["value"] if (node, rule, None) in graph), Literal(""))
    label = next((one for rule in rules["label"] if (one := graph.value(node, rule)) is not None), node)
    unit = next((str(word) for word in graph.objects(node, rules["unit"][0])), "")
    order = declared.ranks[rules["indicator"][0]]
    indicator = notation(graph, graph.value(node, rules["indicator"][0]))
    figure = Figure(
        label=shown(graph, declared, label),
        value=_measured(shown(graph, declared, value or Literal("")), unit),
        period=spans(graph, declared, node),
        sources=sources(graph, declared, (node,)),
    )
    return order.index(indicator) if indicator in order else len(order), figure


def _measured(value: str, unit: str) -> str:
    """Put a unit after a value, as French typography does; a year is not counted by thousands."""
    if folded(unit) == "annee":
        return value.replace(THIN, "")
    return f"{value}\u00a0{'€' if unit == 'EUR' else unit}".strip()
