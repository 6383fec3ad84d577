"""The type of every expression, found before any row is read; what has no single type is refused."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final, TypeAlias

from rdflib import RDF, XSD

from loaders import typed
from loaders.iri_functions import ON_REFERENCES
from loaders.patterns import PatternError, translate
from loaders.syntax import Call, Constant, Expression, Variable
from loaders.terms import BOOLEAN, DECIMAL, INTEGER, IRI, TermType, type_of
from loaders.typed import Typed

Scope: TypeAlias = Mapping[str, TermType | Constant]
"""What each variable is known to be: a type, or a constant that a BIND gave."""

_TAG: Final = re.compile(r"[A-Za-z]+(-[A-Za-z0-9]+)*")
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


def _str(_: Call, arguments: tuple[Typed, ...]) -> TermType:
    return TermType(form=arguments[0].type.form)


def _case(call: Call, arguments: tuple[Typed, ...]) -> TermType:
    typed.textual(call, arguments[0])
    return _reshaped(arguments[0].type)


def _reshaped(text: TermType) -> TermType:
    """Return the type of a changed text: what is made of a part is a part, of a reference is no reference."""
    return replace(text, form="part" if text.form == "part" else "text")


def _length(call: Call, arguments: tuple[Typed, ...]) -> TermType:
    typed.textual(call, arguments[0])
    return INTEGER


def _substring(call: Call, arguments: tuple[Typed, ...]) -> TermType:
    typed.textual(call, arguments[0])
    for argument, what, least in zip(arguments[1:], ("le début", "la longueur"), (1, 0), strict=False):
        number = typed.constant(call, argument, what)
        if not argument.type.integer or int(number) < least:
            raise argument.expression.place.refusal(f"{what} de SUBSTR doit être un entier, au moins {least}")
    return _reshaped(arguments[0].type)


def _replaced(call: Call, arguments: tuple[Typed, ...]) -> TermType:
    text, *others = arguments
    typed.textual(call, text)
    words = ("le motif", "le remplacement", "l'option")
    pattern, by, *flags = (typed.constant(call, other, word) for other, word in zip(others, words, strict=False))
    try:
        translate(pattern, by, *flags)
    except PatternError as error:
        raise call.place.refusal(f"REPLACE : {error}") from error
    safe = text.type.form == "part" and re.fullmatch(r"(\$\d|[A-Za-z0-9._~-])*", by)
    return replace(text.type, form="part" if safe else "text")


def _concatenated(call: Call, arguments: tuple[Typed, ...]) -> TermType:
    typed.textual(call, *arguments)
    languages = {argument.type.language for argument in arguments}
    language = languages.pop() if len(languages) == 1 else None
    safe = all(argument.type.form == "part" for argument in arguments)
    return TermType(language=language, form="part" if safe else "text")


def _searched(call: Call, arguments: tuple[Typed, ...]) -> TermType:
    typed.textual(call, *arguments)
    text, sought = (argument.type for argument in arguments)
    if sought.language not in {None, text.language}:
        raise call.place.refusal(f"{call.function} cherche {sought} dans {text}", "en prendre le texte avec STR()")
    return BOOLEAN


def _cut(call: Call, arguments: tuple[Typed, ...]) -> TermType:
    typed.simple(call, *arguments)
    return _reshaped(arguments[0].type)


def _in_language(call: Call, arguments: tuple[Typed, ...]) -> TermType:
    typed.simple(call, arguments[0])
    tag = typed.constant(call, arguments[1], "la langue")
    if not _TAG.fullmatch(tag):
        raise arguments[1].expression.place.refusal(f"« {tag} » n'est pas une étiquette de langue")
    return TermType(language=tag.lower())


def _of_datatype(call: Call, arguments: tuple[Typed, ...]) -> TermType:
    typed.simple(call, arguments[0])
    datatype = typed.constant(call, arguments[1], "le type")
    if not arguments[1].type.iri:
        raise arguments[1].expression.place.refusal("le type de STRDT doit être un IRI")
    if datatype in {str(XSD.string), str(RDF.langString)}:
        raise call.place.refusal(f"STRDT ne sert à rien avec {datatype}", "garder le texte, ou écrire STRLANG")
    return TermType(datatype=datatype, form=arguments[0].type.form)


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
    "STR": _str,
    "STRLEN": _length,
    "SUBSTR": _substring,
    "REPLACE": _replaced,
    "CONCAT": _concatenated,
    "STRLANG": _in_language,
    "STRDT": _of_datatype,
    "IRI": _iri,
    "BOUND": lambda _, __: BOOLEAN,
    "IF": _chosen,
    "COALESCE": typed.joined,
    **dict.fromkeys(("UCASE", "LCASE"), _case),
    **dict.fromkeys(("CONTAINS", "STRSTARTS", "STRENDS"), _searched),
    **dict.fromkeys(("STRBEFORE", "STRAFTER"), _cut),
    **dict.fromkeys(("=", "!=", "<", ">", "<=", ">=", "IN"), _compared),
    **dict.fromkeys(("&&", "||", "!"), _logical),
    **dict.fromkeys(("+", "-", "*", "/"), _computed),
}
