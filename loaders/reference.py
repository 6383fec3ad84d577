"""The reference implementation of a mapping: rdflib evaluates the same query, one solution for each row."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from rdflib import Graph, Literal, URIRef, Variable
from rdflib.plugins.sparql.algebra import ToMultiSet, translateQuery
from rdflib.plugins.sparql.evaluate import evalQuery
from rdflib.plugins.sparql.operators import register_custom_function
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.plugins.sparql.sparql import SPARQLError
from rdflib.term import Identifier

from loaders.departures import corrected
from loaders.iri_functions import ARITY, ON_REFERENCES
from loaders.terms import TermType, verbatim
from ontology import iris
from ontology.errors import OntologyError


def evaluate(path: Path, rows: Iterable[Mapping[str, Identifier]]) -> Graph:
    """Return the triples of a mapping over rows (variable -> term, nothing for an empty cell).

    Lexical forms stay as they are, so graphs are compared term by term; `read` parses the other side so.
    """
    for name in ARITY:
        register_custom_function(iris.IRI_FUNCTIONS[name], partial(_call, _function(name)), override=True)
    with verbatim():
        query = corrected(translateQuery(parseQuery(path.read_text(encoding="utf-8"))))
        _feed(query.algebra, rows)
        graph: Graph = evalQuery(Graph(), query)["graph"]
    return graph


def read(ntriples: str) -> Graph:
    """Parse N-Triples without touching lexical forms."""
    with verbatim():
        return Graph().parse(data=ntriples, format="nt")


def terms(row: Mapping[str, str | None], variables: Mapping[str, TermType]) -> dict[str, Identifier]:
    """Return the terms that a cleaned row binds, each by its type; an empty cell (null) binds nothing."""
    return {name: _term(cell, variables[name]) for name, cell in row.items() if name in variables and cell is not None}


def _term(cell: str, kind: TermType) -> Identifier:
    return URIRef(cell) if kind.iri else Literal(cell, kind.language, kind.datatype, normalize=False)


def _feed(algebra: CompValue, rows: Iterable[Mapping[str, Identifier]]) -> None:
    """Put the rows where the query has its empty group, as VALUES: they are the solutions that its BINDs extend.

    The projection goes, since it only knows the variables that the text of WHERE names.
    """
    solutions = ({Variable(name): term for name, term in row.items()} for row in rows)
    node = algebra.p
    while node.p.name != "BGP":
        node = node.p
    node["p"] = ToMultiSet(CompValue("values", res=solutions))
    algebra["p"] = algebra.p.p


def _function(name: str) -> Callable[..., URIRef | None]:
    if name in ON_REFERENCES:
        return iris.reference if name == "reference" else iris.territoire
    return partial(iris.mint, name)


def _call(function: Callable[..., URIRef | None], *arguments: Any) -> URIRef:
    """Call an `iri:` function as SPARQL does: what is not a literal, or gives no IRI, is an error."""
    if not all(isinstance(argument, Literal) for argument in arguments):
        raise SPARQLError("iri: functions take literals")
    try:
        made = function(*map(str, arguments))
    except OntologyError as error:
        raise SPARQLError(str(error)) from error
    if made is None:
        raise SPARQLError("no such IRI")
    return made
