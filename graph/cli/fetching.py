"""Downloads as the terminal shows them: a bar a file while it comes, one line a file when it is there."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn, TransferSpeedColumn

from graph.fetching.download import Follow
from graph.fetching.fetch import Fetched, Wanted
from graph.wording import count, number
from loaders import Source

_COLUMNS: Final = (
    TextColumn("{task.description}"),
    BarColumn(),
    DownloadColumn(),
    TransferSpeedColumn(),
    TimeRemainingColumn(),
)

_MEGA: Final = 1000**2


@contextmanager
def bars(messages: Console) -> Iterator["_Bars"]:
    """Show a bar for each file on a terminal, and nothing elsewhere."""
    with Progress(*_COLUMNS, console=messages, transient=True, disable=not messages.is_terminal) as progress:
        yield _Bars(progress)


class _Bars:
    def __init__(self, progress: Progress) -> None:
        self.progress = progress

    def __call__(self, wanted: Wanted) -> Follow:
        """Return what to call as the bytes of a file come."""
        task = self.progress.add_task(wanted.address.file[:40], total=None)

        def follow(got: int, size: int | None) -> None:
            self.progress.update(task, completed=got, total=size)

        return follow


def planned(wanted: Wanted, known: str | None) -> str:
    """Return the line of a file that would be downloaded."""
    have = f"déjà là : {known}, sera redemandé s'il a changé" if known else "à télécharger"
    return f"{_of(wanted)} : {have} ← {wanted.address.url}"


def told(done: Fetched) -> str:
    """Return the line of a file: where it is, how big, of which edition, with which bytes; or what went wrong."""
    if done.error is not None or done.entry is None:
        return f"✗ {_of(done.wanted)} : {done.error}"
    entry = done.entry
    if not done.fresh:
        return f"= {_of(done.wanted)} : {done.file}, inchangé"
    dated = f"édition {entry.edition}" if entry.edition else "sans date d'édition"
    return f"✓ {_of(done.wanted)} : {done.file}, {_size(entry.size)}, {dated}, sha256 {entry.sha256[:12]}…"


def elsewhere(source: Source) -> str:
    """Return the line of a source without a stable address: where a person finds its file."""
    return f"– {source.name} : pas d'adresse stable, à prendre sur {source.landing_page}"


def closing(done: list[Fetched], folder: str) -> str:
    """Return the last line: what came, and what to type next."""
    fresh, same = sum(one.fresh for one in done), sum(one.error is None and not one.fresh for one in done)
    came = f"{count(fresh, 'fichier téléchargé', 'fichiers téléchargés')}, {count(same, 'inchangé', 'inchangés')}"
    return f"{came} ; ensuite : maillage build --data {folder}"


def _of(wanted: Wanted) -> str:
    return ", ".join(source.name for source in wanted.sources)


def _size(size: int) -> str:
    return f"{number(size)} octets" if size < _MEGA else f"{size / _MEGA:.1f} Mo".replace(".", ",")
