"""Runs compiled shapes on a store: what is broken, by which node and value; and which shapes are left to pySHACL."""

from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox
from rdflib import Graph, URIRef
from rdflib.term import Node

from graph.reading import quiet
from graph.validation.compiled.compiler import THIS, Compiler
from graph.validation.compiled.errors import DeclinedError
from graph.validation.compiled.facts import Facts
from graph.validation.compiled.plans import plain, rows
from graph.validation.compiled.targets import Focus, focuses, reached
from graph.validation.compiled.terms import read
from graph.validation.compiled.violations import Violation
from graph.validation.coverage import targeted


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
            with quiet():
                found.extend(dict.fromkeys(_Run(shape, Compiler(shapes, facts), facts).results()))
        except DeclinedError as error:
            declined[shape] = error.reason
    return Outcome(results=tuple(sorted(found, key=_order)), declined=declined)


class _Run:
    """One targeted shape, one target at a time."""

    def __init__(self, shape: Node, compiler: Compiler, facts: Facts) -> None:
        self.shape, self.compiler, self.facts = shape, compiler, facts
        self._known: dict[Node, list[Violation]] = {}

    def results(self) -> Iterator[Result]:
        """Yield the results of the shape; the same may come twice."""
        self.compiler.conforms(self.shape, THIS)  # declines what must be, before any row is asked for
        for focus in focuses(self.shape, self.compiler.shapes, self.facts):
            if not focus.scanned or self.facts.size(focus(THIS)):
                yield from self._broken(self.shape, focus)

    def _broken(self, node: Node, focus: Focus, above: tuple[str, ...] = ()) -> Iterator[Result]:
        shape = self.compiler.shape(node)
        if not shape.active:
            return
        for one in self._ways(node):
            yield from self._rows(node, one, focus, above)
        if shape.path is not None:
            outer = self.compiler.fresh()
            focus, above = reached(focus, shape.path, outer), (*above, outer)
        for held in self.compiler.properties(node):
            yield from self._broken(held, focus, above)

    def _ways(self, node: Node) -> list[Violation]:
        """Return the ways to break a shape, the same for all its targets: a query on the whole store is asked once."""
        if node not in self._known:
            self._known[node] = list(self.compiler.violations(node))
        return self._known[node]

    def _rows(self, node: Node, broken: Violation, focus: Focus, above: tuple[str, ...]) -> Iterator[Result]:
        shape = self.compiler.shape(node)
        found = self.facts.rows(plain(broken, focus, above)) if above else rows(broken, focus, shape.path, self.facts)
        for row in found:
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


def _term(row: ox.QuerySolution, variable: str | None) -> Node | None:
    found = row[variable.removeprefix("?")] if variable else None
    return read(found) if found is not None else None


def _order(one: Result) -> tuple[str, ...]:
    terms = (one.shape, one.component, one.focus, one.path, one.value, *one.apart)
    return tuple("" if term is None else term.n3() for term in terms)
