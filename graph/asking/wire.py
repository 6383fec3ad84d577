"""Terms as JSON, between the process that asks and the process that is killed if it lasts; no pickle."""

from typing import TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from graph.asking.answers import Term

Wire: TypeAlias = str | list[str | None] | None

_BLANK = "_:"


def encode(term: Term | Triple | None) -> Wire:
    """Return a string for an IRI or blank node, `[value, datatype, language]` for a literal, else null."""
    if isinstance(term, Literal):
        return [term.value, term.datatype.value, term.language]
    if isinstance(term, BlankNode):
        return _BLANK + term.value
    return term.value if isinstance(term, NamedNode) else None  # no quoted triple: our graph is RDF 1.1


def decode(wire: Wire) -> Term | None:
    """Return the term that `encode` wrote."""
    if wire is None:
        return None
    if isinstance(wire, str):
        return BlankNode(wire[len(_BLANK) :]) if wire.startswith(_BLANK) else NamedNode(wire)
    value, datatype, language = wire
    if language:
        return Literal(value or "", language=language)
    return Literal(value or "", datatype=NamedNode(datatype or ""))
