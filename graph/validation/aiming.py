"""Shapes as pySHACL is given them: aimed at some nodes, and written another way where it reads what SHACL does not say.

Decision 6 says what pySHACL reads otherwise, and what of it is not put right here.
"""

from collections.abc import Collection, Iterable

from rdflib import OWL, RDF, SH, Graph, Literal
from rdflib.term import Node

from graph.validation.coverage import TARGETS, targeted


def aimed_at(shapes: Graph, aimed: Iterable[tuple[Node, Node]]) -> Graph:
    """Return a copy of shapes whose only targets are those nodes: (shape, node)."""
    copy = aimed_by(shapes, ())
    for shape, node in aimed:
        copy.add((shape, SH.targetNode, node))
    _asks_nothing(copy)
    _imports_prefixes(copy)
    return copy


def aimed_by(shapes: Graph, kept: Collection[Node]) -> Graph:
    """Return a copy of shapes where only those kept have targets: a class that is a shape targets its instances."""
    copy = Graph(bind_namespaces="none") + shapes  # pySHACL adds its own axioms to what it is given
    for shape in targeted(shapes) - set(kept):
        for term in (*TARGETS, RDF.type):
            copy.remove((shape, term, None))
        copy.add((shape, RDF.type, SH.PropertyShape if (shape, SH.path, None) in shapes else SH.NodeShape))
    return copy


def _asks_nothing(copy: Graph) -> None:
    """Remove `sh:uniqueLang "1"^^xsd:boolean`, which asks nothing (W3C's uniqueLang-002)."""
    for shape, value in set(copy.subject_objects(SH.uniqueLang)):
        if value != Literal(True):  # noqa: FBT003  # an RDF boolean
            copy.remove((shape, SH.uniqueLang, value))


def _imports_prefixes(copy: Graph) -> None:
    """Declare where `sh:prefixes` points what is declared where `owl:imports` leads (SHACL §5.2.1)."""
    for holder in set(copy.objects(None, SH.prefixes)):
        for owner in set(copy.transitive_objects(holder, OWL.imports)):
            for one in set(copy.objects(owner, SH.declare)):
                copy.add((holder, SH.declare, one))
