"""Map the official files of a whole country to N-Triples; usage: run.py [SCALE], 1 is France.

Time is that of reading, cleaning, resolving and mapping every file, in one process; memory is its peak. Then the
municipal councillors of the same country are mapped by three engines, side by side. Results go to RESULTS.md.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

_ROOT: Final = Path(__file__).parents[3]
sys.path.insert(0, str(_ROOT))  # run as a script, from anywhere

from tests.bench.national.generate import generate  # noqa: E402
from tests.bench.national.side_by_side import side_by_side  # noqa: E402

_HEAD: Final = "| file | rows | set aside | triples | seconds |\n|---|--:|--:|--:|--:|\n"


def measured(folder: Path, out: Path) -> None:
    """Map every file of a folder, and print what each took, then the whole."""
    from loaders import declared  # noqa: PLC0415  # in the measured process alone
    from loaders.edition import editions  # noqa: PLC0415
    from loaders.run import gathered, mapped, ready  # noqa: PLC0415

    start = time.perf_counter()
    found, _ = editions(declared(), folder)
    good, bad = ready(found, out, lambda _: None)
    known = gathered(good)
    done = [mapped(one, known, out, str(place)) for place, one in enumerate(good)]
    wall, usage = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF)
    if wrong := [str(one.error) for one in (*bad, *done) if one.error]:
        raise SystemExit("\n".join(wrong))
    sys.stdout.write(_HEAD)
    for one in done:
        if one.edition.path.parent == folder:
            cells = (f"{one.counts.read:,}", f"{one.counts.rejected:,}", f"{one.triples:,}", f"{one.seconds:.1f}")
            sys.stdout.write(f"| `{one.edition.name}` | {' | '.join(cells)} |\n")
    total, processor = sum(one.triples for one in done), usage.ru_utime + usage.ru_stime
    sys.stdout.write(
        f"\n**{total:,} triples, {wall:.1f} s on the wall, {processor:.1f} s CPU, {usage.ru_maxrss // 1024:,} MiB** "
        f"({total / wall:,.0f} triples/s), all the files of the graph together, reading and cleaning included.\n"
    )


def main(scale: float) -> None:
    """Generate, measure in a process of its own, compare on the councillors, and keep what was said."""
    with tempfile.TemporaryDirectory(prefix="maillage-") as name:
        data, out = Path(name) / "data", Path(name) / "out"
        out.mkdir()
        files = generate(data, scale)
        size, load = sum(file.stat().st_size for file in files) / 1e6, os.getloadavg()[0]
        command = [sys.executable, __file__, "--one", str(data), str(out)]
        whole = subprocess.run(command, check=True, cwd=_ROOT, stdout=subprocess.PIPE, text=True).stdout
        councillors = next(file for file in files if "municipaux" in file.name)
        text = (
            f"# A whole country to N-Triples\n\n`python tests/bench/national/run.py {scale:g}`: {len(files)} generated "
            f"files in the official layouts, {size:,.0f} MB, {os.cpu_count()} cores (load average {load:.1f} at the "
            f"start).\n\n{whole}\n{side_by_side(councillors, Path(name) / 'engines')}"
        )
    sys.stdout.write(text)
    Path(__file__).with_name("RESULTS.md").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        measured(Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        main(float(sys.argv[1]) if len(sys.argv) > 1 else 1.0)
