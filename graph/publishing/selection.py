"""What `--only` keeps: a theme or a territory, and all it refers to, so that the part is valid on its own."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import polars as pl
from pyoxigraph import DefaultGraph, NamedNode, Quad, Store
from rdflib import DCTERMS, RDF

from graph.asking.lookup import find, folded
from graph.errors import GraphError
from graph.publishing.keys import local
from graph.publishing.release import Place
from graph.publishing.themes import Around, Theme, around, themes
from graph.publishing.titles import label

_DEFAULT: Final = DefaultGraph()
_TYPE: Final = NamedNode(str(RDF.type))
_SPATIAL: Final = NamedNode(str(DCTERMS.spatial))


@dataclass(frozen=True)
class Selection:
    """A part of a graph: its slug, its title, the nodes that are described in it, and the place it is about."""

    slug: str
    title: str
    nodes: frozenset[str]
    theme: str | None = None
    place: Place | None = None

    def keep(self, quads: pl.DataFrame) -> pl.DataFrame:
        """Return the quads whose subject is in the part."""
        nodes = pl.DataFrame({"s": [f"<{iri}>" for iri in sorted(self.nodes)]}, schema={"s": pl.String})
        return quads.join(nodes, on="s", how="semi")


def select(store: Store, only: str) -> Selection:
    """Return the part that a word names: a theme, else a territory by code, name or IRI; anything else is bad usage."""
    known = themes()
    if (theme := known.get(folded(only))) is not None:
        core = set(_back(store, [_TYPE], _classes(store, theme, known)))
        return Selection(theme.name, theme.title, frozenset(_closed(store, core)), theme=theme.name)
    try:
        node = find(store, "territoire", only).value
    except GraphError as error:
        remedy = f"{error.remedy or 'donnez un code ou un nom'} ; ou un thème : {', '.join(known)}"
        raise GraphError(error.message.replace("--territoire", "--only"), kind="usage", remedy=remedy) from error
    place = _place(store, node)
    slug = "-".join(folded(f"{place.level} {local(node)}").split())
    return Selection(slug, place.label, frozenset(_closed(store, _around(store, node, around()))), place=place)


def _classes(store: Store, theme: Theme, known: Mapping[str, Theme]) -> set[str]:
    """Return the classes of a theme; those of the last one are all that no other lists."""
    if theme.name != list(known)[-1]:
        return set(theme.classes)
    typed = (one.object for one in store.quads_for_pattern(None, _TYPE, None, _DEFAULT))
    every = {one.value for one in typed if isinstance(one, NamedNode)}
    return every - {iri for one in known.values() if one != theme for iri in one.classes}


def _around(store: Store, territory: str, ways: Around) -> set[str]:
    """Return the nodes that concern a territory, before what they refer to."""
    places = _spread({territory}, lambda new: _back(store, _named(ways.inside), new))
    classes = {NamedNode(iri) for iri in ways.bodies}
    spatial = _back(store, [_SPATIAL], places)
    bodies = {node for node in spatial if any(one.object in classes for one in _of(store, node, _TYPE))}
    tied = set(_back(store, _named(ways.tied), places | bodies))
    return places | bodies | _spread(tied, lambda new: _back(store, _named(ways.then), new - places - bodies))


def _closed(store: Store, core: set[str]) -> set[str]:
    """Return nodes, and every node that they refer to, however far; a place in a file leads to the file."""
    return _spread(core, lambda new: (iri for node in new for iri in _referred(store, node)))


def _referred(store: Store, node: str) -> Iterator[str]:
    for quad in _of(store, node, None):
        if isinstance(quad.object, NamedNode):
            iri = quad.object.value
            yield iri
            if "#" in iri:
                yield iri.partition("#")[0]


def _spread(start: set[str], step: Callable[[set[str]], Iterable[str]]) -> set[str]:
    """Return the nodes that a step reaches from others, again and again, the first ones included."""
    reached, new = set(start), set(start)
    while new:
        new = set(step(new)) - reached
        reached |= new
    return reached


def _back(store: Store, properties: Iterable[NamedNode], nodes: Iterable[str]) -> list[str]:
    """Return the subjects of statements with one of the properties and one of the nodes."""
    ways = list(properties)
    return [
        quad.subject.value
        for iri in sorted(nodes)
        for way in ways
        for quad in store.quads_for_pattern(None, way, NamedNode(iri), _DEFAULT)
        if isinstance(quad.subject, NamedNode)
    ]


def _of(store: Store, node: str, way: NamedNode | None) -> Iterator[Quad]:
    return store.quads_for_pattern(NamedNode(node), way, None, _DEFAULT)


def _named(iris: Iterable[str]) -> list[NamedNode]:
    return [NamedNode(iri) for iri in iris]


def _place(store: Store, node: str) -> Place:
    levels = sorted(local(one.object.value) for one in _of(store, node, _TYPE) if isinstance(one.object, NamedNode))
    return Place(iri=node, label=label(store, node), level=levels[0] if levels else "Territoire")
