"""The declaration of sheets: which questions make the sheet of each type of node."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_PATH = Path(__file__).with_name("sheet.toml")


@dataclass(frozen=True, kw_only=True)
class Part:
    """One part of a sheet: a question, the option its node fills, the columns and the rows that are shown."""

    titre: str
    question: str
    parametre: str
    lignes: int
    corps: bool = False
    colonnes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Image:
    """What is drawn on a sheet rather than the network around its node: a view, and the option its node fills."""

    question: str
    parametre: str


@cache
def image(kind: str) -> Image | None:
    """Return the picture declared for the sheet of a type of node; None for the network around it."""
    raw = tomllib.loads(_PATH.read_text(encoding="utf-8"))["fiches"]
    return next((Image(**one["image"]) for one in raw if kind in one["types"] and "image" in one), None)


@cache
def parts(kind: str) -> tuple[Part, ...]:
    """Return the parts of the sheet of a type of node; a type that is not declared has none."""
    raw = tomllib.loads(_PATH.read_text(encoding="utf-8"))["fiches"]
    found = [part for one in raw if kind in one["types"] for part in one["parties"]]
    return tuple(Part(**{**part, "colonnes": tuple(part.get("colonnes", ()))}) for part in found)


@cache
def kinds() -> tuple[str, ...]:
    """Return the types that have a sheet of their own."""
    raw = tomllib.loads(_PATH.read_text(encoding="utf-8"))["fiches"]
    return tuple(kind for one in raw for kind in one["types"])
