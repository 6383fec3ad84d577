"""What a release holds, counted: statements by property, instances by class, and what stands in each column."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import polars as pl
from rdflib import FOAF, OWL, RDF, SKOS, XSD

from graph.publishing.shelves import Shelves, once

IRI: Final = "iri"
TYPE: Final = f"<{RDF.type}>"
SEPARATORS: Final = ("|", "¦", "‖", "⁞", "\x1f")
"""What may part several values of one cell: the first that none of them holds."""

_KIND: Final = r'"(@[A-Za-z0-9-]+|\^\^<[^<>]*>)?$'
_SCALE: Final = r'^"[+-]?\d*\.(\d+)"'
_PERSON: Final = f"<{FOAF.Person}>"
_SAME: Final = [f"<{one}>" for one in (SKOS.exactMatch, OWL.sameAs)]
_SITE: Final = r"^<(https?://[^/<>]+/)"
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


@dataclass(frozen=True, kw_only=True)
class Census:
    """Counts by IRI; `graphs` of quads; `slots` by class; `kinds` is, by property, how many values of each kind.

    `links` counts the statements that say a node is one of another site, by property and site (`http://id.insee.fr/`);
    `naming` are the graphs that say of somebody that they are a person.
    """

    triples: int
    subjects: int
    graphs: Mapping[str, int]
    classes: Mapping[str, int]
    properties: Mapping[str, int]
    kinds: Mapping[str, Mapping[str, int]]
    slots: Mapping[str, tuple[Slot, ...]]
    links: Mapping[tuple[str, str], int]
    naming: frozenset[str]


def census(shelves: Shelves) -> Census:
    """Count the union of the graphs, slice by slice."""
    triples = subjects = 0
    naming: set[int] = set()
    tallies: dict[str, list[pl.DataFrame]] = {"graphs": [], "kinds": [], "classes": [], "slots": [], "links": []}
    for quads in shelves:
        rows = once(quads)
        told = rows.with_columns(kind=kind(pl.col("o")))
        typed = rows.filter(pl.col("p") == TYPE).select("s", **{"class": "o"})
        triples += len(rows)
        subjects += rows["s"].n_unique()
        naming.update(quads.filter((pl.col("p") == TYPE) & (pl.col("o") == _PERSON))["g"].unique())
        tallies["graphs"].append(quads.group_by("g").agg(n=pl.len()))
        tallies["kinds"].append(told.group_by("p", "kind").agg(n=pl.len()))
        tallies["classes"].append(typed.group_by("class").agg(n=pl.len()))
        tallies["links"].append(_links(rows))
        tallies["slots"].append(_slots(told.join(typed, on="s")))
    kinds = pl.concat(tallies["kinds"]).group_by("p", "kind").agg(pl.col("n").sum()).sort("p", "kind")
    by_graph = pl.concat(tallies["graphs"]).group_by("g").agg(pl.col("n").sum()).sort("g")
    return Census(
        triples=triples,
        subjects=subjects,
        graphs={shelves.graphs[number]: n for number, n in by_graph.iter_rows()},
        classes=_summed(tallies["classes"], "class"),
        properties=_summed(tallies["kinds"], "p"),
        kinds=_nested(kinds),
        slots=_by_class(_merged(tallies["slots"])),
        links=_linked(tallies["links"]),
        naming=frozenset(shelves.graphs[number] for number in naming),
    )


def kind(term: pl.Expr) -> pl.Expr:
    """Return the kind of a term: `iri`, `@fr`, `^^<datatype>`, or `` for a plain text."""
    return pl.when(term.str.starts_with("<")).then(pl.lit(IRI)).otherwise(term.str.extract(_KIND, 1).fill_null(""))


def bare(term: str) -> str:
    """Return the IRI between brackets."""
    return term.removeprefix("<").removesuffix(">")


def _slots(told: pl.DataFrame) -> pl.DataFrame:
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


def _merged(parts: list[pl.DataFrame]) -> pl.DataFrame:
    clashes = [pl.col(f"has{n}").any() for n in range(len(SEPARATORS))]
    grouped = pl.concat(parts).group_by(*_KEYS)
    sound = pl.col("sound").fill_null(value=False).all()
    return grouped.agg(
        pl.col("n").sum(), pl.col("scale").max(), pl.col("most", "together").max(), sound, *clashes
    ).sort(*_KEYS)


def _by_class(table: pl.DataFrame) -> dict[str, tuple[Slot, ...]]:
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


def _links(rows: pl.DataFrame) -> pl.DataFrame:
    same = rows.filter(pl.col("p").is_in(_SAME))
    return same.group_by("p", site=pl.col("o").str.extract(_SITE, 1)).agg(n=pl.len())


def _linked(parts: list[pl.DataFrame]) -> dict[tuple[str, str], int]:
    table = pl.concat(parts).drop_nulls("site").group_by("p", "site").agg(pl.col("n").sum()).sort("p", "site")
    return {(bare(iri), site): n for iri, site, n in table.iter_rows()}


def _summed(parts: Iterable[pl.DataFrame], name: str) -> dict[str, int]:
    table = pl.concat(parts).group_by(name).agg(pl.col("n").sum()).sort(name)
    return {bare(iri): n for iri, n in table.iter_rows()}


def _nested(table: pl.DataFrame) -> dict[str, dict[str, int]]:
    made: dict[str, dict[str, int]] = {}
    for iri, one, n in table.iter_rows():
        made.setdefault(bare(iri), {})[one] = n
    return made
