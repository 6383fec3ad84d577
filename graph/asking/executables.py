"""The catalogue of questions as RDF: SHACL executables, as SIB writes them for query editors to offer."""

from collections.abc import Iterable
from typing import Final

from rdflib import RDF, RDFS, SDO, SH, Graph, Literal

from ontology.iris import BASE, mint
from queries import Question

_FORMS: Final = {
    "SELECT": (SH.SPARQLSelectExecutable, SH.select),
    "CONSTRUCT": (SH.SPARQLConstructExecutable, SH.construct),
    "ASK": (SH.SPARQLAskExecutable, SH.ask),
}


def executables(catalogue: Iterable[Question]) -> str:
    """Return Turtle: for each question its text, its French comment, and its keywords; DESCRIBE has no such form.

    A parameter is a free variable of the text, so that each runs as it is: without a value, it means all.
    """
    graph = Graph(bind_namespaces="none")
    for prefix, space in (("sh", SH), ("rdfs", RDFS), ("schema", SDO), ("question", f"{BASE}id/question/")):
        graph.bind(prefix, space)
    for one in catalogue:
        if one.form in _FORMS:
            class_, property_ = _FORMS[one.form]
            node = mint("question", one.name)
            graph.add((node, RDF.type, SH.SPARQLExecutable))
            graph.add((node, RDF.type, class_))
            graph.add((node, property_, Literal(one.text)))
            graph.add((node, RDFS.label, Literal(one.summary, lang="fr")))
            graph.add((node, RDFS.comment, Literal(f"{one.summary} {one.description}".strip(), lang="fr")))
            for word in (*one.tags, *one.audience):
                graph.add((node, SDO.keywords, Literal(word, lang="fr")))
    return graph.serialize(format="turtle")
