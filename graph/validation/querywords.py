"""The classes and properties that the SPARQL constraints of shapes speak of, read from their text."""

from collections.abc import Iterator
from typing import Final

from pyparsing import ParseException
from rdflib import RDF, SH, Graph, URIRef, Variable
from rdflib.paths import AlternativePath, InvPath, MulPath, SequencePath
from rdflib.plugins.sparql.algebra import translateQuery, traverse
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import Node

from queries.tokens import tokens

_UNKNOWN: Final = "urn:x-maillage:prefixe-inconnu:"


def spoken_in_queries(shapes: Graph) -> Iterator[tuple[Node, URIRef]]:
    """Yield each constraint with the terms of its query; a query that cannot be read is for the engine to refuse."""
    for term in (SH.select, SH.ask):
        for constraint, text in sorted(shapes.subject_objects(term), key=str):
            yield from ((constraint, word) for word in sorted(_words(str(text), _prefixes(constraint, shapes))))


def _prefixes(constraint: Node, shapes: Graph) -> dict[str, str]:
    declared = (one for owner in shapes.objects(constraint, SH.prefixes) for one in shapes.objects(owner, SH.declare))
    return {str(shapes.value(one, SH.prefix)): str(shapes.value(one, SH.namespace)) for one in declared}


def _words(text: str, prefixes: dict[str, str]) -> set[URIRef]:
    found: set[URIRef] = set()

    def visit(part: object) -> None:
        if isinstance(part, CompValue) and isinstance(part.get("triples"), list):
            for _, way, value in part["triples"]:
                found.update(_of_path(way))
                if way == RDF.type and isinstance(value, URIRef):
                    found.add(value)

    named = {token.text.partition(":")[0] for token in tokens(text) if token.kind == "name"}
    spaces = {**dict.fromkeys(named, _UNKNOWN), **prefixes}  # else rdflib raises a bare Exception
    try:
        traverse(translateQuery(parseQuery(text), initNs=spaces).algebra, visitPre=visit)
    except (ParseException, LookupError, ValueError, TypeError, RecursionError):
        return set()
    return {word for word in found if not word.startswith(_UNKNOWN)}


def _of_path(way: object) -> Iterator[URIRef]:
    match way:
        case Variable():
            return
        case URIRef():
            yield way
        case InvPath():
            yield from _of_path(way.arg)
        case MulPath():
            yield from _of_path(way.path)
        case SequencePath() | AlternativePath():
            for one in way.args:
                yield from _of_path(one)
