"""What follows from the facts once they are all there, in a graph of its own, so that it is never taken for one."""

from pathlib import Path
from typing import Final

from pyoxigraph import DefaultGraph, NamedNode, Quad, QueryTriples, Store

from graph.store import drop
from ontology.iris import BASE

GRAPH: Final = BASE + "deductions"
_FOLDER: Final = Path(__file__).parent / "sparql"


def complete(store: Store) -> int:
    """Replace the deductions of a store by what `sparql/deduire-*.rq` construct from its facts; return their number."""
    graph = NamedNode(GRAPH)
    drop(store, graph)
    for path in sorted(_FOLDER.glob("deduire-*.rq")):
        found = store.query(path.read_text(encoding="utf-8"))
        assert isinstance(found, QueryTriples)
        triples = [(one.subject, one.predicate, one.object) for one in found]
        for name in (graph, DefaultGraph()):
            store.extend(Quad(*triple, name) for triple in triples)
    return sum(1 for _ in store.quads_for_pattern(None, None, None, graph))
