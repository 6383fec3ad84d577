"""Shapes as SPARQL: for each shape the ways to break it, and the expression that says whether a node conforms."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import count
from typing import Final

from rdflib import SH, Graph, URIRef
from rdflib.term import Node

from graph.validation.compiled.constraints import MAKERS, Place, component
from graph.validation.compiled.embedded import constrained
from graph.validation.compiled.errors import DeclinedError
from graph.validation.compiled.facts import Facts
from graph.validation.compiled.shapes import Shape, is_true, members, parameters, shape_of
from graph.validation.compiled.values import TESTS, whole
from graph.validation.compiled.violations import Violation, every, exists, negated, some

THIS: Final = "?this"


class Compiler:
    """The shapes of one graph over the facts of one store; recursion is declined."""

    def __init__(self, shapes: Graph, facts: Facts) -> None:
        """Keep both; nothing is compiled yet."""
        self.shapes, self.facts = shapes, facts
        self._above: list[Node] = []
        self._numbers = count()

    def fresh(self) -> str:
        """Return a variable that no other expression uses."""
        return f"?v{next(self._numbers)}"

    def shape(self, node: Node) -> Shape:
        """Read a shape."""
        return shape_of(node, self.shapes)

    def properties(self, node: Node) -> list[Node]:
        """Return the property shapes that a shape holds, sorted; one without a path is declined."""
        found = sorted(self.shapes.objects(node, SH.property), key=str)
        if any((one, SH.path, None) not in self.shapes for one in found):
            raise DeclinedError("sh:property y désigne une forme sans sh:path")
        return found

    def violations(self, node: Node, focus: str = THIS) -> Iterator[Violation]:
        """Yield the ways in which a focus node breaks the constraints of a shape, those of `sh:property` apart."""
        place = Place(shape=self.shape(node), node=focus, shapes=self.shapes, fresh=self.fresh)
        for term, wanted in parameters(node, self.shapes, {*TESTS, *MAKERS, *_COMBINED, *_OTHERS}):
            for one in self._broken(place, term, wanted):
                yield replace(one, parameter=wanted)

    def _broken(self, place: Place, term: URIRef, wanted: Node) -> Iterator[Violation]:
        if term in TESTS:
            test = TESTS[term]
            yield self._each(
                place,
                component(term.removeprefix(str(SH))),
                lambda value: test(wanted, value, place.shape.node, self.shapes, self.facts),
            )
        elif term in MAKERS:
            yield from MAKERS[term](place, wanted)
        elif term in _COMBINED:
            yield self._each(place, component(term.removeprefix(str(SH))), _COMBINED[term](self, wanted))
        elif term == SH.sparql:
            yield from constrained(place, wanted, self.facts)
        else:
            yield from self._qualified(place, wanted)

    def conforms(self, node: Node, focus: str) -> str:
        """Return the expression that says whether a node conforms to a shape, whatever the severity."""
        if node in self._above:
            raise DeclinedError("forme récursive")
        shape = self.shape(node)
        if not shape.active:
            return "true"
        self._above.append(node)
        try:
            wrongs = [exists(one.pattern, one.condition) for one in self.violations(node, focus)]
            place = Place(shape=shape, node=focus, shapes=self.shapes, fresh=self.fresh)
            for held in self.properties(node):
                value, pattern = place.values()
                wrongs.append(exists(pattern, negated(self.conforms(held, value))))
        finally:
            self._above.pop()
        return every(negated(one) for one in wrongs)

    def _each(self, place: Place, component: URIRef, test: Callable[[str], str]) -> Violation:
        value, pattern = place.values()
        return Violation(
            component=component, pattern=pattern, condition=negated(test(value)), value=value, judges_values=True
        )

    def _node(self, wanted: Node) -> Callable[[str], str]:
        if (wanted, SH.path, None) in self.shapes:
            raise DeclinedError("sh:node y désigne une forme de propriété")
        return lambda value: self.conforms(wanted, value)

    def _not(self, wanted: Node) -> Callable[[str], str]:
        return lambda value: negated(self.conforms(wanted, value))

    def _and(self, wanted: Node) -> Callable[[str], str]:
        return lambda value: every(self.conforms(one, value) for one in members(self.shapes, wanted))

    def _or(self, wanted: Node) -> Callable[[str], str]:
        return lambda value: some(self.conforms(one, value) for one in members(self.shapes, wanted))

    def _xone(self, wanted: Node) -> Callable[[str], str]:
        def test(value: str) -> str:
            verdicts = [f"IF({self.conforms(one, value)}, 1, 0)" for one in members(self.shapes, wanted)]
            return f"({' + '.join(verdicts) or '0'}) = 1"

        return test

    def _qualified(self, place: Place, wanted: Node) -> Iterator[Violation]:
        """Count the values that conform to a shape, and to none of its siblings when they must be disjoint."""
        node = place.shape.node
        rivals = self._siblings(node, wanted) if is_true(self.shapes, node, SH.qualifiedValueShapesDisjoint) else []

        def counted(value: str) -> str:
            return every([self.conforms(wanted, value), *(negated(self.conforms(one, value)) for one in rivals)])

        if (least := self.shapes.value(node, SH.qualifiedMinCount)) is not None:
            broken = negated(place.at_least(whole(least), counted))
            yield Violation(component=SH.QualifiedMinCountConstraintComponent, condition=broken)
        if (most := self.shapes.value(node, SH.qualifiedMaxCount)) is not None:
            broken = place.at_least(whole(most) + 1, counted)
            yield Violation(component=SH.QualifiedMaxCountConstraintComponent, condition=broken)

    def _siblings(self, node: Node, wanted: Node) -> list[Node]:
        beside = {
            shape
            for parent in self.shapes.subjects(SH.property, node)
            for held in self.shapes.objects(parent, SH.property)
            for shape in self.shapes.objects(held, SH.qualifiedValueShape)
        }
        return sorted(beside - {wanted}, key=str)


_COMBINED: Final[Mapping[URIRef, Callable[[Compiler, Node], Callable[[str], str]]]] = {
    SH.node: Compiler._node,  # noqa: SLF001  # a table of the class's own methods
    SH["not"]: Compiler._not,  # noqa: SLF001
    SH["and"]: Compiler._and,  # noqa: SLF001
    SH["or"]: Compiler._or,  # noqa: SLF001
    SH.xone: Compiler._xone,  # noqa: SLF001
}
_OTHERS: Final = (SH.qualifiedValueShape, SH.sparql)
