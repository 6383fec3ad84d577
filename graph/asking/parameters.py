"""What a user types for a parameter, turned into a term: forgiving on form, strict on meaning."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

from pyoxigraph import Literal, NamedNode, Store
from rdflib import XSD

from graph.asking.lookup import find
from graph.curies import expand
from graph.errors import GraphError
from queries import Parameter, Question

_FRENCH_DATE: Final = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_EXPECTED: Final = {
    "integer": "un nombre entier, par exemple 2020",
    "decimal": "un nombre, par exemple 1500,50",
    "date": "une date, par exemple 2020-06-28 ou 28/06/2020",
}


def resolve(
    question: Question, given: Mapping[str, Sequence[str]], store: Store | None
) -> dict[str, tuple[NamedNode | Literal, ...]]:
    """Return the terms of each parameter given, by option name; GraphError says what was not understood.

    A name the question does not have is kept without terms: `queries.bound` refuses it. Without a store, nodes are
    given by IRI or short name, and nobody looks whether they exist.
    """
    known = {parameter.name: parameter for parameter in question.parameters}
    return {
        name: tuple(term(known[name], text, store) for text in texts) if name in known else ()
        for name, texts in given.items()
    }


def term(parameter: Parameter, text: str, store: Store | None) -> NamedNode | Literal:
    """Return the term a user means: a node by IRI, code or name, or a literal of the right type."""
    text = " ".join(text.split())
    if not text:
        raise _wrong(parameter, text, parameter.label)
    if parameter.type == "iri":
        return find(store, parameter.name, text) if store is not None else _iri(parameter, text)
    if parameter.type == "fr":
        return Literal(text, language="fr")
    if not parameter.type:
        return Literal(text)
    try:
        return Literal(_lexical(parameter.type, text), datatype=NamedNode(str(XSD[parameter.type])))
    except (ValueError, InvalidOperation):
        raise _wrong(parameter, text, _EXPECTED[parameter.type]) from None


def _iri(parameter: Parameter, text: str) -> NamedNode:
    try:
        return NamedNode(expand(text))
    except ValueError:
        raise _wrong(
            parameter, text, "un IRI, ou un nom court comme commune:62119 : il n'y a pas de graphe ici"
        ) from None


def _lexical(type_: str, text: str) -> str:
    if type_ == "date":
        french = _FRENCH_DATE.fullmatch(text)
        day = date(int(french[3]), int(french[2]), int(french[1])) if french else date.fromisoformat(text)
        return day.isoformat()
    number = text.replace(" ", "").replace(",", ".")
    if type_ == "integer":
        return str(int(number))
    value = Decimal(number)
    if not value.is_finite():
        raise ValueError(text)
    return format(value, "f")


def _wrong(parameter: Parameter, text: str, expected: str) -> GraphError:
    problem = f"--{parameter.name} « {text} » n'est pas compris"
    return GraphError(problem, kind="usage", remedy=f"attendu : {expected}")
