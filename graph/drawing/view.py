"""Views: what surrounds one node of the store, or the network of any CONSTRUCT answer, each one self-contained page."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import networkx as nx
from pyoxigraph import Store
from rdflib import Graph
from rdflib.term import Node

from graph.asking.answers import Answer
from graph.drawing.composing import radial, sprung
from graph.drawing.grouping import BUDGET, MOST
from graph.drawing.grouping import ego as around_one
from graph.drawing.neighbourhood import around
from graph.drawing.network import entity_of, links_of, part, project
from graph.drawing.page import Page
from graph.drawing.projection import declared
from graph.drawing.render import render
from graph.drawing.themes import THEME
from graph.errors import GraphError
from graph.reading import add
from graph.whole import write_text
from queries import Question

__all__ = ["Page", "ego", "render", "save", "theme", "theme_of"]


def ego(store: Store, iri: str, *, depth: int = 1, budget: int | None = None) -> Page:
    """Return the page of what surrounds a node, one step away or two; `budget` nodes are drawn, 150 at most.

    Without a budget, 40 nodes are drawn one step away and 150 two steps away.
    """
    rules = declared()
    network = project(around(store, [iri], rules), rules)
    centre: str = network.graph["drawn"].get(iri, iri)
    if centre not in network:
        raise GraphError(f"« {iri} » : rien à dessiner sous cet identifiant", kind="usage", remedy="vérifiez l'IRI")
    selection = around_one(network, centre, rules, budget=min(budget or BUDGET, MOST))
    if depth > 1:
        wider = project(around(store, selection.shown, rules), rules)
        near = sorted(nx.ego_graph(wider.to_undirected(as_view=True), centre, radius=depth))
        links = [link for link in links_of(wider) if link.start in near and link.end in near]
        return sprung(
            part(wider, near, links),
            rules,
            entity_of(wider, centre).label,
            "",
            most=min(budget or MOST, MOST),
            centre=centre,
        )
    return radial(selection, centre, rules)


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
        raise GraphError(
            f"« {title} » : la requête ne donne rien à dessiner", kind="usage", remedy="élargissez les paramètres"
        )
    return sprung(network, rules, title, about, most=most, notes=notes)


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
    write_text(path, render(made))
