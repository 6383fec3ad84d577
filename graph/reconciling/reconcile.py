"""From names to bodies: what is certain is linked in a graph of its own, with a note; the rest is a list to review."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import polars as pl
from pyoxigraph import NamedNode, Store

from graph.reconciling.decisions import NAME, Decisions
from graph.reconciling.gathering import Gathered, gather
from graph.reconciling.judging import LINKED, TO_REVIEW, judged
from graph.reconciling.linking import GRAPH, link
from graph.reconciling.matching import WHO, matches
from graph.store import drop
from graph.whole import whole

_ORDER: Final = {"etat": False, "sens": False, "nom": False, "lieux": False, "score": True, "organisme": False}
"""The columns that sort the review list, and which of them run downwards."""

_SHOWN: Final = (
    *("etat", "sens", "nom", "lieux", "organisme", "nom_organisme", "score", "motif", "flux", "exemple", "decision"),
)


@dataclass(frozen=True)
class Reconciled:
    """The review list (`etat` says what became of each pair); how many names, how many linked, how many triples."""

    review: pl.DataFrame
    names: int
    linked: int
    triples: int

    @property
    def waiting(self) -> int:
        """Return how many names wait for a person."""
        return self.review.filter(pl.col("etat") == TO_REVIEW).select("sens", "nom", "lieux").n_unique()

    def write(self, folder: Path) -> None:
        """Write `rapprochements.csv` into the folder of a build, whole."""
        with whole(folder / NAME) as stream:
            self.review.write_csv(stream)


def reconcile(store: Store, known: Decisions) -> Reconciled:
    """Replace the links of a store by what its names and the user's decisions say; return the list to review."""
    drop(store, NamedNode(GRAPH))
    found = gather(store)
    pairs = judged(matches(found), _told(found), known)
    certain = pairs.filter(pl.col("etat") == LINKED)
    triples = link(store, found.names.join(certain, on=WHO).sort("flux", "sens", "organisme"))
    called = found.bodies.group_by("organisme").agg(nom_organisme=pl.col("nom").min())
    review = pairs.join(called, on="organisme", how="left").sort(list(_ORDER), descending=list(_ORDER.values()))
    return Reconciled(
        review.select(_SHOWN), found.names.select(WHO).n_unique(), certain.select(WHO).n_unique(), triples
    )


def _told(found: Gathered) -> pl.DataFrame:
    """Return, for each name in its places, the departments (`lieux`), how many flows name it, and one of them."""
    codes = pl.col("departement").str.split("/").list.last()
    places = found.contexts.group_by("contexte").agg(lieux=codes.drop_nulls().unique().sort().str.join(" "))
    counts = found.names.group_by(WHO).agg(flux=pl.col("flux").n_unique(), exemple=pl.col("flux").min())
    return counts.join(places, on="contexte", how="left").with_columns(pl.col("lieux").fill_null(""))
