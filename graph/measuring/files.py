"""A measured network as the files that Gephi, Cytoscape, a spreadsheet or a script open; the same bytes each time."""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Final

import networkx as nx

from graph.asking.formats.cells import visible
from graph.delimited import line
from graph.drawing.network import Network, links_of
from graph.measuring.measures import Measures

_NODES: Final = ("iri", "label", "type", "voisins", "liens", "intermediarite", "communaute", "point_de_coupure")
_PAIRS: Final = ("source", "cible", "source_label", "cible_label", "relation", "libelle", "montant", "periode", "stade")
_CLOCK: Final = re.compile(r' lastmodifieddate="[^"]*"')


def gexf(network: Network, measured: Measures) -> str:
    """Return GEXF for Gephi, without the date of the day that networkx puts in it."""
    return _CLOCK.sub("", "\n".join(nx.generate_gexf(_plain(network, measured)))) + "\n"


def graphml(network: Network, measured: Measures) -> str:
    """Return GraphML for Cytoscape, yEd or igraph."""
    return "\n".join(nx.generate_graphml(_plain(network, measured))) + "\n"


def node_link(network: Network, measured: Measures) -> str:
    """Return networkx's node-link JSON: `nodes` and `links`."""
    raw = nx.node_link_data(_plain(network, measured), edges="links")
    return json.dumps(raw, ensure_ascii=False, indent=1) + "\n"


def nodes_csv(_: Network, measured: Measures) -> str:
    """Return a line a node with its measures, the most between first; columns are `_NODES`."""
    return _csv(_NODES, (list(row.values()) for row in _rows(measured).values()))


def pairs_csv(network: Network, measured: Measures) -> str:
    """Return a line a link, parallel links apart; columns are `_PAIRS`, amounts exact, in euros."""
    label = {one.iri: one.label for one in measured.nodes}
    lines = (
        [
            one.start,
            one.end,
            label[one.start],
            label[one.end],
            one.relation,
            one.text,
            one.amount,
            one.period,
            one.stage,
        ]
        for one in links_of(network)
    )
    return _csv(_PAIRS, lines)


FILES: Final[Mapping[str, Callable[[Network, Measures], str]]] = {
    "gexf": gexf,
    "graphml": graphml,
    "json": node_link,
    "csv": nodes_csv,
    "paires": pairs_csv,
}


def _plain(network: Network, measured: Measures) -> "nx.MultiDiGraph[str]":
    """Return the network with plain attributes only: what those formats can hold."""
    made: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    rows = _rows(measured)
    for iri in sorted(network):
        made.add_node(iri, **{name: value for name, value in rows[iri].items() if name != "iri"})
    for number, one in enumerate(links_of(network)):
        facts = {"relation": one.relation, "label": visible(one.text), "periode": one.period, "stade": one.stage}
        if one.amount is not None:
            facts["montant"] = str(one.amount)
        made.add_edge(one.start, one.end, key=str(number), **facts)
    return made


def _rows(measured: Measures) -> dict[str, dict[str, str | int | float]]:
    values = (
        (one.iri, visible(one.label), one.kind, one.neighbours, one.links, one.betweenness, one.community, int(one.cut))
        for one in measured.nodes
    )
    return {str(row[0]): dict(zip(_NODES, row, strict=True)) for row in values}


def _csv(header: tuple[str, ...], rows: Iterable[Iterable[object]]) -> str:
    return "".join(map(line, (header, *rows)))
