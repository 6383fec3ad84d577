"""Who can put a defect right: the producer of a source, the keeper of a dossier, the author of a file, us, or you."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Final

from rdflib import URIRef

from graph.places import file_of
from graph.validation import findings as found
from graph.validation.findings import Finding
from graph.validation.roles import BUILDER, MAINTAINER
from loaders import declared

_DECLARED: Final = "source"
_DOCUMENT: Final = "document"
_US: Final = "Maillage"  # we publish some lists ourselves


class Role(StrEnum):
    """What somebody is to a defect; the order is that of the page."""

    PRODUCER = "producteur"
    DOSSIER = "dossier"
    AUTHOR = "auteur"
    BUILDER = "constructeur"
    MAINTAINER = "maillage"
    UNKNOWN = "inconnu"


@dataclass(frozen=True, kw_only=True)
class Owner:
    """Somebody who can put defects right: their role, their name, and what of theirs is concerned."""

    role: Role
    name: str
    about: str = ""

    @property
    def words(self) -> str:
        """Say who it is: « Insee (source communes) », « dossier bethune », « vous, qui lancez la commande »."""
        match self.role:
            case Role.PRODUCER:
                return f"{self.name} (source {self.about})"
            case Role.DOSSIER:
                return f"mainteneur du dossier {self.name}"
            case Role.AUTHOR:
                return f"auteur de {self.name}"
        return self.name


_BUILDER: Final = Owner(role=Role.BUILDER, name="vous, qui lancez la commande")
_MAINTAINER: Final = Owner(role=Role.MAINTAINER, name="mainteneurs de Maillage")
_UNKNOWN: Final = Owner(role=Role.UNKNOWN, name="provenance inconnue")
_OF_ROLE: Final = {BUILDER: _BUILDER, MAINTAINER: _MAINTAINER}
_OURS: Final = (found.UNKNOWN_TERM, found.ILL_FORMED, found.UNKNOWN_IN_SHAPE, found.CHECK_STOPPED)
_YOURS: Final = (found.NO_TARGET, found.NOTHING_CHECKED, found.NOTHING_READ, found.NOT_FOLLOWED)
_OF_RULE: Final[Mapping[URIRef, Owner]] = {**dict.fromkeys(_OURS, _MAINTAINER), **dict.fromkeys(_YOURS, _BUILDER)}


def owner(finding: Finding, dossiers: Mapping[str, str]) -> Owner:
    """Return who can put a finding right; `dossiers` names the dossier that transcribes each document.

    The author of a user's own file comes first, then what the rule says, then whoever holds the first place cited;
    shapes that are not ours are those of whoever runs the command.
    """
    first = next(iter(finding.proofs), "")
    if first.startswith("file:"):
        return Owner(role=Role.AUTHOR, name=file_of(first))
    if finding.role in _OF_ROLE:
        return _OF_ROLE[finding.role]
    if finding.component == found.UNKNOWN_IN_SHAPE and str(finding.focus) not in found.FORMES:
        return _BUILDER
    if finding.component in _OF_RULE:
        return _OF_RULE[finding.component]
    return _holder(first, dossiers)


def _holder(iri: str, dossiers: Mapping[str, str]) -> Owner:
    kind, _, name = iri.partition("#")[0].partition("/id/")[2].partition("/")
    if kind == _DOCUMENT:
        return Owner(role=Role.DOSSIER, name=dossiers.get(name, name))
    source = name.partition("/")[0]
    if kind == _DECLARED and _publishers().get(source) == _US:
        return _MAINTAINER
    if kind == _DECLARED and source in _publishers():
        return Owner(role=Role.PRODUCER, name=_publishers()[source], about=source)
    return _UNKNOWN


@cache
def _publishers() -> dict[str, str]:
    return {name: one.publisher_name for name, one in declared().items()}


@dataclass(frozen=True, kw_only=True)
class Held:
    """How many defects somebody can put right: `who` in words, and what they are to them."""

    who: str
    role: Role
    count: int


def held(owners: Iterable[Owner]) -> tuple[Held, ...]:
    """Count defects by who can put them right: the most concerned first."""
    order = list(Role)
    found = sorted(Counter(owners).items(), key=lambda one: (-one[1], order.index(one[0].role), one[0].words))
    return tuple(Held(who=one.words, role=one.role, count=count) for one, count in found)
