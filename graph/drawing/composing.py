"""Putting a page together: what is selected, laid out around one node or by springs, with what must be said of it."""

from collections.abc import Sequence

import networkx as nx

from graph.drawing.carrier import item
from graph.drawing.flows import diagrams
from graph.drawing.grouping import Selection
from graph.drawing.layout import springs
from graph.drawing.network import Network, entity_of, links_of
from graph.drawing.page import Page, grouped, page
from graph.drawing.projection import Projection
from graph.drawing.sectors import sectors
from graph.drawing.themes import theme
from graph.wording import count, number


def radial(selection: Selection, centre: str, rules: Projection) -> Page:
    """Return the page of one node, its neighbours around it in a sector for each relation."""
    groups = {group.spoke: group.iri for group in selection.groups}
    spokes = sorted(set(selection.spokes.values()))
    items = []
    for spoke in spokes:
        relation = rules.relation(spoke.relation)
        around_it = [iri for iri in selection.shown[1:] if selection.spokes[iri] == spoke]
        around_it += [groups[spoke]] if spoke in groups else []
        sector = relation.backward if spoke.backward else relation.forward
        items += [item(selection, iri, rules, sector=sector) for iri in around_it]
    places, captions = sectors(item(selection, centre, rules, centre=True), items)
    one = entity_of(selection.network, centre)
    return page(
        selection,
        places,
        captions,
        rules,
        title=one.label,
        kicker=rules.kind(one.kind).one,
        summary=_counted(selection.network),
        notes=_notes(grouped(selection)),
        centre=centre,
        figures=diagrams(selection.network, programmes=False),  # those of the neighbours' projects were not read
    )


def sprung(
    network: Network,
    rules: Projection,
    title: str,
    about: str,
    *,
    most: int,
    centre: str | None = None,
    notes: Sequence[str] = (),
) -> Page:
    """Return the page of a whole network, its most linked nodes placed by springs."""
    selection = theme(network, rules, most=most)
    drawn = [*selection.shown, *(group.iri for group in selection.groups)]
    flat: nx.Graph[str] = nx.Graph()
    flat.add_nodes_from(drawn)
    flat.add_edges_from(
        (link.start, link.end) for link in links_of(selection.network) if {link.start, link.end} <= set(drawn)
    )
    flat.add_edges_from((group.anchor, group.iri) for group in selection.groups)
    places = springs(flat, [item(selection, iri, rules, centre=iri == centre, links=flat.degree[iri]) for iri in drawn])
    total, held = len(network), len(selection.network)
    cap = f"{number(held)} sur {number(total)} affichés, classés par nombre de liens" if held < total else ""
    return page(
        selection,
        places,
        (),
        rules,
        title=title,
        kicker=rules.kind(entity_of(network, centre).kind).one if centre else "Vue",
        summary=_counted(selection.network),
        about=about,
        notes=_notes(*notes, cap, grouped(selection)),
        centre=centre,
        figures=diagrams(network),
    )


def _counted(network: Network) -> str:
    keys = {(link.key, link.start, link.end) for link in links_of(network)}
    return f"{count(len(network), 'élément', 'éléments')}, {count(len(keys), 'lien', 'liens')}"


def _notes(*said: str) -> Sequence[str]:
    return tuple(sentence for sentence in said if sentence)
