"""Map the official files of a whole country to N-Triples; usage: run.py [SCALE], 1 is France.

Time is that of reading, cleaning, resolving and mapping every file, in one process; memory is its peak.
"""

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

from tests.bench.national.generate import generate

_ROOT: Final = Path(__file__).parents[3]


def measured(folder: Path, out: Path) -> None:
    """Map every file of a folder, and say what each took."""
    from loaders import declared  # noqa: PLC0415  # in the measured process alone
    from loaders.edition import editions  # noqa: PLC0415
    from loaders.run import gathered, mapped, ready  # noqa: PLC0415

    start = time.perf_counter()
    found, _ = editions(declared(), folder)
    good, bad = ready(found, out, lambda _: None)
    for one in bad:
        sys.stdout.write(f"  refused: {one.error}\n")
    known = gathered(good)
    done = [mapped(one, known, out, str(place)) for place, one in enumerate(good)]
    for one in done:
        size = f"{one.counts.read} rows, {one.counts.rejected} rejected, {one.triples} triples"
        sys.stdout.write(f"  {one.edition.name}: {size}, {one.seconds:.1f} s {one.error or ''}\n")
    usage = resource.getrusage(resource.RUSAGE_SELF)
    wall, processor = time.perf_counter() - start, usage.ru_utime + usage.ru_stime
    total = sum(one.triples for one in done)
    sys.stdout.write(f"{total} triples, {wall:.1f} s, {processor:.1f} s CPU, {usage.ru_maxrss // 1024} MiB\n")


def main() -> None:
    """Generate, then measure in a process of its own."""
    scale = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
    with tempfile.TemporaryDirectory(prefix="maillage-") as name:
        data, out = Path(name) / "data", Path(name) / "out"
        out.mkdir()
        generate(data, scale)
        subprocess.run([sys.executable, __file__, "--one", str(data), str(out)], check=True, cwd=_ROOT)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        measured(Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        main()
