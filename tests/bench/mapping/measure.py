"""How a run is measured: a process of its own, its time, its processor time, its peak memory, what it wrote."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as ox

ROOT: Final = Path(__file__).parents[3]
_LAUNCHER: Final = """
import os, sys
child = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ)
_, status, usage = os.wait4(child, 0)
print()
print(usage.ru_utime + usage.ru_stime, usage.ru_maxrss, os.waitstatus_to_exitcode(status))
"""
"""Starts a command from a small process: on Linux the peak of a process counts that of the one it was started from."""


@dataclass(frozen=True)
class Command:
    """What to run, in which folder, and the file it writes."""

    words: Sequence[str]
    folder: Path
    target: Path


@dataclass(frozen=True)
class Run:
    """Seconds on the wall and on the processors, peak memory in MiB, triples written."""

    seconds: float
    processor: float
    memory: float
    triples: int


def measured(command: Command) -> Run:
    """Run a command to its end; an engine that prints its own two times is believed (rdflib, without its imports)."""
    start = time.perf_counter()
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    words = [sys.executable, "-S", "-c", _LAUNCHER, *command.words]
    done = subprocess.run(words, cwd=command.folder, env=environment, stdout=subprocess.PIPE, check=False)
    seconds = time.perf_counter() - start
    *said, spent, peak, code = done.stdout.split()
    if int(code):
        raise SystemExit(f"{' '.join(command.words)} failed")
    wall, processor = (float(each) for each in said) if said else (seconds, float(spent))
    with command.target.open("rb") as lines:
        written = sum(1 for _ in lines)
    return Run(wall, processor, int(peak) / 1024, written)


def triples(path: Path) -> list[str]:
    """Return the distinct triples of a file, sorted, whatever its spelling of N-Triples."""
    return sorted({str(triple) for triple in ox.parse(path=str(path), format=ox.RdfFormat.N_TRIPLES)})
