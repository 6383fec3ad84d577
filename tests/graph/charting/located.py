"""The true graph of the pages, with the positions that La Poste and a made-up outline give: what a map must draw."""

from decimal import Decimal
from typing import Final

from rdflib import RDF, RDFS, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from ontology.iris import PREFIXES, mint
from tests.graph import hostile
from tests.graph.drawing import BETHUNE, DCT, IGEO, MLG, territory

GEO: Final = Namespace(PREFIXES["geo"])
SCHEMA: Final = Namespace(PREFIXES["schema"])
VALUE: Final = URIRef(PREFIXES["sdmx-measure"] + "obsValue")
LILLERS: Final = mint("commune", "62516")
MONT_LIEBAUT: Final = mint("qpv", "QN06208M")
STADE: Final = mint("equipement", "bollaert")
POSTE: Final = {BETHUNE: "POINT(2.64242379342 50.5288922584)", LILLERS: "POINT(2.48197499021 50.5614379612)"}
"""La Poste, hexasmal, 2020."""
SQUARE: Final = "POLYGON((2.63 50.52, 2.65 50.52, 2.65 50.53, 2.63 50.53, 2.63 50.52))"


def located() -> Graph:
    """Return Béthune and Lillers at their point, a quarter with an outline, a stadium, a belfry without any place."""
    graph = territory()
    for node, text in POSTE.items():
        place(graph, node, text)
    graph.add((MONT_LIEBAUT, RDF.type, MLG.QuartierPrioritaire))
    graph.add((MONT_LIEBAUT, RDFS.label, Literal("Quartier Du Mont Liébaut", lang="fr")))
    graph.add((MONT_LIEBAUT, IGEO.territoireCommunAvec, BETHUNE))
    place(graph, MONT_LIEBAUT, SQUARE)
    graph.add((STADE, RDF.type, MLG.Equipement))
    graph.add((STADE, RDFS.label, Literal("Stade Bollaert-Delelis", lang="fr")))
    graph.add((STADE, DCT.spatial, mint("commune", "62498")))
    place(graph, STADE, "POINT(2.8150 50.4328)")
    return graph


def place(graph: Graph, node: Node, text: str, name: str = "geometrie") -> None:
    """Give a node a geometry."""
    geometry = URIRef(f"{node}/{name}")
    graph.add((node, GEO.hasGeometry, geometry))
    graph.add((geometry, GEO.asWKT, Literal(text, datatype=GEO.wktLiteral)))


def measured(values: dict[str, str], unit: str = "%") -> Graph:
    """Return communes of a grid, each with the value of one indicator, or with none where the text is empty."""
    graph = Graph(bind_namespaces="none")
    indicator = mint("indicateur", "taux")
    graph.add((indicator, RDFS.label, Literal("Taux de pauvreté", lang="fr")))
    for rank, (code, value) in enumerate(values.items()):
        node = mint("commune", code)
        graph.add((node, RDF.type, IGEO.Commune))
        graph.add((node, RDFS.label, Literal(f"Commune {code}", lang="fr")))
        place(graph, node, f"POINT({2 + rank / 100} 50.5)")
        if value:
            figure = mint("chiffre", f"taux-{code}")
            graph.add((figure, RDF.type, MLG.ChiffreCle))
            graph.add((figure, MLG.indicateur, indicator))
            graph.add((figure, MLG.sujet, node))
            graph.add((figure, MLG.uniteTexte, Literal(unit)))
            graph.add((figure, VALUE, Literal(Decimal(value))))
    return graph


def projects(periods: dict[str, tuple[str, str]]) -> Graph:
    """Return projects of one programme, with their ends as published: « 2020 », « 2020-06-15 » or nothing."""
    graph = Graph(bind_namespaces="none")
    programme = mint("programme", "erbm")
    graph.add((programme, RDF.type, MLG.Programme))
    graph.add((programme, RDFS.label, Literal("Engagement pour le renouveau du bassin minier", lang="fr")))
    for name, ends in periods.items():
        node = mint("projet", name)
        graph.add((node, RDF.type, MLG.Projet))
        graph.add((node, RDFS.label, Literal(f"Projet {name}", lang="fr")))
        graph.add((node, MLG.programme, programme))
        for published, end, precision in zip(ends, ("start", "end"), ("precisionDebut", "precisionFin"), strict=True):
            date(graph, node, published, SCHEMA[f"{end}Date"], MLG[precision])
    return graph


def date(graph: Graph, node: Node, published: str, end: URIRef, precision: URIRef) -> None:
    """Give a node a date, at the precision that it is written with."""
    if published:
        graph.add(
            (node, end, Literal(published + "-01-01"[len(published) - 4 :] if len(published) < 10 else published))
        )
        if len(published) < 10:
            graph.add((node, precision, Literal("annee" if len(published) == 4 else "mois")))


def nasty() -> Graph:
    """Return the hostile graph, its commune on the map and its projects dated."""
    graph = hostile.graph()
    place(graph, BETHUNE, POSTE[BETHUNE])
    for number, node in enumerate(sorted(graph.subjects(RDF.type, MLG.Projet), key=str)):
        place(graph, node, f"POINT({2 + number / 50} 50.6)")
        date(graph, node, str(2000 + number), SCHEMA.startDate, MLG.precisionDebut)
    return graph
