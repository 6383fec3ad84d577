"""What follows from the facts once they are all there, in a graph of its own, so that it is never taken for one."""

from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode, Quad, QueryTriples, Store

from ontology.iris import BASE

GRAPH: Final = BASE + "deductions"
_FOLDER: Final = Path(__file__).parent / "sparql"


def complete(store: Store) -> int:
    """Replace the deductions of a store by what `sparql/deduire-*.rq` construct from its facts; return their number."""
    graph = NamedNode(GRAPH)
    store.clear_graph(graph)
    for path in sorted(_FOLDER.glob("deduire-*.rq")):
        found = store.query(path.read_text(encoding="utf-8"), use_default_graph_as_union=True)
        assert isinstance(found, QueryTriples)
        store.bulk_extend([Quad(triple.subject, triple.predicate, triple.object, graph) for triple in found])
    return sum(1 for _ in store.quads_for_pattern(None, None, None, graph))
