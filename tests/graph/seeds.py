"""A program run under several hash seeds: what it prints must not depend on the order of a set."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
SEEDS: Final = ("0", "1", "4242")


def printed(program: str, *arguments: str) -> list[bytes]:
    """Run a program once for each seed; return what each run prints on standard output."""
    return [
        subprocess.run(
            [sys.executable, "-c", program, *arguments],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            check=True,
            cwd=ROOT,
        ).stdout
        for seed in SEEDS
    ]
