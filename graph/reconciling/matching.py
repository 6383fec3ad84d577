"""Which body a name may mean: certain when it is the only one of that name there, else proposed with a score."""

from difflib import SequenceMatcher
from typing import Final

import polars as pl

from graph.reconciling.gathering import Gathered

PLACE: Final = "même nom, même lieu"
DEPARTMENT: Final = "même nom, même département"
SEVERAL: Final = "même nom, plusieurs organismes"
SHORT: Final = "même nom d'un seul mot, hors de la commune"
ELSEWHERE: Final = "même nom, aucun lieu commun connu"
CLOSE: Final = "nom proche, même département"

WHO: Final = ("sens", "nom", "contexte")
"""What a decision is about: a name, on one side of a flow, in one set of places."""

_CIRCLES: Final = ("commune", "lieu", "departement")

LEAST: Final = 0.82
_PROPOSED: Final = 3
_COMPARED: Final = 5
_COMMON: Final = 50  # a word that so many bodies of a department share tells none of them apart


def matches(found: Gathered) -> pl.DataFrame:
    """Return `sens nom contexte organisme score motif`; a pair is certain where `motif` is PLACE or DEPARTMENT."""
    asked = found.names.select(*WHO, "cle").unique()
    same = _same(asked, found)
    rest = asked.join(same, on=WHO, how="anti")
    return pl.concat([same, _close(rest, found)]).sort(
        *WHO, "score", "organisme", descending=[False] * 3 + [True, False]
    )


def _same(asked: pl.DataFrame, found: Gathered) -> pl.DataFrame:
    """Pair equal keys, keeping for each name only the nearest circle where a body has it."""
    pairs = asked.join(found.bodies.select("organisme", "cle").unique(), on="cle").select(*WHO, "organisme", "cle")
    near = [_within(pairs, found, circle).with_columns(rang=pl.lit(rank)) for rank, circle in enumerate(_CIRCLES)]
    every = pl.concat([*near, pairs.unique().with_columns(rang=pl.lit(len(near)))])
    nearest = every.filter(pl.col("rang") == pl.col("rang").min().over(WHO))
    short = ~pl.col("cle").str.contains(" ") & (pl.col("rang") > 0)
    motive = pl.when(pl.col("rang") == len(near)).then(pl.lit(ELSEWHERE)).when(pl.len().over(WHO) > 1)
    motive = motive.then(pl.lit(SEVERAL)).when(short).then(pl.lit(SHORT)).when(pl.col("rang") < len(near) - 1)
    return nearest.select(
        *WHO, "organisme", score=pl.lit(1.0), motif=motive.then(pl.lit(PLACE)).otherwise(pl.lit(DEPARTMENT))
    )


def _within(pairs: pl.DataFrame, found: Gathered, circle: str) -> pl.DataFrame:
    """Keep the pairs whose name and body share a commune, any place, or a department."""
    by = "departement" if circle == "departement" else "lieu"
    where = found.contexts.select("contexte", by).drop_nulls().unique()
    if circle == "commune":
        where = where.filter(pl.col("lieu").str.contains("/territoire/commune/", literal=True))
    stands = found.stands.select("organisme", by).drop_nulls().unique()
    return pairs.join(where, on="contexte").join(stands, on=["organisme", by]).select(pairs.columns).unique()


def _close(asked: pl.DataFrame, found: Gathered) -> pl.DataFrame:
    """Compare what shares a telling word with a body of the same department; the best few above LEAST."""
    where = found.contexts.select("contexte", "departement").drop_nulls().unique()
    words = _words(asked.select("cle", "contexte").join(where, on="contexte").drop("contexte").unique())
    known = found.bodies.join(found.stands.select("organisme", "departement").drop_nulls().unique(), on="organisme")
    theirs = _words(known.select("organisme", autre="cle", departement="departement").unique(), of="autre")
    theirs = theirs.filter(pl.len().over("departement", "mot") <= _COMMON)
    shared = words.join(theirs, on=["departement", "mot"]).group_by("cle", "autre", "organisme").agg(communs=pl.len())
    best = shared.sort("cle", "communs", "autre", "organisme", descending=[False, True, False, False])
    compared = best.group_by("cle", maintain_order=True).head(_COMPARED)
    scored = compared.with_columns(
        score=pl.struct("cle", "autre").map_elements(lambda pair: _score(pair["cle"], pair["autre"]), pl.Float64)
    ).filter(pl.col("score") >= LEAST)
    kept = scored.sort("cle", "score", "organisme", descending=[False, True, False]).unique(
        ["cle", "organisme"], keep="first", maintain_order=True
    )
    proposed = kept.group_by("cle", maintain_order=True).head(_PROPOSED).select("cle", "organisme", "score")
    return asked.join(proposed, on="cle").select(*WHO, "organisme", "score", motif=pl.lit(CLOSE))


def _words(frame: pl.DataFrame, of: str = "cle") -> pl.DataFrame:
    return frame.with_columns(mot=pl.col(of).str.split(" ")).explode("mot").unique()


def _score(one: str, other: str) -> float:
    """Return 0 to 1: the letters two keys share in the same order, once their words are sorted (difflib's ratio)."""
    left, right = (" ".join(sorted(text.split())) for text in (one, other))
    return round(SequenceMatcher(None, left, right, autojunk=False).ratio(), 2)
