"""One run of one engine, in a process of its own, so that its memory is its own: `engine.py NAME INPUT OUTPUT`."""

import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import polars as pl

from loaders.compiler import compile_mapping
from loaders.mapping import parse
from loaders.reference import evaluate, terms
from tests.bench.mapping.rows import VARIABLES, cleaned

MAPPING: Final = Path(__file__).with_name("mapping.rq")


def raw(source: Path, target: Path) -> None:
    """Map a published file: reading, cleaning and writing."""
    compile_mapping(parse(MAPPING), VARIABLES).write(cleaned(source), target)


def clean(source: Path, target: Path) -> None:
    """Map a cleaned file: reading and writing."""
    compile_mapping(parse(MAPPING), VARIABLES).write(pl.scan_csv(source, infer_schema=False), target)


def rdflib(source: Path, target: Path) -> None:
    """Map a cleaned file with rdflib; print its seconds, on the wall and on the processor, without the imports."""
    start, processor = time.perf_counter(), time.process_time()
    rows = pl.read_csv(source, infer_schema=False).iter_rows(named=True)
    graph = evaluate(MAPPING, (terms(row, VARIABLES) for row in rows))
    graph.serialize(target, format="nt", encoding="utf-8")
    sys.stdout.write(f"{time.perf_counter() - start} {time.process_time() - processor}")


ENGINES: Final[Mapping[str, Callable[[Path, Path], None]]] = {"raw": raw, "clean": clean, "rdflib": rdflib}

if __name__ == "__main__":
    ENGINES[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))
