"""Measures an engine on our own shapes, one line out: `python -m tests.bench.validation.run ENGINE FOCUS_NODES`."""

import resource
import sys
import tempfile
import time

import pyoxigraph as ox
import pyshacl
from rdflib import RDF, SH, Graph

from graph.reading import add, quiet
from graph.validation.comparing import comparable
from graph.validation.compiled.facts import Facts
from graph.validation.compiled.run import run
from graph.validation.compiled.validation import validate as compiled
from graph.validation.validate import validate
from ontology.files import shapes, vocabulary
from tests.bench.validation.rows import quads


def main(engine: str, focus: int) -> None:
    """Load once, validate, and write seconds, processor seconds, findings and memory."""
    with tempfile.TemporaryDirectory() as folder, quiet():
        store = ox.Store(folder)
        store.bulk_extend(quads(focus))
        add_vocabulary(store)
        store.optimize()
        data = Graph(bind_namespaces="none")
        if engine in ("pyshacl", "screened"):
            add(data, store, folder)
        before, clock = time.perf_counter(), time.process_time()
        found = results(engine, store, data)
        wall, cpu = time.perf_counter() - before, time.process_time() - clock
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        sys.stdout.write(
            f"| {engine} | {focus:,} | {len(store):,} | {wall:.1f} | {cpu:.1f} | {memory:,} | {found:,} |\n"
        )


def results(engine: str, store: ox.Store, data: Graph) -> int:
    """Return how many results an engine finds."""
    if engine == "compiled":  # the whole report, labels and places included
        return len(compiled(store, shapes(), vocabulary(), lambda: data).findings)
    if engine == "rules":  # the results alone
        return len(run(Facts(store), shapes()).results)
    if engine == "screened":  # pySHACL on the nodes that a cautious reading does not clear
        return len(validate(data, shapes(), ontology=vocabulary()).findings)
    with comparable():
        _, report, _ = pyshacl.validate(data, shacl_graph=shapes(), inference="none")
    return len(list(report.subjects(RDF.type, SH.ValidationResult)))


def add_vocabulary(store: ox.Store) -> None:
    """Add our ontology and code lists, as a build does."""
    store.load(vocabulary().serialize(format="nt", encoding="utf-8"), ox.RdfFormat.N_TRIPLES)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
