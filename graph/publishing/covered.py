"""What a release covers, as people say it: a few territories by their names, and how many communes in all."""

from typing import Final

import pyoxigraph as ox
from rdflib import RDF

from graph.publishing.census import Census
from graph.publishing.release import Place
from graph.publishing.selection import Selection
from graph.publishing.titles import label
from graph.wording import count
from ontology.iris import PREFIXES

NAMED: Final = 6
"""How many territories are named one by one."""

_LEVELS: Final = {
    "Commune": ("commune", "communes"),
    "Intercommunalite": ("intercommunalité", "intercommunalités"),
    "Departement": ("département", "départements"),
    "Region": ("région", "régions"),
}
_TYPE: Final = ox.NamedNode(str(RDF.type))


def places(store: ox.Store, census: Census, selection: Selection | None) -> tuple[Place, ...]:
    """Return the territory of a selection, else those of the finest level with few enough to name, else the largest.

    Three communes are not their region: a level is said only where the finer ones would be a list.
    """
    if selection is not None and selection.place is not None:
        return (selection.place,)
    there = [level for level in _LEVELS if _many(census, level)]
    level = next((one for one in there if _many(census, one) <= NAMED), there[-1] if there else None)
    if level is None:
        return ()
    found = store.quads_for_pattern(None, _TYPE, ox.NamedNode(_class(level)), ox.DefaultGraph())
    nodes = sorted(one.subject.value for one in found if isinstance(one.subject, ox.NamedNode))
    kept = [node for node in nodes if selection is None or node in selection.nodes]
    return tuple(Place(iri=node, label=label(store, node), level=level) for node in kept)


def named(about: tuple[Place, ...]) -> str:
    """Return the names of territories, the first six and how many more."""
    more = f" et {len(about) - NAMED} autres" if len(about) > NAMED else ""
    return ", ".join(one.label for one in about[:NAMED]) + more


def measured(about: tuple[Place, ...], census: Census) -> str:
    """Return the names, and how many territories of each finer level are described: « Nord (12 communes) »."""
    finer = list(_LEVELS)[: list(_LEVELS).index(about[0].level)] if about and about[0].level in _LEVELS else []
    counts = [count(_many(census, one), *_LEVELS[one]) for one in finer if _many(census, one)]
    return f"{named(about)} ({', '.join(counts)})" if counts else named(about)


def _many(census: Census, level: str) -> int:
    return census.classes.get(_class(level), 0)


def _class(level: str) -> str:
    return f"{PREFIXES['igeo']}{level}"
