"""Map the official files of a whole country to N-Triples; usage: run.py [SCALE [ROUNDS]], 1 is France.

Time is that of reading, cleaning, resolving and mapping every file, in one process, the N-Triples compressed as a build
keeps them; memory is its peak. Each round is a process of its own; the round told is that of the median. Then the
municipal councillors of the same country are mapped by three engines, side by side. Results go to RESULTS.md.
"""

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Final

_ROOT: Final = Path(__file__).parents[3]
sys.path.insert(0, str(_ROOT))  # run as a script, from anywhere

from tests.bench.national.generate import generate  # noqa: E402
from tests.bench.national.side_by_side import side_by_side  # noqa: E402
from tests.bench.peak import peak  # noqa: E402

_HEAD: Final = "| file | rows | set aside | triples | seconds |\n|---|--:|--:|--:|--:|\n"


def measured(folder: Path, out: Path) -> None:
    """Map every file of a folder, and write what each took and the whole, as JSON."""
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
    files = [
        (one.edition.name, one.counts.read, one.counts.rejected, one.triples, one.seconds)
        for one in done
        if one.edition.path.parent == folder
    ]
    written = sum(file.stat().st_size for one in done for file in one.files)
    told = {"files": files, "triples": sum(one.triples for one in done), "wall": wall, "written": written}
    json.dump({**told, "processor": usage.ru_utime + usage.ru_stime, "memory": peak()}, sys.stdout)


def table(rounds: list[dict[str, Any]]) -> str:
    """Return what the round of the median took, file by file and in all, and the wall clock of every round."""
    one = sorted(rounds, key=lambda each: float(each["wall"]))[len(rounds) // 2]
    lines = [
        f"| `{name}` | {read:,} | {rejected:,} | {triples:,} | {seconds:.1f} |\n"
        for name, read, rejected, triples, seconds in one["files"]
    ]
    walls = ", ".join(f"{each['wall']:.1f}" for each in rounds)
    return (
        f"{_HEAD}{''.join(lines)}\n**{one['triples']:,} triples, {one['wall']:.1f} s on the wall, "
        f"{one['processor']:.1f} s CPU, {one['memory']:,} MiB** ({one['triples'] / one['wall']:,.0f} triples/s), "
        f"all the files of the graph together, reading and cleaning included; {one['written'] / 1e6:,.0f} MB written. "
        f"Rounds: {walls} s.\n"
    )


def main(scale: float, rounds: int) -> None:
    """Generate, measure in processes of their own, compare on the councillors, and keep what was said."""
    with tempfile.TemporaryDirectory(prefix="maillage-") as name:
        data = Path(name) / "data"
        files = generate(data, scale)
        size, load = sum(file.stat().st_size for file in files) / 1e6, os.getloadavg()[0]
        whole = table([_alone(data, Path(name) / "out") for _ in range(rounds)])
        councillors = next(file for file in files if "municipaux" in file.name)
        text = (
            f"# A whole country to N-Triples\n\n`python tests/bench/national/run.py {scale:g} {rounds}`: {len(files)} "
            f"generated files in the official layouts, {size:,.0f} MB, {os.cpu_count()} cores (load average "
            f"{load:.1f} at the start).\n\n{whole}\n{side_by_side(councillors, Path(name) / 'engines')}"
        )
    sys.stdout.write(text)
    Path(__file__).with_name("RESULTS.md").write_text(text, encoding="utf-8", newline="\n")


def _alone(data: Path, out: Path) -> dict[str, Any]:
    """Measure in a process of its own, into a folder that is then removed."""
    out.mkdir()
    command = [sys.executable, __file__, "--one", str(data), str(out)]
    told: dict[str, Any] = json.loads(subprocess.run(command, check=True, cwd=_ROOT, stdout=subprocess.PIPE).stdout)
    shutil.rmtree(out)
    return told


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        measured(Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        main(float(sys.argv[1]) if len(sys.argv) > 1 else 1.0, int(sys.argv[2]) if len(sys.argv) > 2 else 3)
