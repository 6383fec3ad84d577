"""What a term is known to be before any row is read: an IRI, or a literal with its datatype, language and form."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Final, Literal

import rdflib
from rdflib import XSD, URIRef

Form = Literal["text", "part", "reference"]
_PART: Final = re.compile(r"[A-Za-z0-9._~-]*")
_REFERENCE: Final = re.compile(r"[a-z]+:[A-Za-z0-9._~-]+")
_INTEGERS: Final = {str(name) for name in (XSD.integer, XSD.nonNegativeInteger, XSD.positiveInteger)}


@dataclass(frozen=True, kw_only=True)
class TermType:
    """The type of a column or of an expression.

    `form` says what a literal may hold: a `part` can stand in an IRI (`[A-Za-z0-9._~-]*`), a `reference` is
    `commune:62119` or the like, `text` is anything.
    """

    iri: bool = False
    datatype: str | None = None
    language: str | None = None
    form: Form = "text"

    @property
    def simple(self) -> bool:
        """Say whether it is a literal without datatype or language."""
        return not (self.iri or self.datatype or self.language)

    @property
    def textual(self) -> bool:
        """Say whether string functions take it: a simple or a language-tagged literal."""
        return not (self.iri or self.datatype)

    @property
    def integer(self) -> bool:
        """Say whether it is an xsd:integer or one of its subtypes that sources use."""
        return self.datatype in _INTEGERS

    @property
    def numeric(self) -> bool:
        """Say whether it is compared and computed as an exact decimal."""
        return self.integer or self.datatype == str(XSD.decimal)

    def joined(self, other: "TermType") -> "TermType | None":
        """Return the type of a term that is either this or the other, or nothing when they are not one type."""
        if (self.iri, self.datatype, self.language) != (other.iri, other.datatype, other.language):
            return None
        return self if self.form == other.form else replace(self, form="text")

    def __str__(self) -> str:
        """Name the type in French."""
        if self.iri:
            return "un IRI"
        if self.language:
            return f"un texte en « {self.language} »"
        return f"un littéral {self.datatype.rpartition('#')[2]}" if self.datatype else "un texte simple"


IRI: Final = TermType(iri=True)
SIMPLE: Final = TermType()
BOOLEAN: Final = TermType(datatype=str(XSD.boolean))
INTEGER: Final = TermType(datatype=str(XSD.integer), form="part")
DECIMAL: Final = TermType(datatype=str(XSD.decimal), form="part")
DATE: Final = str(XSD.date)


def type_of(term: URIRef | rdflib.Literal) -> TermType:
    """Return the type of a constant."""
    if isinstance(term, URIRef):
        return IRI
    form: Form = "part" if _PART.fullmatch(term) else "reference" if _REFERENCE.fullmatch(term) else "text"
    return TermType(
        datatype=term.datatype and str(term.datatype), language=term.language and term.language.lower(), form=form
    )


@contextmanager
def verbatim() -> Iterator[None]:
    """Keep rdflib from rewriting lexical forms (`01` into `1`); it is a switch of the whole process."""
    before, rdflib.NORMALIZE_LITERALS = rdflib.NORMALIZE_LITERALS, False
    try:
        yield
    finally:
        rdflib.NORMALIZE_LITERALS = before
