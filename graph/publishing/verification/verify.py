"""Everything that is verified of a bundle, in the order in which a problem explains the next."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from graph.errors import GraphError
from graph.publishing.alone import validated
from graph.publishing.release import Written
from graph.publishing.rereading.judging import LINES, Problem, problems
from graph.publishing.verification.contents import CATALOGUES, altered, manifest, undeclared
from graph.publishing.verification.counting import miscounted
from graph.publishing.verification.linking import misnamed
from graph.validation.findings import Severity
from graph.wording import count


def verify(folder: Path) -> Iterator[Problem]:
    """Yield what is wrong with a bundle: hashes, list, counts, statements, personal data, catalogues, links, shapes.

    A folder without sums or list is not a bundle: kind `unreadable`.
    """
    told = {one.path: one for one in altered(folder)}
    yield from told.values()
    raw, files = manifest(folder)
    yield from (one for one in undeclared(folder, files) if one.path not in told)
    there = tuple(one for one in files if (folder / one.path).is_file())
    yield from miscounted(folder, there, int(raw.get("triples", 0)))
    yield from _statements(folder, there)
    yield from misnamed(folder, files, CATALOGUES)
    yield from _shapes(folder, there)


def _statements(folder: Path, files: tuple[Written, ...]) -> Iterator[Problem]:
    try:
        yield from problems(folder, files)
    except (GraphError, UnicodeDecodeError) as error:
        yield Problem(LINES, f"illisible ({error})")


def _shapes(folder: Path, files: tuple[Written, ...]) -> Iterator[Problem]:
    """Run our shapes on the main part alone, then on each other part with it, which it refers to."""
    lines = sorted((one.path for one in files if Path(one.path).name == LINES), key=len)
    for path in lines:
        together = [folder / one for one in dict.fromkeys((lines[0], path))]
        with tempfile.TemporaryDirectory(prefix="maillage-") as work:
            try:
                found = validated(together, Path(work)).findings
            except (GraphError, SyntaxError) as error:
                yield Problem(path, f"formes : {error}")
                continue
        broken = [one for one in found if one.severity is Severity.VIOLATION]
        if broken:
            said = f"{count(len(broken), 'violation', 'violations')} des formes, dont : {broken[0].message}"
            yield Problem(path, f"{said} ({broken[0].focus})")
