"""The councillors of the generated country mapped by the compiled mapping, by rdflib, by morph-kgc: times, ratios.

The three read the same cleaned file, and must write the same triples; rdflib has fewer rows, its speed falls beyond.
"""

from pathlib import Path
from typing import Final

import polars as pl

from tests.bench.mapping import morph
from tests.bench.mapping.measure import Run, measured, triples
from tests.bench.mapping.rows import cleaned
from tests.bench.mapping.run import ours

FEW: Final = 5_000
_HEAD: Final = (
    "| engine, on the councillors | triples | seconds | CPU s | triples/s | peak MiB | compiled is | by CPU |\n"
    "|---|--:|--:|--:|--:|--:|--:|--:|\n"
)


def side_by_side(councillors: Path, folder: Path) -> str:
    """Return a table of the three engines over a published file of councillors; stop if their triples differ."""
    few = folder / "few"
    few.mkdir(parents=True)
    cleaned(councillors).sink_csv(folder / "clean.csv")
    pl.scan_csv(folder / "clean.csv", infer_schema=False).head(FEW).sink_csv(few / "clean.csv")
    _agree(few)
    runs = {
        "compiled": measured(ours("clean", folder / "clean.csv")),
        f"rdflib, {FEW:,} rows at most": measured(ours("rdflib", few / "clean.csv")),
        f"{morph.PACKAGE}, 2 processes": measured(morph.command(folder, folder / "morph.nt")),
    }
    return _HEAD + "".join(_line(name, run, runs["compiled"]) for name, run in runs.items())


def _agree(folder: Path) -> None:
    engines = (
        *(ours(name, folder / "clean.csv") for name in ("clean", "rdflib")),
        morph.command(folder, folder / "morph.nt"),
    )
    for command in engines:
        measured(command)
    first, *others = (triples(command.target) for command in engines)
    if any(other != first for other in others):
        raise SystemExit("the engines do not write the same triples")


def _line(name: str, run: Run, ours_took: Run) -> str:
    ratio = ours_took.triples / run.triples
    cells = (
        *(f"{run.triples:,}", f"{run.seconds:.2f}", f"{run.processor:.2f}", f"{run.triples / run.seconds:,.0f}"),
        *(f"{run.memory:,.0f}", f"{ratio * run.seconds / ours_took.seconds:.1f}x"),
        f"{ratio * run.processor / ours_took.processor:.1f}x",
    )
    return f"| {name} | {' | '.join(cells)} |\n"
