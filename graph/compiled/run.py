"""Runs compiled shapes on a store: what is broken, by which node and value; and which shapes are left to pySHACL."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox
from rdflib import BNode, Graph, URIRef
from rdflib.term import Node

from graph.compiled.compiler import THIS, Compiler
from graph.compiled.errors import DeclinedError
from graph.compiled.facts import Facts
from graph.compiled.targets import Focus, among, focuses, reached
from graph.compiled.templating import query
from graph.compiled.terms import read, sparql
from graph.compiled.violations import TRUE, Violation, negated
from graph.coverage import targeted

_BATCH: Final = 1_000
_MOST: Final = 50_000


@dataclass(frozen=True, kw_only=True)
class Result:
    """One validation result of SHACL §3.6.2; `apart` tells apart results that look the same."""

    focus: Node
    path: Node | None
    value: Node | None
    component: URIRef
    shape: Node
    severity: Node
    constraint: Node | None = None
    bindings: tuple[tuple[str, Node], ...] = ()
    apart: tuple[Node | None, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What running shapes gave: results, sorted, and the targeted shapes that are declined, with the reason."""

    results: tuple[Result, ...]
    declined: dict[Node, str]


def run(facts: Facts, shapes: Graph) -> Outcome:
    """Validate the union of the graphs of a store; a shape is wholly compiled, or declined."""
    found: list[Result] = []
    declined: dict[Node, str] = {}
    for shape in sorted(targeted(shapes), key=str):
        try:
            found.extend(dict.fromkeys(_Run(shape, Compiler(shapes, facts), facts).results()))
        except DeclinedError as error:
            declined[shape] = error.reason
    return Outcome(results=tuple(sorted(found, key=_order)), declined=declined)


class _Run:
    """One targeted shape: suspects first, with one query a target, then what each of them breaks."""

    def __init__(self, shape: Node, compiler: Compiler, facts: Facts) -> None:
        self.shape, self.compiler, self.facts = shape, compiler, facts

    def results(self) -> Iterator[Result]:
        """Yield the results of the shape; the same may come twice."""
        verdict = self.compiler.conforms(self.shape, THIS)
        for focus in focuses(self.shape, self.compiler.shapes, self.facts):
            text = query("select", variables=THIS, focus=focus(THIS), pattern="", condition=negated(verdict))
            suspects = [read(row["this"]) for row in self.facts.rows(text)] if verdict != TRUE else []
            for some in _narrowed(focus, suspects):
                yield from self._broken(self.shape, some)

    def _broken(self, node: Node, focus: Focus, above: tuple[str, ...] = ()) -> Iterator[Result]:
        shape = self.compiler.shape(node)
        if not shape.active:
            return
        for one in self.compiler.violations(node):
            yield from self._rows(node, one, focus, above)
        if shape.path is not None:
            outer = self.compiler.fresh()
            focus, above = reached(focus, shape.path, outer), (*above, outer)
        for held in self.compiler.properties(node):
            yield from self._broken(held, focus, above)

    def _rows(self, node: Node, broken: Violation, focus: Focus, above: tuple[str, ...]) -> Iterator[Result]:
        shape = self.compiler.shape(node)
        variables = " ".join((THIS, *broken.variables, *above))
        text = query(
            "select", variables=variables, focus=focus(THIS), pattern=broken.pattern, condition=broken.condition
        )
        for row in self.facts.rows(text):
            path = _term(row, broken.path) if broken.path else shape.way
            yield Result(
                focus=read(row["this"]),
                path=path,
                value=_term(row, broken.value),
                component=broken.component,
                shape=node,
                severity=shape.severity,
                constraint=broken.constraint,
                bindings=tuple((name, term) for name, one in broken.bindings if (term := _term(row, one)) is not None),
                apart=(broken.parameter, _term(row, broken.apart), *(_term(row, one) for one in above)),
            )


def _narrowed(focus: Focus, suspects: Sequence[Node]) -> Iterator[Focus]:
    """Yield the focus nodes to look at closely: the suspects, or all when they cannot be named, or are too many."""
    if len(suspects) > _MOST or any(isinstance(one, BNode) for one in suspects):
        yield focus
        return
    terms = [sparql(one) for one in suspects]
    for start in range(0, len(terms), _BATCH):
        yield among(terms[start : start + _BATCH])


def _term(row: ox.QuerySolution, variable: str | None) -> Node | None:
    found = row[variable.removeprefix("?")] if variable else None
    return read(found) if found is not None else None


def _order(one: Result) -> tuple[str, ...]:
    terms = (one.shape, one.component, one.focus, one.path, one.value, *one.apart)
    return tuple("" if term is None else term.n3() for term in terms)
