"""A plate: one picture as SVG with its legend, and all that its page says of what is drawn in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from markupsafe import Markup

from graph.drawing.grouping import Selection
from graph.drawing.network import Network, links_of
from graph.drawing.packing import embedded
from graph.drawing.payload import payload
from graph.drawing.projection import Kind, Projection
from graph.sealing import policy, script
from graph.templating import asset, templates

_FIRST: Final = ("dom", "planche", "panel", "search", "legend", "table")
_LAST: Final = ("frame", "planche-fin")
_STYLES: Final = ("page.css", "image.css", "planche.css")


@dataclass(frozen=True, kw_only=True)
class Key:
    """One line of a legend: its sample, its words, and the group of marks that it shows or hides, if any."""

    look: str
    words: str
    group: str = ""
    count: str = ""


@dataclass(frozen=True, kw_only=True)
class Plate:
    """All that a page needs; `picture` names the SVG template and the script, `drawing` is what the template reads."""

    picture: str
    title: str
    kicker: str
    summary: str
    about: str
    notes: tuple[str, ...]
    legend: tuple[Key, ...]
    kinds: tuple[Kind, ...]
    drawing: Mapping[str, Any]
    data: Mapping[str, Any]
    aside: tuple[tuple[str, str], ...] = ()


def known(network: Network, rules: Projection) -> tuple[dict[str, str], dict[str, Any]]:
    """Return the number of each node, and what the page knows of the nodes and their links."""
    ids = {iri: f"n{rank}" for rank, iri in enumerate(sorted(network))}
    everything = Selection(network=network, shown=tuple(ids), groups=(), spokes={})
    return ids, payload(everything, ids, links_of(network), (), rules)


def present(network: Network, rules: Projection) -> tuple[Kind, ...]:
    """Return the kinds of a network, in the order of the declaration."""
    found = {network.nodes[iri]["kind"] for iri in network}
    return tuple(kind for kind in rules.kinds if kind.name in found)


def render(plate: Plate) -> str:
    """Return the HTML of a plate; data values are text in the markup, the SVG and the JSON of the script."""
    ours = script((*_FIRST, plate.picture, *_LAST))
    style = "".join(asset(name) for name in _STYLES)
    return (
        templates()
        .get_template("planche.html.j2")
        .render(
            plate=plate,
            known=embedded(
                {**plate.data, "title": plate.title, "kicker": plate.kicker, "about": plate.about, "centre": ""}
            ),
            policy=policy([ours], style),
            script=Markup(ours),  # noqa: S704  # our own files, not data
            style=Markup(style),  # noqa: S704
        )
    )


def svg(picture: str, drawing: Mapping[str, Any]) -> str:
    """Return a picture alone, as SVG that needs no script."""
    return templates().get_template(f"{picture}.svg.j2").render(drawing=drawing)
