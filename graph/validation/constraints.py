"""The core constraints of SHACL that one node and its values decide, read cautiously: yes, no, or None."""

import re
from collections.abc import Callable, Collection, Mapping
from datetime import date
from decimal import Decimal
from typing import Final, TypeAlias

from rdflib import SH, XSD, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection as RdfList
from rdflib.term import Node

from graph.validation.facts import Facts, Step
from graph.validation.lexical import ill_formed
from graph.validation.logic import Rule, Verdict, each, every

Maker: TypeAlias = Callable[[Node, Node, Graph, Facts], Rule]
"""What makes a rule of the value of a parameter, the shape that bears it, the shapes and the facts."""

_KINDS: Final[Mapping[Node, tuple[type[Node], ...]]] = {
    SH.IRI: (URIRef,),
    SH.BlankNode: (BNode,),
    SH.Literal: (Literal,),
    SH.BlankNodeOrIRI: (BNode, URIRef),
    SH.BlankNodeOrLiteral: (BNode, Literal),
    SH.IRIOrLiteral: (URIRef, Literal),
}
_PYTHON: Final[Mapping[Node, type]] = {XSD.date: date, XSD.decimal: Decimal, XSD.integer: int}


def between(low: Node | None, high: Node | None) -> Rule:
    """Return the rule that counts the value nodes."""
    least = _integer(low) if low is not None else 0
    most = _integer(high) if high is not None else None
    return lambda _, values: least <= len(values) and (most is None or len(values) <= most)


def _integer(value: Node) -> int:
    number = value.toPython() if isinstance(value, Literal) else None
    if not isinstance(number, int):
        raise TypeError(f"nombre entier attendu : {value}")
    return number


def _datatype(datatype: Node) -> Rule:
    if datatype not in _PYTHON and datatype not in (XSD.string, XSD.gYear, XSD.gYearMonth, XSD.token, XSD.anyURI):
        return lambda *_: None
    expected = {datatype, None} if datatype == XSD.string else {datatype}

    def test(node: Node) -> Verdict:
        if not isinstance(node, Literal) or node.language or node.datatype not in expected:
            return False
        kind = _PYTHON.get(datatype)
        sound = not ill_formed(node) and (kind is None or type(node.value) is kind)
        return True if sound else None

    return each(test)


def _node_kind(kind: Node) -> Rule:
    kinds = _KINDS[kind]
    return each(lambda node: isinstance(node, kinds))


def _min_length(value: Node) -> Rule:
    least = _integer(value)
    return each(lambda node: not isinstance(node, BNode) and len(str(node)) >= least)


def _disjoint(others: Step) -> Rule:
    return lambda node, values: set(values).isdisjoint(others(node))


def _pattern(pattern: Node, shape: Node, shapes: Graph) -> Rule:
    flags = "".join(str(one) for one in shapes.objects(shape, SH.flags)).lower()
    found = re.compile(str(pattern), (re.IGNORECASE if "i" in flags else 0) | (re.MULTILINE if "m" in flags else 0))
    return each(lambda node: not isinstance(node, BNode) and found.search(str(node)) is not None)


def _language_in(listed: Node, shapes: Graph) -> Rule:
    tags = {str(one).lower() for one in RdfList(shapes, listed)}

    def test(node: Node) -> Verdict:
        tag = (node.language or "").lower() if isinstance(node, Literal) else ""
        return True if tag in tags else None if tag else False

    return each(test)


def _unique_lang(wanted: Node) -> Rule:
    if wanted != Literal(True):  # noqa: FBT003  # an RDF boolean
        return lambda *_: None

    def rule(_: Node, values: Collection[Node]) -> Verdict:
        tags = [node.language.lower() for node in values if isinstance(node, Literal) and node.language]
        return len(tags) == len(set(tags))

    return rule


def _before(term: Node, known: Facts, *, equal: bool) -> Rule:
    others = known.step(term)

    def compared(one: Node, two: Node) -> Verdict:
        if not (_is_date(one) and _is_date(two)):
            return None
        return str(one) < str(two) or (equal and str(one) == str(two))

    return lambda node, values: every(compared(one, two) for one in values for two in others(node))


def _is_date(node: Node) -> bool:
    """Return whether a node is a plain day of four-digit year: those compare as text."""
    return (
        isinstance(node, Literal)
        and node.datatype == XSD.date
        and len(node) == len("2020-05-18")
        and not ill_formed(node)
    )


def _within(limit: Node, allowed: Callable[[Decimal, Decimal], bool]) -> Rule:
    bound = _number(limit)

    def test(node: Node) -> Verdict:
        number = _number(node)
        return None if number is None or bound is None else allowed(number, bound)

    return each(test)


def _number(node: Node) -> Decimal | None:
    exact = isinstance(node, Literal) and node.datatype in (XSD.integer, XSD.decimal) and not ill_formed(node)
    return Decimal(str(node)) if exact else None


MAKERS: Final[Mapping[Node, Maker]] = {
    SH.minCount: lambda value, *_: between(value, None),
    SH.maxCount: lambda value, *_: between(None, value),
    SH.datatype: lambda value, *_: _datatype(value),
    SH.nodeKind: lambda value, *_: _node_kind(value),
    SH["class"]: lambda value, _, __, known: each(known.members(value).__contains__),
    SH["in"]: lambda value, _, shapes, __: each(frozenset(RdfList(shapes, value)).__contains__),
    SH.hasValue: lambda value, *_: lambda __, values: value in values,
    SH.pattern: lambda value, shape, shapes, _: _pattern(value, shape, shapes),
    SH.minLength: lambda value, *_: _min_length(value),
    SH.languageIn: lambda value, _, shapes, __: _language_in(value, shapes),
    SH.uniqueLang: lambda value, *_: _unique_lang(value),
    SH.lessThan: lambda value, _, __, known: _before(value, known, equal=False),
    SH.lessThanOrEquals: lambda value, _, __, known: _before(value, known, equal=True),
    SH.disjoint: lambda value, _, __, known: _disjoint(known.step(value)),
    SH.minInclusive: lambda value, *_: _within(value, Decimal.__ge__),
    SH.minExclusive: lambda value, *_: _within(value, Decimal.__gt__),
    SH.maxInclusive: lambda value, *_: _within(value, Decimal.__le__),
    SH.maxExclusive: lambda value, *_: _within(value, Decimal.__lt__),
}
"""Parameter -> what makes its rule; a parameter that is not here is for pySHACL to judge."""
