"""SHACL property paths as SPARQL, every form of SHACL §2.3.1: walked from one node, or read from end to end."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from rdflib import RDF, SH, Graph, URIRef
from rdflib.term import Node

from graph.validation.compiled.errors import DeclinedError
from graph.validation.compiled.shapelists import members
from graph.validation.compiled.terms import sparql

_NOTHING: Final = "<urn:x-maillage:aucune-propriete>"


class Form(Enum):
    """What a path is made of; LOOP is one step or more, MAYBE may be none."""

    PROPERTY = auto()
    INVERSE = auto()
    SEQUENCE = auto()
    CHOICE = auto()
    LOOP = auto()
    MAYBE = auto()


_SUFFIXES: Final = {
    SH.zeroOrMorePath: ("*", Form.MAYBE),
    SH.oneOrMorePath: ("+", Form.LOOP),
    SH.zeroOrOnePath: ("?", Form.MAYBE),
}


@dataclass(frozen=True)
class Path:
    """A path: its SPARQL text, its form and the paths in it."""

    text: str
    form: Form = Form.PROPERTY
    parts: tuple["Path", ...] = ()

    @property
    def scannable(self) -> bool:
        """Return whether its pairs of nodes can be read from end to end: no loop, no step that may be none."""
        return self.form not in {Form.LOOP, Form.MAYBE} and all(part.scannable for part in self.parts)

    def properties(self) -> Iterator[str]:
        """Yield the properties that it reads, as SPARQL writes them."""
        if self.form is Form.PROPERTY:
            yield self.text
        for part in self.parts:
            yield from part.properties()

    def within(self, present: Callable[[str], bool]) -> "Path | None":
        """Return the path without the choices that no statement follows; None if no node can have a value."""
        if self.form is Form.PROPERTY:
            return self if present(self.text) else None
        if self.form is Form.MAYBE:
            return self
        parts = [part.within(present) for part in self.parts]
        if self.form is not Form.CHOICE:
            return None if None in parts else self
        left = [part for part in parts if part is not None]
        return _together(left, "|") if len(left) > 1 else left[0] if left else None

    def walk(self, node: str, value: str) -> str:
        """Return the pattern that walks from a node to its values.

        A sequence is written so that Oxigraph starts from the node: as a plain sequence it becomes a join, which may
        start from the other end and look at every node of the store for each focus node.
        """
        text = f"({self.text}|{_NOTHING})" if self.form is Form.SEQUENCE else self.text
        return f"{node} {text} {value} ."

    def scan(self, node: str, value: str, fresh: Callable[[], str]) -> str:
        """Return the pattern that reads all pairs of node and value; in a sequence it is a join of its steps."""
        if self.form is not Form.SEQUENCE:
            return f"{node} {self.text} {value} ."
        stops = [node, *(fresh() for _ in self.parts[1:]), value]
        steps = zip(self.parts, stops, stops[1:], strict=False)
        return " ".join(part.scan(start, end, fresh) for part, start, end in steps)


def predicate(term: Node) -> Path:
    """Return the path that is one property."""
    return Path(sparql(term))


def path_of(shapes: Graph, node: Node, above: frozenset[Node] = frozenset()) -> Path:
    """Read a path of the shapes; one that is not well-formed is declined."""
    if isinstance(node, URIRef):
        return predicate(node)
    if node in above:
        raise DeclinedError("chemin qui se contient lui-même")
    inside = above | {node}
    if (node, RDF.first, None) in shapes:
        return _joined(shapes, node, "/", inside)
    if (choices := shapes.value(node, SH.alternativePath)) is not None:
        return _joined(shapes, choices, "|", inside)
    if (inner := shapes.value(node, SH.inversePath)) is not None:
        part = path_of(shapes, inner, inside)
        return Path(f"^({part.text})", Form.INVERSE, (part,))
    for term, (suffix, form) in _SUFFIXES.items():
        if (inner := shapes.value(node, term)) is not None:
            part = path_of(shapes, inner, inside)
            return Path(f"({part.text}){suffix}", form, (part,))
    raise DeclinedError("chemin mal formé")


def _joined(shapes: Graph, first: Node, sign: str, above: frozenset[Node]) -> Path:
    parts = [path_of(shapes, one, above) for one in members(shapes, first)]
    if not parts:
        raise DeclinedError("chemin vide")
    return _together(parts, sign)


def _together(parts: Sequence[Path], sign: str) -> Path:
    form = Form.SEQUENCE if sign == "/" else Form.CHOICE
    return Path(f"({sign.join(part.text for part in parts)})", form, tuple(parts))
