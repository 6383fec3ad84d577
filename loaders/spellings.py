"""Spellings: the names that a declaration knows for a column, and the names of a header, made comparable."""

import unicodedata
from collections import Counter
from collections.abc import Sequence
from typing import Final

from loaders.generations import renamed
from loaders.source import Source

_SAME: Final = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", '"': "", "\ufeff": "", "_": " ", ".": " ", "-": " "}
)


def folded(header: str) -> str:
    """Return what two spellings of one header share: no accent, case, quote, BOM, `_.-`, nor double space."""
    text = unicodedata.normalize("NFKD", header.translate(_SAME))
    text = "".join(letter for letter in text if not unicodedata.combining(letter)).casefold()
    return " ".join(text.strip("' \t").split())


def names_of(source: Source, header: Sequence[str]) -> list[str]:
    """Fold every header, as its generation calls it; a name that `[read] doubled` allows twice is « name (2) »."""
    allowed, seen = {folded(name) for name in source.read.doubled}, Counter[str]()
    names: list[str] = []
    for name in map(folded, renamed(header, source.generations.values(), folded)):
        seen[name] += name in allowed
        names.append(f"{name} ({seen[name]})" if seen[name] > 1 else name)
    return names


class Spellings:
    """The spellings of a declaration, folded: exact ones first, then those where `*` stands for the edition's part."""

    def __init__(self, source: Source) -> None:
        """Fold every spelling that the declaration of a source reads or leaves unread."""
        pairs = [(s, c.name) for c in source.columns.values() for s in c.headers]
        unread = [spelling for spellings in source.ignored.values() for spelling in spellings]
        self._exact: dict[str, list[str]] = {}
        for spelling, word in pairs:
            if "*" not in spelling:
                self._exact.setdefault(folded(spelling), []).append(word)
        self._open = [(_ends(spelling), word) for spelling, word in pairs if "*" in spelling]
        self._ignored = {folded(spelling) for spelling in unread if "*" not in spelling}
        self._ignored_open = [_ends(spelling) for spelling in unread if "*" in spelling]
        for word in source.columns:  # ours last: « nom » may be the published header of another column
            if folded(word) not in self._ignored:
                self._exact.setdefault(folded(word), [word])

    def words(self, name: str) -> list[str]:
        """Return our words that read this header: several may, a label gives both a function and its rank."""
        if name in self._exact or name in self._ignored:
            return list(dict.fromkeys(self._exact.get(name, [])))
        return [word for ends, word in self._open if _between(name, ends)]

    def ignored(self, name: str) -> bool:
        """Tell whether the header is left unread on purpose."""
        return name in self._ignored or any(_between(name, ends) for ends in self._ignored_open)


def _ends(spelling: str) -> tuple[str, str]:
    """Cut « Nom * Commune » into what a header starts and ends with."""
    start, _, end = spelling.partition("*")
    return folded(start), folded(end)


def _between(name: str, ends: tuple[str, str]) -> bool:
    start, end = ends
    return bool(start) and len(name) >= len(start) + len(end) and name.startswith(start) and name.endswith(end)
