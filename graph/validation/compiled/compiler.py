"""Shapes as conditions: for each shape the ways to break it, and the condition that says whether a node conforms."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import count
from typing import Final

from rdflib import SH, Graph, URIRef
from rdflib.term import Node

from graph.validation.compiled.components import broken, components
from graph.validation.compiled.conditions import Condition, Single, every, negated, reaches, some
from graph.validation.compiled.constraints import MAKERS
from graph.validation.compiled.embedded import constrained
from graph.validation.compiled.errors import DeclinedError
from graph.validation.compiled.facts import Facts
from graph.validation.compiled.judging import VALUE
from graph.validation.compiled.place import Place, component
from graph.validation.compiled.qualified import qualified
from graph.validation.compiled.shapelists import members
from graph.validation.compiled.shapes import Shape, parameters, refuse_loop, shape_of
from graph.validation.compiled.values import TESTS
from graph.validation.compiled.violations import THIS, Violation


class Compiler:
    """The shapes of one graph over the facts of one store; recursion is declined."""

    def __init__(self, shapes: Graph, facts: Facts) -> None:
        """Keep both; nothing is compiled yet."""
        self.shapes, self.facts, self._components = shapes, facts, components(shapes)
        self._above: list[Node] = []
        self._numbers = count()
        self._shapes: dict[Node, Shape] = {}

    def fresh(self) -> str:
        """Return a variable that no other expression uses."""
        return f"?v{next(self._numbers)}"

    def shape(self, node: Node) -> Shape:
        """Read a shape."""
        if node not in self._shapes:
            self._shapes[node] = shape_of(node, self.shapes)
        return self._shapes[node]

    def properties(self, node: Node) -> list[Node]:
        """Return the property shapes that a shape holds, sorted; one without a path is declined."""
        found = sorted(self.shapes.objects(node, SH.property), key=str)
        if any((one, SH.path, None) not in self.shapes for one in found):
            raise DeclinedError("sh:property y désigne une forme sans sh:path")
        return found

    def violations(self, node: Node) -> Iterator[Violation]:
        """Yield the ways in which a focus node breaks the constraints of a shape, those of `sh:property` apart."""
        return self._violations(self._place(node, THIS, VALUE))

    def conforms(self, node: Node, focus: str) -> Condition:
        """Return the condition that a node conforms to a shape, whatever the severity."""
        refuse_loop((*self._above, node), self.shapes)
        if not self.shape(node).active:
            return every(())
        self._above.append(node)
        try:
            place = self._place(node, focus, self.fresh())
            right = [one.avoided(focus) for one in self._violations(place)]
            held = [self._every_value(self._place(node, focus, self.fresh()), one) for one in self.properties(node)]
        finally:
            self._above.pop()
        return every((*right, *held))

    def _place(self, node: Node, focus: str, value: str) -> Place:
        return Place(shape=self.shape(node), node=focus, value=value, shapes=self.shapes, fresh=self.fresh)

    def _every_value(self, place: Place, held: Node) -> Condition:
        value, path = place.values()[0], place.shape.path
        right = self.conforms(held, value)
        return right if path is None else negated(reaches(place.node, path, value, negated(right)))

    def _violations(self, place: Place) -> Iterator[Violation]:
        for term, wanted in parameters(place.shape.node, self.shapes, {*TESTS, *MAKERS, *_COMBINED, *_OTHERS}):
            yield from (replace(one, parameter=wanted) for one in self._broken(place, term, wanted))
        for one in self._components:
            yield from broken(place, one, self.facts)

    def _broken(self, place: Place, term: URIRef, wanted: Node) -> Iterator[Violation]:
        if term in TESTS:
            test, shape = TESTS[term], place.shape.node
            yield _each(place, term, lambda value: test(wanted, value, shape, self.shapes, self.facts))
        elif term in MAKERS:
            yield from MAKERS[term](place, wanted)
        elif term in _COMBINED:
            yield _each(place, term, _COMBINED[term](self, wanted))
        elif term == SH.sparql:
            yield from constrained(place, wanted, self.facts)
        else:
            yield from qualified(place, wanted, self.conforms)

    def _node(self, wanted: Node) -> Callable[[str], Condition]:
        if (wanted, SH.path, None) in self.shapes:
            raise DeclinedError("sh:node y désigne une forme de propriété")
        return lambda value: self.conforms(wanted, value)

    def _not(self, wanted: Node) -> Callable[[str], Condition]:
        return lambda value: negated(self.conforms(wanted, value))

    def _and(self, wanted: Node) -> Callable[[str], Condition]:
        return lambda value: every(self.conforms(one, value) for one in members(self.shapes, wanted))

    def _or(self, wanted: Node) -> Callable[[str], Condition]:
        return lambda value: some(self.conforms(one, value) for one in members(self.shapes, wanted))

    def _xone(self, wanted: Node) -> Callable[[str], Condition]:
        return lambda value: Single(tuple(self.conforms(one, value) for one in members(self.shapes, wanted)))


_COMBINED: Final[Mapping[URIRef, Callable[[Compiler, Node], Callable[[str], Condition]]]] = {
    SH.node: Compiler._node,  # noqa: SLF001  # a table of the class's own methods
    SH["not"]: Compiler._not,  # noqa: SLF001
    SH["and"]: Compiler._and,  # noqa: SLF001
    SH["or"]: Compiler._or,  # noqa: SLF001
    SH.xone: Compiler._xone,  # noqa: SLF001
}
_OTHERS: Final = (SH.qualifiedValueShape, SH.sparql)


def _each(place: Place, term: URIRef, test: Callable[[str], Condition]) -> Violation:
    """Return what breaks a constraint that each value meets or not by itself."""
    value, pattern = place.values()
    path = place.shape.path
    needs = (path,) if path is not None else ()
    name = component(term.removeprefix(str(SH)))
    return Violation(component=name, pattern=pattern, test=test(value), value=value, judges=path, needs=needs)
