"""Constraints that one value decides: each becomes an expression, true when the value is right, that never fails."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final, TypeAlias

from rdflib import RDFS, SH, XSD, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from graph.names import curie
from graph.validation.compiled.errors import DeclinedError
from graph.validation.compiled.facts import FORGOTTEN, Facts
from graph.validation.compiled.terms import quoted, sparql
from graph.validation.compiled.violations import some

Test: TypeAlias = Callable[[Node, str, Node, Graph, Facts], str]
"""The value of a parameter, the variable to test, the shape that bears it, the shapes, the facts -> an expression."""

_KINDS: Final[Mapping[Node, tuple[str, ...]]] = {
    SH.IRI: ("isIRI",),
    SH.BlankNode: ("isBlank",),
    SH.Literal: ("isLiteral",),
    SH.BlankNodeOrIRI: ("isBlank", "isIRI"),
    SH.BlankNodeOrLiteral: ("isBlank", "isLiteral"),
    SH.IRIOrLiteral: ("isIRI", "isLiteral"),
}
_MANY: Final = 500


def _class(wanted: Node, value: str, _: Node, __: Graph, facts: Facts) -> str:
    return facts.members(value, wanted)


def _datatype(wanted: Node, value: str, _: Node, __: Graph, facts: Facts) -> str:
    if wanted == RDFS.Literal:
        return f"isLiteral({value})"
    if wanted in FORGOTTEN:
        raise DeclinedError(f"Oxigraph lit {curie(wanted)} comme un type plus large")
    same = f"isLiteral({value}) && DATATYPE({value}) = {sparql(wanted)}"
    texts = facts.misspelt(wanted)
    if len(texts) > _MANY:
        raise DeclinedError(f"plus de {_MANY} textes différents sont mal formés pour {curie(wanted)}")
    return f"{same} && STR({value}) NOT IN ({', '.join(map(quoted, texts))})" if texts else same


def _node_kind(wanted: Node, value: str, *_: object) -> str:
    if wanted not in _KINDS:
        raise DeclinedError(f"sh:nodeKind inconnu : {wanted}")
    return " || ".join(f"{one}({value})" for one in _KINDS[wanted])


def _length(sign: str) -> Test:
    def made(wanted: Node, value: str, *_: object) -> str:
        bound = whole(wanted)
        right = f"!isBlank({value}) && STRLEN(STR({value})) {sign} {bound}"
        return "true" if sign == ">=" and bound == 0 else right

    return made


def _pattern(wanted: Node, value: str, shape: Node, shapes: Graph, facts: Facts) -> str:
    flags = "".join(sorted({letter for one in shapes.objects(shape, SH.flags) for letter in str(one)}))
    if not facts.understands(str(wanted), flags):
        raise DeclinedError(f"expression rationnelle qu'Oxigraph ne connaît pas : {str(wanted)[:60]}")
    return f"!isBlank({value}) && REGEX(STR({value}), {quoted(str(wanted))}, {quoted(flags)})"


def _language_in(wanted: Node, value: str, _: Node, shapes: Graph, __: Facts) -> str:
    ranges = [str(one) for one in Collection(shapes, wanted)]
    tests = some(f"LANGMATCHES(LANG({value}), {quoted(one)})" for one in ranges)
    return f"isLiteral({value}) && ({tests})"


def _in(wanted: Node, value: str, _: Node, shapes: Graph, __: Facts) -> str:
    members = [one for one in Collection(shapes, wanted) if not isinstance(one, BNode)]
    iris = ", ".join(sparql(one) for one in members if isinstance(one, URIRef))
    literals = [f"sameTerm({value}, {sparql(one)})" for one in members if isinstance(one, Literal)]
    plain = [one for one in members if isinstance(one, Literal) and one.datatype is None and not one.language]
    if len(literals) > _MANY and len(plain) == len(literals):  # a long list of texts is looked up, not compared
        literals = [
            f"isLiteral({value}) && DATATYPE({value}) = {sparql(XSD.string)} && STR({value}) IN ({_texts(plain)})"
        ]
    return some([*([f"isIRI({value}) && {value} IN ({iris})"] if iris else []), *literals])


def _texts(members: Sequence[Node]) -> str:
    return ", ".join(quoted(str(one)) for one in members)


def _compared(sign: str) -> Test:
    return lambda wanted, value, *_: f"COALESCE({value} {sign} {sparql(wanted)}, false)"


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
