"""The declared projection: which classes are drawn, which relations link them, in French words for both directions."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from rdflib import URIRef

from graph.errors import GraphError
from ontology.iris import PREFIXES

DECLARATION: Final = Path(__file__).parent / "projection.toml"


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A type of drawn node: its classes, its French names, its shape, its colour and its radius in pixels."""

    name: str
    classes: tuple[URIRef, ...]
    one: str
    many: str
    shape: str
    fill: str
    size: int
    hollow: bool = False
    plays: URIRef | None = None


@dataclass(frozen=True, kw_only=True)
class Relation:
    """A type of drawn link: one predicate, or a relation node (`through`) folded from its `start` to its `end`."""

    name: str
    forward: str
    backward: str
    predicate: URIRef | None = None
    subject: tuple[str, ...] = ()
    object: tuple[str, ...] = ()
    through: tuple[URIRef, ...] = ()
    start: tuple[URIRef, ...] = ()
    end: tuple[URIRef, ...] = ()
    text: tuple[URIRef, ...] = ()
    rank: URIRef | None = None

    def links(self, predicate: URIRef, subject: str, obj: str) -> bool:
        """Say whether a triple between nodes of these two kinds is this relation."""
        return (
            predicate == self.predicate
            and (not self.subject or subject in self.subject)
            and (not self.object or obj in self.object)
        )


@dataclass(frozen=True, kw_only=True)
class Projection:
    """The whole declaration; `kinds` and `relations` keep the order of the file, which is the order of the page."""

    kinds: tuple[Kind, ...]
    relations: tuple[Relation, ...]
    merged_class: URIRef
    merged_into: URIRef
    labels: tuple[URIRef, ...]
    other_names: tuple[URIRef, ...]
    codes: tuple[URIRef, ...]
    facts: Mapping[URIRef, str]
    words: Mapping[URIRef, Mapping[str, str]]
    period: Mapping[str, URIRef]
    dates: Mapping[str, tuple[URIRef, ...]]
    figures: Mapping[str, tuple[URIRef, ...]]
    amounts: Mapping[str, URIRef]
    evidence: Mapping[str, URIRef]
    ranks: Mapping[URIRef, tuple[str, ...]]

    def kind(self, name: str) -> Kind:
        """Return the kind of that name."""
        return next(kind for kind in self.kinds if kind.name == name)

    def relation(self, name: str) -> Relation:
        """Return the relation of that name."""
        return next(relation for relation in self.relations if relation.name == name)


def expand(curie: str) -> URIRef:
    """Return the IRI of a `prefix:name`; an unknown prefix is a GraphError."""
    prefix, _, name = curie.partition(":")
    if prefix not in PREFIXES or not name:
        raise GraphError(
            f"projection.toml : préfixe inconnu dans « {curie} »",
            kind="unreadable",
            remedy="les préfixes admis sont ceux d'ontology/iris.py",
        )
    return URIRef(PREFIXES[prefix] + name)


def declared(path: Path = DECLARATION) -> Projection:
    """Read the declaration; a missing or unknown word is a GraphError that names it."""
    text = tomllib.loads(path.read_text(encoding="utf-8"))
    try:
        return _projection(text)
    except (KeyError, TypeError) as problem:
        message = f"{path.name} : déclaration incomplète ou mal écrite ({problem})"
        raise GraphError(message, kind="unreadable") from problem


def _projection(text: Mapping[str, Any]) -> Projection:
    return Projection(
        kinds=tuple(_kind(block) for block in text["kinds"]),
        relations=tuple(_relation(block) for block in text["relations"]),
        merged_class=expand(text["merge"]["class"]),
        merged_into=expand(text["merge"]["into"]),
        labels=_iris(text["names"]["label"]),
        other_names=_iris(text["names"]["other"]),
        codes=_iris(text["names"]["code"]),
        facts={expand(curie): label for curie, label in text["facts"].items()},
        words={expand(curie): table for curie, table in text["words"].items()},
        period={key: expand(curie) for key, curie in text["period"].items()},
        dates={key: _iris(value) for key, value in text["dates"].items()},
        figures={key: _iris(value) for key, value in text["figures"].items()},
        amounts={key: expand(curie) for key, curie in text["amounts"].items()},
        evidence={key: expand(curie) for key, curie in text["evidence"].items()},
        ranks={expand(curie): tuple(order) for curie, order in text["ranks"].items()},
    )


def _kind(block: Mapping[str, Any]) -> Kind:
    plays = expand(block["plays"]) if "plays" in block else None
    return Kind(**{**block, "classes": _iris(block["classes"]), "plays": plays})


def _relation(block: Mapping[str, Any]) -> Relation:
    return Relation(
        name=block["name"],
        forward=block["forward"],
        backward=block["backward"],
        predicate=expand(block["predicate"]) if "predicate" in block else None,
        subject=tuple(block.get("subject", ())),
        object=tuple(block.get("object", ())),
        through=_iris(block.get("through", [])),
        start=_iris(block.get("from", [])),
        end=_iris(block.get("to", [])),
        text=_iris(block.get("text", [])),
        rank=expand(block["rank"]) if "rank" in block else None,
    )


def _iris(curies: str | list[str]) -> tuple[URIRef, ...]:
    return tuple(expand(curie) for curie in ([curies] if isinstance(curies, str) else curies))
