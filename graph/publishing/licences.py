"""Which statements may share a file: the licence of each edition, and the part of the bundle it belongs to."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import polars as pl

from graph.complete import GRAPH as DEDUCTIONS
from graph.errors import GraphError
from graph.publishing.release import Cited
from graph.publishing.shelves import UNION
from graph.reconciling.linking import GRAPH as LINKS

OURS: Final = "https://www.etalab.gouv.fr/licence-ouverte-open-licence"
"""The licence of what we transcribe from a printed report, and of the bundle but for its separate parts."""

TERMS: Final = "https://creativecommons.org/licenses/by/4.0/"
"""The licence of the ontology, the code lists and the shapes."""

MAIN: Final = ""
_FILE: Final = Path(__file__).with_name("licences.toml")


@dataclass(frozen=True)
class Licence:
    """A licence we have read: its name, the address we call it by, and the part of the bundle for its statements."""

    name: str
    iri: str
    part: str


def known() -> Mapping[str, Licence]:
    """Return every licence we have read, by each of its addresses."""
    found: dict[str, Licence] = {}
    for raw in tomllib.loads(_FILE.read_text(encoding="utf-8"))["licence"]:
        one = Licence(raw["name"], raw["iri"], raw["part"])
        found |= dict.fromkeys((raw["iri"], *raw["also"]), one)
    return found


def licence_of(edition: Cited) -> Licence:
    """Return the licence of an edition; a printed report that states none is ours; an unknown one is refused."""
    address = edition.licence or OURS
    try:
        return known()[address]
    except KeyError:
        message = f"{edition.title} : licence inconnue ({address}), on ne sait pas avec quoi elle peut se mêler"
        remedy = f"lisez-la, puis ajoutez-la à {_FILE.name}, ou retirez cette source"
        raise GraphError(message, kind="refused", remedy=remedy) from None


def parts(graphs: Iterable[str], editions: Iterable[Cited]) -> dict[str, str]:
    """Return the part of each named graph; one that no edition describes follows from the others, and is ours."""
    licences = {one.iri: licence_of(one) for one in editions}
    return {graph: licences[graph].part if graph in licences else MAIN for graph in graphs}


def split(quads: pl.DataFrame, graphs: tuple[str, ...], by_graph: Mapping[str, str]) -> dict[str, pl.DataFrame]:
    """Return the quads of each part; one that both parts state is only in the main one.

    What was deduced about a node of which a separate part speaks goes with that part: it may come from there.
    """
    if len(set(by_graph.values())) <= 1:
        return {next(iter(by_graph.values()), MAIN): quads}
    names = [by_graph[iri] for iri in graphs]
    part = pl.col("g").replace_strict(list(range(len(names))), names, return_dtype=pl.String)
    told = quads.with_columns(part=part)
    ours = [number for number, iri in enumerate(graphs) if iri in {DEDUCTIONS, LINKS}]
    if ours:
        touched = told.filter(pl.col("part") != MAIN).group_by("s").agg(elsewhere=pl.col("part").min())
        told = told.join(touched, on="s", how="left", maintain_order="left")
        moved = pl.col("g").is_in(ours) & pl.col("elsewhere").is_not_null()
        told = told.with_columns(part=pl.when(moved).then("elsewhere").otherwise("part")).drop("elsewhere")
    main = told.filter(pl.col("part") == MAIN)
    shared = told.join(main.select(UNION).unique(), on=UNION, how="anti", maintain_order="left")
    others = {str(name): rows.drop("part") for (name,), rows in shared.filter(pl.col("part") != MAIN).group_by("part")}
    return {MAIN: main.drop("part"), **{name: others[name] for name in sorted(others)}}
