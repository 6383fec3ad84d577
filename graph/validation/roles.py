"""Who corrects what a shape finds, where the shapes say so: `mlgsh:Mainteneur mlgsh:corrige mlgsh:Fait-preuve`."""

from collections.abc import Mapping
from typing import Final

from rdflib import Graph
from rdflib.term import Node

from graph.validation.findings import FORMES

MAINTAINER: Final = "maillage"
"""Whoever maintains the mappings and shapes."""
BUILDER: Final = "constructeur"
"""Whoever chooses the sources and builds the graph."""
_NAMES: Final[Mapping[Node, str]] = {FORMES.Mainteneur: MAINTAINER, FORMES.Constructeur: BUILDER}


def roles(shapes: Graph) -> dict[Node, str]:
    """Return the role that the shapes give to a rule; one that has none is for whoever holds the source."""
    return {rule: _NAMES[role] for role, rule in shapes.subject_objects(FORMES.corrige) if role in _NAMES}
