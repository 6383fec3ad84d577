"""What a release holds, counted: statements by property, instances by class, and what stands in each column."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import polars as pl
from rdflib import FOAF, OWL, SKOS

from graph.publishing.shelves import Shelves, once
from graph.publishing.slots import TYPE, Slot, bare, by_class, described, kind, merged

_PERSON: Final = f"<{FOAF.Person}>"
_SAME: Final = [f"<{one}>" for one in (SKOS.exactMatch, OWL.sameAs)]
_SITE: Final = r"^<(https?://[^/<>]+/)"


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
        tallies["graphs"].append(_own(quads.group_by("g").agg(n=pl.len())))
        tallies["kinds"].append(_own(told.group_by("p", "kind").agg(n=pl.len())))
        tallies["classes"].append(_own(typed.group_by("class").agg(n=pl.len())))
        tallies["links"].append(_own(_links(rows)))
        tallies["slots"].append(_own(described(told.join(typed, on="s"))))
    kinds = pl.concat(tallies["kinds"]).group_by("p", "kind").agg(pl.col("n").sum()).sort("p", "kind")
    by_graph = pl.concat(tallies["graphs"]).group_by("g").agg(pl.col("n").sum()).sort("g")
    return Census(
        triples=triples,
        subjects=subjects,
        graphs={shelves.graphs[number]: n for number, n in by_graph.iter_rows()},
        classes=_summed(tallies["classes"], "class"),
        properties=_summed(tallies["kinds"], "p"),
        kinds=_nested(kinds),
        slots=by_class(merged(tallies["slots"])),
        links=_linked(tallies["links"]),
        naming=frozenset(shelves.graphs[number] for number in naming),
    )


def _own(counted: pl.DataFrame) -> pl.DataFrame:
    """Return a copy with texts of its own: those of Polars are views, and would keep the whole slice in memory."""
    return pl.DataFrame(counted.rows(), schema=counted.schema, orient="row")


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
