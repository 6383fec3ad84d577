"""The type of every expression, found before any row is read; what has no single type is refused."""

import re
from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from loaders import text_signatures, typed
from loaders.iri_functions import ON_REFERENCES
from loaders.syntax import Call, Constant, Expression, Variable
from loaders.terms import BOOLEAN, DECIMAL, INTEGER, IRI, TermType, type_of
from loaders.typed import Typed

Scope: TypeAlias = Mapping[str, TermType | Constant]
"""What each variable is known to be: a type, or a constant that a BIND gave."""

_ABSOLUTE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]*")


def check(expression: Expression, scope: Scope) -> Typed:
    """Type an expression, or raise the SourceError that says which line is refused and why."""
    if isinstance(expression, Variable):
        return _variable(expression, scope)
    if isinstance(expression, Constant):
        return Typed(expression, type_of(expression.term))
    arguments = tuple(check(argument, scope) for argument in expression.arguments)
    rule = _iri_function if expression.function.startswith("iri:") else _RULES[expression.function]
    return Typed(expression, rule(expression, arguments), arguments)


def _variable(variable: Variable, scope: Scope) -> Typed:
    known = scope.get(variable.name)
    if known is None:
        problem = f"?{variable.name} n'est ni une colonne déclarée, ni liée par un BIND plus haut"
        raise variable.place.refusal(problem, f"variables connues : {', '.join(sorted(scope))}")
    return Typed(known, type_of(known.term)) if isinstance(known, Constant) else Typed(variable, known)


def _iri(call: Call, arguments: tuple[Typed, ...]) -> TermType:
    if not isinstance(arguments[0].expression, Constant):
        problem = "IRI() ne prend qu'une constante : une cellule y mettrait n'importe quoi"
        raise call.place.refusal(problem, "écrire une fonction iri:")
    if not _ABSOLUTE.fullmatch(str(arguments[0].expression.term)):
        raise call.place.refusal(f"« {arguments[0].expression.term} » n'est pas un IRI absolu")
    return IRI


def _iri_function(call: Call, arguments: tuple[Typed, ...]) -> TermType:
    kind = "reference" if call.function.removeprefix("iri:") in ON_REFERENCES else "part"
    for argument in arguments:
        if argument.type.iri or argument.type.language or argument.type.form != kind:
            problem = f"un argument de {call.function} peut contenir ce qu'un IRI refuse"
            if kind == "reference":
                problem = f"{call.function} attend une référence (commune:62119)"
            remedy = f"donner à la colonne le genre « {'reference' if kind == 'reference' else 'slug'} »"
            raise argument.expression.place.refusal(problem, remedy)
    return IRI


def _compared(call: Call, arguments: tuple[Typed, ...]) -> TermType:
    for other in arguments[1:]:
        typed.comparable(call, arguments[0], other)
    return BOOLEAN


def _logical(_: Call, arguments: tuple[Typed, ...]) -> TermType:
    for argument in arguments:
        typed.condition(argument)
    return BOOLEAN


def _chosen(call: Call, arguments: tuple[Typed, ...]) -> TermType:
    typed.condition(arguments[0])
    return typed.joined(call, arguments[1:])


def _computed(call: Call, arguments: tuple[Typed, ...]) -> TermType:
    typed.numeric(call, *arguments)
    return INTEGER if call.function != "/" and all(argument.type.integer for argument in arguments) else DECIMAL


_RULES: Final[Mapping[str, Callable[[Call, tuple[Typed, ...]], TermType]]] = {
    **text_signatures.RULES,
    "IRI": _iri,
    "BOUND": lambda _, __: BOOLEAN,
    "IF": _chosen,
    "COALESCE": typed.joined,
    **dict.fromkeys(("=", "!=", "<", ">", "<=", ">=", "IN"), _compared),
    **dict.fromkeys(("&&", "||", "!"), _logical),
    **dict.fromkeys(("+", "-", "*", "/"), _computed),
}
