"""Graphs to draw: the true one of this folder, in memory or in a store, and generated ones of any size."""

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
from rdflib import FOAF, ORG, RDF, RDFS, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from ontology.iris import PREFIXES, mint

TERRITOIRE = Path(__file__).with_name("territoire.ttl")
MLG = Namespace(PREFIXES["mlg"])
IGEO = Namespace(PREFIXES["igeo"])
DCT = Namespace(PREFIXES["dct"])
BETHUNE = mint("commune", "62119")
CABBALR = mint("epci", "200072460")
GACQUERRE = mint("personne", "gacquerre-olivier-62119")

Triple = tuple[Node, Node, Node]


def territory() -> Graph:
    """Return the true graph."""
    return Graph(bind_namespaces="none").parse(TERRITOIRE, format="turtle")


def store(graph: Graph) -> ox.Store:
    """Return a store that holds a graph, each triple in one of two named graphs: readers must see their union."""
    held = ox.Store()
    for position, line in enumerate(sorted(graph.serialize(format="nt", encoding="utf-8").decode().split("\n"))):
        if line.strip():
            held.load(
                line.encode(), ox.RdfFormat.N_TRIPLES, to_graph=ox.NamedNode(f"https://example.org/{position % 2}")
            )
    return held


def hub(equipments: int, projects: int = 0) -> Graph:
    """Return a commune with so many equipments and projects."""
    graph = Graph(bind_namespaces="none")
    for triple in _hub(equipments, projects):
        graph.add(triple)
    return graph


def _hub(equipments: int, projects: int) -> Iterator[Triple]:
    yield BETHUNE, RDF.type, IGEO.Commune
    yield BETHUNE, RDFS.label, Literal("Béthune", lang="fr")
    parts = (
        ("equipement", MLG.Equipement, equipments, "Équipement"),
        ("projet", MLG.Projet, projects, "Projet de rénovation"),
    )
    for pattern, class_, quantity, noun in parts:
        for number in range(quantity):
            node = mint(pattern, f"n{number:05}")
            yield node, RDF.type, class_
            yield node, RDFS.label, Literal(f"{noun} numéro {number:05}", lang="fr")
            yield node, DCT.spatial, BETHUNE


def pairs(quantity: int) -> Graph:
    """Return so many equipments, each alone in its commune."""
    graph = Graph(bind_namespaces="none")
    for number in range(quantity):
        commune, equipment = mint("commune", f"{number:05}"), mint("equipement", f"seul-{number}")
        graph.add((commune, RDF.type, IGEO.Commune))
        graph.add((equipment, RDF.type, MLG.Equipement))
        graph.add((equipment, DCT.spatial, commune))
    return graph


def council(people: int, bodies: int) -> Graph:
    """Return people who each sit in two of so many bodies, neighbours in a ring."""
    graph = Graph(bind_namespaces="none")
    for number in range(bodies):
        body = mint("organisation", f"corps-{number}")
        graph.add((body, RDF.type, ORG.FormalOrganization))
        graph.add((body, RDFS.label, Literal(f"Syndicat intercommunal {number}", lang="fr")))
    for number in range(people):
        person = mint("personne", f"elue-{number:05}")
        graph.add((person, RDF.type, FOAF.Person))
        graph.add((person, RDFS.label, Literal(f"Élue fictive {number:05}", lang="fr")))
        for step in (0, 1):
            seat = URIRef(f"{person}/siege/{step}")
            graph.add((seat, RDF.type, MLG.MandatElectif))
            graph.add((seat, ORG.member, person))
            graph.add((seat, ORG.organization, mint("organisation", f"corps-{(number + step) % bodies}")))
    return graph
