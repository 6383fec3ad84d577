"""The pyvis network of a page: drawn nodes and lines with their places, shapes and colours; nothing moves by itself."""

import math
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final

from pyvis.network import Network as Carrier

from graph.drawing.grouping import Group, Selection
from graph.drawing.links import Link
from graph.drawing.network import entity_of
from graph.drawing.placing import Item, Place
from graph.drawing.projection import Kind, Projection
from graph.wording import number

GROUND: Final = "#FFFFFF"
BORDER: Final = "#3A3A3A"
EDGE: Final = "#B4B4B4"
CENTRE_GROWTH: Final = 1.7
GROUP_GROWTH: Final = 1.3
HUB: Final = 5
_SMALLEST_AMOUNT: Final = Decimal(1_000)
_BUSY: Final = 800

OPTIONS: Final[Mapping[str, Any]] = MappingProxyType(
    {
        "autoResize": True,
        "physics": False,
        "layout": {"improvedLayout": False, "randomSeed": 1},
        "interaction": {"hover": True, "multiselect": False, "selectConnectedEdges": False, "keyboard": False},
        "nodes": {"chosen": False, "font": {"size": 0}, "labelHighlightBold": False, "shadow": False},
        "edges": {"chosen": False, "smooth": False, "arrows": "", "hoverWidth": 0, "selectionWidth": 0},
    }
)
"""vis-network's own options: physics, curved edges and its second layout are three separate switches, all off."""


def group_name(group: Group, declared: Projection) -> str:
    """Name a group by what it holds: « + 41 équipements »."""
    return f"+ {number(len(group.members))} {declared.kind(group.spoke.kind).many}"


def item(
    selection: Selection, iri: str, declared: Projection, *, sector: str = "", centre: bool = False, links: int = 0
) -> Item:
    """Return what the layouts need to know of a drawn node or group; a hub of `links` neighbours is larger and bold."""
    group = next((one for one in selection.groups if one.iri == iri), None)
    name = group_name(group, declared) if group else entity_of(selection.network, iri).label
    kind = declared.kind(group.spoke.kind if group else entity_of(selection.network, iri).kind)
    growth = CENTRE_GROWTH if centre else GROUP_GROWTH if group else 1 + min(math.log2(max(links / HUB, 1)) / 4, 0.8)
    bold = centre or group is not None or links > HUB
    return Item(iri=iri, radius=round(kind.size * growth), name=name, sector=sector, bold=bold)


def carrier(
    selection: Selection,
    places: Sequence[Place],
    ids: Mapping[str, str],
    lines: Mapping[tuple[str, str], Sequence[int]],
    links: Sequence[Link],
    declared: Projection,
) -> Carrier:
    """Fill a pyvis Network: its nodes, its edges and its options are what the page reads."""
    net = Carrier(directed=True, height="100%", width="100%")
    groups = {group.iri: group for group in selection.groups}
    net.nodes = [_node(place, ids[place.iri], selection, groups.get(place.iri), declared) for place in places]
    net.edges = list(_edges(lines, links))
    net.options = {**OPTIONS, "interaction": {**OPTIONS["interaction"], "hideEdgesOnDrag": len(places) > _BUSY}}
    return net


def _node(
    place: Place, node_id: str, selection: Selection, group: Group | None, declared: Projection
) -> dict[str, Any]:
    kind = declared.kind(group.spoke.kind if group else entity_of(selection.network, place.iri).kind)
    return {
        "id": node_id,
        "label": "\n".join(place.label.lines),
        "x": place.x,
        "y": place.y,
        "size": place.radius,
        "side": place.side,
        "bold": place.label.bold,
        "kind": kind.name,
        "grouped": group is not None,
        **look(kind, grouped=group is not None),
    }


def look(kind: Kind, *, grouped: bool) -> dict[str, Any]:
    """Return vis-network's shape and colours of a kind, on a light ground; the script redoes them on a dark one."""
    hollow = kind.hollow or grouped
    return {
        "shape": kind.shape,
        "borderWidth": 2 if grouped else 4 if kind.hollow else 1.5,
        "color": {
            "background": GROUND if hollow else kind.fill,
            "border": BORDER if grouped or not hollow else kind.fill,
        },
        "shapeProperties": {"borderDashes": [4, 3] if grouped else False},
    }


def _edges(lines: Mapping[tuple[str, str], Sequence[int]], links: Sequence[Link]) -> Iterator[dict[str, Any]]:
    """Draw one straight line for each pair of nodes, whatever links it stands for, as wide as its largest amount."""
    for position, ((start, end), indexes) in enumerate(lines.items()):
        amounts = [amount for index in indexes if (amount := links[index].amount) is not None]
        yield {
            "id": f"l{position}",
            "from": start,
            "to": end,
            "width": _width(max(amounts, default=Decimal(0))),
            "dashes": start.startswith("g") or end.startswith("g"),
            "links": list(indexes),
            "color": {"color": EDGE, "inherit": False},
        }


def _width(amount: Decimal) -> float:
    """Return a width in pixels that grows by 0.7 each time the amount is multiplied by ten, from a thousand euros."""
    return round(1.2 + 0.7 * math.log10(max(amount / _SMALLEST_AMOUNT, Decimal(1))), 2)
