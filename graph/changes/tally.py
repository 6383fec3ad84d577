"""How much changed: subjects and statements counted by class and by source, and the few of each class to be told."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urldefrag

from rdflib import PROV, RDF

from graph.changes.blocks import Change, State
from graph.changes.lexicon import lexicon
from graph.changes.lines import iris
from graph.changes.seats import touched
from ontology.iris import BASE

TOLD: Final = 200
"""Changes of a class and a state that are kept to be told; all are counted, and all are in the patch."""
_SOURCE: Final = f"{BASE}id/source/"


@dataclass
class Tally:
    """Counts of subjects by class and by source, of statements, and what is kept; filled by `count`."""

    classes: dict[str, Counter[State]] = field(default_factory=lambda: defaultdict(Counter))
    sources: dict[str, Counter[State]] = field(default_factory=lambda: defaultdict(Counter))
    kept: dict[tuple[str, State], list[Change]] = field(default_factory=lambda: defaultdict(list))
    seats: set[str] = field(default_factory=set)
    removed: int = 0
    added: int = 0

    def count(self, change: Change) -> None:
        """Count one change, and keep it if there is room."""
        state, name = change.state, _class(change)
        self.removed += len(change.removed)
        self.added += len(change.added)
        self.classes[name][state] += 1
        for source in _sources(change):
            self.sources[source][state] += 1
        if state is not State.MOVED and len(self.kept[name, state]) < TOLD:
            self.kept[name, state].append(change)
        if (key := touched(change)) is not None and state is not State.MOVED:
            self.seats.add(key)


def ordered(classes: Iterable[str]) -> list[str]:
    """Return classes in the order of `wording.toml`, the others after, by name."""
    rank: Mapping[str, int] = {name: place for place, name in enumerate(lexicon().nouns)}
    return sorted(classes, key=lambda name: (rank.get(name, len(rank)), name))


def _class(change: Change) -> str:
    """Return the first class of the lexicon that a subject has, else its first class, else nothing."""
    found = ordered(set(iris(change.after or change.before, RDF.type)))
    return found[0] if found else ""


def _sources(change: Change) -> set[str]:
    """Return the sources and documents a subject comes from, before or after: without editions, as they are one."""
    places = {urldefrag(one).url for one in iris((*change.before, *change.after), PROV.wasDerivedFrom)}
    return {one.rpartition("/")[0] if one.startswith(_SOURCE) else one for one in places}
