"""Who stands where: each drawn node with the outline or the point that the graph gives it, and what stands in it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from rdflib import Graph, URIRef

from graph.charting.shapes import Shape, shape
from graph.drawing.described import Source, name, sources
from graph.drawing.entities import Entity
from graph.drawing.network import Network, entity_of
from graph.drawing.projection import Projection, expand

_HAS: Final = expand("geo:hasGeometry")
_WKT: Final = expand("geo:asWKT")
_QUALITY: Final = expand("mlg:qualitePosition")
_NOWHERE: Final = "aucune position publiée"


@dataclass(frozen=True, kw_only=True)
class Site:
    """One node that can be drawn: its shape, and how many things the answer puts there."""

    entity: Entity
    shape: Shape
    content: int = 0


def sites(graph: Graph, network: Network, rules: Projection, standing: Mapping[str, int]) -> list[Site]:
    """Return the nodes that have a place, with what stands there; each node is told how its position is known."""
    found = []
    for iri in sorted(network):
        one = entity_of(network, iri)
        outline, words, proofs = _best(graph, rules, one.same)
        told = replace(
            one,
            facts=(*one.facts, ("Position", words)),
            sources=(*one.sources, *(proof for proof in proofs if proof not in one.sources)),
        )
        network.nodes[iri]["entity"] = told
        if outline is not None:
            found.append(Site(entity=told, shape=outline, content=standing[iri]))
    return found


def backdrop(graph: Graph, network: Network, rules: Projection) -> list[tuple[str, Shape]]:
    """Return the name and the outline of what the answer locates without drawing it: the perimeter of a programme."""
    drawn = network.graph["drawn"]
    others = sorted({node for node in graph.subjects(_HAS) if str(node) not in drawn and isinstance(node, URIRef)})
    found = [(name(graph, rules, (node,)), _best(graph, rules, (str(node),))[0]) for node in others]
    return [(label, outline) for label, outline in found if outline is not None]


def _best(graph: Graph, rules: Projection, nodes: tuple[str, ...]) -> tuple[Shape | None, str, tuple[Source, ...]]:
    """Return the shape of nodes, an outline rather than a point, with how it is known and where it comes from.

    Of two points, the one whose quality is said is preferred.
    """
    read = dict(_shapes(graph, nodes))
    if not read:
        return None, _NOWHERE, ()
    worth = {one: (read[one].single, not read[one].area, (one, _QUALITY, None) not in graph, str(one)) for one in read}
    geometry = min(worth, key=worth.__getitem__)
    quality = "".join(f", {name(graph, rules, (one,))}" for one in sorted(graph.objects(geometry, _QUALITY), key=str))
    kind = "point" if read[geometry].single else "contour"
    return read[geometry], kind + quality, sources(graph, rules, (geometry,))


def _shapes(graph: Graph, nodes: tuple[str, ...]) -> Iterator[tuple[URIRef, Shape]]:
    for node in nodes:
        for geometry in graph.objects(URIRef(node), _HAS):
            for text in sorted(graph.objects(geometry, _WKT), key=str):
                if isinstance(geometry, URIRef) and (read := shape(str(text))):
                    yield geometry, read
