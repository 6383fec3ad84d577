"""A difference for machines: RDF Patch, or SPARQL Update; and a patch applied, exactly or not at all."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Final

from graph.changes.blocks import Change
from graph.errors import GraphError

PATCHES: Final = ("rdf-patch", "sparql-update")
_SLICE: Final = 1_000
"""Statements of one operation of an update: stores refuse requests that are too large."""


class Writer:
    """Writes the lines of a patch as changes come; `form` is one of `PATCHES`."""

    def __init__(self, stream: IO[bytes], form: str) -> None:
        """Begin the patch on a binary stream."""
        self._stream, self._update = stream, form == "sparql-update"
        self._removed, self._added = list[bytes](), list[bytes]()
        self._open = False
        if not self._update:
            stream.write(b"TX .\n")

    def write(self, change: Change) -> None:
        """Write what a change removes, then what it adds."""
        if not self._update:
            self._stream.writelines(b"D " + line for line in change.removed)
            self._stream.writelines(b"A " + line for line in change.added)
            return
        self._removed += change.removed
        self._added += change.added
        if len(self._removed) + len(self._added) >= _SLICE:
            self._flush()

    def close(self) -> None:
        """End the patch; a patch without an end is not one."""
        self._flush()
        if not self._update:
            self._stream.write(b"TC .\n")

    def _flush(self) -> None:
        for word, lines in ((b"DELETE", self._removed), (b"INSERT", self._added)):
            if lines:
                self._stream.write((b";\n" if self._open else b"") + word + b" DATA {\n" + b"".join(lines) + b"}\n")
                self._open = True
            lines.clear()


def patched(old: Iterable[bytes], patch: Path) -> Iterator[bytes]:
    """Yield the sorted lines of `old` once an RDF Patch of ours is applied; one that does not fit is refused.

    The whole patch is read before the first line is yielded; its statements are held in memory.
    """
    removed, added = _read(patch)
    waiting = iter(sorted(added))
    following = next(waiting, b"")
    for line in old:
        while following and following < line:
            yield following
            following = next(waiting, b"")
        if line == following:
            raise _misfit(patch, line, "y est déjà")
        if line in removed:
            removed.remove(line)
        else:
            yield line
    if removed:
        raise _misfit(patch, min(removed), "n'y est pas")
    if following:
        yield following
        yield from waiting


def _read(patch: Path) -> tuple[set[bytes], set[bytes]]:
    found: dict[bytes, set[bytes]] = {b"D": set(), b"A": set()}
    line = b""
    try:
        with patch.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                word, _, statement = line.partition(b" ")
                if word in found and statement.endswith(b" .\n"):
                    found[word].add(statement)
                elif word not in {b"H", b"TX", b"TC"}:
                    message = f"{patch}, ligne {number} : ce n'est pas une ligne de RDF Patch"
                    raise GraphError(message, kind="unreadable", remedy="D, A, TX ou TC, puis un triplet et un point")
    except OSError as error:
        raise GraphError(f"{patch} : fichier illisible ({error.strerror})", kind="unreadable") from error
    if not line.startswith(b"TC"):
        raise GraphError(f"{patch} : le correctif est coupé", kind="unreadable", remedy="il doit finir par « TC . »")
    return found[b"D"], found[b"A"]


def _misfit(patch: Path, line: bytes, why: str) -> GraphError:
    message = f"{patch} : ce correctif n'est pas fait pour cette édition, « {line.decode().strip()[:160]} » {why}"
    return GraphError(message, kind="refused", remedy="appliquez-le à l'édition qu'il nomme ancienne")
