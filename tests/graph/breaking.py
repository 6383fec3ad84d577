"""Every way to break our shapes: each constraint of each shape, on a sound node or as its broken example does."""

from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random
from typing import Final, NamedTuple

from rdflib import SH, XSD, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from graph.validation.coverage import focus_nodes
from ontology.files import turtle_files
from tests.graph.mutation import MISTAKES

EXAMPLES: Final = Path(__file__).parents[1] / "ontology"
PARAMETERS: Final = (
    *("class", "closed", "datatype", "disjoint", "hasValue", "in", "languageIn", "lessThanOrEquals", "maxCount"),
    *("minCount", "minInclusive", "minLength", "node", "nodeKind", "not", "or", "pattern", "uniqueLang"),
    "qualifiedMaxCount",
)


class Break(NamedTuple):
    """One constraint of one shape."""

    shape: URIRef
    parameter: str

    @property
    def component(self) -> URIRef:
        """Return the constraint component that reports it."""
        return SH[f"{self.parameter[0].upper()}{self.parameter[1:]}ConstraintComponent"]


def breaks(shapes: Graph) -> list[Break]:
    """Return every constraint of every shape that reports, sorted."""
    reporting = (shape for shape in shapes.subjects(SH.severity) if isinstance(shape, URIRef))
    return sorted(Break(one, name) for one in reporting for name in PARAMETERS if (one, SH[name], None) in shapes)


def sound() -> Graph:
    """Return the valid examples, and the functions of the elected, on which four shapes depend."""
    graph = Graph()
    functions = (path for path in turtle_files("vocab") if path.stem == "fonction")
    for path in (*sorted(EXAMPLES.glob("valid/*.ttl")), *functions):
        graph.parse(path, format="turtle")
    return graph


def examples() -> dict[str, Graph]:
    """Return the broken example of each shape, by its local name."""
    return {path.stem: Graph().parse(path, format="turtle") for path in sorted(EXAMPLES.glob("broken/*.ttl"))}


def example(graph: Graph, shape: URIRef, known: Mapping[str, Graph], random: Random, mistakes: int) -> None:
    """Add the broken example of a shape, with some more mistakes made in it."""
    own = Graph() + known[shape.rpartition("#")[2]]
    words = sorted(term for term in set(own.predicates()) if isinstance(term, URIRef))
    for _ in range(mistakes):
        if triples := sorted(own):
            random.choice(MISTAKES)(own, random.choice(triples), random, words)
    graph += own


def broken(graph: Graph, shapes: Graph, one: Break, random: Random) -> bool:
    """Break one constraint on a node of a graph; tell whether there was a node to break it on."""
    holder = min(shapes.subjects(SH.property, one.shape), key=str, default=one.shape)
    nodes = sorted((node for node in focus_nodes(holder, graph, shapes) if isinstance(node, URIRef)), key=str)
    way = _way(shapes.value(one.shape, SH.path), shapes, random)
    make = _MAKERS.get(one.parameter)
    if not nodes or way is None or make is None:
        return False
    node, (term, turned) = random.choice(nodes), way
    old = sorted(graph.subjects(term, node) if turned else graph.objects(node, term), key=str)
    new = make(old, shapes.value(one.shape, SH[one.parameter]), graph, node, random)
    for value in old if random.random() < 0.5 or one.parameter in _EMPTYING else ():
        graph.remove((value, term, node) if turned else (node, term, value))
    for value in new:
        if not turned:
            graph.add((node, term, value))
        elif not isinstance(value, Literal):
            graph.add((value, term, node))
    return True


def _way(path: Node | None, shapes: Graph, random: Random) -> tuple[URIRef, bool] | None:
    """Return a property that leads to a value of a path, and whether it is turned; longer ways are left to examples."""
    if path is None or isinstance(path, URIRef):
        return (path or URIRef("urn:x:inattendue"), False)
    if isinstance(inverse := shapes.value(path, SH.inversePath), URIRef):
        return (inverse, True)
    if (choices := shapes.value(path, SH.alternativePath)) is not None:
        plain = [one for one in Collection(shapes, choices) if isinstance(one, URIRef)]
        return (random.choice(plain), False) if plain else None
    return None


Maker = Callable[[list[Node], Node | None, Graph, URIRef, Random], list[Node]]


def _nothing(*_: object) -> list[Node]:
    return []


def _too_many(old: list[Node], limit: Node | None, _: Graph, __: URIRef, ___: Random) -> list[Node]:
    count = int(str(limit)) + 1
    if old and isinstance(old[0], Literal):
        return [Literal(f"{old[0]}{n}", datatype=old[0].datatype, lang=old[0].language) for n in range(count)]
    return [URIRef(f"urn:x:de-trop-{n}") for n in range(count)]


def _mistyped(old: list[Node], _: Node | None, __: Graph, ___: URIRef, random: Random) -> list[Node]:
    text = str(old[0]) if old else "x"
    kinds = (XSD.string, XSD.date, XSD.decimal, XSD.integer, XSD.gYear, XSD.boolean, XSD.anyURI, XSD.token)
    return [Literal(random.choice([text, "x y", "2020-02-30", ""]), datatype=random.choice(kinds), normalize=False)]


def _other_kind(old: list[Node], _: Node | None, __: Graph, ___: URIRef, random: Random) -> list[Node]:
    is_text = bool(old) and isinstance(old[0], Literal)
    return [random.choice([URIRef("urn:x:noeud"), BNode("n")]) if is_text else Literal("un texte")]


def _foreign(_: list[Node], __: Node | None, ___: Graph, node: URIRef, random: Random) -> list[Node]:
    return [random.choice([URIRef("urn:x:ailleurs"), node, Literal("hors liste"), BNode("h")])]


def _misspelt(old: list[Node], _: Node | None, __: Graph, ___: URIRef, random: Random) -> list[Node]:
    if old and isinstance(old[0], Literal):
        text = random.choice(["", "#", f"{old[0]} ", f"x{old[0]}", "è"])
        return [Literal(text, datatype=old[0].datatype, lang=old[0].language, normalize=False)]
    return [URIRef("urn:x:hors-motif")]


def _in_german(_: list[Node], __: Node | None, ___: Graph, ____: URIRef, random: Random) -> list[Node]:
    return [Literal("Wort", lang=random.choice(["de", "DE-at", None]))]


def _twice(_: list[Node], __: Node | None, ___: Graph, ____: URIRef, random: Random) -> list[Node]:
    return [Literal("un", lang="fr"), Literal("deux", lang=random.choice(["fr", "FR"]))]


def _below(_: list[Node], __: Node | None, ___: Graph, ____: URIRef, random: Random) -> list[Node]:
    return [random.choice([Literal(-1), Literal("-0.5", datatype=XSD.decimal), Literal("beaucoup")])]


def _too_late(_: list[Node], other: Node | None, graph: Graph, node: URIRef, random: Random) -> list[Node]:
    assert other is not None
    graph.add((node, other, Literal(random.choice(["1999-01-01", "1999"]), datatype=XSD.date, normalize=False)))
    return [Literal("2999-01-01", datatype=random.choice([XSD.date, XSD.gYear, None]), normalize=False)]


def _shared(_: list[Node], other: Node | None, graph: Graph, node: URIRef, __: Random) -> list[Node]:
    assert other is not None
    return sorted(graph.objects(node, other), key=str) or [node]


_MAKERS: Final[Mapping[str, Maker]] = {
    "minCount": _nothing, "hasValue": _nothing, "maxCount": _too_many, "datatype": _mistyped, "nodeKind": _other_kind,
    "class": _foreign, "in": _foreign, "closed": _foreign, "node": _foreign, "not": _foreign, "or": _foreign,
    "pattern": _misspelt, "minLength": _misspelt, "languageIn": _in_german, "uniqueLang": _twice,
    "minInclusive": _below, "lessThanOrEquals": _too_late, "disjoint": _shared, "qualifiedMaxCount": _foreign,
}  # fmt: skip
_EMPTYING: Final = frozenset({"minCount", "hasValue"})
