"""Constraints that a node decides with all its values: counts, pairs of properties, languages, closed shapes."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final, TypeAlias

from rdflib import SH, URIRef
from rdflib.term import Node

from graph.validation.compiled.conditions import Holds, negated, reaches
from graph.validation.compiled.errors import DeclinedError
from graph.validation.compiled.paths import Path, predicate
from graph.validation.compiled.place import Place, component
from graph.validation.compiled.shapelists import members
from graph.validation.compiled.shapes import is_true
from graph.validation.compiled.terms import sparql
from graph.validation.compiled.values import whole
from graph.validation.compiled.violations import Violation

Maker: TypeAlias = Callable[[Place, Node], Iterator[Violation]]


def _min_count(place: Place, wanted: Node) -> Iterator[Violation]:
    yield Violation(component=component("minCount"), test=place.at_least(whole(wanted)))


def _max_count(place: Place, wanted: Node) -> Iterator[Violation]:
    most = whole(wanted)
    several = place.shape.path if most > 0 else None
    yield Violation(component=component("maxCount"), test=negated(place.at_least(most + 1)), repeats=several)


def _has_value(place: Place, wanted: Node) -> Iterator[Violation]:
    term, path = sparql(wanted), place.shape.path
    found = Holds(f"sameTerm({place.node}, {term})") if path is None else reaches(place.node, path, term)
    yield Violation(component=component("hasValue"), test=found)


def _equals(place: Place, wanted: Node) -> Iterator[Violation]:
    """Break `sh:equals` from both sides: a value that the property lacks, a value that only the property has."""
    value, pattern = place.values()
    other, path, pair = place.fresh(), place.shape.path, predicate(wanted)
    here = Holds(f"sameTerm({place.node}, {other})") if path is None else reaches(place.node, path, other)
    name = component("equals")
    own = (path,) if path is not None else ()
    yield Violation(component=name, pattern=pattern, test=reaches(place.node, pair, value), value=value, needs=own)
    lone = pair.walk(place.node, other)
    yield Violation(component=name, pattern=lone, test=here, value=other, needs=(pair,))


def _disjoint(place: Place, wanted: Node) -> Iterator[Violation]:
    value, pattern = place.values()
    pair = predicate(wanted)
    has = reaches(place.node, pair, value)
    yield Violation(
        component=component("disjoint"), pattern=pattern, test=negated(has), value=value, needs=_both(place, pair)
    )


def _before(name: str, sign: str) -> Maker:
    def made(place: Place, wanted: Node) -> Iterator[Violation]:
        if place.shape.path is None:
            raise DeclinedError(f"sh:{name} demande un sh:path")
        value, pattern = place.values()
        other, pair = place.fresh(), predicate(wanted)
        yield Violation(
            component=component(name),
            pattern=f"{pattern} {pair.walk(place.node, other)}",
            test=Holds(f"COALESCE({value} {sign} {other}, false)"),
            value=value,
            apart=other,
            needs=_both(place, pair),
        )

    return made


def _unique_lang(place: Place, _: Node) -> Iterator[Violation]:
    """Break `sh:uniqueLang` once for each language that two values share."""
    path = place.shape.path
    if path is not None and is_true(place.shapes, place.shape.node, SH.uniqueLang):
        one, other, tag = place.fresh(), place.fresh(), place.fresh()
        same = f'{tag} != "" && {tag} = LCASE(LANG({other})) && !sameTerm({one}, {other})'
        yield Violation(
            component=component("uniqueLang"),
            pattern=f"{path.walk(place.node, one)} {path.walk(place.node, other)} BIND(LCASE(LANG({one})) AS {tag})",
            test=Holds(f"!COALESCE({same}, false)"),
            apart=tag,
            needs=(path,),
            repeats=path,
        )


def _closed(place: Place, _: Node) -> Iterator[Violation]:
    shapes, node = place.shapes, place.shape.node
    if is_true(shapes, node, SH.closed):
        ignored = shapes.value(node, SH.ignoredProperties)
        allowed = set(members(shapes, ignored)) if ignored is not None else set[Node]()
        allowed |= {way for one in shapes.objects(node, SH.property) for way in shapes.objects(one, SH.path)}
        names = frozenset(sparql(one) for one in allowed if isinstance(one, URIRef))
        value, pattern = place.values()
        term, told = place.fresh(), place.fresh()
        yield Violation(
            component=component("closed"),
            pattern=f"{pattern} {value} {term} {told} .",
            test=Holds(f"{term} IN ({', '.join(sorted(names))})"),
            value=told,
            path=term,
            only=names if place.shape.path is None else None,
        )


def _both(place: Place, pair: Path) -> tuple[Path, ...]:
    return (pair,) if place.shape.path is None else (place.shape.path, pair)


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
