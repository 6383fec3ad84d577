"""A page before it is written: its words, its network on a pyvis carrier, and the data its script reads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pyvis.network import Network as Carrier

from graph.drawing.carrier import carrier
from graph.drawing.flows import Diagram
from graph.drawing.grouping import Selection
from graph.drawing.network import Network, entity_of, links_of
from graph.drawing.payload import payload
from graph.drawing.placing import Place
from graph.drawing.projection import Kind, Projection
from graph.drawing.sectors import Caption
from graph.wording import count


@dataclass(frozen=True, kw_only=True)
class Page:
    """All that `render` needs; `network` is the networkx graph of everything the page holds, drawn or grouped."""

    title: str
    kicker: str
    summary: str
    notes: tuple[str, ...]
    legend: tuple[tuple[Kind, int], ...]
    network: Network
    carrier: Carrier
    data: Mapping[str, Any]
    figures: tuple[Diagram, ...] = ()

    @property
    def money_first(self) -> bool:
        """Say whether the money comes before the network: on themes, where it is the answer, not on one node's page."""
        return not self.data["centre"]


def page(
    selection: Selection,
    places: Sequence[Place],
    captions: Sequence[Caption],
    declared: Projection,
    *,
    title: str,
    kicker: str,
    summary: str,
    about: str = "",
    notes: Sequence[str] = (),
    centre: str | None = None,
    figures: Sequence[Diagram] = (),
) -> Page:
    """Put together what is drawn, what is grouped and what is said."""
    members = [iri for group in selection.groups for iri in group.members]
    listed = sorted(selection.network)
    ids = {iri: f"n{position}" for position, iri in enumerate(dict.fromkeys([*selection.shown, *members, *listed]))}
    ids |= {group.iri: f"g{position}" for position, group in enumerate(selection.groups)}
    links = links_of(selection.network)
    data = payload(selection, ids, links, captions, declared)
    return Page(
        title=title,
        kicker=kicker,
        summary=summary,
        notes=tuple(notes),
        legend=_legend(selection, declared),
        network=selection.network,
        carrier=carrier(selection, places, ids, _lines(selection, ids), links, declared),
        data={**data, "title": title, "kicker": kicker, "about": about, "centre": ids.get(centre or "", "")},
        figures=tuple(figures),
    )


def grouped(selection: Selection) -> str:
    """Say how much is grouped rather than drawn; nothing when all is drawn."""
    hidden = sum(len(group.members) for group in selection.groups)
    said = []
    if hidden:
        said.append(f"{count(hidden, 'élément regroupé', 'éléments regroupés')} dans les points « + », qui s’ouvrent")
    if selection.aside:
        said.append(f"{count(selection.aside, 'paire isolée', 'paires isolées')} dans le tableau seulement")
    return " · ".join(said)


def _lines(selection: Selection, ids: Mapping[str, str]) -> dict[tuple[str, str], list[int]]:
    """Give each pair of drawn nodes the links between them; a grouped end is drawn at its group."""
    within = {iri: group.iri for group in selection.groups for iri in group.members}
    visible = {*selection.shown, *(group.iri for group in selection.groups)}
    lines: dict[tuple[str, str], list[int]] = {}
    for position, link in enumerate(links_of(selection.network)):
        drawn = (within.get(link.start, link.start), within.get(link.end, link.end))
        if not set(drawn) <= visible:
            continue
        ends = (ids[drawn[0]], ids[drawn[1]])
        backwards = (ends[1], ends[0])
        lines.setdefault(backwards if backwards in lines else ends, []).append(position)
    return lines


def _legend(selection: Selection, declared: Projection) -> tuple[tuple[Kind, int], ...]:
    counts: dict[str, int] = {}
    for iri in selection.network:
        kind = entity_of(selection.network, iri).kind
        counts[kind] = counts.get(kind, 0) + 1
    return tuple((kind, counts[kind.name]) for kind in declared.kinds if kind.name in counts)
