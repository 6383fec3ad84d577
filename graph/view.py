"""Views: what surrounds one node of the store, or the network of any CONSTRUCT answer; each is one self-contained page."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

import networkx as nx
from pyoxigraph import Store
from rdflib import Graph
from rdflib.term import Node

from graph.answers import Answer
from graph.carrier import item
from graph.errors import GraphError
from graph.flows import diagrams
from graph.grouping import BUDGET, MOST, THEME, Selection
from graph.grouping import ego as around_one
from graph.grouping import theme as of_theme
from graph.layout import springs
from graph.neighbourhood import around
from graph.network import Network, entity_of, links_of, part, project
from graph.page import Page, grouped, page
from graph.projection import Projection, declared
from graph.reading import add
from graph.render import render
from graph.sectors import sectors
from graph.wording import count, number
from queries import Question

__all__ = ["Page", "ego", "render", "save", "theme", "theme_of"]


def ego(store: Store, iri: str, *, depth: int = 1, budget: int = BUDGET) -> Page:
    """Return the page of what surrounds a node, one step away or two; `budget` is how many nodes are drawn, 150 at most."""
    rules = declared()
    network = project(around(store, [iri], rules), rules)
    centre: str = network.graph["drawn"].get(iri, iri)
    if centre not in network:
        raise GraphError(f"« {iri} » : rien à dessiner sous cet identifiant", kind="usage", remedy="vérifiez l'IRI")
    selection = around_one(network, centre, rules, budget=min(budget, MOST))
    if depth > 1:
        wider = project(around(store, selection.shown, rules), rules)
        near = sorted(nx.ego_graph(wider.to_undirected(as_view=True), centre, radius=depth))
        links = [link for link in links_of(wider) if link.start in near and link.end in near]
        return _springs(part(wider, near, links), rules, entity_of(wider, centre).label, "", most=MOST, centre=centre)
    return _radial(selection, centre, rules)


def theme(
    triples: Iterable[tuple[Node, Node, Node]],
    title: str,
    *,
    about: str = "",
    most: int = THEME,
    notes: Sequence[str] = (),
) -> Page:
    """Return the page of the answer to a CONSTRUCT query; beyond `most` nodes, those with most links are drawn."""
    graph = Graph(bind_namespaces="none")
    for triple in triples:
        graph.add(triple)
    rules = declared()
    network = project(graph, rules)
    if not network:
        raise GraphError(f"« {title} » : la requête ne donne rien à dessiner", kind="usage", remedy="élargissez les paramètres")
    return _springs(network, rules, title, about, most=most, notes=notes)


def theme_of(answer: Answer, question: Question, *, most: int | None = None) -> Page:
    """Return the page of a question tagged `view`, from its answer; a truncated answer says so."""
    graph = Graph(bind_namespaces="none")
    add(graph, answer.triples, question.name)
    return theme(
        graph,
        question.summary,
        about=question.description,
        most=THEME if most is None else most,
        notes=(f"réponse coupée : {answer.size}",) if answer.truncated else (),
    )


def save(made: Page, path: Path) -> None:
    """Write a page whole or not at all, in UTF-8."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.partiel")
    partial.write_text(render(made), encoding="utf-8", newline="\n")
    os.replace(partial, path)


def _radial(selection: Selection, centre: str, rules: Projection) -> Page:
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
        figures=diagrams(selection.network),
    )


def _springs(
    network: Network,
    rules: Projection,
    title: str,
    about: str,
    *,
    most: int,
    centre: str | None = None,
    notes: Sequence[str] = (),
) -> Page:
    selection = of_theme(network, rules, most=most)
    drawn = [*selection.shown, *(group.iri for group in selection.groups)]
    flat: nx.Graph[str] = nx.Graph()
    flat.add_nodes_from(drawn)
    flat.add_edges_from((link.start, link.end) for link in links_of(selection.network) if {link.start, link.end} <= set(drawn))
    flat.add_edges_from((group.anchor, group.iri) for group in selection.groups)
    places = springs(flat, [item(selection, iri, rules, centre=iri == centre, links=flat.degree[iri]) for iri in drawn])
    total, held = len(network), len(selection.network)
    cap = f"{number(held)} éléments sur {number(total)}, classés par nombre de liens" if held < total else ""
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
