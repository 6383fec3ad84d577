"""A question and its values make one final text: a VALUES block, so that it runs unchanged on any endpoint.

Oxigraph substitutes only projected variables, and grlc, which writes the value over the variable, cannot read
a file where they are projected; a VALUES block of serialised terms serves both, and takes several values.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode

from queries.errors import QueryError
from queries.question import Question
from queries.tokens import tokens

Values: TypeAlias = Mapping[str, Sequence[NamedNode | Literal]]


def bound(question: Question, values: Values) -> str:
    """Return the text with each parameter bound to its terms; a missing or unknown name is refused.

    A parameter without a value stays a free variable: no value means all.
    """
    known = {parameter.name: parameter for parameter in question.parameters}
    for name in values:
        if name not in known:
            raise QueryError(question.name, f"paramètre inconnu « {name} »", remedy=_choices(question))
    for parameter in question.parameters:
        if parameter.required and not values.get(parameter.name):
            raise QueryError(
                question.name, f"il manque --{parameter.name} ({parameter.label})", remedy=_example(question)
            )
    given = [(known[name].variable, terms) for name, terms in sorted(values.items()) if terms]
    return _insert(question, "".join(_block(variable, terms) for variable, terms in given))


def _block(variable: str, terms: Sequence[NamedNode | Literal]) -> str:
    return f"\n  VALUES ?{variable} {{ {' '.join(map(str, terms))} }}"  # str() of a term is N-Triples, escaped


def _insert(question: Question, block: str) -> str:
    if not block:
        return question.text
    found = list(tokens(question.text))
    for before, token in pairwise(found):
        if token.text == "{" and token.depth == 1 and before.says("WHERE"):
            return f"{question.text[: token.end]}{block}{question.text[token.end :]}"
    raise QueryError(
        question.name, "pas de « WHERE { » où placer les paramètres", remedy="écrire WHERE en toutes lettres"
    )


def _choices(question: Question) -> str:
    options = ", ".join(f"--{parameter.name}" for parameter in question.parameters)
    return f"paramètres : {options}" if options else "cette question n'a pas de paramètre"


def _example(question: Question) -> str:
    options = " ".join(f'--{p.name} "{p.example}"' for p in question.parameters if p.required)
    return f"exemple : maillage query {question.name} {options}"
