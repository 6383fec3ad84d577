"""What a kind of cell is: one vectorised function from the published text to its canonical form, or a reason."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import polars as pl

from loaders.source import Column

XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_INVISIBLE: Final = r"[\u{ad}\u{200b}-\u{200f}\u{2060}\u{feff}]"  # soft hyphen, zero-width, BOM
_BLANK: Final = r"[\s\p{Z}\p{Cc}]+"  # no-break and narrow spaces, control characters


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
    """

    name: str
    rule: Callable[[pl.Expr, Column], Cleaned]
    summary: str
    datatype: str | None = None
    iri_safe: bool = True
    lenient: bool = False
    needs: frozenset[str] = frozenset()
    options: Mapping[str, Callable[[Any], bool]] = field(default_factory=dict)

    def clean(self, cell: pl.Expr, column: Column) -> Cleaned:
        """Tidy a cell as published and apply the rule."""
        return self.rule(tidy(cell), column)


def judged(cell: pl.Expr, value: pl.Expr, reason: str | pl.Expr) -> Cleaned:
    """Say `reason` (« problème ; que faire ») of every cell that holds something and gave no value."""
    why = pl.lit(reason) if isinstance(reason, str) else reason
    return Cleaned(value, pl.when(cell.is_not_null() & value.is_null()).then(why))


def tidy(cell: pl.Expr) -> pl.Expr:
    """Return the text in Unicode NFC, with single plain spaces, no control character; null when none is left."""
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
