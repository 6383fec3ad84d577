"""Expressions that know their type, and what a function may demand of its arguments."""

from dataclasses import dataclass
from typing import Final

from loaders.syntax import Call, Constant, Expression
from loaders.terms import BOOLEAN, DATE, TermType

_TEXT_OF: Final = "en prendre le texte avec STR()"


@dataclass(frozen=True)
class Typed:
    """An expression with its type; its arguments are typed too, its constant variables are replaced."""

    expression: Expression
    type: TermType
    arguments: tuple["Typed", ...] = ()

    @property
    def constant(self) -> bool:
        """Say whether no variable is left in it."""
        if self.arguments:
            return all(argument.constant for argument in self.arguments)
        return isinstance(self.expression, Constant)


def textual(call: Call, *arguments: Typed) -> None:
    """Demand texts, simple or in a language."""
    for argument in arguments:
        if not argument.type.textual:
            problem = f"{call.function} attend un texte, pas {argument.type}"
            raise argument.expression.place.refusal(problem, _TEXT_OF)


def simple(call: Call, *arguments: Typed) -> None:
    """Demand texts without datatype or language."""
    for argument in arguments:
        if not argument.type.simple:
            problem = f"{call.function} attend un texte simple, pas {argument.type}"
            raise argument.expression.place.refusal(problem, _TEXT_OF)


def numeric(call: Call, *arguments: Typed) -> None:
    """Demand xsd:integer or xsd:decimal."""
    for argument in arguments:
        if not argument.type.numeric:
            raise argument.expression.place.refusal(f"« {call.function} » attend un nombre, pas {argument.type}")


def condition(node: Typed) -> None:
    """Demand a truth value: a boolean, a number or a simple literal."""
    if not (node.type.datatype == BOOLEAN.datatype or node.type.numeric or node.type.simple):
        problem = f"{node.type} n'est ni vrai ni faux"
        raise node.expression.place.refusal(problem, "écrire une comparaison ou BOUND()")


def constant(call: Call, argument: Typed, what: str) -> str:
    """Demand a constant, and return its text."""
    if not isinstance(argument.expression, Constant):
        raise argument.expression.place.refusal(f"{what} de {call.function} doit être une constante")
    return str(argument.expression.term)


def comparable(call: Call, left: Typed, right: Typed) -> None:
    """Demand two terms that SPARQL compares by value; IRIs, languages and booleans only have `=` and `!=`."""
    one, other, equality = left.type, right.type, call.function in {"=", "!=", "IN"}
    ordered = (one.simple and other.simple) or (one.numeric and other.numeric) or one.datatype == other.datatype == DATE
    same = one.joined(other) is not None and (one.iri or one.language or one.datatype == BOOLEAN.datatype)
    if not (ordered or (equality and same)):
        problem = f"« {call.function} » ne compare pas {one} et {other}"
        raise call.place.refusal(problem, _TEXT_OF)


def joined(call: Call, branches: tuple[Typed, ...]) -> TermType:
    """Demand branches of one type, and return it."""
    kind = branches[0].type
    for branch in branches[1:]:
        common = kind.joined(branch.type)
        if common is None:
            problem = f"{call.function} donnerait tantôt {kind}, tantôt {branch.type}"
            raise branch.expression.place.refusal(problem, "donner le même type de terme dans tous les cas")
        kind = common
    return kind
