"""Compiled mapping, rdflib and morph-kgc side by side: `python tests/bench/mapping/run.py [ROWS]`.

The three read the same cleaned file and must write the same triples, which is checked first on a sample. A fourth
line adds what a real source asks of the compiler: the published layout, its dates, a slug. Results go to RESULTS.md.
"""

import os
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

import polars as pl
import pyoxigraph as ox

ROOT: Final = Path(__file__).parents[3]
sys.path.insert(0, str(ROOT))  # run as a script, from anywhere

from tests.bench.mapping.rows import cleaned, write  # noqa: E402

HERE: Final = Path(__file__).parent
CACHE: Final = Path(tempfile.gettempdir()) / "maillage-bench"
MORPH: Final = "morph-kgc==2.10.0"
ROUNDS: Final = 3
SAMPLE: Final = 20_000
FEW: Final = 5_000


@dataclass(frozen=True)
class Run:
    """One engine over one file: seconds of its whole process, its peak memory in MiB, the triples it wrote."""

    seconds: float
    memory: float
    triples: int

    @property
    def speed(self) -> float:
        """Return triples a second."""
        return self.triples / self.seconds


def ours(name: str, source: Path, target: Path) -> list[str]:
    """Return the command of one of our engines."""
    return [sys.executable, str(HERE / "engine.py"), name, str(source), str(target)]


def morph(folder: Path, target: Path) -> list[str]:
    """Return the command of morph-kgc over `clean.csv` of a folder, in its own environment, made once."""
    home = CACHE / "morph-kgc"
    python = home / "bin" / "python"
    if not python.exists():
        venv.create(home, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "-q", MORPH], check=True)  # noqa: S603
    config = folder / "morph.ini"
    config.write_text(
        f"[CONFIGURATION]\noutput_file: {target}\noutput_format: N-TRIPLES\nnumber_of_processes: 2\n"
        f"logging_level: ERROR\n[maires]\nmappings: {HERE / 'mapping.rml.ttl'}\n",
        encoding="utf-8",
    )
    return [str(python), "-m", "morph_kgc", str(config)]


def measured(command: Sequence[str], folder: Path, target: Path) -> Run:
    """Run a command to its end; an engine that says how long it worked is believed (rdflib, without its imports)."""
    start = time.perf_counter()
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True) as child:  # noqa: S603
        assert child.stdout
        said = child.stdout.read()
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"{' '.join(command)} failed")
    with target.open("rb") as lines:
        triples = sum(1 for _ in lines)
    return Run(float(said or seconds), usage.ru_maxrss / 1024, triples)


def triples(path: Path) -> list[str]:
    """Return the distinct triples of a file, sorted, whatever its spelling of N-Triples."""
    return sorted({str(triple) for triple in ox.parse(path=str(path), format=ox.RdfFormat.N_TRIPLES)})


def prepare(folder: Path, count: int) -> None:
    """Write `raw.csv` and `clean.csv`, the same rows as published and cleaned."""
    folder.mkdir(parents=True, exist_ok=True)
    write(folder / "raw.csv", count)
    cleaned(folder / "raw.csv").sink_csv(folder / "clean.csv")


def commands(folder: Path, few: Path) -> Mapping[str, tuple[list[str], Path, Path]]:
    """Return, for each engine, its command, where it runs and what it writes."""
    out = {name: folder / f"{name}.nt" for name in ("raw", "clean", "rdflib", "morph")}
    return {
        "raw": (ours("raw", folder / "raw.csv", out["raw"]), folder, out["raw"]),
        "clean": (ours("clean", folder / "clean.csv", out["clean"]), folder, out["clean"]),
        "rdflib": (ours("rdflib", few / "clean.csv", out["rdflib"]), few, out["rdflib"]),
        "morph": (morph(folder, out["morph"]), folder, out["morph"]),
    }


def check(folder: Path) -> int:
    """Check that all engines write the same triples over a sample, and return how many."""
    prepare(folder, SAMPLE)
    engines = commands(folder, folder)
    for command, where, target in engines.values():
        measured(command, where, target)
    expected, *others = (triples(target) for _, _, target in engines.values())
    if any(other != expected for other in others):
        raise SystemExit("the engines do not write the same triples")
    return len(expected)


def report(count: int, same: int, runs: Mapping[str, Sequence[Run]]) -> str:
    """Return the table in Markdown."""
    speeds = {name: median(run.speed for run in each) for name, each in runs.items()}
    return "\n".join(
        [
            "# Mapping: compiled, rdflib, morph-kgc",
            "",
            f"`python tests/bench/mapping/run.py {count}`: {count:,} rows of the mayors' layout (fictitious people), "
            f"{os.cpu_count()} cores, {ROUNDS} rounds, engines interleaved, medians. On {SAMPLE:,} rows the four wrote "
            f"the same {same:,} distinct triples.",
            "",
            "| engine | seconds | best | triples | triples/s | peak MiB | clean file / this |",
            "|---|--:|--:|--:|--:|--:|--:|",
            *(line(NAMES[name], each, speeds["clean"]) for name, each in runs.items()),
            "",
            *NOTES,
            "",
        ]
    )


def line(name: str, runs: Sequence[Run], reference: float) -> str:
    """Return a row of the table."""
    seconds, speed = [run.seconds for run in runs], median(run.speed for run in runs)
    memory = max(run.memory for run in runs)
    times = f"{median(seconds):.2f} | {min(seconds):.2f} | {runs[0].triples:,} | {speed:,.0f} | {memory:,.0f}"
    return f"| {name} | {times} | {reference / speed:.1f}x |"


NAMES: Final = {
    "raw": "compiled, published file: dates dd/mm/yyyy, slug, row IRI",
    "clean": "**compiled, clean file**",
    "rdflib": f"rdflib, clean file, {FEW:,} rows only",
    "morph": f"{MORPH}, clean file, 2 processes",
}
NOTES: Final = (
    "- Seconds are those of the whole process, interpreter and imports included, from CSV to N-Triples on disk; "
    "for rdflib, of reading, evaluation and serialisation only, which favours it.",
    f"- rdflib maps {FEW:,} rows; its speed is taken as constant beyond (it falls, and memory grows with the graph).",
    "- Peak memory is that of the largest process of the run (morph-kgc has two).",
    "- The published file adds the cleaning to the mapping, in one streaming plan: no intermediate file.",
)


def interleaved(engines: Mapping[str, tuple[list[str], Path, Path]]) -> Mapping[str, list[Run]]:
    """Run every engine once a round, so that a busy machine disturbs all of them."""
    runs: dict[str, list[Run]] = {name: [] for name in engines}
    for _ in range(ROUNDS):
        for name, (command, where, target) in engines.items():
            runs[name].append(measured(command, where, target))
    return runs


def main(arguments: Iterable[str]) -> None:
    """Measure, print the table and keep it."""
    count = int(next(iter(arguments), "500000"))
    with tempfile.TemporaryDirectory(prefix="maillage-bench-") as name:
        folder = Path(name)
        same = check(folder / "sample")
        prepare(folder / "full", count)
        few = folder / "few"
        few.mkdir()
        pl.scan_csv(folder / "full" / "clean.csv", infer_schema=False).head(FEW).sink_csv(few / "clean.csv")
        table = report(count, same, interleaved(commands(folder / "full", few)))
    sys.stdout.write(table)
    (HERE / "RESULTS.md").write_text(table, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
