"""The words of `wording.toml`: which class comes first, how it is called, how a property is told."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from graph.curies import expand

_PATH = Path(__file__).with_name("wording.toml")


@dataclass(frozen=True)
class Noun:
    """What things of a class are called, the gender of their participles, the properties told of one that came."""

    un: str
    des: str
    feminin: bool = False
    faits: tuple[str, ...] = ()

    def agreed(self, quantity: int, participle: str) -> str:
        """Return « 3 projets ajoutés », « 1 commune ajoutée »."""
        many = quantity > 1
        return f"{self.des if many else self.un} {participle}{'e' * self.feminin}{'s' * many}"


@dataclass(frozen=True)
class Lexicon:
    """The nouns of classes in the order of the page, the words of properties, those left silent, the functions."""

    nouns: Mapping[str, Noun]
    verbs: Mapping[str, str]
    phrases: Mapping[str, str]
    silent: frozenset[str]
    functions: Mapping[str, str]


@cache
def lexicon() -> Lexicon:
    """Read `wording.toml`; names are IRIs in full."""
    raw = tomllib.loads(_PATH.read_text(encoding="utf-8"))
    return Lexicon(
        nouns={expand(one["iri"]): _noun(one) for one in raw["classe"]},
        verbs={expand(name): phrase for name, phrase in raw["verbes"].items()},
        phrases={expand(name): phrase for name, phrase in raw["phrases"].items()},
        silent=frozenset(map(expand, raw["silence"]["proprietes"])),
        functions=raw["fonctions"],
    )


def _noun(raw: Mapping[str, Any]) -> Noun:
    facts = tuple(map(expand, raw.get("faits", ())))
    return Noun(raw["un"], raw["des"], raw.get("feminin", False), facts)
