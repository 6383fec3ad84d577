"""Measures an engine on our own shapes, one CSV line out: `python -m tests.bench.validation.run ENGINE FOCUS_NODES`.

Engines: `compiled` (the whole report, as a build makes it), `rules` (its results alone), `screened` (`--engine
pyshacl`), `pyshacl` (alone), `pyrudof` (`pip install pyrudof`, which the project does not use).
"""

import importlib
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

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
from tests.bench.peak import peak
from tests.bench.validation.rows import quads


def main(engine: str, focus: int) -> None:
    """Load once, validate, and write seconds, processor seconds, peak memory in MiB and results."""
    with tempfile.TemporaryDirectory() as folder, quiet():
        store = ox.Store(folder)
        store.bulk_extend(quads(focus))
        store.load(vocabulary().serialize(format="nt", encoding="utf-8"), ox.RdfFormat.N_TRIPLES)
        store.optimize()
        ask = prepared(engine, store, Path(folder))
        before, clock = time.perf_counter(), time.process_time()
        found = ask()
        wall, cpu = time.perf_counter() - before, time.process_time() - clock
        sys.stdout.write(f"{engine},{focus},{len(store)},{wall:.2f},{cpu:.2f},{peak()},{found}\n")


def prepared(engine: str, store: ox.Store, folder: Path) -> Callable[[], int]:
    """Load the data the way an engine wants them; return what validates, and counts the results."""
    ours = shapes()
    if engine == "compiled":
        return lambda: len(compiled(store, ours, vocabulary(), Graph).findings)
    if engine == "rules":
        return lambda: len(run(Facts(store), ours).results)
    if engine == "pyrudof":
        return _rudof(store, ours, folder)
    data = Graph(bind_namespaces="none")
    add(data, store, str(folder))
    if engine == "screened":
        return lambda: len(validate(data, ours, ontology=vocabulary()).findings)
    return lambda: _alone(data, ours)


def _alone(data: Graph, ours: Graph) -> int:
    with comparable():
        _, report, _ = pyshacl.validate(data, shacl_graph=ours, inference="none")
    return len(list(report.subjects(RDF.type, SH.ValidationResult)))


def _rudof(store: ox.Store, ours: Graph, folder: Path) -> Callable[[], int]:
    rudof = importlib.import_module("pyrudof")
    with (folder / "data.nt").open("wb") as file:
        store.dump(file, ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
    ours.serialize(folder / "shapes.ttl")
    session = rudof.Rudof(rudof.RudofConfig())
    session.read_data(folder / "data.nt", rudof.RDFFormat.NTriples)
    session.read_shacl(folder / "shapes.ttl", rudof.ShaclFormat.Turtle)
    return lambda: len(session.validate_shacl())


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
