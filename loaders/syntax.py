"""A mapping as data: template triples, BINDs and FILTERs over a small tree of expressions, each with its line."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from rdflib import Literal, URIRef

from loaders.errors import SourceError


@dataclass(frozen=True)
class Place:
    """A line of a mapping file, so that whatever is refused says where it stands."""

    source: str
    file: str
    line: int

    def refusal(self, problem: str, remedy: str | None = None) -> SourceError:
        """Return the error to raise for what stands here."""
        return SourceError(self.source, problem, file=self.file, line=self.line, remedy=remedy)


@dataclass(frozen=True)
class Variable:
    """`?name`: a column of the row, or what an earlier BIND gave."""

    name: str
    place: Place = field(compare=False, repr=False)


@dataclass(frozen=True)
class Constant:
    """An IRI or a literal, its lexical form as written."""

    term: URIRef | Literal
    place: Place = field(compare=False, repr=False)


@dataclass(frozen=True)
class Call:
    """A function or an operator with its arguments: `CONCAT`, `&&`, `iri:commune`."""

    function: str
    arguments: tuple["Expression", ...]
    place: Place = field(compare=False, repr=False)


Term: TypeAlias = Variable | Constant
Expression: TypeAlias = Variable | Constant | Call


@dataclass(frozen=True)
class Bind:
    """A `BIND (expression AS ?variable)`, which leaves the variable unbound when the expression fails."""

    variable: Variable
    expression: Expression


@dataclass(frozen=True)
class Triple:
    """A triple of the template, produced for each row where its three terms are bound."""

    subject: Term
    predicate: Term
    object: Term

    @property
    def terms(self) -> tuple[Term, Term, Term]:
        """Return the three terms in order."""
        return self.subject, self.predicate, self.object


@dataclass(frozen=True)
class Mapping:
    """What a `mapping.rq` says; FILTERs see every BIND, as SPARQL has it."""

    path: Path
    summary: str
    template: tuple[Triple, ...]
    binds: tuple[Bind, ...]
    filters: tuple[Expression, ...]

    @property
    def columns(self) -> frozenset[str]:
        """Name the variables that no BIND gives: the columns this mapping reads."""
        terms = (term for triple in self.template for term in triple.terms)
        parts = (*terms, *(bind.expression for bind in self.binds), *self.filters)
        return frozenset(name for part in parts for name in names(part)) - {bind.variable.name for bind in self.binds}


def names(expression: Expression) -> Iterator[str]:
    """Yield the name of every variable of an expression, in order, as often as it is written."""
    if isinstance(expression, Variable):
        yield expression.name
    elif isinstance(expression, Call):
        for argument in expression.arguments:
            yield from names(argument)
