"""The generation of a file: the edition, among those that a source and its siblings sample, with the same columns."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from graph.checking.candidates import header_of
from loaders import Source, SourceError
from loaders.source import LOADERS
from loaders.spellings import folded


@dataclass(frozen=True)
class Generation:
    """The sample with the same headers, else the nearest one: what the file has more, and less.

    `source` is that of the sample: one of the same folder may have kept the generation that this one did not.
    """

    source: str
    sample: str
    more: tuple[str, ...] = ()
    less: tuple[str, ...] = ()

    @property
    def same(self) -> bool:
        """Return whether the headers are the same, in whatever order."""
        return not (self.more or self.less)


def generation(source: Source, header: Sequence[str], sources: Iterable[Source]) -> Generation | None:
    """Compare a header with those of the samples, the source's own first; None when there is no readable one."""
    ours, folder = _named(header), source.folder.parent
    siblings = [one for one in sources if one.folder.parent == folder != LOADERS and one.name != source.name]
    compared = [
        Generation(one.name, _edition(path), _only(ours, theirs), _only(theirs, ours))
        for one in (source, *siblings)
        for path, theirs in _samples(one)
    ]
    return min(compared, key=lambda one: len(one.more) + len(one.less), default=None)


def _samples(source: Source) -> Iterator[tuple[Path, dict[str, str]]]:
    for path in sorted(source.folder.glob("sample*")):
        if path.suffix != ".ttl":
            try:
                yield path, _named(header_of(path, source))
            except SourceError:  # another folder is being written: its own tests say so
                continue


def _edition(path: Path) -> str:
    """Return what a sample is called in words: `sample-c-2023-06.csv` is `c-2023-06`."""
    return path.stem.removeprefix("sample").lstrip("-") or path.name


def _named(header: Sequence[str]) -> dict[str, str]:
    return {folded(name): " ".join(name.split()) for name in header if folded(name)}


def _only(these: dict[str, str], those: dict[str, str]) -> tuple[str, ...]:
    return tuple(shown for name, shown in these.items() if name not in those)
