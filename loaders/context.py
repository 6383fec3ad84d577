"""What no single row knows, gathered over all files before any is mapped: today's commune codes, and who is who."""

from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Final

import polars as pl

from loaders.bodies import bodies, known
from loaders.clean import Clean
from loaders.edition import Edition
from loaders.load import Context, people
from loaders.newest import newest, stated
from loaders.persons import ROW, identify
from loaders.successions import successions
from loaders.vintage import Vintage, vintage

_MOVES: Final = "mouvements"
_COMMUNES: Final = "communes"
_MEMBERS: Final = ("epcicom", "epci-etalab")
_SUCCESSIONS: Final = "epci-successions"

Prepared = tuple[Edition, Clean]


def context(prepared: Iterable[Prepared]) -> Context:
    """Read the movements, the living communes and the groupings, then decide who is who across all files."""
    ready = tuple(prepared)
    moves = _rows(ready, (_MOVES,), latest=False).filter(
        (pl.col("type_avant") == "COM") & (pl.col("type_apres") == "COM")
    )
    communes = _rows(ready, (_COMMUNES,), latest=True).filter(pl.col("type") == "COM")["code"]
    parts = _rows(ready, (_COMMUNES,), latest=False).filter(pl.col("type") != "COM")["code"]
    dated = moves.select("date", "avant", "apres").unique().sort("date", "avant", "apres")
    today = vintage(dated, communes, parts)
    last = newest(chain.from_iterable(stated(one, cleaned.accepted, today) for one, cleaned in ready))
    who = identify(_people(ready), _groupings(ready))
    whom = bodies(chain.from_iterable(known(one, cleaned.accepted, today) for one, cleaned in ready))
    return Context(today, who, last, successions(_rows(ready, (_SUCCESSIONS,), latest=False)), whom)


def _rows(ready: Iterable[Prepared], names: tuple[str, ...], *, latest: bool) -> pl.DataFrame:
    """Return the cleaned rows of some sources; `latest` keeps the newest edition of each only."""
    frames = [
        cleaned.accepted.select(edition.source.columns.keys()).collect(engine="streaming")
        for edition, cleaned in ready
        if edition.source.name in names and (edition.latest or not latest)
    ]
    return pl.concat(frames, how="diagonal") if frames else pl.DataFrame(schema=dict.fromkeys(_SCHEMA, pl.String))


_SCHEMA: Final = ("date", "avant", "apres", "type_avant", "type_apres", "type", "code", "insee", "siren")


def _people(ready: Iterable[Prepared]) -> pl.DataFrame:
    nobody = pl.LazyFrame(schema=dict.fromkeys(ROW, pl.String))
    every = pl.concat([nobody, *(people(one, cleaned.accepted) for one, cleaned in ready if one.source.person)])
    return every.collect(engine="streaming")


def _groupings(ready: Iterable[Prepared]) -> Mapping[str, str]:
    members = _rows(ready, _MEMBERS, latest=True)
    return dict(members.select("insee", "siren").unique().sort("insee", "siren").iter_rows())


__all__ = ["Context", "Prepared", "Vintage", "context"]
