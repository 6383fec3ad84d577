"""Puts an rdflib graph in a store of its own, in memory."""

import pyoxigraph as ox
from rdflib import Graph

from graph.validation.compiled.terms import stored


def loaded(graph: Graph) -> ox.Store:
    """Return a store of the triples of a graph; Oxigraph writes numbers and dates in their canonical form."""
    store = ox.Store()
    store.bulk_extend(ox.Quad(stored(s), stored(p), stored(o)) for s, p, o in graph)  # type: ignore[arg-type]
    return store
