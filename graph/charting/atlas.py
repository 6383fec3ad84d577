"""A map: communes, quarters, facilities and perimeters where the graph says they are, without tiles from anyone."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from rdflib import Graph

from graph.charting.frames import WIDE, bar, frames
from graph.charting.keys import legend
from graph.charting.layers import Ground
from graph.charting.plate import Plate, known, present
from graph.charting.sites import Site, backdrop, sites
from graph.charting.thinning import MOST, contents, thinned
from graph.charting.values import Indicator, indicator
from graph.drawing.network import Network, entity_of, project
from graph.drawing.projection import declared
from graph.errors import GraphError
from graph.wording import count

_FIRST: Final = 12


def atlas(graph: Graph, title: str, *, about: str = "", notes: Sequence[str] = (), most: int | None = None) -> Plate:
    """Return the map of the answer to a CONSTRUCT query; an answer that locates nothing is refused.

    Beyond `most` nodes, what stands in a territory is counted there, and no longer listed.
    """
    rules = declared()
    whole = project(graph, rules)
    network, left = thinned(whole, MOST if most is None else most)
    found = sites(graph, network, rules, contents(whole))
    if not found:
        remedy = "ajoutez une source qui donne des positions (maillage sources), ou élargissez les paramètres"
        raise GraphError(f"« {title} » : rien de cette réponse n'a de position", kind="usage", remedy=remedy)
    behind, measured = backdrop(graph, network, rules), indicator(graph, network, rules)
    framed, height = frames([*(one.shape for one in found), *(shape for _, shape in behind)])
    ids, data = known(network, rules)
    ground = Ground(frames={one.zone: one for one in framed}, ids=ids, rules=rules, measured=measured)
    layers = ground.layers(found, behind)
    sheet = {"title": title, "width": WIDE, "height": round(height), "frames": framed[1:], "bar": bar(framed[0].scale)}
    names = [_later(one) for one in layers["names"] if one["since"] > 1]
    return Plate(
        picture="carte",
        title=title,
        kicker=_kicker(network),
        summary=_summary(found, network),
        about=about,
        notes=(*notes, *_remarks(measured, left)),
        legend=legend(found, network, rules, measured),
        kinds=present(network, rules),
        drawing={**sheet, **layers},
        data={**data, "scale": framed[0].scale, "names": names, **_values(measured, ids)},
    )


def _values(measured: Indicator | None, ids: Mapping[str, str]) -> dict[str, Any]:
    """Return what the page knows of the values: their name, that of each place in words, and the greatest first."""
    if measured is None:
        return {"value": "", "values": {}}
    order = sorted(measured.values, key=lambda iri: (-measured.values[iri], iri))
    said = {ids[iri]: [float(measured.values[iri]), measured.words(iri)] for iri in order}
    first = [[number, words] for number, (_, words) in list(said.items())[:_FIRST]]
    return {"value": measured.label, "values": said, "first": {"title": "Les valeurs les plus élevées", "rows": first}}


def _later(one: Mapping[str, Any]) -> list[Any]:
    """Return a name that has room only closer, as the script of the page reads it."""
    return [one["id"], one["since"], one["side"], one["at"].x, one["at"].y, one["dx"], one["dy"], one["x"], one["y"]]


def _kicker(network: Network) -> str:
    """Name the one grouping of communes that is mapped, when there is one."""
    groupings = [entity_of(network, iri).label for iri in network if network.nodes[iri]["kind"] == "epci"]
    return f"Carte · {groupings[0]}" if len(groupings) == 1 else "Carte"


def _summary(found: Sequence[Site], network: Network) -> str:
    drawn = count(len(found), "lieu dessiné", "lieux dessinés")
    lacking = len(network) - len(found)
    return f"{drawn}, {count(lacking, 'autre', 'autres')} sans position, dans le tableau" if lacking else drawn


def _remarks(measured: Indicator | None, left: int) -> Iterator[str]:
    if measured is not None:
        yield f"{measured.label}, {measured.period or 'dernière valeur publiée'}"
    if left:
        yield f"{count(left, 'autre compté', 'autres comptés')} dans leur commune, sans être listés"
