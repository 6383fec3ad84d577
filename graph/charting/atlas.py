"""A map: communes, quarters, facilities and perimeters where the graph says they are, without tiles from anyone."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from rdflib import Graph

from graph.charting.frames import WIDE, Frame, bar, frames
from graph.charting.keys import legend
from graph.charting.layers import Ground
from graph.charting.plate import Plate, known, present
from graph.charting.sites import Site, backdrop, sites
from graph.charting.values import Indicator, indicator
from graph.drawing.network import Network, entity_of, project
from graph.drawing.projection import declared
from graph.errors import GraphError
from graph.wording import count

_FIRST: Final = 12


def atlas(graph: Graph, title: str, *, about: str = "", notes: Sequence[str] = ()) -> Plate:
    """Return the map of the answer to a CONSTRUCT query; an answer that locates nothing is refused."""
    rules = declared()
    network = project(graph, rules)
    found, behind = sites(graph, network, rules), backdrop(graph, network, rules)
    if not found:
        remedy = "ajoutez une source qui donne des positions (maillage sources), ou élargissez les paramètres"
        raise GraphError(f"« {title} » : rien de cette réponse n'a de position", kind="usage", remedy=remedy)
    measured = indicator(graph, network, rules)
    framed, height = frames([*(one.shape for one in found), *(shape for _, shape in behind)])
    ids, data = known(network, rules)
    ground = Ground(frames={one.zone: one for one in framed}, ids=ids, rules=rules, measured=measured)
    layers = ground.layers(found, behind)
    sheet = {"title": title, "width": WIDE, "height": round(height), "frames": framed[1:]}
    kinds = present(network, rules)
    return Plate(
        picture="carte",
        title=title,
        kicker=(kicker := _kicker(network)),
        summary=_summary(found, network),
        notes=(*notes, *_remarks(measured)),
        legend=legend(found, [entity_of(network, iri) for iri in sorted(network)], kinds, measured),
        kinds=kinds,
        drawing={**sheet, **layers, "bar": bar(framed[0].scale)},
        data={
            **data,
            **_page(ids, framed[0], measured),
            "names": [_later(one) for one in layers["names"] if one["since"] > 1],
            "title": title,
            "kicker": kicker,
            "about": about,
        },
    )


def _page(ids: dict[str, str], frame: Frame, measured: Indicator | None) -> dict[str, Any]:
    """Return what the script of a map knows besides: metres for a unit, and the value of each place."""
    if measured is None:
        return {"scale": frame.scale, "centre": "", "value": "", "values": {}}
    values = {ids[iri]: [float(value), measured.words(iri)] for iri, value in measured.values.items()}
    order = sorted(measured.values, key=lambda iri: (-measured.values[iri], iri))[:_FIRST]
    first = {"title": "Les valeurs les plus élevées", "rows": [[ids[iri], measured.words(iri)] for iri in order]}
    return {"scale": frame.scale, "centre": "", "value": measured.label, "values": values, "first": first}


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


def _remarks(measured: Indicator | None) -> tuple[str, ...]:
    if measured is None:
        return ()
    return (f"{measured.label}, {measured.period or 'dernière valeur publiée'}",)
