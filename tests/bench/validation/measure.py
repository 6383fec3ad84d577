"""Measures the engines in turn, each in a process of its own: `python -m tests.bench.validation.measure [ROUNDS]`.

Writes `measures.csv` (medians of the rounds) and `curves.svg`, and prints the table of RESULTS.md.
"""

import csv
import subprocess
import sys
from pathlib import Path
from statistics import median
from typing import Final

from tests.bench.validation.curves import curves

SIZES: Final = {
    "pyshacl": (4_000, 10_000, 30_000, 100_000),
    "pyrudof": (4_000, 10_000, 100_000),
    "screened": (4_000, 10_000, 100_000),
    "compiled": (4_000, 10_000, 30_000, 100_000, 300_000, 1_000_000),
}
SLOW: Final = 100
"""Seconds after which a measure is taken once."""
NAMES: Final = ("engine", "focus", "triples", "wall", "cpu", "rss", "results")
HERE: Final = Path(__file__).parent


def main(rounds: int) -> None:
    """Take the rounds, small sizes first, so that engines follow each other on the same machine at the same time."""
    taken: dict[tuple[str, int], list[list[float]]] = {}
    for _ in range(rounds):
        for size in sorted({size for sizes in SIZES.values() for size in sizes}):
            for engine in (one for one, sizes in SIZES.items() if size in sizes):
                known = taken.setdefault((engine, size), [])
                if not known or known[0][1] < SLOW:
                    known.append(one(engine, size))
    medians: list[list[str | int | float]] = [[*key, *_medians(rows)] for key, rows in sorted(taken.items())]
    with (HERE / "measures.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([NAMES, *medians])
    (HERE / "curves.svg").write_text(curves([(str(r[0]), int(r[1]), float(r[3])) for r in medians]), encoding="utf-8")
    sys.stdout.write("".join(table(row) for row in medians))


def _medians(rows: list[list[float]]) -> list[float]:
    return [round(median(column), 2) for column in zip(*rows, strict=True)]


def one(engine: str, size: int) -> list[float]:
    """Return triples, seconds, processor seconds, MiB and results of one run."""
    run = [sys.executable, "-m", "tests.bench.validation.run", engine, str(size)]
    done = subprocess.run(run, check=True, capture_output=True, text=True)  # our own module
    sys.stderr.write(done.stdout)
    return [float(cell) for cell in done.stdout.split(",")[2:]]


def table(row: list[str | int | float]) -> str:
    """Return one row of the table of RESULTS.md."""
    engine, focus, triples, wall, cpu, rss, results = row
    return f"| {engine} | {focus:,} | {triples:,.0f} | {wall:.1f} | {cpu:.1f} | {rss:,.0f} | {results:,.0f} |\n"


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
