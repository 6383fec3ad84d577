"""Measures the export beside rdflib's and Oxigraph's own serialisers.

`python -m tests.bench.export.run TRIPLES [ENGINE…]`: each engine runs in a process of its own, so that its peak of
memory is its own; one line of a table each. A rate is that of the writing alone: the processor time that rdflib spends
to load the graph it writes from is told apart.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Final, TypeAlias

import pyoxigraph as ox

from tests.bench.export.rows import HOME, lines
from tests.bench.peak import peak

Write: TypeAlias = Callable[[], int]
"""Write everything; give the bytes written."""

Engine: TypeAlias = Callable[[Path], Write]
"""Get ready to write the store of a folder: what is done here is not in the rate."""

GRAPH: Final = ox.NamedNode(f"{HOME}source/rne-maires/2026.csv")
RDFLIB_AT_MOST: Final = 250_000
"""rdflib holds the graph in memory, about 1.5 kB a triple, and its Turtle takes minutes for a million:
beyond that it writes a smaller graph of the same kind."""


def main(triples: int, engines: Collection[str]) -> None:
    """Load a store once, and a smaller one for rdflib, then run every engine on its own."""
    with (
        tempfile.TemporaryDirectory(prefix="banc-export-") as whole,
        tempfile.TemporaryDirectory(prefix="banc-rdflib-") as small,
    ):
        load(Path(whole), triples)
        load(Path(small), min(triples, RDFLIB_AT_MOST))
        for engine in engines:
            folder = small if engine.startswith("rdflib") else whole
            subprocess.run([sys.executable, "-m", "tests.bench.export.run", engine, folder], check=True)


def load(folder: Path, triples: int) -> None:
    """Write a store as a build does: a named graph, and its union."""
    source = folder / "graphe.nt"
    with source.open("w", encoding="utf-8") as stream:
        stream.writelines(lines(triples))
    store = ox.Store(str(folder / "graphe"))
    for graph in (GRAPH, ox.DefaultGraph()):
        store.bulk_load(path=str(source), format=ox.RdfFormat.N_TRIPLES, to_graph=graph)
    store.optimize()
    (folder / "etat.json").write_text('{"violations": 0}', encoding="utf-8")


def measure(engine: str, folder: Path) -> None:
    """Run one engine; write triples, seconds of writing, rate and memory."""
    count = sum(1 for _ in (folder / "graphe.nt").open("rb"))
    write = ENGINES[engine](folder)
    loaded = time.process_time()
    before = time.perf_counter()
    size = write()
    wall, spent = time.perf_counter() - before, time.process_time() - loaded
    cells = (
        engine,
        f"{count:,}",
        f"{loaded:.1f}",
        f"{wall:.1f}",
        f"{spent:.1f}",
        f"{count / spent / 1000:,.0f}",
        f"{peak():,}",
        f"{size / 1e6:,.0f}",
    )
    sys.stdout.write(f"| {' | '.join(cells)} |\n")


def _oxigraph(form: ox.RdfFormat) -> Engine:
    """Dump the merge of the store, in the order of its hashes."""

    def prepared(folder: Path) -> Write:
        store, target = ox.Store.read_only(str(folder / "graphe")), folder / "oxigraph.out"

        def write() -> int:
            store.dump(str(target), form, from_graph=ox.DefaultGraph())
            return target.stat().st_size

        return write

    return prepared


def _rdflib(form: str) -> Engine:
    """Serialise a graph that is already in memory."""

    def prepared(folder: Path) -> Write:
        from rdflib import Graph  # noqa: PLC0415

        graph, target = Graph().parse(folder / "graphe.nt", format="nt"), folder / "rdflib.out"

        def write() -> int:
            graph.serialize(target, format=form)
            return target.stat().st_size

        return write

    return prepared


def _file(form: str) -> Engine:
    """Write one sorted file of the graph."""

    def prepared(folder: Path) -> Write:
        from graph.export import export  # noqa: PLC0415

        return lambda: export(folder, folder / f"maillage.{form}", form=form).size

    return prepared


def _tables(folder: Path) -> Write:
    """Write the exact CSV, the sheets, the Parquet files and the GeoJSON, sorting included."""
    return lambda: _all_tables(folder)


def _all_tables(folder: Path) -> int:
    from graph.publishing.census import census  # noqa: PLC0415
    from graph.publishing.keys import keys  # noqa: PLC0415
    from graph.publishing.shelves import shelve  # noqa: PLC0415
    from graph.publishing.tables.geometries import geometries  # noqa: PLC0415
    from graph.publishing.tables.labels import labels  # noqa: PLC0415
    from graph.publishing.tables.writing import Tables, tables  # noqa: PLC0415
    from ontology.files import vocabulary  # noqa: PLC0415

    with tempfile.TemporaryDirectory(dir=folder) as work:
        shelves = shelve(ox.Store.read_only(str(folder / "graphe")), Path(work) / "tri")
        counted, target = census(shelves), Path(work) / "lot"
        named = labels(shelves, vocabulary(), Path(work) / "noms")
        made = Tables(
            folder=target,
            prefix="",
            licence="",
            labels=named,
            geometries=geometries(shelves, Path(work) / "formes"),
            work=Path(work) / "tables",
        )
        made.write(shelves, tables(counted, keys(vocabulary()), ()))
        return _size(target)


def _bundle(folder: Path) -> Write:
    """Write the whole bundle, every format, read it all back, and swap it in."""
    from graph.publishing.bundle import publish  # noqa: PLC0415
    from graph.publishing.wanted import Wanted  # noqa: PLC0415

    target = folder / "lot"

    def write() -> int:
        publish(folder, target, Wanted())
        return _size(target)

    return write


def _size(folder: Path) -> int:
    return sum(one.stat().st_size for one in folder.rglob("*") if one.is_file())


ENGINES: Final[dict[str, Engine]] = {
    "rdflib, Turtle": _rdflib("turtle"),
    "rdflib, N-Triples": _rdflib("nt"),
    "Oxigraph, Turtle": _oxigraph(ox.RdfFormat.TURTLE),
    "Oxigraph, N-Triples": _oxigraph(ox.RdfFormat.N_TRIPLES),
    "maillage, Turtle trié": _file("turtle"),
    "maillage, N-Triples trié": _file("nt"),
    "maillage, JSON-LD": _file("jsonld"),
    "maillage, CSV + Excel + Parquet": _tables,
    "maillage, lot entier relu": _bundle,
}

if __name__ == "__main__":
    if sys.argv[1].isdecimal():
        main(int(sys.argv[1]), sys.argv[2:] or ENGINES)
    else:
        measure(sys.argv[1], Path(sys.argv[2]))
