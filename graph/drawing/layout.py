"""Layout of a whole network: each connected part by springs from a fixed seed, then moved apart: no labels meet."""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import networkx as nx
import numpy as np

from graph.drawing.apart import apart
from graph.drawing.crowd import crowd
from graph.drawing.labels import Box, Label, boxes, wrap
from graph.drawing.placing import PAGE, Item, Place, scale

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Points = NDArray[np.float64]

SEED: Final = 20250101
_ITERATIONS: Final = 120
_STARTS: Final = ((0.8, 1.4), (0.8, 2.2), (1.3, 1.4), (1.3, 2.2), (2.0, 1.4), (2.0, 2.2))
"""Surface and shape to start from, before names are moved apart; the layout that is shown largest is kept."""
_LARGE: Final = (3.0, 1.4)
_MARGIN: Final = 4.0
_WIDEST: Final = 150.0
_NAMED: Final = 70
"""Nodes that can all be named at once; beyond, hubs are, and the page names the others as one zooms."""
_ALONE: Final = 9.0
_CROWDED: Final = 499
"""Nodes from which networkx asks for scipy, and for the square of their number in memory."""


def springs(network: "nx.Graph[str]", items: Sequence[Item]) -> list[Place]:
    """Place every item of a network; the same network gives the same whole pixels."""
    by_iri = {item.iri: item for item in items}
    parts = sorted((sorted(part) for part in nx.connected_components(network)), key=lambda part: (-len(part), part))
    inside = [[by_iri[iri] for iri in part] for part in parts]
    found = [_spring(network, part) for part in inside]
    if len(items) > _NAMED:
        return _packed([_placed(part, one, named=False, start=_LARGE) for part, one in zip(inside, found, strict=True)])
    tried = [
        _packed([_placed(part, one, named=True, start=start) for part, one in zip(inside, found, strict=True)])
        for start in _STARTS
    ]
    return max(tried, key=scale)


def _spring(network: "nx.Graph[str]", items: Sequence[Item]) -> "Points":
    """Return the points of one connected part, in the order of the items, by the springs of networkx while it can."""
    if len(items) > _CROWDED:
        ranks = {item.iri: rank for rank, item in enumerate(items)}
        ends = sorted(sorted((ranks[one], ranks[other])) for one, other in network.edges(ranks))
        return crowd(len(items), np.array(ends, dtype=np.intp))
    plain: nx.Graph[str] = nx.Graph()
    plain.add_nodes_from(item.iri for item in items)
    plain.add_edges_from(sorted(network.subgraph([item.iri for item in items]).edges()))
    found = nx.spring_layout(plain, iterations=_ITERATIONS, seed=SEED)
    return np.array([found[item.iri] for item in items], dtype=np.float64)


def _placed(items: Sequence[Item], found: "Points", *, named: bool, start: tuple[float, float]) -> list[Place]:
    """Give the points of one part their size, and move apart what meets."""
    labels = [wrap(item.name, _WIDEST, 3 if item.bold else 2, bold=item.bold) for item in items]
    rectangles = np.array([_rectangle(item, label, named=named) for item, label in zip(items, labels, strict=True)])
    points = apart(_sized(found, rectangles, *start), rectangles)
    return [
        Place(iri=item.iri, x=round(x), y=round(y), radius=item.radius, label=label, side="below")
        for item, label, (x, y) in zip(items, labels, points.tolist(), strict=True)
    ]


def _rectangle(item: Item, label: Label, *, named: bool) -> tuple[float, float, float, float]:
    """Return the left, top, right and bottom of a node, with its label or a little room, from its centre."""
    shape, text = boxes(0, 0, item.radius, label, "below")
    if not named and not item.bold:
        return shape.left - _ALONE, shape.top - _ALONE, shape.right + _ALONE, shape.bottom + _ALONE
    left, right = min(shape.left, text.left), max(shape.right, text.right)
    return left - _MARGIN, shape.top - _MARGIN, right + _MARGIN, text.bottom + _MARGIN


def _sized(points: "Points", rectangles: "Points", room: float, aspect: float) -> "Points":
    """Stretch a layout over `room` times the surface of its rectangles, `aspect` times as wide as high."""
    found = points - points.mean(axis=0)
    spread = np.ptp(found, axis=0)
    surface = room * float(((rectangles[:, 2] - rectangles[:, 0]) * (rectangles[:, 3] - rectangles[:, 1])).sum())
    high = math.sqrt(surface / aspect)
    wanted = np.array([high * aspect, high])
    sized: Points = np.where(spread > 0, found * wanted / np.where(spread > 0, spread, 1), found)
    return sized


def _packed(blocks: Sequence[Sequence[Place]]) -> list[Place]:
    """Put the parts side by side, the largest first, each where the whole stays nearest the shape of the page."""
    kept: list[Box] = []
    moved: list[Place] = []
    for block in blocks:
        own = _bounds(block)
        corners = [(0.0, 0.0), *((one.right, one.top) for one in kept), *((one.left, one.bottom) for one in kept)]
        there = [Box(x, y, x + own.right - own.left, y + own.bottom - own.top) for x, y in corners]
        free = [box for box in there if not any(box.meets(other) for other in kept)]
        best = min(free, key=lambda box: (_room([*kept, box]), box.top, box.left))
        kept.append(best)
        moved += _moved(block, best.left - own.left, best.top - own.top)
    whole = _bounds(moved)
    return _moved(moved, -(whole.left + whole.right) / 2, -(whole.top + whole.bottom) / 2)


def _room(kept: Sequence[Box]) -> float:
    """Return how much of the page boxes take, in the direction in which they take most."""
    return max(max(box.right for box in kept) / PAGE[0], max(box.bottom for box in kept) / PAGE[1])


def _bounds(places: Sequence[Place]) -> Box:
    found = [box for place in places for box in place.boxes]
    return Box(
        min(box.left for box in found) - _MARGIN,
        min(box.top for box in found) - _MARGIN,
        max(box.right for box in found) + _MARGIN,
        max(box.bottom for box in found) + _MARGIN,
    )


def _moved(places: Sequence[Place], x: float, y: float) -> list[Place]:
    return [
        Place(iri=one.iri, x=round(one.x + x), y=round(one.y + y), radius=one.radius, label=one.label, side=one.side)
        for one in places
    ]
