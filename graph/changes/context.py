"""The little of a graph that is needed to tell some changes: those nodes, and the names of what they point to."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

import pyoxigraph as ox
from rdflib import DCTERMS, FOAF, RDFS, SKOS, Namespace

from graph.changes.lines import blocks
from ontology.files import turtle_files
from ontology.iris import PREFIXES

_NAMES: Final = tuple(
    f"> <{term}> ".encode()
    for term in (RDFS.label, SKOS.prefLabel, DCTERMS.title, FOAF.name, Namespace(PREFIXES["igeo"]).nom)
)


def context(path: Path, told: Iterable[tuple[bytes, ...]], named: Iterable[str]) -> ox.Store:
    """Return a store of the blocks `told`, of the names of what they and `named` point to, and of the ontology.

    The sorted file at `path` is read once; memory grows with what is told alone.
    """
    store = ox.Store()
    for file in (*turtle_files("ontology"), *turtle_files("vocab")):
        store.load(path=str(file), format=ox.RdfFormat.TURTLE)
    known = {quad.subject.value for quad in store if isinstance(quad.subject, ox.NamedNode)}
    triples = b"".join(line for block in told for line in block)
    objects = (one.object for one in ox.parse(triples, ox.RdfFormat.N_TRIPLES))
    store.load(input=triples, format=ox.RdfFormat.N_TRIPLES)
    wanted = {*named, *(one.value for one in objects if isinstance(one, ox.NamedNode))} - known
    if not wanted:
        return store
    for _, lines in blocks(path, wanted.__contains__):
        names = b"".join(line for line in lines if any(word in line for word in _NAMES))
        store.load(input=names, format=ox.RdfFormat.N_TRIPLES)
    return store
