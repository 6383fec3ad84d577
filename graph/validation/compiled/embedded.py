"""`sh:sparql` constraints: a plain SELECT becomes a pattern; what pre-binding of `$this` would change is declined."""

import re
from collections.abc import Callable, Iterator
from typing import Final

from rdflib import SH, Graph, Literal
from rdflib.term import Node

from graph.validation.compiled.constraints import Place
from graph.validation.compiled.errors import DeclinedError
from graph.validation.compiled.facts import Facts
from graph.validation.compiled.shapes import is_true
from graph.validation.compiled.violations import Violation

_TOKEN: Final = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\''
    r"|(?P<comment>(?<![\w<:/])#[^\n]*)|<[^<>\"{}|^`\\\s]*>|[?$](?P<name>\w+)"
    r"|(?P<prefix>[A-Za-z][\w.-]*)?:(?P<local>[\w.-]*[\w-])?",
    re.DOTALL,
)
_PROJECTION: Final = (
    r"\s*(?:PREFIX\s+[\w.-]*:\s*<[^>]*>\s*)*SELECT\s+(?:DISTINCT\s+)?(?P<names>(?:[?$]\w+\s*)+|\*\s*)(?:WHERE\s*)?"
)
_HEAD: Final = re.compile(_PROJECTION + r"\{(?P<body>.*)\}\s*", re.IGNORECASE | re.DOTALL)
_PREFIX: Final = re.compile(r"PREFIX\s+([\w.-]*):\s*<([^>]*)>", re.IGNORECASE)
_HARD: Final = re.compile(
    r"(?<![?$:\w])(SELECT|MINUS|VALUES|SERVICE|GRAPH|UNION|GROUP|HAVING|ORDER|LIMIT|OFFSET|COUNT|FROM|RAND|NOW|UUID|BNODE)"
    r"(?![:\w])|\bAS\s+[?$]this\b|_:|[?$](shapesGraph|currentShape)\b|\\",
    re.IGNORECASE,
)
_MESSAGE: Final = re.compile(r"\{[?$](\w+)\}")


def constrained(place: Place, constraint: Node, facts: Facts) -> Iterator[Violation]:
    """Yield what breaks a `sh:sparql` constraint; nothing if it is deactivated."""
    shapes = place.shapes
    text = shapes.value(constraint, SH.select)
    if is_true(shapes, constraint, SH.deactivated):
        return
    if not isinstance(text, Literal):
        raise DeclinedError("sh:sparql sans sh:select")
    found = _HEAD.fullmatch(_uncommented(str(text)))
    if found is None:
        raise DeclinedError("sh:select d'une forme que le compilateur ne reconnaît pas")
    if hard := _HARD.search(_blanked(found["body"])):
        raise DeclinedError(f"sh:select emploie {hard[0].strip()}, que le pré-liage de $this peut changer")
    known = {"this": place.node}
    body = _renamed(found["body"], known, _prefixes(shapes, constraint, str(text)), place)
    if not facts.parses(body):
        raise DeclinedError("sh:select illisible")
    projected = set(known) if "*" in found["names"] else set(re.findall(r"\w+", found["names"]))
    asked = {name for one in _messages(place, constraint) for name in _MESSAGE.findall(one)} & projected
    yield Violation(
        component=SH.SPARQLConstraintComponent,
        condition="true",
        pattern=body,
        value=known.get("value") if "value" in projected else place.node if place.shape.path is None else None,
        path=known.get("path") if "path" in projected else None,
        constraint=constraint,
        bindings=tuple((name, known[name]) for name in sorted(asked & set(known))),
    )


def _messages(place: Place, constraint: Node) -> list[str]:
    return [str(one) for node in (constraint, place.shape.node) for one in place.shapes.objects(node, SH.message)]


def _prefixes(shapes: Graph, constraint: Node, text: str) -> dict[str, str]:
    """Return the prefixes that a constraint may use: those of `sh:prefixes`, then its own."""
    found = {}
    for holder in shapes.objects(constraint, SH.prefixes):
        for one in shapes.objects(holder, SH.declare):
            found[str(shapes.value(one, SH.prefix))] = str(shapes.value(one, SH.namespace))
    return found | dict(_PREFIX.findall(text))


def _renamed(body: str, known: dict[str, str], prefixes: dict[str, str], place: Place) -> str:
    """Return a pattern with new variables, listed in `known`, and full IRIs."""

    def renamed(token: re.Match[str]) -> str:
        if name := token["name"]:
            if name == "PATH":
                if place.shape.path is None:
                    raise DeclinedError("$PATH demande un sh:path")
                return place.shape.path
            if name not in known:
                known[name] = place.fresh()
            return known[name]
        if token["prefix"] is not None or token[0].startswith(":"):
            if (token["prefix"] or "") not in prefixes:
                raise DeclinedError(f"préfixe inconnu dans sh:select : {token[0]}")
            return f"<{prefixes[token['prefix'] or '']}{token['local'] or ''}>"
        return token[0]

    return _TOKEN.sub(renamed, body)


def _uncommented(text: str) -> str:
    return _TOKEN.sub(lambda token: "" if token["comment"] else token[0], text)


def _blanked(body: str) -> str:
    """Return a pattern without its texts and IRIs, where words mean nothing."""
    keep: Callable[[re.Match[str]], str] = lambda token: '""' if token[0][0] in "\"'<" else token[0]  # noqa: E731
    return _TOKEN.sub(keep, body)
