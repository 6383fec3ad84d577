"""The columns of a file against those of a declaration: read, left unread, unknown, missing, written twice."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Final

from loaders import Source
from loaders.spellings import Spellings, folded, names_of

_NEAR: Final = 0.6


@dataclass(frozen=True)
class Unknown:
    """A header that nobody declared, with the declared spelling nearest to it and our word for that, if any."""

    header: str
    near: str | None
    word: str | None


@dataclass(frozen=True)
class Missing:
    """A required word of ours that no header gives, its usual spelling, and the unknown header nearest to it."""

    word: str
    spelling: str
    near: str | None


@dataclass(frozen=True)
class Columns:
    """Every header of a file accounted for; `read` pairs our words with the headers as published."""

    read: tuple[tuple[str, str], ...]
    unread: tuple[str, ...]
    unknown: tuple[Unknown, ...]
    missing: tuple[Missing, ...]
    doubled: tuple[str, ...]

    @property
    def drifted(self) -> bool:
        """Return whether the declaration would refuse the file."""
        return bool(self.unknown or self.missing or self.doubled)


def compared(source: Source, header: Sequence[str]) -> Columns:
    """Place every header of a file; one without a name is nobody's."""
    spellings, names = Spellings(source), names_of(source, header)
    placed = [(name, " ".join(one.split()), spellings.words(name)) for name, one in zip(names, header, strict=True)]
    first = {name: position for position, name in reversed(list(enumerate(names)))}
    once = [one for position, one in enumerate(placed) if one[0] and first[one[0]] == position]
    words = [(word, shown) for _, shown, found in once for word in found]
    strangers = [shown for name, shown, found in once if not found and not spellings.ignored(name)]
    given: set[str] = set()
    repeated = [shown for word, shown in words if word in given or given.add(word)]  # type: ignore[func-returns-value]
    repeated += [shown for position, (name, shown, _) in enumerate(placed) if name and first[name] != position]
    lost = [word for word, column in source.columns.items() if column.required and word not in given]
    return Columns(
        read=tuple(dict(reversed(words)).items())[::-1],
        unread=tuple(shown for name, shown, found in once if not found and spellings.ignored(name)),
        unknown=tuple(_unknown(source, one, given) for one in strangers),
        missing=tuple(_missing(source, word, strangers) for word in lost),
        doubled=tuple(dict.fromkeys(repeated)),
    )


def _unknown(source: Source, header: str, given: set[str]) -> Unknown:
    """Look for the nearest spelling among the words that the file does not give, then among all."""
    every = {folded(s): (s, word) for word, one in source.columns.items() for s in (*one.headers, word)}
    absent = {name: pair for name, pair in every.items() if pair[1] not in given}
    for pool in (absent, every):
        if near := get_close_matches(folded(header), pool, n=1, cutoff=_NEAR):
            return Unknown(header, *pool[near[0]])
    return Unknown(header, None, None)


def _missing(source: Source, word: str, strangers: Sequence[str]) -> Missing:
    spellings = source.columns[word].headers or (word,)
    names = {folded(one): one for one in strangers}
    near = (get_close_matches(folded(one), names, n=1, cutoff=_NEAR) for one in spellings)
    return Missing(word, spellings[0], next((names[found[0]] for found in near if found), None))


def lenient(source: Source, columns: Columns) -> Source:
    """Return the declaration as it would read this very file: what is unknown is unread, what is missing is empty."""
    lost = {one.word for one in columns.missing}
    words = {name: replace(c, required=c.required and name not in lost) for name, c in source.columns.items()}
    strangers = tuple(folded(one.header) for one in columns.unknown)
    doubled = (*source.read.doubled, *columns.doubled)
    ignored = {**source.ignored, "": (*strangers, *(f"{folded(one)} (2)" for one in columns.doubled))}
    return replace(source, columns=words, ignored=ignored, read=replace(source.read, doubled=doubled))
