"""The name of a node, read in the store: its French label first."""

from typing import Final

import pyoxigraph as ox
from rdflib import RDFS

from graph.curies import curie

_LABEL: Final = ox.NamedNode(str(RDFS.label))


def label(store: ox.Store, node: str) -> str:
    """Return the French label of a node, else any label, else its short name."""
    found = [one.object for one in store.quads_for_pattern(ox.NamedNode(node), _LABEL, None, ox.DefaultGraph())]
    texts = sorted((one.language != "fr", one.value) for one in found if isinstance(one, ox.Literal))
    return texts[0][1] if texts else curie(node)
