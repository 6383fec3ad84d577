"""The types that string functions give, and what they demand of their arguments."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from rdflib import RDF, XSD

from loaders import typed
from loaders.patterns import PatternError, translate
from loaders.syntax import Call
from loaders.terms import BOOLEAN, INTEGER, TermType
from loaders.typed import Typed

_TAG: Final = re.compile(r"[A-Za-z]+(-[A-Za-z0-9]+)*")


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


RULES: Final[Mapping[str, Callable[[Call, tuple[Typed, ...]], TermType]]] = {
    "STR": _str,
    "STRLEN": _length,
    "SUBSTR": _substring,
    "REPLACE": _replaced,
    "CONCAT": _concatenated,
    "STRLANG": _in_language,
    "STRDT": _of_datatype,
    **dict.fromkeys(("UCASE", "LCASE"), _case),
    **dict.fromkeys(("CONTAINS", "STRSTARTS", "STRENDS"), _searched),
    **dict.fromkeys(("STRBEFORE", "STRAFTER"), _cut),
}
