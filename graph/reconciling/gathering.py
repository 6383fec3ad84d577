"""What is asked of a store: the names that nobody identifies, the bodies that are known, and where both are."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import polars as pl
from pyoxigraph import QuerySolutions, Store

from graph.reconciling.names import key

_FOLDER: Final = Path(__file__).parent / "sparql"


@dataclass(frozen=True)
class Gathered:
    """Four tables of texts: what is named, in which places; which bodies are known, and where they stand.

    names `flux sens nom cle contexte`, contexts `contexte lieu departement`, bodies `organisme nom cle`, stands
    `organisme lieu departement`. A context is a set of places, written as one text.
    """

    names: pl.DataFrame
    contexts: pl.DataFrame
    bodies: pl.DataFrame
    stands: pl.DataFrame


def gather(store: Store) -> Gathered:
    """Read a store; each query is asked once, whatever the number of flows."""
    where = _frame(store, "lieux-des-flux")
    departments = _frame(store, "departements")
    sets = where.group_by("flux").agg(contexte=pl.col("lieu").unique().sort().str.join(" "))
    names = _frame(store, "noms-sans-organisme").join(sets, on="flux", how="left")
    names = names.with_columns(pl.col("contexte").fill_null(""), cle=key(pl.col("nom")))
    lists = names.select("contexte").unique().with_columns(lieu=pl.col("contexte").str.split(" ")).explode("lieu")
    bodies = _frame(store, "organismes").with_columns(cle=key(pl.col("nom")))
    return Gathered(
        names=names.filter(pl.col("cle").is_not_null()).sort("flux", "sens", "nom"),
        contexts=lists.filter(pl.col("lieu") != "").join(departments, on="lieu", how="left"),
        bodies=bodies.filter(pl.col("cle").is_not_null()).sort("organisme", "nom"),
        stands=_frame(store, "lieux-des-organismes").join(departments, on="lieu", how="left"),
    )


def _frame(store: Store, name: str) -> pl.DataFrame:
    """Return the solutions of a query as text."""
    found = store.query((_FOLDER / f"{name}.rq").read_text(encoding="utf-8"))
    assert isinstance(found, QuerySolutions)
    columns = [variable.value for variable in found.variables]
    rows = [tuple(getattr(term, "value", None) for term in solution) for solution in found]
    return pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String), orient="row").unique()
