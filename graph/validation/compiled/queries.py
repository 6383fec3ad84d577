"""SPARQL in shapes, read before anything runs: what SHACL forbids, and what would reach the network, is refused."""

from collections.abc import Callable, Iterator
from itertools import takewhile
from typing import Final

import pyoxigraph as ox
from rdflib import SH, Graph
from rdflib.term import Node

from graph.errors import GraphError
from graph.validation.compiled.components import components
from graph.validation.compiled.texts import expanded, mentioned, prefixes, projected, prologue, rewritten, walked
from queries.tokens import Token, tokens

_BOUND: Final = frozenset({"this", "PATH", "shapesGraph", "currentShape"})
_FORBIDDEN: Final = ("MINUS", "VALUES")
_OUTSIDE: Final = ("SERVICE", "FROM", "LOAD")
_FREE: Final = frozenset({"shapesGraph", "currentShape"})
_VALIDATORS: Final = (SH.validator, SH.nodeValidator, SH.propertyValidator)


def refuse_queries(shapes: Graph, named: Callable[[Node], str]) -> None:
    """Raise an error for the first query that is not SPARQL, or that a constraint must not be."""
    for term in (SH.select, SH.ask, SH.construct):
        for text in sorted(map(str, shapes.objects(None, term))):
            if (word := _outside(text)) is not None:
                raise GraphError(f"formes SHACL : {word} est refusé dans une contrainte SPARQL", kind="refused")
    for owner, node, names in sorted(_texts(shapes), key=lambda one: (named(one[0]), str(one[1]))):
        for term in (SH.select, SH.ask):
            for text in sorted(map(str, shapes.objects(node, term))):
                if (why := _forbidden(text, names) or _unread(text, node, shapes)) is not None:
                    raise GraphError(
                        f"formes SHACL inutilisables : {named(owner)} : la contrainte SPARQL {why}", kind="unreadable"
                    )


def _texts(shapes: Graph) -> Iterator[tuple[Node, Node, frozenset[str]]]:
    """Yield what holds a query, the node that has its text, and the variables that are bound before it runs."""
    yield from ((shape, one, _BOUND) for shape, one in shapes.subject_objects(SH.sparql))
    for component in components(shapes):
        names = _BOUND | {"value"} | set(component.parameters)
        for term in _VALIDATORS:
            yield from ((component.node, one, names) for one in shapes.objects(component.node, term))


def _unread(text: str, node: Node, shapes: Graph) -> str | None:
    known = prefixes(shapes, node)
    try:
        rewritten(text, expanded(text, known))
        ox.Store().query(prologue(known) + walked(text, "<urn:x-maillage:chemin>"))
    except KeyError as prefix:
        return f"emploie le préfixe « {prefix.args[0]}: », que sh:prefixes ne déclare pas"
    except SyntaxError as error:
        return f"est illisible ({' '.join(str(error).split())[:120]})"
    return None


def _outside(text: str) -> str | None:
    """Return the word by which a query would reach the network or a file."""
    return next((one.text.upper() for one in tokens(text) if one.says(*_OUTSIDE)), None)


def _forbidden(text: str, names: frozenset[str]) -> str | None:
    """Return, in words, what a query does and must not where variables are bound before it runs (SHACL §5.2.1)."""
    words = list(tokens(text))
    for one, following in zip(words, [*words[1:], None], strict=True):
        if one.says(*_FORBIDDEN):
            return f"emploie {one.text.upper()}, que SHACL interdit"
        if one.says("AS") and following is not None and following.text[1:] in names:
            return f"emploie AS {following.text}, que SHACL lie d'avance"
    hidden = names - _FREE - {"PATH"}
    for returned in _inner_projections(words):
        if missing := sorted((hidden & mentioned(text)) - returned):
            return f"a un SELECT imbriqué qui ne rend pas ${missing[0]}"
    return None


def _inner_projections(words: list[Token]) -> Iterator[set[str]]:
    """Yield the variables that each SELECT within another returns; `*` returns none that is bound beforehand."""
    for n, one in enumerate(words):
        if one.says("SELECT") and one.depth > 0:
            yield projected(list(takewhile(_before_group(one.depth + 1), words[n + 1 :])))


def _before_group(depth: int) -> Callable[[Token], bool]:
    return lambda word: word.text != "{" or word.depth != depth
