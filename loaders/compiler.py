"""The CONSTRUCT-to-Polars compiler: a mapping becomes the expressions that write the N-Triples of its rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import polars as pl
from rdflib import Literal, URIRef

from loaders import syntax
from loaders.expressions import text, truth
from loaders.ntriples import escapes, lines
from loaders.signatures import check
from loaders.syntax import Bind, Constant, Expression, names
from loaders.terms import TermType
from loaders.typed import Typed, condition

COLUMN: Final = "triples"
"""The one column of compiled rows: N-Triples lines, each ended by a newline; empty where a row gives none."""


@dataclass(frozen=True, eq=False)
class CompiledMapping:
    """Stages of columns to add, the rows to keep, and the one expression that writes the lines of a row."""

    stages: tuple[tuple[pl.Expr, ...], ...]
    kept: tuple[pl.Expr, ...]
    lines: pl.Expr

    def triples(self, frame: pl.LazyFrame) -> pl.LazyFrame:
        """Map rows to one String column, `COLUMN`; the frame has a String column for each declared variable."""
        for stage in self.stages:
            frame = frame.with_columns(*stage)
        return frame.filter(*self.kept).with_columns(self.lines.alias(COLUMN)).select(COLUMN)

    def write(self, frame: pl.LazyFrame, path: Path) -> None:
        """Stream the N-Triples of all rows to a file, in the order of the rows, in bounded memory.

        A name that ends in `.zst` asks for Zstandard: twenty times smaller, and sooner on the disk.
        """
        packed = path.suffix == ".zst"
        self.triples(frame).sink_csv(
            path,
            include_header=False,
            quote_style="never",
            line_terminator="",
            separator="\x1f",
            compression="zstd" if packed else "uncompressed",
            compression_level=1 if packed else None,
        )


def compile_mapping(mapping: syntax.Mapping, variables: Mapping[str, TermType]) -> CompiledMapping:
    """Compile a mapping over columns of these types; raise the SourceError that names the line it refuses."""
    scope: dict[str, TermType | Constant] = dict(variables)
    stages: list[dict[str, pl.Expr]] = [{}]
    for bind in mapping.binds:
        _free(bind, scope)
        value = check(bind.expression, scope)
        if value.constant:
            scope[bind.variable.name] = _folded(value)
            continue
        if stages[-1].keys() & set(names(bind.expression)):
            stages.append({})
        stages[-1][bind.variable.name] = text(value)
        scope[bind.variable.name] = value.type
    _check_template(mapping, scope)
    added = [tuple(expr.alias(name) for name, expr in stage.items()) for stage in stages]
    kept = tuple(truth(_condition(each, scope)) for each in mapping.filters)
    return CompiledMapping((*added, tuple(escapes(mapping.template, scope))), kept, lines(mapping.template, scope))


def _free(bind: Bind, scope: Mapping[str, object]) -> None:
    if bind.variable.name in scope:
        problem = f"?{bind.variable.name} est déjà une colonne ou déjà liée"
        raise bind.variable.place.refusal(problem, "choisir un autre nom")


def _folded(value: Typed) -> Constant:
    """Compute an expression that no row can change; one that is always an error is a mistake."""
    result = pl.select(text(value)).item()
    if result is None:
        raise value.expression.place.refusal("cette expression ne donne jamais de valeur")
    kind = value.type
    term = URIRef(result) if kind.iri else Literal(result, kind.language, kind.datatype, normalize=False)
    return Constant(term, value.expression.place)


def _condition(expression: Expression, scope: Mapping[str, TermType | Constant]) -> Typed:
    kept = check(expression, scope)
    condition(kept)
    if kept.constant:
        raise expression.place.refusal("ce FILTER ne dépend d'aucune colonne")
    return kept


def _check_template(mapping: syntax.Mapping, scope: Mapping[str, TermType | Constant]) -> None:
    for triple in mapping.template:
        check(triple.object, scope)
        for term, role in ((triple.subject, "sujet"), (triple.predicate, "prédicat")):
            kind = check(term, scope).type
            if not kind.iri:
                problem = f"le {role} d'un triplet est un IRI, pas {kind}"
                raise term.place.refusal(problem, "le lier par une fonction iri:")
