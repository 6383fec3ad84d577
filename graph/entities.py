"""What a page says of a node: its name, facts, figures and sources, read from the graph and worded in French."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from urllib.parse import unquote

from rdflib import RDF, SKOS, XSD, Graph, Literal, URIRef
from rdflib.term import Node

from graph.names import text
from graph.places import in_order, place
from graph.projection import Projection
from graph.wording import THIN, day, folded, number, period


@dataclass(frozen=True, kw_only=True)
class Source:
    """One place of one file, in words, with the title and date of the file where they are known."""

    place: str
    title: str = ""
    date: str = ""


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


def entity(graph: Graph, declared: Projection, kind: str, same: tuple[URIRef, ...]) -> Entity:
    """Describe one drawn node from the nodes of the graph that it stands for."""
    label = name(graph, declared, same)
    written = {word for one in same for word in _words(graph, one, (*declared.labels, *declared.other_names))}
    codes = sorted({str(value) for one in same for code in declared.codes for value in graph.objects(one, code)})
    return Entity(
        iri=str(same[0]),
        kind=kind,
        label=label,
        same=tuple(str(one) for one in same),
        names=tuple(sorted(written - {label}, key=lambda word: (folded(word), word))),
        codes=tuple(codes),
        facts=tuple(facts(graph, declared, same)),
        figures=tuple(_figures(graph, declared, same)),
        sources=sources(graph, declared, same),
    )


def name(graph: Graph, declared: Projection, nodes: Iterable[Node]) -> str:
    """Return the first French label found in the declared order, else the end of the first IRI."""
    nodes = tuple(nodes)
    found = (text(graph, one, label, "fr") for one in nodes for label in declared.labels)
    other = (word for one in nodes for label in declared.labels for word in sorted(_words(graph, one, (label,))))
    ending = unquote(str(nodes[0])).rstrip("/").rpartition("#")[2].rpartition("/")[2]
    return next((word for word in found if word), "") or next(other, "") or ending


def facts(graph: Graph, declared: Projection, nodes: Iterable[Node]) -> Iterator[tuple[str, str]]:
    """Yield the declared facts of nodes, in the declared order, values of one fact sorted and joined."""
    nodes = tuple(nodes)
    for term, label in declared.facts.items():
        values = {shown(graph, declared, value) for one in nodes for value in graph.objects(one, term)}
        if values:
            yield label, " ; ".join(sorted(values, key=lambda word: (folded(word), word)))
    if span := "; ".join(sorted({spans(graph, declared, one) for one in nodes} - {""})):
        yield "Période", span


def shown(graph: Graph, declared: Projection, value: Node) -> str:
    """Write one value as a French reader expects it: a date in words, a number with its comma, a concept by its label."""
    if not isinstance(value, Literal):
        return name(graph, declared, (value,))
    meaning = value.toPython() if value.datatype in (XSD.date, XSD.decimal, XSD.integer) else None
    if isinstance(meaning, date):
        return day(meaning)
    if isinstance(meaning, Decimal | int):
        return number(Decimal(meaning))
    return " ".join(str(value).split())


def spans(graph: Graph, declared: Projection, node: Node) -> str:
    """Write the period of a node, each end no more precise than its source."""
    return period(*(_end(graph, declared, node, end) for end in ("start", "end")))


def sources(graph: Graph, declared: Projection, nodes: Iterable[Node]) -> tuple[Source, ...]:
    """Return where nodes come from, in the order in which people count lines."""
    places = {place(str(iri)): str(iri) for one in nodes for iri in graph.objects(one, declared.evidence["place"])}
    return tuple(_source(graph, declared, words, places[words]) for words in in_order(places))


def notation(graph: Graph, concept: Node | None) -> str:
    """Return the notation of a concept of our code lists, which is also the end of its IRI."""
    written = graph.value(concept, SKOS.notation) if concept is not None else None
    return str(written) if written is not None else str(concept or "").rpartition("/")[2]


def _source(graph: Graph, declared: Projection, words: str, iri: str) -> Source:
    file = URIRef(iri.partition("#")[0])
    title, issued = (text(graph, file, declared.evidence["title"], "fr"), graph.value(file, declared.evidence["date"]))
    return Source(place=words, title=title or "", date=shown(graph, declared, issued) if issued is not None else "")


def _end(graph: Graph, declared: Projection, node: Node, end: str) -> str:
    found = sorted(str(value) for value in graph.objects(node, declared.period[end]))
    if not found:
        return ""
    precision = graph.value(node, declared.period[f"{end}_precision"])
    try:
        return day(date.fromisoformat(found[0][:10]), str(precision or "jour"))
    except ValueError:
        return found[0]


def _figures(graph: Graph, declared: Projection, same: tuple[URIRef, ...]) -> Iterator[Figure]:
    rules = declared.figures
    observed = {node for one in same for rule in rules["subject"] for node in graph.subjects(rule, one)}
    found = [_figure(graph, declared, node) for node in observed if (node, RDF.type, rules["class"][0]) in graph]
    return (figure for _, figure in sorted(found, key=lambda one: (one[0], folded(one[1].label), one[1].period, one[1].value)))


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


def _words(graph: Graph, node: Node, terms: Iterable[URIRef]) -> Iterator[str]:
    return (" ".join(str(value).split()) for term in terms for value in graph.objects(node, term) if isinstance(value, Literal))
