"""Shapes that are not well-formed (SHACL, appendix A): refused in one line that names the shape, for either engine."""

import re
from collections.abc import Callable, Iterator
from typing import Final, TypeAlias

import pyoxigraph as ox
from rdflib import RDF, SH, Graph, Literal, URIRef
from rdflib.term import Node

from graph.errors import GraphError
from graph.names import curie, shown
from graph.validation.compiled.facts import Facts
from graph.validation.compiled.queries import refuse_queries
from graph.validation.compiled.shapes import named
from graph.validation.lists import refuse_broken_lists

Test: TypeAlias = Callable[[Node, Graph], bool]

_KINDS: Final = (SH.IRI, SH.BlankNode, SH.Literal, SH.BlankNodeOrIRI, SH.BlankNodeOrLiteral, SH.IRIOrLiteral)
_STEPS: Final = (SH.inversePath, SH.alternativePath, SH.zeroOrMorePath, SH.oneOrMorePath, SH.zeroOrOnePath)


def refuse_unsound(shapes: Graph) -> None:
    """Raise an error of kind `unreadable` for the first mistake in the shapes, by name of shape."""
    refuse_broken_lists(shapes)
    found = sorted((named(node, shapes), text) for node, text in _mistakes(shapes))
    if found:
        name, text = found[0]
        raise GraphError(f"formes SHACL inutilisables : {name} : {text}", kind="unreadable")
    refuse_queries(shapes, lambda node: named(node, shapes))


def _mistakes(shapes: Graph) -> Iterator[tuple[Node, str]]:
    for terms, test, wanted in _WANTED:
        for term in terms:
            for node, value in shapes.subject_objects(term):
                if not test(value, shapes):
                    yield node, f"{curie(term)} attend {wanted}, pas « {shown(value)} »"
    for term in _ONCE:
        for node in set(shapes.subjects(term)):
            if len(set(shapes.objects(node, term))) > 1:
                yield node, f"{curie(term)} y est donné plusieurs fois"
    for node in shapes.objects(None, SH.property):
        if not isinstance(node, Literal) and (node, SH.path, None) not in shapes:
            yield node, "forme de propriété sans sh:path"


def _integer(value: Node, _: Graph) -> bool:
    return isinstance(value, Literal) and isinstance(value.value, int) and not isinstance(value.value, bool)


def _boolean(value: Node, _: Graph) -> bool:
    return isinstance(value, Literal) and isinstance(value.value, bool)


def _iri(value: Node, _: Graph) -> bool:
    return isinstance(value, URIRef)


def _resource(value: Node, _: Graph) -> bool:
    return not isinstance(value, Literal)


def _text(value: Node, _: Graph) -> bool:
    return isinstance(value, Literal) and isinstance(value.value, str)


def _kind(value: Node, _: Graph) -> bool:
    return value in _KINDS


def _tags(value: Node, shapes: Graph) -> bool:
    return all(_text(one, shapes) for one in shapes.items(value))


def _pattern(value: Node, _: Graph) -> bool:
    """Return whether Oxigraph or Python, which pySHACL uses, reads a regular expression; each knows some of its own."""
    if not isinstance(value, Literal):
        return False
    try:
        re.compile(str(value))
    except re.error:
        return Facts(ox.Store()).understands(str(value), "")
    return True


def _path(value: Node, shapes: Graph, above: frozenset[Node] = frozenset()) -> bool:
    if isinstance(value, URIRef) and value != RDF.nil:
        return True
    if value in above:
        return False
    inside = above | {value}
    if (value, RDF.first, None) in shapes:  # a list, whatever else is said of it, as in the suite of W3C
        return _steps(value, shapes, inside)
    steps = [(term, one) for term in _STEPS for one in shapes.objects(value, term)]
    if len(steps) != 1:
        return False
    ((term, inner),) = steps
    return _steps(inner, shapes, inside) if term == SH.alternativePath else _path(inner, shapes, inside)


def _steps(listed: Node, shapes: Graph, above: frozenset[Node]) -> bool:
    return listed != RDF.nil and all(_path(one, shapes, above) for one in shapes.items(listed))


_WANTED: Final[tuple[tuple[tuple[URIRef, ...], Test, str], ...]] = (
    ((SH.path,), _path, "un chemin de propriétés bien formé"),
    (
        (SH.minCount, SH.maxCount, SH.minLength, SH.maxLength, SH.qualifiedMinCount, SH.qualifiedMaxCount),
        *(_integer, "un nombre entier"),
    ),
    ((SH.uniqueLang, SH.closed, SH.deactivated, SH.qualifiedValueShapesDisjoint), _boolean, "true ou false"),
    ((SH.languageIn,), _tags, "une liste de langues"),
    ((SH.datatype, SH.equals, SH.disjoint, SH.lessThan, SH.lessThanOrEquals, SH.severity), _iri, "un IRI"),
    ((SH["class"], SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf), _resource, "un IRI"),
    ((SH.property, SH.node, SH["not"], SH.qualifiedValueShape), _resource, "une forme"),
    ((SH.sparql,), _resource, "une contrainte"),
    ((SH.flags, SH.select, SH.ask), _text, "un texte"),
    ((SH.nodeKind,), _kind, "sh:IRI, sh:Literal, sh:BlankNode ou l'un de leurs mélanges"),
    ((SH.pattern,), _pattern, "une expression rationnelle"),
)
"""Parameters, what tells a good value, and what is expected, in words."""

_ONCE: Final = (
    SH.path, SH.datatype, SH.nodeKind, SH.minCount, SH.maxCount, SH.minLength, SH.maxLength, SH.languageIn,
    SH.uniqueLang, SH["in"], SH.closed, SH.ignoredProperties, SH.severity, SH.deactivated, SH.flags, SH.minInclusive,
    SH.minExclusive, SH.maxInclusive, SH.maxExclusive, SH.qualifiedMinCount, SH.qualifiedMaxCount,
)  # fmt: skip
