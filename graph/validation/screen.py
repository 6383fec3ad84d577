"""Which nodes pySHACL has to judge: those that a quick and cautious reading of the same shapes does not clear.

pySHACL takes milliseconds a node, this takes microseconds. It clears a node only when it is sure, and reports nothing:
every finding is pySHACL's.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Final

from rdflib import SH, Graph, Literal
from rdflib.collection import Collection as RdfList
from rdflib.term import Node

from graph.validation.compiled.components import components
from graph.validation.constraints import MAKERS, between
from graph.validation.coverage import focus_nodes, targeted
from graph.validation.facts import Facts, Step, facts, way
from graph.validation.logic import Rule, Test, Verdict, each, every, opposite

_TRUE: Final = Literal(True)  # noqa: FBT003  # an RDF boolean
_NOT_RULES: Final = frozenset(
    {SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf, SH.path, SH.severity, SH.message, SH.name}
    | {SH.description, SH.order, SH.group, SH.defaultValue, SH.deactivated, SH.flags, SH.ignoredProperties}
    | {SH.qualifiedMinCount, SH.qualifiedMaxCount, SH.qualifiedValueShapesDisjoint}
)


def suspects(data: Graph, shapes: Graph) -> dict[Node, list[Node]]:
    """Return, for each targeted shape, the focus nodes that are not surely right, sorted."""
    reading = _Reading(facts(data), shapes)
    found: dict[Node, list[Node]] = {}
    for shape in sorted(targeted(shapes), key=str):
        test = reading.test(shape)
        found[shape] = sorted((node for node in focus_nodes(shape, data, shapes) if test(node) is not True), key=str)
    return found


class _Reading:
    """Shapes as functions over facts, each made once."""

    def __init__(self, known: Facts, shapes: Graph) -> None:
        self.known, self.shapes = known, shapes
        self.components = bool(components(shapes))
        self._tests: dict[Node, Test] = {}

    def test(self, shape: Node) -> Test:
        """Return the function that says whether a node conforms to a shape, or that it cannot tell."""
        if shape not in self._tests:
            self._tests[shape] = _cannot_tell  # met again while it is made: the shape is recursive
            try:
                self._tests[shape] = self._made(shape)
            except (LookupError, ValueError, TypeError, re.error):  # not well-formed: pySHACL will say why
                self._tests[shape] = _cannot_tell
        return self._tests[shape]

    def _made(self, shape: Node) -> Test:
        if (shape, SH.deactivated, _TRUE) in self.shapes:
            return lambda _: True
        path = self.shapes.value(shape, SH.path, any=False)
        step: Step = (lambda node: (node,)) if path is None else way(path, self.shapes, self.known)
        rules = list(self._rules(shape))

        def test(node: Node) -> Verdict:
            values = step(node)
            return every(rule(node, values) for rule in rules)

        return test

    def _rules(self, shape: Node) -> Iterator[Rule]:
        for term, value in self.shapes.predicate_objects(shape):
            if term in MAKERS:
                yield MAKERS[term](value, shape, self.shapes, self.known)
            elif (combine := _COMBINED.get(term)) is not None:
                yield combine(self, shape, value)
            elif self.components or (str(term).startswith(str(SH)) and term not in _NOT_RULES):
                yield lambda *_: None

    def node(self, _: Node, value: Node) -> Rule:
        """`sh:node`: every value conforms to another shape."""
        return each(self.test(value))

    def property(self, _: Node, value: Node) -> Rule:
        """`sh:property`: every value conforms to a property shape, which must have a path."""
        if (value, SH.path, None) not in self.shapes:
            raise ValueError(value)
        return each(self.test(value))

    def negation(self, _: Node, value: Node) -> Rule:
        """`sh:not`: no value conforms to another shape."""
        test = self.test(value)
        return each(lambda node: opposite(test(node)))

    def conjunction(self, _: Node, value: Node) -> Rule:
        """`sh:and`: every value conforms to all the shapes of a list."""
        tests = [self.test(one) for one in RdfList(self.shapes, value)]
        return each(lambda node: every(test(node) for test in tests))

    def disjunction(self, _: Node, value: Node) -> Rule:
        """`sh:or`: every value conforms to one of the shapes of a list; not (not a and not b)."""
        tests = [self.test(one) for one in RdfList(self.shapes, value)]
        return each(lambda node: opposite(every(opposite(test(node)) for test in tests)))

    def closed(self, shape: Node, value: Node) -> Rule:
        """`sh:closed`: every value bears only the properties of the shape and those it ignores."""
        if value != _TRUE:
            return lambda *_: True
        ignored = self.shapes.value(shape, SH.ignoredProperties)
        allowed = set(RdfList(self.shapes, ignored)) if ignored is not None else set[Node]()
        for one in self.shapes.objects(shape, SH.property):
            allowed |= set(self.shapes.objects(one, SH.path))
        return each(lambda node: self.known.properties.get(node, frozenset()) <= allowed)

    def qualified(self, shape: Node, value: Node) -> Rule:
        """`sh:qualifiedValueShape`: enough values conform to a shape, and not too many."""
        if (shape, SH.qualifiedValueShapesDisjoint, _TRUE) in self.shapes:
            return lambda *_: None
        bounds = [self.shapes.value(shape, term) for term in (SH.qualifiedMinCount, SH.qualifiedMaxCount)]
        test, counted = self.test(value), between(*bounds)

        def rule(node: Node, values: Collection[Node]) -> Verdict:
            verdicts = [(test(one), one) for one in values]
            if any(verdict is None for verdict, _ in verdicts):
                return None
            return counted(node, [one for verdict, one in verdicts if verdict])

        return rule


_COMBINED: Final[Mapping[Node, Callable[[_Reading, Node, Node], Rule]]] = {
    SH.node: _Reading.node,
    SH.property: _Reading.property,
    SH["not"]: _Reading.negation,
    SH["and"]: _Reading.conjunction,
    SH["or"]: _Reading.disjunction,
    SH.closed: _Reading.closed,
    SH.qualifiedValueShape: _Reading.qualified,
}


def _cannot_tell(_: Node) -> Verdict:
    return None
