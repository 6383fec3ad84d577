"""What a check finds of a file."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from graph.checking.candidates import Candidate
from graph.checking.columns import Columns
from graph.checking.generation import Generation
from graph.errors import EXIT_CODES, FINDINGS
from graph.reporting.summary import Reject
from loaders.clean import Counts


@dataclass(frozen=True, kw_only=True)
class Checked:
    """What is known of a file before it is built; `unreadable` says why nothing more is.

    `source` is None when no name designates one; `columns` compares the file with its source, or with the first of
    `candidates`. `folder` is that of the declaration, under `loaders/`; `form` is how it was opened; `note` is what
    its number of rows says; `refusals` are what a build would say of it, columns and cells apart.
    """

    path: Path
    size: int
    sha256: str
    source: str | None = None
    title: str = ""
    folder: str = ""
    edition: str | None = None
    form: str = ""
    generation: Generation | None = None
    columns: Columns | None = None
    counts: Counts | None = None
    rejects: tuple[Reject, ...] = ()
    note: str = ""
    refusals: tuple[str, ...] = ()
    unreadable: str = ""
    candidates: tuple[Candidate, ...] = ()
    header: tuple[str, ...] = ()

    @property
    def findings(self) -> bool:
        """Return whether there is anything to look at."""
        drifted = self.columns is None or self.columns.drifted
        return bool(self.unreadable or self.source is None or drifted or self.rejects or self.refusals)


def exit_code(done: Iterable[Checked]) -> int:
    """Return 3 when a file cannot be read, 1 when there is anything to look at, else 0."""
    codes = [EXIT_CODES["unreadable"] if one.unreadable else FINDINGS * one.findings for one in done]
    return max(codes, default=0)
