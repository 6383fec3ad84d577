"""A condition as one SPARQL expression: what it reaches is looked up for each node in turn."""

from collections.abc import Callable, Iterable
from typing import Final, TypeAlias

from rdflib import URIRef

from graph.validation.compiled.conditions import (
    TRUE,
    Condition,
    Every,
    Holds,
    Listed,
    Matches,
    Not,
    Reaches,
    Single,
    Some,
    Spelt,
    every,
)
from graph.validation.compiled.errors import DeclinedError
from graph.validation.compiled.templating import query
from graph.validation.compiled.terms import quoted

Misspelt: TypeAlias = Callable[[URIRef], list[str]]
"""From a datatype to the texts that claim it in the data and do not fit it."""

_MANY: Final = 500


def unspelt(_: URIRef) -> list[str]:
    """Return no text: whether literals are well spelt is asked apart."""
    return []


def expression(condition: Condition, misspelt: Misspelt) -> str:  # noqa: C901, PLR0911  # a case a kind of condition
    """Return the expression that says whether a condition holds; it never fails."""

    def said(one: Condition) -> str:
        return expression(one, misspelt)

    match condition:
        case Holds(text):
            return text
        case Spelt(value, datatype):
            return _spelt(value, misspelt(datatype))
        case Listed(value, terms):
            return f"EXISTS {{ VALUES {value} {{ {' '.join(terms)} }} }}"
        case Reaches():
            return _reaches(condition, said)
        case Matches(pattern, inner):
            return _exists(pattern, inner, said)
        case Not(one):
            return f"!({said(one)})"
        case Every(parts):
            return " && ".join(f"({said(one)})" for one in parts) or "true"
        case Some(parts):
            return " || ".join(f"({said(one)})" for one in parts) or "false"
        case Single(parts):
            return f"({' + '.join(f'IF({said(one)}, 1, 0)' for one in parts) or '0'}) = 1"


def together(texts: Iterable[str]) -> str:
    """Return the expression that says whether all of some expressions are true."""
    return " && ".join(f"({one})" for one in texts) or "true"


def _spelt(value: str, texts: list[str]) -> str:
    if len(texts) > _MANY:
        raise DeclinedError(f"plus de {_MANY} textes différents sont mal formés pour un même type")
    return f"STR({value}) NOT IN ({', '.join(map(quoted, texts))})" if texts else "true"


def _reaches(one: Reaches, said: Callable[[Condition], str]) -> str:
    if len(one.values) < one.least:  # one variable stands for all
        body = f"{one.path.walk(one.node, one.values[0])} FILTER({said(one.conditions[0])})"
        counted = query("enough", node=one.node, body=body, value=one.values[0], least=str(one.least))
        return f"EXISTS {{ {{ {counted} }} }}"
    pattern = " ".join(one.path.walk(one.node, value) for value in one.values)
    apart = [Holds(f"!sameTerm({a}, {b})") for n, a in enumerate(one.values) for b in one.values[:n]]
    return _exists(pattern, every([*one.conditions, *apart]), said)


def _exists(pattern: str, condition: Condition, said: Callable[[Condition], str]) -> str:
    where = "" if condition == TRUE else f" FILTER({said(condition)})"
    return f"EXISTS {{ {pattern}{where} }}"
