"""What becomes of each pair: the user's decision first, then certainty; the rest waits for a person."""

from typing import Final

import polars as pl

from graph.reconciling.decisions import ACCEPTED, REFUSED, Decisions
from graph.reconciling.matching import DEPARTMENT, PLACE, WHO

DECIDED: Final = "décision de l'utilisateur"
LINKED: Final = "lié"
TO_REVIEW: Final = "à relire"
SET_ASIDE: Final = "refusé"
_PAIR: Final = ("sens", "nom", "lieux", "organisme")


def judged(pairs: pl.DataFrame, told: pl.DataFrame, known: Decisions) -> pl.DataFrame:
    """Return every pair with its `etat`, `decision`, `lieux`, `flux` and `exemple`.

    A pair that the user accepts needs not have been proposed; it settles its name, whose other pairs are left out.
    """
    said = _said(known)
    accepted = said.filter(pl.col("decision") == ACCEPTED)
    proposed = pairs.join(told, on=WHO)
    added = told.join(accepted, on=_PAIR[:3]).join(proposed, on=(*WHO, "organisme"), how="anti")
    full = pl.concat([proposed, added.with_columns(score=None, motif=None)], how="diagonal_relaxed")
    full = full.drop("decision", strict=False).join(said, on=_PAIR, how="left")
    decided = pl.col("decision").is_not_null()
    certain = pl.when(pl.col("motif").is_in([PLACE, DEPARTMENT])).then(pl.lit(LINKED)).otherwise(pl.lit(TO_REVIEW))
    state = pl.when(pl.col("decision") == ACCEPTED).then(pl.lit(LINKED)).when(decided).then(pl.lit(SET_ASIDE))
    full = full.with_columns(
        etat=state.otherwise(certain), motif=pl.when(decided).then(pl.lit(DECIDED)).otherwise("motif")
    )
    settled = (pl.col("decision") == ACCEPTED).any().over(WHO)
    return full.filter(decided | ~settled)


def _said(known: Decisions) -> pl.DataFrame:
    lines = [
        *((*pair, ACCEPTED) for pair in sorted(known.accepted)),
        *((*pair, REFUSED) for pair in sorted(known.refused)),
    ]
    return pl.DataFrame(lines, schema=dict.fromkeys((*_PAIR, "decision"), pl.String), orient="row")
