"""The themes of a release, as `themes.toml` declares them: which classes each holds."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import polars as pl

from graph.curies import expand
from graph.publishing.slots import TYPE

_FILE: Final = Path(__file__).with_name("themes.toml")


@dataclass(frozen=True)
class Theme:
    """A theme: its name on the command line, its title, its classes."""

    name: str
    title: str
    classes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Around:
    """The properties that lead from a territory to what concerns it, as IRIs; `bodies` are classes."""

    inside: tuple[str, ...]
    bodies: tuple[str, ...]
    tied: tuple[str, ...]
    then: tuple[str, ...]


def themes() -> Mapping[str, Theme]:
    """Return the themes by name, in the order that decides between them."""
    made = (Theme(raw["name"], raw["title"], _iris(raw["classes"])) for raw in _declared()["theme"])
    return {one.name: one for one in made}


def around() -> Around:
    """Return what `--only` follows from a territory."""
    raw = _declared()["territoire"]
    return Around(
        inside=_iris(raw["dans"]), bodies=_iris(raw["corps"]), tied=_iris(raw["attache"]), then=_iris(raw["suite"])
    )


def without_table() -> tuple[str, ...]:
    """Return the classes that make no table."""
    return _iris(_declared()["tables"]["sans"])


def by_theme(triples: pl.DataFrame, known: Mapping[str, Theme]) -> Iterable[tuple[str, pl.DataFrame]]:
    """Part the triples of a slice by the theme of their subject; columns `s p o`."""
    ranks = {f"<{iri}>": rank for rank, one in reversed(list(enumerate(known.values()))) for iri in one.classes}
    typed = triples.filter(pl.col("p") == TYPE)
    rank = pl.col("o").replace_strict(ranks, default=len(known) - 1, return_dtype=pl.UInt8)
    first = typed.group_by("s").agg(rank=rank.min())
    told = triples.join(first, on="s", how="left", maintain_order="left").with_columns(
        pl.col("rank").fill_null(len(known) - 1)
    )
    for number, name in enumerate(known):
        if len(rows := told.filter(pl.col("rank") == number)):
            yield name, rows.drop("rank")


def _declared() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def _iris(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(map(expand, names))
