"""morph-kgc in an environment of its own, made once: it pins an rdflib and a pandas that ours cannot have."""

import subprocess
import tempfile
import venv
from pathlib import Path
from typing import Final

from tests.bench.mapping.measure import Command

PACKAGE: Final = "morph-kgc==2.10.0"
_HOME: Final = Path(tempfile.gettempdir()) / "maillage-bench" / "morph-kgc"
_MAPPING: Final = Path(__file__).with_name("mapping.rml.ttl")


def command(folder: Path, target: Path) -> Command:
    """Return the command that maps `clean.csv` of a folder, with two processes."""
    config = folder / "morph.ini"
    config.write_text(
        f"[CONFIGURATION]\noutput_file: {target}\noutput_format: N-TRIPLES\nnumber_of_processes: 2\n"
        f"logging_level: ERROR\n[maires]\nmappings: {_MAPPING}\n",
        encoding="utf-8",
    )
    return Command([str(_python()), "-m", "morph_kgc", str(config)], folder, target)


def _python() -> Path:
    python = _HOME / "bin" / "python"
    if not python.exists():
        venv.create(_HOME, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "-q", PACKAGE], check=True)
    return python
