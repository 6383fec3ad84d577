"""What a kind of cell is: one vectorised function from the published text to its canonical form, or a reason."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import polars as pl

from loaders.source import Column

XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_INVISIBLE: Final = r"[\u{ad}\u{200b}-\u{200f}\u{2060}\u{feff}]"  # soft hyphen, zero-width, BOM
_BLANK: Final = r"[\s\p{Z}\p{Cc}]+"  # no-break and narrow spaces, control characters
_UNTIDY: Final = r"[^ -~\u{a1}-\u{ac}\u{ae}-\u{17f}\u{2013}\u{2014}\u{2018}-\u{201d}\u{20ac}]|  |^ | $|^$"
"""What tidying may change: everything but these letters and signs, which Unicode's NFC leaves as they are."""
_REPEATED: Final = 2  # fewer rows a distinct cell: looking for its twins costs more than reading it again


@dataclass(frozen=True)
class Cleaned:
    """Two String expressions: the canonical form or null, and null or why there is none, in French."""

    value: pl.Expr
    problem: pl.Expr


@dataclass(frozen=True)
class Kind:
    """A word for what a cell holds: `datatype` is an XSD IRI or None for plain text.

    `rule` takes a tidy cell; `iri_safe` promises values of unreserved characters only (RFC 3986); a `lenient` kind
    has nothing to say of what it cannot read; `options` tells a right value of each option, `needs` those it requires.
    `sound` gives a pattern, or None, of tidy cells that are their own canonical form, to spare the rule some work.
    """

    name: str
    rule: Callable[[pl.Expr, Column], Cleaned]
    summary: str
    datatype: str | None = None
    iri_safe: bool = True
    lenient: bool = False
    needs: frozenset[str] = frozenset()
    options: Mapping[str, Callable[[Any], bool]] = field(default_factory=dict)
    sound: Callable[[Column], str | None] = lambda _: None

    def clean(self, cell: pl.Expr, column: Column) -> Cleaned:
        """Tidy a cell as published and apply the rule."""
        return self.rule(tidy(cell), column)


def swiftly(cell: pl.Expr, rule: Callable[[pl.Expr], pl.Expr], same: Callable[[pl.Series], pl.Series]) -> pl.Expr:
    """Apply a rule on text to the cells that it may change, to each distinct one of them once, as a stream.

    `same` tells, of a batch, the cells that the rule gives back as they are.
    """
    ruled = rule(pl.col("_")).alias("_rule")

    def batch(cells: pl.Series) -> pl.Series:
        odd = (~same(cells)).fill_null(value=False)
        if not odd.any():
            return cells
        some = cells.filter(odd).to_frame("_")
        each = some.unique()
        if each.height * _REPEATED > some.height:
            found = some.lazy().select(ruled).collect()["_rule"]  # lazily: what a rule repeats is computed once
        else:
            found = some.join(each.lazy().with_columns(ruled).collect(), on="_", how="left", maintain_order="left")[
                "_rule"
            ]
        return cells.scatter(odd.arg_true(), found)

    return cell.map_batches(batch, return_dtype=pl.String, is_elementwise=True)


def judged(cell: pl.Expr, value: pl.Expr, reason: str | pl.Expr) -> Cleaned:
    """Say `reason` (« problème ; que faire ») of every cell that holds something and gave no value."""
    why = pl.lit(reason) if isinstance(reason, str) else reason
    return Cleaned(value, pl.when(cell.is_not_null() & value.is_null()).then(why))


def tidy(cell: pl.Expr) -> pl.Expr:
    """Return the text in Unicode NFC, with single plain spaces, no control character; null when none is left."""
    return swiftly(cell, _tidied, lambda cells: ~cells.str.contains(_UNTIDY))


def _tidied(cell: pl.Expr) -> pl.Expr:
    text = cell.str.normalize("NFC").str.replace_all(_INVISIBLE, "").str.replace_all(_BLANK, " ")
    return filled(text.str.strip_chars())


def compact(cell: pl.Expr) -> pl.Expr:
    """Return a tidy cell without any space: how people write numbers does not change them."""
    return cell.str.replace_all(" ", "", literal=True)


def folded(cell: pl.Expr) -> pl.Expr:
    """Return a tidy cell in lower case, without accents, hyphens as spaces, for comparison only."""
    text = cell.str.to_lowercase().str.normalize("NFKD").str.replace_all(r"\p{M}", "")
    text = text.str.replace_all("œ", "oe", literal=True).str.replace_all("æ", "ae", literal=True)
    return text.str.replace_all(r"[-\u{2010}-\u{2014}'’]", " ").str.replace_all(" +", " ").str.strip_chars()


def filled(text: pl.Expr) -> pl.Expr:
    """Return the text, or null where it is empty."""
    return pl.when(text != "").then(text)


def matching(text: pl.Expr, pattern: str) -> pl.Expr:
    """Return the text where it matches the pattern, else null."""
    return pl.when(text.str.contains(pattern)).then(text)


def translated(text: pl.Expr, table: Mapping[str, str], default: pl.Expr) -> pl.Expr:
    """Return what the table says of the text, else the default; `Expr.replace` would hold the whole column."""
    for published, ours in reversed(list(table.items())):
        default = pl.when(text == published).then(pl.lit(ours)).otherwise(default)
    return default
