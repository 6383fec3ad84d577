"""What the compiler must know of the data: subclasses, ill-formed literals, and which regular expressions run."""

from collections.abc import Iterator
from functools import cached_property
from typing import Final

import pyoxigraph as ox
from rdflib import RDF, XSD, BNode, Literal, URIRef
from rdflib.term import Node, XSDToPython

from graph.reading import quiet
from graph.validation.compiled.templating import query
from graph.validation.compiled.terms import OxTerm, quoted, read, sparql
from graph.validation.lexical import ill_formed

Triple = tuple[Node, Node, Literal]

_ADDRESS: Final = "^https?://[A-Za-z0-9./#_-]+$"
"""Addresses that are surely legal: the others, a few, are judged one by one."""
FORGOTTEN: Final = frozenset(
    {XSD.byte, XSD.short, XSD.int, XSD.long, XSD.unsignedByte, XSD.unsignedShort, XSD.unsignedInt, XSD.unsignedLong}
    | {XSD.nonNegativeInteger, XSD.positiveInteger, XSD.nonPositiveInteger, XSD.negativeInteger, XSD.dateTimeStamp}
)
"""Datatypes that Oxigraph reads as a wider one: their constraints cannot be checked where the data are."""
_FREE: Final = frozenset({RDF.langString, XSD.string})
_JUDGED: Final = tuple(
    sorted(({URIRef(kind) for kind, maker in XSDToPython.items() if kind and maker} | {XSD.anyURI}) - _FREE)
)


class Facts:
    """Facts of one store, the union of its graphs, read once each."""

    def __init__(self, store: ox.Store) -> None:
        """Keep the store; a default graph that is not empty is the union of the others, as in the stores we make."""
        self.store = store
        self.united = any(store.quads_for_pattern(None, None, None, ox.DefaultGraph()))
        self._found: dict[str, list[Node]] = {}
        self._sizes: dict[str, int] = {}
        self._classes: dict[Node, tuple[Node, ...]] = {}

    def rows(self, text: str) -> Iterator[ox.QuerySolution]:
        """Yield the solutions of a query on the union of the graphs."""
        found = self.store.query(text, use_default_graph_as_union=not self.united)
        assert isinstance(found, ox.QuerySolutions)
        yield from found

    def quads(self, subject: OxTerm | None, term: OxTerm | None, value: OxTerm | None) -> Iterator[ox.Quad]:
        """Yield the statements of the union that fit a pattern; one may repeat in a store that is not ours."""
        graph = ox.DefaultGraph() if self.united else None
        yield from self.store.quads_for_pattern(subject, term, value, graph)  # type: ignore[arg-type]

    def subclasses(self, one: Node) -> tuple[Node, ...]:
        """Return a class and its subclasses, sorted."""
        if one not in self._classes:
            found = {read(row["class"]) for row in self.rows(query("subclasses", **{"class": sparql(one)}))}
            self._classes[one] = tuple(sorted({one, *found}, key=str))
        return self._classes[one]

    def size(self, pattern: str) -> int:
        """Return how many times a pattern is found; asked once."""
        if pattern not in self._sizes:
            (row,) = self.rows(query("size", pattern=pattern))
            self._sizes[pattern] = int(row["n"].value)
        return self._sizes[pattern]

    def found(self, text: str, name: str) -> list[Node]:
        """Return the values of one variable of a query; asked once."""
        if text not in self._found:
            self._found[text] = [read(row[name]) for row in self.rows(text)]
        return self._found[text]

    def members(self, node: str, one: Node) -> str:
        """Return the expression that says whether a variable is of a class, subclasses included."""
        classes = self.subclasses(one)
        kind = sparql(RDF.type)
        if any(isinstance(each, BNode) for each in classes):
            return f"EXISTS {{ {node} {kind}/<http://www.w3.org/2000/01/rdf-schema#subClassOf>* {sparql(one)} }}"
        return " || ".join(f"EXISTS {{ {node} {kind} {sparql(each)} }}" for each in classes)

    def understands(self, pattern: str, flags: str) -> bool:
        """Return whether Oxigraph can run a regular expression."""
        (row,) = self.rows(query("regex", pattern=quoted(pattern), flags=quoted(flags)))
        return row["known"] is not None

    def parses(self, pattern: str) -> bool:
        """Return whether a pattern is SPARQL."""
        try:
            return not list(self.rows(query("parses", pattern=pattern)))
        except SyntaxError:
            return False

    @cached_property
    def ill_formed(self) -> tuple[Triple, ...]:
        """Return the triples whose literal does not fit its datatype."""
        with quiet():
            found = (tuple(read(term) for term in row) for row in self.rows(query("doubtful", doubtful=_doubtful())))
            return tuple(one for one in found if isinstance(one[2], Literal) and ill_formed(one[2]))  # type: ignore[misc]

    def misspelt(self, datatype: Node) -> list[str]:
        """Return the texts that do not fit a datatype and yet claim it, sorted."""
        return sorted({str(value) for _, _, value in self.ill_formed if value.datatype == datatype})


def _doubtful() -> str:
    """Return the condition under which a literal has to be looked at: Oxigraph computes with sound ones only."""
    kind = "DATATYPE(?value)"
    free = " && ".join(f"{kind} != {sparql(one)}" for one in sorted(_FREE))
    judged = f"{kind} IN ({', '.join(map(sparql, _JUDGED))})"
    computed = "isNumeric(?value) || COALESCE(YEAR(?value) != 0, false)"
    easy = f"{kind} = {sparql(XSD.anyURI)} && REGEX(STR(?value), {quoted(_ADDRESS)})"
    plain = f'{kind} = {sparql(XSD.boolean)} && STR(?value) IN ("true", "false")'
    return f"{free} && !({computed}) && {judged} && !({easy}) && !({plain})"
