"""Random mistakes in a graph, from a seed: what a bad mapping, a bad file or a bad hand could do."""

from collections.abc import Callable
from random import Random
from typing import Final, TypeAlias

from rdflib import RDF, SH, XSD, BNode, Graph, Literal, URIRef
from rdflib.term import Node

Triple: TypeAlias = tuple[Node, Node, Node]
TEXTS: Final = ("", "2020-02-30", "2020-05-18", "2021", "2021-05", "12.5", "-3", "0", "oui", "x y", "62119", "è",
                "QN06208M", "annee", "https://exemple.fr/é", "0321640000", "a@exemple.fr", "200072460")  # fmt: skip
DATATYPES: Final = (
    None,
    XSD.date,
    XSD.decimal,
    XSD.integer,
    XSD.gYear,
    XSD.gYearMonth,
    XSD.token,
    XSD.anyURI,
    XSD.boolean,
)
LANGUAGES: Final = ("fr", "en", "fr-FR", "EN", "de")


def mutated(graph: Graph, shapes: Graph, random: Random, times: int) -> Graph:
    """Return a copy of a graph with that many mistakes."""
    copy = Graph() + graph
    words = sorted({one for one in shapes.objects(None, SH.path) if isinstance(one, URIRef)})
    for _ in range(times):
        triples = sorted(copy)
        mistake = random.choice(MISTAKES)
        mistake(copy, random.choice(triples), random, words)
    return copy


def dropped(graph: Graph, triple: Triple, _: Random, __: list[URIRef]) -> None:
    graph.remove(triple)


def retyped(graph: Graph, triple: Triple, random: Random, _: list[URIRef]) -> None:
    text = str(triple[2]) if random.random() < 0.5 else random.choice(TEXTS)
    put(graph, triple, Literal(text, datatype=random.choice(DATATYPES), normalize=False), random)


def translated(graph: Graph, triple: Triple, random: Random, _: list[URIRef]) -> None:
    put(graph, triple, Literal(str(triple[2]), lang=random.choice(LANGUAGES)), random)


def pointed(graph: Graph, triple: Triple, random: Random, _: list[URIRef]) -> None:
    """Point to another node of the graph, to itself, to a blank node, or to nothing."""
    nodes = sorted({one for one in graph.all_nodes() if isinstance(one, URIRef)}) or [URIRef("urn:x:seul")]
    put(graph, triple, random.choice([random.choice(nodes), triple[0], BNode("x"), URIRef("urn:x:nulle-part")]), random)


def reclassed(graph: Graph, triple: Triple, random: Random, _: list[URIRef]) -> None:
    kinds = sorted({one for one in graph.objects(None, RDF.type) if isinstance(one, URIRef)}) or [RDF.List]
    put(graph, (triple[0], RDF.type, triple[2]), random.choice(kinds), random)


def worded(graph: Graph, triple: Triple, random: Random, words: list[URIRef]) -> None:
    graph.add((triple[0], random.choice(words), triple[2]))


def moved(graph: Graph, triple: Triple, random: Random, _: list[URIRef]) -> None:
    graph.remove(triple)
    graph.add((random.choice([BNode("s"), *sorted(set(graph.subjects()), key=str)]), triple[1], triple[2]))


def put(graph: Graph, triple: Triple, value: Node, random: Random) -> None:
    """Add a value, in the place of the one there is or beside it."""
    if random.random() < 0.5:
        graph.remove(triple)
    graph.add((triple[0], triple[1], value))


MISTAKES: Final[tuple[Callable[[Graph, Triple, Random, list[URIRef]], None], ...]] = (
    dropped, retyped, retyped, translated, pointed, pointed, reclassed, worded, moved,
)  # fmt: skip
