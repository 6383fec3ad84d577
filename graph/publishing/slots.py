"""What stands in each column of a release: one kind of value, of one property, in one class."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import polars as pl
from rdflib import RDF, XSD

IRI: Final = "iri"
TYPE: Final = f"<{RDF.type}>"
SEPARATORS: Final = ("|", "¦", "‖", "⁞", "\x1f")
"""What may part several values of one cell: the first that none of them holds."""

_KIND: Final = r'"(@[A-Za-z0-9-]+|\^\^<[^<>]*>)?$'
_SCALE: Final = r'^"[+-]?\d*\.(\d+)"'
_KEYS: Final = ("class", "p", "kind")
_WHOLE: Final = ("integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger")

INTEGERS: Final = frozenset(f"^^<{XSD[name]}>" for name in _WHOLE)
DECIMAL: Final = f"^^<{XSD.decimal}>"
DATE: Final = f"^^<{XSD.date}>"
BOOLEAN: Final = f"^^<{XSD.boolean}>"
_FORMS: Final[Mapping[str, str]] = {
    **dict.fromkeys(INTEGERS, r"^[+-]?\d{1,18}$"),
    DECIMAL: r"^[+-]?\d{1,20}(\.\d{1,17})?$",
    DATE: r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$",
    BOOLEAN: r"^(true|false)$",
}
"""How the values of a kind are written when a typed table can hold them."""


@dataclass(frozen=True, kw_only=True)
class Slot:
    """One kind of value of one property in one class: `iri`, `@fr`, `^^<datatype>` or `` for a plain text.

    `most` is the greatest number of values of a subject, `together` whatever their kind; `scale` is the most decimals;
    `clashes` are the separators met; `sound` tells whether every value can be held as a number, a date or a boolean.
    """

    predicate: str
    kind: str
    values: int
    most: int
    together: int
    scale: int
    clashes: frozenset[str]
    sound: bool = False


def kind(term: pl.Expr) -> pl.Expr:
    """Return the kind of a term: `iri`, `@fr`, `^^<datatype>`, or `` for a plain text."""
    return pl.when(term.str.starts_with("<")).then(pl.lit(IRI)).otherwise(term.str.extract(_KIND, 1).fill_null(""))


def bare(term: str) -> str:
    """Return the IRI between brackets."""
    return term.removeprefix("<").removesuffix(">")


def described(told: pl.DataFrame) -> pl.DataFrame:
    """Describe the values of one slice by class, property and kind."""
    clashes = [pl.col("o").str.contains(mark, literal=True).any().alias(f"has{n}") for n, mark in enumerate(SEPARATORS)]
    scale = pl.col("o").str.extract(_SCALE, 1).str.len_bytes().max().fill_null(0).alias("scale")
    each = told.group_by(*_KEYS, "s").agg(n=pl.len())
    most = each.group_by(*_KEYS).agg(most=pl.col("n").max())
    sums = (
        each.group_by("class", "p", "s").agg(pl.col("n").sum()).group_by("class", "p").agg(together=pl.col("n").max())
    )
    counted = told.group_by(*_KEYS).agg(pl.len().alias("n"), scale, *clashes)
    counted = counted.join(most, on=_KEYS, how="left").join(sums, on=("class", "p"), how="left")
    return counted.join(_soundness(told), on=_KEYS, how="left")


def _soundness(told: pl.DataFrame) -> pl.DataFrame:
    """Tell of each typed group whether all its values have the form of their kind, and dates are in the calendar."""
    form = pl.col("kind").replace_strict(_FORMS, return_dtype=pl.String)
    body = pl.col("o").str.strip_prefix('"').str.replace(r'"[^"]*$', "")
    real = (pl.col("kind") != DATE) | body.str.to_date("%Y-%m-%d", strict=False).is_not_null()
    typed = told.filter(pl.col("kind").is_in(list(_FORMS)))
    return typed.group_by(*_KEYS).agg(sound=(body.str.contains(form) & real).all())


def merged(parts: list[pl.DataFrame]) -> pl.DataFrame:
    """Return the descriptions of several slices as one."""
    clashes = [pl.col(f"has{n}").any() for n in range(len(SEPARATORS))]
    grouped = pl.concat(parts).group_by(*_KEYS)
    sound = pl.col("sound").fill_null(value=False).all()
    return grouped.agg(
        pl.col("n").sum(), pl.col("scale").max(), pl.col("most", "together").max(), sound, *clashes
    ).sort(*_KEYS)


def by_class(table: pl.DataFrame) -> dict[str, tuple[Slot, ...]]:
    """Return the slots of each class, by IRI."""
    made: dict[str, list[Slot]] = {}
    for row in table.iter_rows(named=True):
        met = frozenset(mark for n, mark in enumerate(SEPARATORS) if row[f"has{n}"])
        slot = Slot(
            predicate=bare(row["p"]),
            kind=row["kind"],
            values=row["n"],
            most=row["most"],
            together=row["together"],
            scale=row["scale"],
            clashes=met,
            sound=row["sound"],
        )
        made.setdefault(bare(row["class"]), []).append(slot)
    return {iri: tuple(slots) for iri, slots in made.items()}
