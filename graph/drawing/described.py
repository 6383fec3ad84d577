"""What the graph says of any node, worded in French: its name, facts, period, notation and sources."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from urllib.parse import unquote

from rdflib import SKOS, XSD, Graph, Literal, URIRef
from rdflib.term import Node

from graph.drawing.projection import Projection
from graph.names import text
from graph.places import in_order, place
from graph.wording import day, folded, number, period


@dataclass(frozen=True, kw_only=True)
class Source:
    """One spot of one file, in words, with the title and date of the file where they are known."""

    file: str
    spot: str = ""
    title: str = ""
    date: str = ""

    @property
    def place(self) -> str:
        """Return the file and the spot, as a reader would look for them."""
        return f"{self.file}, {self.spot}" if self.spot else self.file


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
        values = {shown(graph, declared, value, term) for one in nodes for value in graph.objects(one, term)}
        if values:
            yield label, " ; ".join(sorted(values, key=lambda word: (folded(word), word)))
    if span := "; ".join(sorted({spans(graph, declared, one) for one in nodes} - {""})):
        yield "Période", span


def shown(graph: Graph, declared: Projection, value: Node, term: URIRef | None = None) -> str:
    """Write one value as a French reader expects it: a date in words, a comma in numbers, labels of concepts."""
    if not isinstance(value, Literal):
        return name(graph, declared, (value,))
    meaning = value.toPython() if value.datatype in (XSD.date, XSD.decimal, XSD.integer) else None
    if isinstance(meaning, date):
        return day(meaning)
    if isinstance(meaning, Decimal | int):
        return number(Decimal(meaning))
    words = " ".join(str(value).split())
    return declared.words.get(term, {}).get(words, words) if term is not None else words


def spans(graph: Graph, declared: Projection, node: Node) -> str:
    """Write the period of a node, each end no more precise than its source; whole years are said as years."""
    dates = {end: _date(graph, declared, node, end) for end in ("start", "end")}
    whole = dates["start"].endswith("-01-01") and dates["end"].endswith("-12-31")
    return period(*(_end(graph, declared, node, end, found, whole=whole) for end, found in dates.items()))


def sources(graph: Graph, declared: Projection, nodes: Iterable[Node]) -> tuple[Source, ...]:
    """Return where nodes come from, in the order in which people count lines."""
    places = {place(str(iri)): str(iri) for one in nodes for iri in graph.objects(one, declared.evidence["place"])}
    return tuple(_source(graph, declared, words, places[words]) for words in in_order(places))


def outdated(graph: Graph, declared: Projection, node: Node) -> bool:
    """Say whether a node is only in editions that a later one of their series replaces."""
    rules = declared.evidence
    files = {URIRef(str(iri).partition("#")[0]) for iri in graph.objects(node, rules["place"])}
    latest = {
        file: {
            last for series in graph.objects(file, rules["series"]) for last in graph.objects(series, rules["latest"])
        }
        for file in files
    }
    return bool(files) and all(lasts and file not in lasts for file, lasts in latest.items())


def notation(graph: Graph, concept: Node | None) -> str:
    """Return the notation of a concept of our code lists, which is also the end of its IRI."""
    written = graph.value(concept, SKOS.notation) if concept is not None else None
    return str(written) if written is not None else str(concept or "").rpartition("/")[2]


def _source(graph: Graph, declared: Projection, words: str, iri: str) -> Source:
    file = URIRef(iri.partition("#")[0])
    title, issued = (text(graph, file, declared.evidence["title"], "fr"), graph.value(file, declared.evidence["date"]))
    name_ = place(str(file))
    return Source(
        file=name_,
        spot=words.removeprefix(name_).removeprefix(", "),
        title=title or "",
        date=shown(graph, declared, issued) if issued is not None else "",
    )


def _date(graph: Graph, declared: Projection, node: Node, end: str) -> str:
    return min((str(value) for value in graph.objects(node, declared.period[end])), default="")


def _end(graph: Graph, declared: Projection, node: Node, end: str, written_date: str, *, whole: bool) -> str:
    precision = graph.value(node, declared.period[f"{end}_precision"])
    try:
        return day(date.fromisoformat(written_date), "annee" if whole else str(precision or "jour"))
    except ValueError:
        return written_date


def written(graph: Graph, node: Node, terms: Iterable[URIRef]) -> Iterator[str]:
    """Yield the texts of some properties of a node, spaces put right."""
    return (
        " ".join(str(value).split())
        for term in terms
        for value in graph.objects(node, term)
        if isinstance(value, Literal)
    )
