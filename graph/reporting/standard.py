"""The standard `sh:ValidationReport` as Turtle: the same report gives the same bytes, blank nodes included."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

import pyoxigraph as ox
from rdflib import RDF, SH, XSD, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from graph.curies import curie
from graph.validation.findings import FORMES, Coverage, Validation
from ontology.iris import PREFIXES

_LOCAL: Final = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_")
_ILLEGAL: Final = re.compile(r'[\x00-\x20<>"{}|^`\\]')
_FIRST: Final = (RDF.type, SH.conforms, SH.focusNode, SH.resultPath, SH.value, SH.sourceShape)


def as_turtle(validation: Validation) -> str:
    """Return the report: its results, and for each shape how many nodes it looked at (`mlgsh:couverture`)."""
    report = validation.report
    (root,) = report.subjects(RDF.type, SH.ValidationReport)
    written = _Written(report)
    head = (f"{written.verb(term)} {written.node(value)}" for term, value in written.of(root, but=SH.result))
    covered = (f"{written.node(FORMES.couverture)} {_covered(one, written)}" for one in validation.coverage)
    results = (
        f"{written.node(SH.result)} {one}" for one in sorted(map(written.block, report.objects(root, SH.result)))
    )
    body = "[] " + " ;\n  ".join((*head, *covered, *results)) + " .\n" + "".join(written.shared())
    return "".join(f"@prefix {one}: <{PREFIXES[one]}> .\n" for one in sorted(written.prefixes)) + "\n" + body


def _covered(one: Coverage, written: "_Written") -> str:
    shape = f"{written.node(FORMES.forme)} {written.node(URIRef(one.shape))} ; " if ":" in one.shape else ""
    return f"[ {shape}{written.node(FORMES.noeudsVerifies)} {one.seen} ]"


class _Written:
    """The nodes of a graph as Turtle writes them; a blank node that is said once stands where it is said.

    One that is said several times is numbered after what is said of it; one of the data keeps the name that it had.
    """

    def __init__(self, graph: Graph) -> None:
        self.graph, self.prefixes = graph, set[str]()
        uses = Counter(value for value in graph.objects() if isinstance(value, BNode))
        several = [one for one, times in uses.items() if times > 1 and (one, None, None) in graph]
        self._names: dict[Node, str] = {}
        self._above: set[Node] = set()
        ordered = sorted(several, key=lambda one: (self._said(one), str(one)))
        self._names = {one: f"_:n{number}" for number, one in enumerate(ordered, 1)}

    def of(self, node: Node, but: URIRef | None = None) -> list[tuple[Node, Node]]:
        """Return what is said of a node, in the order in which it is read, `but` one property."""
        said = (one for one in self.graph.predicate_objects(node) if one[0] != but)
        return sorted(said, key=lambda one: (_rank(one[0]), str(one[0]), self.node(one[1])))

    def node(self, node: Node) -> str:
        """Write a node: a short name, a literal, or what is said of a blank node."""
        match node:
            case URIRef():
                return self._iri(str(node))
            case Literal():
                return self._literal(node)
        if node in self._names:
            return self._names[node]
        if node in self._above or (node, None, None) not in self.graph:
            return f"_:{node}"
        if (node, RDF.first, None) in self.graph:
            return f"( {' '.join(self.node(one) for one in Collection(self.graph, node))} )"
        return f"[ {self._said(node)} ]"

    def block(self, node: Node) -> str:
        """Write what is said of a blank node, one line a statement."""
        said = (f"    {self.verb(term)} {self.node(value)}" for term, value in self.of(node))
        return "[\n" + " ;\n".join(said) + "\n  ]"

    def verb(self, term: Node) -> str:
        """Write a property."""
        return "a" if term == RDF.type else self.node(term)

    def shared(self) -> Iterator[str]:
        """Yield the statements about the blank nodes that are numbered."""
        yield from (f"\n{name} {self._said(one)} .\n" for one, name in self._names.items())

    def _said(self, node: Node) -> str:
        self._above.add(node)
        try:
            return " ; ".join(f"{self.verb(term)} {self.node(value)}" for term, value in self.of(node))
        finally:
            self._above.remove(node)

    def _literal(self, value: Literal) -> str:
        if value.datatype == XSD.boolean and str(value) in ("true", "false"):
            return str(value)
        if value.language:
            return str(ox.Literal(str(value), language=value.language))
        return str(ox.Literal(str(value))) + (f"^^{self._iri(str(value.datatype))}" if value.datatype else "")

    def _iri(self, iri: str) -> str:
        prefix, _, local = curie(iri).partition(":")
        if prefix in PREFIXES and local and _LOCAL.issuperset(local) and not local.startswith("-"):
            self.prefixes.add(prefix)
            return f"{prefix}:{local}"
        return f"<{_ILLEGAL.sub(_escaped, iri)}>"  # rdflib reads any text as an IRI


def _escaped(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04X}"


def _rank(term: Node) -> int:
    return _FIRST.index(term) if term in _FIRST else len(_FIRST)
