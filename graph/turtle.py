"""Turtle that never moves: one block a subject, sorted, one triple a line, fixed prefixes, evidence IRIs in full."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

import polars as pl
from rdflib import RDF, RDFS, SKOS

from ontology.iris import PREFIXES

# A prefixed name is used only where it needs no escape: `commune:62119`, but `<…/2019-01-09.txt#row=12>`.
_NAME: Final = r"<([^<>]*[/#])([A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?)>"
_TERM: Final = rf'^(".*"\^\^)?{_NAME}$'
_BARE: Final = r'^"(?:[+-]?[0-9]+|true|false)"\^\^$'
_BARE_TYPES: Final = "integer", "boolean"
_RANKS: Final = {f"<{RDF.type}>": 0, f"<{RDFS.label}>": 1, f"<{SKOS.prefLabel}>": 2}
_BY_SPACE: Final[Mapping[str, str]] = MappingProxyType({space: prefix for prefix, space in PREFIXES.items()})


class Text(NamedTuple):
    """What is written, one text a line of a table, and the prefixes it uses."""

    lines: pl.Series
    prefixes: frozenset[str]


def blocks(triples: pl.DataFrame) -> Text:
    """Return one text a triple, whose concatenation is the blocks of the subjects.

    `triples` are distinct, columns `s p o` in N-Triples syntax, whole subjects; in a block types come first, then
    labels. Subjects keep the order of N-Triples lines.
    """
    rank = pl.col("p").replace_strict(_RANKS, default=len(_RANKS), return_dtype=pl.UInt8).alias("rank")
    rows = triples.with_columns(rank).sort("s", "rank", "p", "o")
    subjects, verbs, objects = shortened(rows["s"]), _verbs(rows["p"]), shortened(rows["o"])
    return Text(_laid(rows, subjects, verbs, objects), subjects.prefixes | verbs.prefixes | objects.prefixes)


def header(prefixes: Iterable[str]) -> str:
    """Return the declarations of prefixes, sorted."""
    return "".join(f"@prefix {prefix}: <{PREFIXES[prefix]}> .\n" for prefix in sorted(prefixes))


def shortened(terms: pl.Series) -> Text:
    """Shorten IRIs, integers, booleans, and the datatype of other literals; nothing loses a digit."""
    known = terms.unique() if terms.n_unique() < len(terms) // 2 else terms
    parts = known.to_frame("term").select("term", parts=pl.col("term").str.extract_groups(_TERM))
    parts = parts.select("term", pl.col("parts").struct.rename_fields(["mark", "space", "name"])).unnest("parts")
    prefix = pl.col("space").replace_strict(_BY_SPACE, default=None, return_dtype=pl.String)
    named = parts.with_columns(prefix=prefix)
    bare = (pl.col("prefix") == "xsd") & pl.col("name").is_in(_BARE_TYPES) & pl.col("mark").str.contains(_BARE)
    short = pl.concat_str(pl.col("mark").fill_null(""), "prefix", pl.lit(":"), "name")
    text = pl.when(bare).then(pl.col("mark").str.slice(1).str.strip_suffix('"^^')).otherwise(pl.coalesce(short, "term"))
    made = named.select("term", "prefix", text=text, bare=bare.fill_null(value=False))
    used = frozenset(made.filter(~pl.col("bare"))["prefix"].drop_nulls().unique())
    if known is terms:
        return Text(made["text"], used)
    return Text(terms.replace_strict(made["term"], made["text"], return_dtype=pl.String), used)


def _verbs(terms: pl.Series) -> Text:
    """Shorten properties; the type of a subject is written `a`."""
    verb = f"<{RDF.type}>"
    known = terms.unique().sort()
    others = shortened(known.filter(known != verb))
    texts = dict(zip(known.filter(known != verb), others.lines, strict=True))
    return Text(terms.replace_strict({**texts, verb: "a"}, return_dtype=pl.String), others.prefixes)


def _laid(rows: pl.DataFrame, subjects: Text, verbs: Text, objects: Text) -> pl.Series:
    """Lay shortened terms out: what a triple writes depends on what the triples beside it share with it."""
    new_subject, new_verb = _new("s"), _new("s") | _new("p")
    opening = (
        pl.when(new_subject)
        .then(pl.concat_str(pl.lit("\n"), "subject", pl.lit("\n    "), "verb", pl.lit(" ")))
        .when(new_verb)
        .then(pl.concat_str(pl.lit("    "), "verb", pl.lit(" ")))
        .otherwise(pl.lit("        "))
    )
    ends, turns = (flag.shift(-1, fill_value=True) for flag in (new_subject, new_verb))
    closing = pl.when(ends).then(pl.lit(" ;\n.\n")).when(turns).then(pl.lit(" ;\n")).otherwise(pl.lit(" ,\n"))
    shown = rows.with_columns(subject=subjects.lines, verb=verbs.lines, object=objects.lines)
    return shown.select(text=pl.concat_str(opening, "object", closing)).to_series()


def _new(name: str) -> pl.Expr:
    return pl.col(name).ne_missing(pl.col(name).shift())
