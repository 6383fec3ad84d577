"""Two editions of a graph compared: counts, sentences and the patch, in memory that the graphs' size does not move."""

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO

from graph.changes.blocks import Change, changes
from graph.changes.comparison import Comparison
from graph.changes.context import context
from graph.changes.listed import listed
from graph.changes.patch import Writer
from graph.changes.seats import benches
from graph.changes.tally import Tally
from graph.changes.telling import shown, told


def compare(old: Path, new: Path, *, patch: IO[bytes] | None = None, form: str = "rdf-patch") -> Comparison:
    """Compare two bundles, builds or RDF files; the patch that turns `old` into `new` is written on the way.

    Raises GraphError for a file that cannot be read, or that has blank nodes.
    """
    with tempfile.TemporaryDirectory(prefix="maillage-") as work:
        before, after = listed(old, _folder(work, "avant")), listed(new, _folder(work, "apres"))
        tally = Tally()
        writer = Writer(patch, form) if patch else None
        for change in _changes(before, after):
            tally.count(change)
            if writer:
                writer.write(change)
        if writer:
            writer.close()
        seated = benches(before, after, frozenset(tally.seats))
        kept = [change for some in tally.kept.values() for change in some]
        named = {iri for one in shown(seated) for iri in (one.body, *one.came, *one.left)} | set(tally.sources)
        earlier = context(before, (one.before for one in kept), named)
        later = context(after, (one.after for one in kept), named)
        return told(tally, seated, earlier, later)


def _changes(before: Path, after: Path) -> Iterator[Change]:
    with ExitStack() as opened:
        yield from changes(*(opened.enter_context(path.open("rb")) for path in (before, after)))


def _folder(work: str, side: str) -> Path:
    folder = Path(work) / side
    folder.mkdir()
    return folder
