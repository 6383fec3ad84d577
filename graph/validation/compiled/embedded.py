"""`sh:sparql` constraints: a plain SELECT becomes a pattern; any other is run for each focus node."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from rdflib import SH, Literal
from rdflib.term import Node

from graph.validation.compiled.asking import SHAPES, Asked
from graph.validation.compiled.conditions import FALSE
from graph.validation.compiled.errors import DeclinedError
from graph.validation.compiled.facts import Facts
from graph.validation.compiled.place import Place
from graph.validation.compiled.shapes import is_true, named
from graph.validation.compiled.templating import query
from graph.validation.compiled.terms import OxTerm, stored
from graph.validation.compiled.texts import expanded, parts, plain, prefixes, projected, prologue, rewritten, walked
from graph.validation.compiled.violations import SPOKEN, Violation
from queries.tokens import Token, tokens

_MESSAGE: Final = re.compile(r"\{[?$](\w+)\}")


def constrained(place: Place, constraint: Node, facts: Facts) -> Iterator[Violation]:
    """Yield what breaks a `sh:sparql` constraint; nothing if it is deactivated."""
    if not is_true(place.shapes, constraint, SH.deactivated):
        made = selected(place, constraint, {}, facts)
        yield Violation(**{**vars(made), "component": SH.SPARQLConstraintComponent, "constraint": constraint})


def selected(place: Place, speaker: Node, terms: Mapping[str, OxTerm], facts: Facts) -> Violation:
    """Return what breaks the SELECT of a constraint or a validator, some variables of which stand for terms."""
    text = text_of(place, speaker, SH.select)
    known = {"this": place.node, **{name: str(term) for name, term in terms.items()}}
    head, body = parts(text)
    names = projected(head)
    once = plain(text) and "failure" not in names  # a failure that a row declares is seen node by node
    found = pattern(place, speaker, f"{body} {_computed(head)}", known) if once else None
    if found is None or not facts.parses(query("some", variable="*", body=found, most="0")):
        return asked(place, speaker, text, terms)
    names = set(known) if "*" in names else names
    said = {name for one in messages(place, speaker) for name in _MESSAGE.findall(one)} & names
    alone = place.node if place.shape.path is None else None
    return Violation(
        component=SH.SPARQLConstraintComponent,
        test=FALSE,
        pattern=found,
        value=known["value"] if "value" in names & set(known) else alone,
        path=known["path"] if "path" in names & set(known) else None,
        bindings=(*((name, known[name]) for name in sorted(said & set(known))), *_spoken(names & set(known), known)),
    )


def asked(place: Place, speaker: Node, text: str, terms: Mapping[str, OxTerm], *, asks: bool = False) -> Violation:
    """Return what breaks a query that is run for each focus node, or for each of its values."""
    names = {one.text[1:] for one in tokens(text) if one.kind == "variable"}
    given = {**terms, "currentShape": stored(place.shape.node), "shapesGraph": SHAPES}
    said = {name for one in messages(place, speaker) for name in _MESSAGE.findall(one)}
    return Violation(
        component=SH.SPARQLConstraintComponent,
        test=FALSE,
        value="?value",
        path="?path",
        bindings=(*((name, f"?{name}") for name in sorted(said)), *_spoken(names, {"message": SPOKEN})),
        asked=Asked(
            name=named(place.shape.node, place.shapes),
            text=prologue(prefixes(place.shapes, speaker)) + text,
            asks=asks,
            path=place.shape.path,
            terms={name: term for name, term in given.items() if name in names},
            shapes=place.shapes if "shapesGraph" in names else None,
        ),
    )


def text_of(place: Place, speaker: Node, term: Node) -> str:
    """Return a query with the path of its shape."""
    text = place.shapes.value(speaker, term)
    if not isinstance(text, Literal):
        raise DeclinedError(f"{term} n'y est pas un texte")
    return walked(str(text), place.shape.path.text if place.shape.path is not None else None)


def pattern(place: Place, speaker: Node, body: str, known: dict[str, str]) -> str | None:
    """Return a pattern with new variables, listed in `known`, and full IRIs; None if a prefix is not declared."""

    def renamed(one: Token) -> str:
        if one.kind != "variable":
            return written(one)
        if one.text[1:] not in known:
            known[one.text[1:]] = place.fresh()
        return known[one.text[1:]]

    written = expanded(str(place.shapes.value(speaker, SH.select) or ""), prefixes(place.shapes, speaker))
    try:
        return rewritten(body, renamed)
    except KeyError:
        return None


def messages(place: Place, speaker: Node) -> list[str]:
    """Return the messages of a constraint and of its shape."""
    return [str(one) for node in (speaker, place.shape.node) for one in place.shapes.objects(node, SH.message)]


def _spoken(names: set[str], variables: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the variable of the message that each row gives, if any."""
    if "message" in names:
        yield SPOKEN, variables["message"]


def _computed(head: list[Token]) -> str:
    """Return the BINDs for what a SELECT computes: `(ex:label AS ?path)`."""
    found, words = [], list[str]()
    for one in head:
        if one.text == "(" and one.depth == 1:
            words = []
        elif one.text == ")" and one.depth == 0:
            found.append(f"BIND({' '.join(words)})")
        else:
            words.append(one.text)
    return " ".join(found)
