"""Measures the export beside rdflib's and Oxigraph's own serialisers: `python -m tests.bench.export.run TRIPLES`.

Each engine runs in a process of its own, so that its peak of memory is its own; one line of a table each.
"""

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from tests.bench.export.rows import HOME, lines

GRAPH: Final = ox.NamedNode(f"{HOME}source/rne-maires/2026.csv")
RDFLIB_AT_MOST: Final = 250_000
"""rdflib holds the graph in memory, about 1.5 kB a triple: beyond that it is not asked."""


def main(triples: int) -> None:
    """Load a store once, then run every engine on it."""
    with tempfile.TemporaryDirectory(prefix="banc-export-") as folder:
        load(Path(folder), triples)
        for engine in ENGINES:
            if engine.startswith("rdflib") and triples > RDFLIB_AT_MOST:
                continue
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
    """Run one engine; write triples, seconds, rate and memory."""
    count = sum(1 for _ in (folder / "graphe.nt").open("rb"))
    before, cpu = time.perf_counter(), time.process_time()
    size = ENGINES[engine](folder)
    wall, spent = time.perf_counter() - before, time.process_time() - cpu
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    cells = (
        engine,
        f"{count:,}",
        f"{wall:.1f}",
        f"{spent:.1f}",
        f"{count / spent / 1000:,.0f}",
        f"{memory:,}",
        f"{size / 1e6:,.0f}",
    )
    sys.stdout.write(f"| {' | '.join(cells)} |\n")


def _oxigraph(form: ox.RdfFormat) -> Callable[[Path], int]:
    def run(folder: Path) -> int:
        target = folder / "oxigraph.out"
        store = ox.Store.read_only(str(folder / "graphe"))
        store.dump(str(target), form, from_graph=ox.DefaultGraph())
        return target.stat().st_size

    return run


def _rdflib(form: str) -> Callable[[Path], int]:
    """Serialise a graph that is already in memory: loading is not counted by rdflib's users, it is told apart here."""

    def run(folder: Path) -> int:
        from rdflib import Graph  # noqa: PLC0415

        graph = Graph()
        start = time.process_time()
        graph.parse(folder / "graphe.nt", format="nt")
        sys.stdout.write(f"| (rdflib : chargement, {time.process_time() - start:.1f} s de processeur) |\n")
        start = time.process_time()
        graph.serialize(folder / "rdflib.out", format=form)
        sys.stdout.write(f"| (rdflib : écriture seule, {time.process_time() - start:.1f} s de processeur) |\n")
        return (folder / "rdflib.out").stat().st_size

    return run


def _file(form: str) -> Callable[[Path], int]:
    def run(folder: Path) -> int:
        from graph.export import export  # noqa: PLC0415

        return export(folder, folder / f"maillage.{form}", form=form).size

    return run


def _tables(folder: Path) -> int:
    """Write the exact CSV, the sheets, the Parquet files and the GeoJSON, sorting included."""
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
        return sum(one.stat().st_size for one in target.rglob("*") if one.is_file())


def _bundle(folder: Path) -> int:
    """Write the whole bundle, every format, read it all back, and swap it in."""
    from graph.publishing.bundle import publish  # noqa: PLC0415
    from graph.publishing.wanted import Wanted  # noqa: PLC0415

    target = folder / "lot"
    publish(folder, target, Wanted())
    return sum(one.stat().st_size for one in target.rglob("*") if one.is_file())


ENGINES: Final[dict[str, Callable[[Path], int]]] = {
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
        main(int(sys.argv[1]))
    else:
        measure(sys.argv[1], Path(sys.argv[2]))
