"""Time and memory of `maillage diff` on two sorted N-Triples files; usage: run.py [LINES ...].

Each size is compared in a process of its own; the second file has one subject in a thousand changed, and one added.
"""

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

_SIZES: Final = (1_000_000, 5_000_000)
_BASE: Final = b"<https://w3id.org/maillage/"
_EVERY: Final = 1_000


def lines(count: int, *, later: bool) -> Iterator[bytes]:
    """Yield `count` sorted lines, five a subject, as a published graph has; `later` is the second edition."""
    for number in range(count // 5):
        subject = _BASE + b"id/flux/%09d> " % number
        changed = later and number % _EVERY == 0
        yield subject + b"<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> " + _BASE + b"def#FluxFinancier> .\n"
        yield subject + b'<http://www.w3.org/2000/01/rdf-schema#label> "Flux %d"@fr .\n' % number
        yield (
            subject
            + b"<http://www.w3.org/ns/prov#wasDerivedFrom> "
            + _BASE
            + b"id/source/essai/2026.csv#row=%d> .\n" % number
        )
        yield subject + b'<https://schema.org/amount> "%d"^^<http://www.w3.org/2001/XMLSchema#decimal> .\n' % (
            number + changed
        )
        yield subject + _BASE + b"def#stade> " + _BASE + b"id/stade-flux/%s> .\n" % (b"vote" if changed else b"annonce")


def measured(old: str, new: str) -> None:
    """Compare, and print what it took: seconds of wall and of processor, peak memory in MiB."""
    from graph.changes.compare import compare  # noqa: PLC0415  # in the measured process alone
    from tests.bench.peak import peak  # noqa: PLC0415

    start = time.perf_counter()
    with Path(new).with_name("patch").open("wb") as patch:
        made = compare(Path(old), Path(new), patch=patch)
    usage = resource.getrusage(resource.RUSAGE_SELF)
    changed = sum(one.changed for one in made.classes)
    wall, processor = time.perf_counter() - start, usage.ru_utime + usage.ru_stime
    sys.stdout.write(f"{wall:.1f} s, {processor:.1f} s CPU, {peak()} MiB, {changed} subjects changed\n")


def main() -> None:
    """Measure each size."""
    for count in map(int, sys.argv[1:]) if len(sys.argv) > 1 else _SIZES:
        with tempfile.TemporaryDirectory(prefix="maillage-") as folder:
            old, new = (Path(folder) / name for name in ("avant.nt", "apres.nt"))
            for path, later in ((old, False), (new, True)):
                with path.open("wb") as stream:
                    stream.writelines(lines(count, later=later))
            size = old.stat().st_size // 1_000_000
            sys.stdout.write(f"{count} lines, {size} MB: ")
            sys.stdout.flush()
            subprocess.run([sys.executable, __file__, "--one", str(old), str(new)], check=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        measured(*sys.argv[2:])
    else:
        main()
