"""The triples of a template as N-Triples lines: one Polars expression writes all those of a row."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeAlias

import polars as pl
from rdflib import Literal, URIRef

from loaders.syntax import Constant, Term, Triple, Variable
from loaders.terms import TermType

Piece: TypeAlias = str | pl.Expr
Scope: TypeAlias = Mapping[str, TermType | Constant]

_ESCAPES: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"}
"""What a literal of N-Triples 1.1 cannot hold as it is; every other character stands for itself."""


def lines(template: Sequence[Triple], scope: Scope) -> pl.Expr:
    """Return the lines of a row as one String, without those that an unbound variable forbids.

    Triples that need the same variables stand or fall together, so they are one concatenation.
    """
    blocks: dict[frozenset[str], list[Piece]] = {}
    for triple in template:
        block = blocks.setdefault(frozenset(variables([triple], scope)), [])
        for term in triple.terms:
            block.extend([*_pieces(term, scope), " "])
        block.append(".\n")
    return pl.concat_str(*map(_joined, blocks.values()), ignore_nulls=True)


def escapes(template: Sequence[Triple], scope: Scope) -> list[pl.Expr]:
    """Return the columns that `lines` reads besides the variables: each text of the template, escaped once."""
    needed = sorted({name for name in variables(template, scope) if _slot(name, scope[name]) != name})
    return [_escaped(pl.col(name)).alias(_slot(name, scope[name])) for name in needed]


def variables(template: Iterable[Triple], scope: Scope) -> Iterator[str]:
    """Yield the variables of triples whose value changes from row to row."""
    for triple in template:
        for term in triple.terms:
            if isinstance(term, Variable) and isinstance(scope[term.name], TermType):
                yield term.name


def constant(term: URIRef | Literal) -> str:
    """Return a constant term as N-Triples writes it."""
    if isinstance(term, URIRef):
        return f"<{term}>"
    text = "".join(_ESCAPES.get(character, character) for character in term)
    return f'"{text}"{_suffix(term.language, term.datatype)}'


def _pieces(term: Term, scope: Scope) -> tuple[Piece, ...]:
    known = scope[term.name] if isinstance(term, Variable) else term
    if isinstance(known, Constant):
        return (constant(known.term),)
    assert isinstance(term, Variable)
    if known.iri:
        return ("<", pl.col(term.name), ">")
    return ('"', pl.col(_slot(term.name, known)), f'"{_suffix(known.language, known.datatype)}')


def _slot(name: str, kind: TermType | Constant) -> str:
    """Name the column that holds a variable ready to write: its own when it never needs escaping."""
    ready = isinstance(kind, Constant) or kind.iri or kind.form == "part"
    return name if ready else f"{name} échappé"


def _escaped(cell: pl.Expr) -> pl.Expr:
    """Return a text as a literal of N-Triples holds it; most cells are only looked at."""
    changed = cell.str.replace_many(list(_ESCAPES), list(_ESCAPES.values()))
    return pl.when(cell.str.contains(r'[\\"\n\r]')).then(changed).otherwise(cell)


def _suffix(language: str | None, datatype: str | None) -> str:
    if language:
        return f"@{language}"
    return f"^^<{datatype}>" if datatype else ""


def _joined(pieces: list[Piece]) -> pl.Expr:
    """Concatenate, neighbouring constants first; one null part makes the whole null."""
    merged: list[Piece] = []
    for piece in pieces:
        if merged and isinstance(piece, str) and isinstance(merged[-1], str):
            merged[-1] += piece
        else:
            merged.append(piece)
    return pl.concat_str(*(pl.lit(piece) if isinstance(piece, str) else piece for piece in merged))
