"""Turtle that never moves: one block a subject, sorted, one triple a line, fixed prefixes, evidence IRIs in full."""

from collections.abc import Mapping
from typing import Final

import polars as pl
from rdflib import RDF, RDFS, SKOS, XSD

from ontology.iris import PREFIXES

# A prefixed name is used only where it needs no escape: `commune:62119`, but `<…/2019-01-09.txt#row=12>`.
_NAME: Final = r"<(.*[/#])([A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?)>"
_BARE: Final = rf'^"(?:([+-]?[0-9]+)"\^\^<{XSD.integer}>|(true|false)"\^\^<{XSD.boolean}>)$'
_RANKS: Final = {f"<{RDF.type}>": 0, f"<{RDFS.label}>": 1, f"<{SKOS.prefLabel}>": 2}
_OTHER: Final = len(_RANKS)

ORDER: Final = ("g", "s", "rank", "p", "o")
"""The columns that give an export its order; IRIs and literals compare as N-Triples writes them, byte by byte."""


def ordered(statements: pl.LazyFrame) -> pl.LazyFrame:
    """Sort distinct statements, columns `g s p o` in N-Triples syntax; types come first, then labels."""
    rank = pl.col("p").replace_strict(_RANKS, default=_OTHER, return_dtype=pl.UInt8).alias("rank")
    bare = [pl.col(name).str.strip_chars("<>") for name in ("g", "s")]  # else `62119>` would follow `62119-a>`
    return statements.unique().with_columns(rank).sort(*bare, *ORDER[2:], maintain_order=False)


def written(statements: pl.LazyFrame, *, graphs: bool) -> pl.LazyFrame:
    """Return sorted statements as one column `text`, whose concatenation is Turtle, or TriG blocks when `graphs`.

    A statement writes what separates it from the one before; the first graph, subject and predicate are `new`.
    """
    terms = {name: _short(pl.col(name)) for name in ("g", "s", "p")}
    new_graph = _changed("g") if graphs else pl.lit(value=False)
    new_subject = _changed("s") | new_graph
    opening = pl.when(new_graph).then(_opening(terms["g"])).otherwise(pl.lit(""))
    closing = pl.when(_first()).then(pl.lit("")).otherwise(pl.lit(" ;\n.\n"))
    verb = pl.when(pl.col("p") == f"<{RDF.type}>").then(pl.lit("a")).otherwise(terms["p"])
    separator = (
        pl.when(new_subject)
        .then(pl.concat_str(closing, opening, pl.lit("\n"), terms["s"], pl.lit("\n    "), verb, pl.lit(" ")))
        .when(_changed("p"))
        .then(pl.concat_str(pl.lit(" ;\n    "), verb, pl.lit(" ")))
        .otherwise(pl.lit(" ,\n        "))
    )
    return statements.select(text=pl.concat_str(separator, _object(pl.col("o"))))


def ending(*, graphs: bool) -> str:
    """Return what closes the last subject, and its graph."""
    return " ;\n.\n}\n" if graphs else " ;\n.\n"


def header(statements: pl.LazyFrame) -> str:
    """Return the declarations of the prefixes that the statements use, sorted."""
    verbs = pl.col("p").replace(f"<{RDF.type}>", "a")  # the one property that is written without a prefix
    terms = {"g": pl.col("g"), "s": pl.col("s"), "p": verbs, "o": pl.col("o")}
    spaces = {name: term.str.extract(f"^{_NAME}$", 1) for name, term in terms.items()}
    datatype = pl.col("o").str.extract(rf'"\^\^{_NAME}$', 1)
    used = statements.select(**spaces, d=datatype).unpivot().select("value").unique()
    found = set(used.collect()["value"])
    return "".join(f"@prefix {name}: <{PREFIXES[name]}> .\n" for name in sorted(PREFIXES) if PREFIXES[name] in found)


def _changed(name: str) -> pl.Expr:
    return pl.col(name).ne_missing(pl.col(name).shift())


def _first() -> pl.Expr:
    return pl.int_range(pl.len()) == 0


def _opening(graph: pl.Expr) -> pl.Expr:
    close = pl.when(_first()).then(pl.lit("\n")).otherwise(pl.lit("}\n\n"))
    return pl.concat_str(close, graph, pl.lit(" {"))


def _short(term: pl.Expr) -> pl.Expr:
    parts = term.str.extract_groups(f"^{_NAME}$")
    prefix = parts.struct[0].replace_strict(_by_namespace(), default=None, return_dtype=pl.String)
    return pl.coalesce(pl.concat_str(prefix, pl.lit(":"), parts.struct[1]), term)


def _object(term: pl.Expr) -> pl.Expr:
    """Shorten an object: IRIs, integers and booleans, and the datatype of other literals; nothing loses a digit."""
    parts = term.str.extract_groups(rf'^(".*"\^\^){_NAME}$')
    prefix = parts.struct[1].replace_strict(_by_namespace(), default=None, return_dtype=pl.String)
    typed = pl.concat_str(parts.struct[0], prefix, pl.lit(":"), parts.struct[2])
    bare = pl.coalesce(term.str.extract(_BARE, 1), term.str.extract(_BARE, 2))
    return pl.coalesce(bare, typed, _short(term))


def _by_namespace() -> Mapping[str, str]:
    return {namespace: prefix for prefix, namespace in PREFIXES.items()}
