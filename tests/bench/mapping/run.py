"""Compiled mapping, rdflib and morph-kgc side by side: `python tests/bench/mapping/run.py [ROWS]`.

The three read the same cleaned file and must write the same triples, which is checked first on a sample. A fourth
line adds what a real source asks of the compiler: the published layout, its dates, a slug. Results go to RESULTS.md.
"""

import os
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Final

import polars as pl

ROOT: Final = Path(__file__).parents[3]
sys.path.insert(0, str(ROOT))  # run as a script, from anywhere

from tests.bench.mapping import morph  # noqa: E402
from tests.bench.mapping.measure import Command, Run, measured, triples  # noqa: E402
from tests.bench.mapping.rows import cleaned, write  # noqa: E402

HERE: Final = Path(__file__).parent
ROUNDS: Final = 5
SAMPLE: Final = 20_000
FEW: Final = 5_000
TIMES: Final = 4
NAMES: Final = {
    "raw": "compiled, published file: dates dd/mm/yyyy, slug, row IRI",
    "clean": "**compiled, clean file**",
    "rdflib": f"rdflib, clean file, {FEW:,} rows only",
    "morph": f"{morph.PACKAGE}, clean file, 2 processes",
}
HEADER: Final = (
    "| engine | seconds | best | CPU s | triples | triples/s | triples/CPU s | peak MiB | compiled is | by CPU |\n"
    "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|"
)
NOTES: Final = f"""
- Seconds are those of the whole process, interpreter and imports included, from CSV to N-Triples on disk; for rdflib,
  of reading, evaluation and serialisation only, which favours it. All columns are medians but *best* and *peak*.
- *compiled is*: speed of the compiled mapping over the clean file, divided by this engine's, on the wall and by CPU.
- rdflib maps {FEW:,} rows; its speed is taken as constant beyond (it falls, and its memory grows with the graph).
- Peak memory is that of the largest process of the run (morph-kgc has two); pages of the file being read count in it.
- The published file adds the cleaning to the mapping, in one streaming plan: no intermediate file.
"""


def prepare(folder: Path, count: int) -> None:
    """Write `raw.csv` and `clean.csv`, the same rows as published and cleaned."""
    folder.mkdir()
    write(folder / "raw.csv", count)
    cleaned(folder / "raw.csv").sink_csv(folder / "clean.csv")


def ours(name: str, source: Path) -> Command:
    """Return the command of one of our engines over a file."""
    target = source.with_name(f"{name}.nt")
    return Command([sys.executable, str(HERE / "engine.py"), name, str(source), str(target)], source.parent, target)


def commands(folder: Path, few: Path) -> Mapping[str, Command]:
    """Return the command of each engine over a folder; rdflib's over a smaller one."""
    return {
        "raw": ours("raw", folder / "raw.csv"),
        "clean": ours("clean", folder / "clean.csv"),
        "rdflib": ours("rdflib", few / "clean.csv"),
        "morph": morph.command(folder, folder / "morph.nt"),
    }


def check(folder: Path) -> int:
    """Check that all engines write the same triples over a sample, and return how many."""
    prepare(folder, SAMPLE)
    engines = commands(folder, folder)
    for command in engines.values():
        measured(command)
    expected, *others = (triples(command.target) for command in engines.values())
    if any(other != expected for other in others):
        raise SystemExit("the engines do not write the same triples")
    return len(expected)


def interleaved(engines: Mapping[str, Command]) -> Mapping[str, list[Run]]:
    """Run every engine once a round, so that a busy machine disturbs all of them."""
    runs: dict[str, list[Run]] = {name: [] for name in engines}
    for _ in range(ROUNDS):
        for name, command in engines.items():
            runs[name].append(measured(command))
    return runs


def longer(folder: Path) -> Run:
    """Map the clean file `TIMES` times over, for its memory."""
    header, _, rows = (folder / "clean.csv").read_bytes().partition(b"\n")
    source = folder / "long" / "clean.csv"
    source.parent.mkdir()
    source.write_bytes(header + b"\n" + rows * TIMES)
    return measured(ours("clean", source))


def line(name: str, runs: Sequence[Run], reference: Sequence[Run]) -> str:
    """Return a row of the table."""
    wall, cpu, count = median(run.seconds for run in runs), median(run.processor for run in runs), runs[0].triples
    against_wall, against_cpu = median(run.seconds for run in reference), median(run.processor for run in reference)
    ratio = reference[0].triples / count
    cells = (
        *(NAMES[name], f"{wall:.2f}", f"{min(run.seconds for run in runs):.2f}", f"{cpu:.2f}", f"{count:,}"),
        *(f"{count / wall:,.0f}", f"{count / cpu:,.0f}", f"{max(run.memory for run in runs):,.0f}"),
        *(f"{ratio * wall / against_wall:.1f}x", f"{ratio * cpu / against_cpu:.1f}x"),
    )
    return f"| {' | '.join(cells)} |"


def main(count: int) -> None:
    """Measure, print the table and keep it."""
    with tempfile.TemporaryDirectory(prefix="maillage-bench-") as name:
        folder, few = Path(name), Path(name) / "few"
        same = check(folder / "sample")
        prepare(folder / "full", count)
        few.mkdir()
        pl.scan_csv(folder / "full" / "clean.csv", infer_schema=False).head(FEW).sink_csv(few / "clean.csv")
        load = os.getloadavg()[0]
        runs = interleaved(commands(folder / "full", few))
        long = longer(folder / "full")
    table = (
        f"# Mapping: compiled, rdflib, morph-kgc\n\n`python tests/bench/mapping/run.py {count}`: {count:,} rows of the "
        f"mayors' layout (fictitious people), {os.cpu_count()} cores (load average {load:.1f} at the start), {ROUNDS} "
        f"rounds, engines interleaved. On {SAMPLE:,} rows the four wrote the same {same:,} distinct triples.\n\n"
        + "\n".join([HEADER, *(line(engine, each, runs["clean"]) for engine, each in runs.items())])
        + f"\n{NOTES}- Over {TIMES} times the rows ({long.triples:,} triples) the peak is {long.memory:,.0f} MiB.\n"
    )
    sys.stdout.write(table)
    (HERE / "RESULTS.md").write_text(table, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500_000)
