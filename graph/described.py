"""What the graph says of any node, worded in French: its name, facts, period, notation and sources."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from urllib.parse import unquote

from rdflib import SKOS, XSD, Graph, Literal, URIRef
from rdflib.term import Node

from graph.names import text
from graph.places import in_order, place
from graph.projection import Projection
from graph.wording import day, folded, number, period


@dataclass(frozen=True, kw_only=True)
class Source:
    """One place of one file, in words, with the title and date of the file where they are known."""

    place: str
    title: str = ""
    date: str = ""


def name(graph: Graph, declared: Projection, nodes: Iterable[Node]) -> str:
    """Return the first French label found in the declared order, else the end of the first IRI."""
    nodes = tuple(nodes)
    found = (text(graph, one, label, "fr") for one in nodes for label in declared.labels)
    other = (word for one in nodes for label in declared.labels for word in sorted(written(graph, one, (label,))))
    ending = unquote(str(nodes[0])).rstrip("/").rpartition("#")[2].rpartition("/")[2]
    return " ".join((next((word for word in found if word), "") or next(other, "") or ending).split())


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
    """Write one value as a French reader expects it: a date in words, a comma in numbers, labels of concepts."""
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


def written(graph: Graph, node: Node, terms: Iterable[URIRef]) -> Iterator[str]:
    """Yield the texts of some properties of a node, spaces put right."""
    return (
        " ".join(str(value).split())
        for term in terms
        for value in graph.objects(node, term)
        if isinstance(value, Literal)
    )
