"""Constraints that one value decides: each becomes a condition, true when the value is right."""

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from rdflib import RDF, RDFS, SH, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from graph.names import curie
from graph.validation.compiled.conditions import TRUE, Condition, Holds, Listed, Spelt, every, reaches, some
from graph.validation.compiled.errors import DeclinedError
from graph.validation.compiled.facts import Facts
from graph.validation.compiled.literals import FORGOTTEN
from graph.validation.compiled.paths import Form, Path, predicate
from graph.validation.compiled.shapelists import members
from graph.validation.compiled.terms import quoted, sparql

Test: TypeAlias = Callable[[Node, str, Node, Graph, Facts], Condition]
"""The value of a parameter, the variable to test, the shape that bears it, the shapes, the facts -> a condition."""

_KINDS: Final[Mapping[Node, tuple[str, ...]]] = {
    SH.IRI: ("isIRI",),
    SH.BlankNode: ("isBlank",),
    SH.Literal: ("isLiteral",),
    SH.BlankNodeOrIRI: ("isBlank", "isIRI"),
    SH.BlankNodeOrLiteral: ("isBlank", "isLiteral"),
    SH.IRIOrLiteral: ("isIRI", "isLiteral"),
}
_FEW: Final = 20
_TYPE: Final = predicate(RDF.type)
_BELOW: Final = Path(f"{_TYPE.text}/{sparql(RDFS.subClassOf)}*", Form.MAYBE)


def _class(wanted: Node, value: str, _: Node, __: Graph, facts: Facts) -> Condition:
    classes = facts.subclasses(wanted)
    if any(isinstance(each, BNode) for each in classes):
        return reaches(value, _BELOW, sparql(wanted))
    return some(reaches(value, _TYPE, sparql(each)) for each in classes)


def _datatype(wanted: Node, value: str, *_: object) -> Condition:
    if wanted == RDFS.Literal:
        return Holds(f"isLiteral({value})")
    if wanted in FORGOTTEN:
        raise DeclinedError(f"Oxigraph lit {curie(wanted)} comme un type plus large")
    same = Holds(f"COALESCE(DATATYPE({value}) = {sparql(wanted)}, false)")
    return every((same, Spelt(value, URIRef(str(wanted)))))


def _node_kind(wanted: Node, value: str, *_: object) -> Condition:
    if wanted not in _KINDS:
        raise DeclinedError(f"sh:nodeKind inconnu : {wanted}")
    return Holds(" || ".join(f"{one}({value})" for one in _KINDS[wanted]), untyped="isLiteral" not in _KINDS[wanted])


def _length(sign: str) -> Test:
    def made(wanted: Node, value: str, *_: object) -> Condition:
        bound = whole(wanted)
        if sign == ">=" and bound == 0:
            return TRUE
        return Holds(f"COALESCE(STRLEN(STR({value})) {sign} {bound}, false)")  # a blank node has no text

    return made


def _pattern(wanted: Node, value: str, shape: Node, shapes: Graph, facts: Facts) -> Condition:
    flags = "".join(sorted({letter for one in shapes.objects(shape, SH.flags) for letter in str(one)}))
    if not facts.understands(str(wanted), flags):
        raise DeclinedError(f"expression rationnelle qu'Oxigraph ne connaît pas : {str(wanted)[:60]}")
    return Holds(f"COALESCE(REGEX(STR({value}), {quoted(str(wanted))}, {quoted(flags)}), false)")


def _language_in(wanted: Node, value: str, _: Node, shapes: Graph, __: Facts) -> Condition:
    texts = (f"LANGMATCHES(LANG({value}), {quoted(str(one))})" for one in members(shapes, wanted))
    return some(Holds(f"COALESCE({text}, false)", untyped=True) for text in texts)


def _in(wanted: Node, value: str, _: Node, shapes: Graph, __: Facts) -> Condition:
    terms = tuple(sparql(one) for one in members(shapes, wanted) if not isinstance(one, BNode))
    if len(terms) > _FEW:
        return Listed(value, terms)
    return some(Holds(f"sameTerm({value}, {term})") for term in terms)


def _compared(sign: str) -> Test:
    return lambda wanted, value, *_: Holds(f"COALESCE({value} {sign} {sparql(wanted)}, false)")


def whole(wanted: Node) -> int:
    """Return the integer that a parameter must be."""
    number = wanted.value if isinstance(wanted, Literal) else None
    if not isinstance(number, int) or isinstance(number, bool):
        raise DeclinedError(f"nombre entier attendu : {wanted}")
    return number


TESTS: Final[Mapping[URIRef, Test]] = {
    SH["class"]: _class,
    SH.datatype: _datatype,
    SH.nodeKind: _node_kind,
    SH.minLength: _length(">="),
    SH.maxLength: _length("<="),
    SH.pattern: _pattern,
    SH.languageIn: _language_in,
    SH["in"]: _in,
    SH.minInclusive: _compared(">="),
    SH.minExclusive: _compared(">"),
    SH.maxInclusive: _compared("<="),
    SH.maxExclusive: _compared("<"),
}
"""Parameter -> what tests a value."""
