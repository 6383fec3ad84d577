"""Constraints that a node decides with all its values: counts, pairs of properties, languages, closed shapes."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from rdflib import SH, Graph, URIRef
from rdflib.term import Node

from graph.validation.compiled.errors import DeclinedError
from graph.validation.compiled.shapes import Shape, is_true, members
from graph.validation.compiled.terms import sparql
from graph.validation.compiled.values import whole
from graph.validation.compiled.violations import Violation, enough, exists, named, negated


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a constraint applies: a shape, the variable of its focus node, and a maker of new variables."""

    shape: Shape
    node: str
    shapes: Graph
    fresh: Callable[[], str]

    def values(self) -> tuple[str, str]:
        """Return the variable of a value node, and the pattern that binds it, empty for a node shape."""
        if self.shape.path is None:
            return self.node, ""
        value = self.fresh()
        return value, f"{self.node} {self.shape.path} {value} ."

    def at_least(self, least: int, condition: Callable[[str], str] = lambda _: "true") -> str:
        """Return the expression that says whether the node has enough values where a condition holds."""
        if self.shape.path is None:
            raise DeclinedError("un compte de valeurs demande un sh:path")
        values = [self.fresh() for _ in range(named(least))]
        return enough(self.node, self.shape.path, least, values, [condition(one) for one in values])


Maker: TypeAlias = Callable[[Place, Node], Iterator[Violation]]


def component(name: str) -> URIRef:
    """Return the constraint component of a parameter: `minCount` -> `sh:MinCountConstraintComponent`."""
    return SH[f"{name[0].upper()}{name[1:]}ConstraintComponent"]


def _min_count(place: Place, wanted: Node) -> Iterator[Violation]:
    yield Violation(
        component=component("minCount"), condition=negated(place.at_least(whole(wanted))), least=whole(wanted)
    )


def _max_count(place: Place, wanted: Node) -> Iterator[Violation]:
    yield Violation(component=component("maxCount"), condition=place.at_least(whole(wanted) + 1), most=whole(wanted))


def _has_value(place: Place, wanted: Node) -> Iterator[Violation]:
    term, path = sparql(wanted), place.shape.path
    found = f"sameTerm({place.node}, {term})" if path is None else exists(f"{place.node} {path} {term} .")
    yield Violation(component=component("hasValue"), condition=negated(found))


def _equals(place: Place, wanted: Node) -> Iterator[Violation]:
    """Break `sh:equals` from both sides: a value that the property lacks, a value that only the property has."""
    value, pattern = place.values()
    other, path = place.fresh(), place.shape.path
    here = f"sameTerm({place.node}, {other})" if path is None else exists(f"{place.node} {path} {other} .")
    has = exists(f"{place.node} {sparql(wanted)} {value} .")
    yield Violation(component=component("equals"), pattern=pattern, condition=negated(has), value=value)
    lone = f"{place.node} {sparql(wanted)} {other} ."
    yield Violation(component=component("equals"), pattern=lone, condition=negated(here), value=other)


def _disjoint(place: Place, wanted: Node) -> Iterator[Violation]:
    value, pattern = place.values()
    has = exists(f"{place.node} {sparql(wanted)} {value} .")
    yield Violation(component=component("disjoint"), pattern=pattern, condition=has, value=value)


def _before(name: str, sign: str) -> Maker:
    def made(place: Place, wanted: Node) -> Iterator[Violation]:
        if place.shape.path is None:
            raise DeclinedError(f"sh:{name} demande un sh:path")
        value, pattern = place.values()
        other = place.fresh()
        yield Violation(
            component=component(name),
            pattern=f"{pattern} {place.node} {sparql(wanted)} {other} .",
            condition=f"!COALESCE({value} {sign} {other}, false)",
            value=value,
            apart=other,
        )

    return made


def _unique_lang(place: Place, _: Node) -> Iterator[Violation]:
    """Break `sh:uniqueLang` once for each language that two values share."""
    if is_true(place.shapes, place.shape.node, SH.uniqueLang):
        one, other, tag, path = place.fresh(), place.fresh(), place.fresh(), place.shape.path
        yield Violation(
            component=component("uniqueLang"),
            pattern=f"{place.node} {path} {one} , {other} . BIND(LCASE(LANG({one})) AS {tag})",
            condition=f'COALESCE({tag} != "" && {tag} = LCASE(LANG({other})) && !sameTerm({one}, {other}), false)',
            apart=tag,
        )


def _closed(place: Place, _: Node) -> Iterator[Violation]:
    shapes, node = place.shapes, place.shape.node
    if is_true(shapes, node, SH.closed):
        ignored = shapes.value(node, SH.ignoredProperties)
        allowed = set(members(shapes, ignored)) if ignored is not None else set[Node]()
        allowed |= {way for one in shapes.objects(node, SH.property) for way in shapes.objects(one, SH.path)}
        names = ", ".join(sorted(sparql(one) for one in allowed if isinstance(one, URIRef)))
        value, pattern = place.values()
        term, told = place.fresh(), place.fresh()
        yield Violation(
            component=component("closed"),
            pattern=f"{pattern} {value} {term} {told} .",
            condition=f"{term} NOT IN ({names})",
            value=told,
            path=term,
        )


MAKERS: Final[Mapping[URIRef, Maker]] = {
    SH.minCount: _min_count,
    SH.maxCount: _max_count,
    SH.hasValue: _has_value,
    SH.equals: _equals,
    SH.disjoint: _disjoint,
    SH.lessThan: _before("lessThan", "<"),
    SH.lessThanOrEquals: _before("lessThanOrEquals", "<="),
    SH.uniqueLang: _unique_lang,
    SH.closed: _closed,
}
"""Parameter -> what breaks it."""
