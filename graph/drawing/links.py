"""What a page says of a link: its relation, words, period, amount and sources; relation nodes are folded here."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from rdflib import RDF, Graph, Literal, URIRef
from rdflib.term import Node

from graph.drawing.described import Source, facts, name, notation, outdated, shown, sources, spans
from graph.drawing.projection import Projection, Relation
from graph.drawing.weights import amount, rank
from graph.drawing.years import Years, years


@dataclass(frozen=True, kw_only=True)
class Link:
    """One drawn link, from `start` to `end`; `secondary` when its relation node is already drawn to a nearer end."""

    start: str
    end: str
    key: str
    relation: str
    text: str = ""
    period: str = ""
    amount: Decimal | None = None
    qualifier: str = ""
    stage: str = ""
    periodicity: str = ""
    part_of: tuple[str, ...] = ()
    overlaps: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    sources: tuple[Source, ...] = ()
    years: Years | None = None
    rank: int = 0
    secondary: bool = False


@dataclass(frozen=True, kw_only=True)
class Fold:
    """The links that one relation node makes, and the names it gives to ends that nobody identified."""

    links: tuple[Link, ...]
    mentions: Mapping[str, str]


def direct(graph: Graph, declared: Projection, drawn: Mapping[Node, str], kinds: Mapping[str, str]) -> Iterator[Link]:
    """Yield a link for each triple between two drawn nodes whose predicate is declared for their kinds."""
    predicates = sorted({one.predicate for one in declared.relations if one.predicate is not None})
    for predicate in predicates:
        for subject, obj in sorted(graph.subject_objects(predicate), key=str):
            start, end = drawn.get(subject), drawn.get(obj)
            if start is None or end is None or start == end:
                continue
            for relation in declared.relations:
                if relation.links(predicate, kinds[start], kinds[end]):
                    told = sources(graph, declared, (subject,))  # a plain triple has the sources of its subject
                    yield Link(start=start, end=end, key=str(predicate), relation=relation.name, sources=told)
                    break


def folds(graph: Graph, declared: Projection, drawn: Mapping[Node, str]) -> Iterator[Fold]:
    """Yield what each relation node becomes; one without two ends that can be drawn makes no link."""
    for relation in declared.relations:
        nodes = {node for one in relation.through for node in graph.subjects(RDF.type, one)}
        for node in sorted(nodes, key=str):
            yield _fold(graph, declared, relation, node, drawn)


def _fold(graph: Graph, declared: Projection, relation: Relation, node: Node, drawn: Mapping[Node, str]) -> Fold:
    mentions: dict[str, str] = {}
    starts = _ends(graph, relation.start, node, drawn, mentions)[:1]
    ends = _ends(graph, relation.end, node, drawn, mentions)
    others = [end for end in ends if end not in starts] or ends
    links = tuple(
        _link(graph, declared, relation, node, start, end, secondary=position > 0)
        for start in starts
        for position, end in enumerate(others)
    )
    return Fold(links=links, mentions={iri: words for iri, words in mentions.items() if links})


def _ends(
    graph: Graph, terms: tuple[URIRef, ...], node: Node, drawn: Mapping[Node, str], mentions: dict[str, str]
) -> list[str]:
    """Return the drawn ends, nearest first; failing any, a mention of the words the document uses."""
    found = [drawn[one] for term in terms for one in sorted(graph.objects(node, term), key=str) if one in drawn]
    if found:
        return list(dict.fromkeys(found))
    for term in terms:
        for words in sorted(str(one) for one in graph.objects(node, term) if isinstance(one, Literal)):
            iri = f"{node}~{term.rpartition('#')[2]}"
            mentions[iri] = words
            return [iri]
    return []


def _link(
    graph: Graph, declared: Projection, relation: Relation, node: Node, start: str, end: str, *, secondary: bool
) -> Link:
    text = next(
        (
            shown(graph, declared, one, term)
            for term in relation.text
            for one in sorted(graph.objects(node, term), key=str)
        ),
        "",
    )
    money = declared.amounts
    wholes = sorted(graph.objects(node, money["part_of"]), key=str)
    doubles = sorted({*graph.objects(node, money["overlaps"]), *graph.subjects(money["overlaps"], node)}, key=str)
    hidden = {declared.facts.get(term) for term in relation.text} | {"Période"}
    return Link(
        start=start,
        end=end,
        key=str(node),
        relation=relation.name,
        text=text,
        period=spans(graph, declared, node),
        amount=amount(graph, node, money["value"]),
        qualifier=notation(graph, graph.value(node, money["qualifier"])),
        stage=notation(graph, graph.value(node, money["stage"])),
        periodicity=notation(graph, graph.value(node, money["periodicity"])),
        part_of=tuple(str(whole) for whole in wholes),
        overlaps=tuple(str(other) for other in doubles),
        facts=(
            *((label, value) for label, value in facts(graph, declared, (node,)) if label not in hidden),
            *(
                [("À vérifier", "absent de la dernière édition de sa source")]
                if outdated(graph, declared, node)
                else []
            ),
            *(("Compris dans", name(graph, declared, (whole,))) for whole in wholes),
            *(("Recouvre peut-être", name(graph, declared, (other,))) for other in doubles),
        ),
        sources=sources(graph, declared, (node,)),
        years=years(graph, declared, (node,)),
        rank=rank(graph, declared, relation.rank, node),
        secondary=secondary,
    )
