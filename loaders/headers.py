"""Headers: which column of a file is which of our words, under every spelling it was ever published with."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from loaders.declaration import declared
from loaders.errors import SourceError
from loaders.source import LOADERS, Source
from loaders.spellings import Spellings, folded, names_of

_SHOWN: Final = 6  # headers quoted in a message before « … »


@dataclass(frozen=True)
class Layout:
    """Where each of our words stands in a file: its position, counted from 0, in the header as published.

    `form` says, in French, how the file was opened: encoding, separator, line of the header.
    """

    words: Mapping[str, int]
    header: tuple[str, ...]
    form: str = ""

    @property
    def positions(self) -> list[int]:
        """Return the positions that somebody reads, in order."""
        return sorted(set(self.words.values()))

    @property
    def nameless(self) -> list[int]:
        """Return the positions without a header, which must be empty."""
        return [position for position, name in enumerate(self.header) if not folded(name)]

    def published(self, word: str) -> str:
        """Return the header under which the file publishes one of our words."""
        return " ".join(self.header[self.words[word]].split()) if word in self.words else word


def recognised(source: Source, header: Sequence[str]) -> int:
    """Count the headers that the declaration knows, which tells a right separator from a wrong one."""
    spellings = Spellings(source)
    return sum(bool(spellings.words(name)) or spellings.ignored(name) for name in names_of(source, header) if name)


def match(source: Source, header: Sequence[str], file: str, line: int | None = None) -> Layout:
    """Place each of our words; a missing, doubled or undeclared column raises SourceError.

    A header without a name is nobody's: the reader must check that the column is empty.
    """
    spellings = Spellings(source)
    names = names_of(source, header)
    words: dict[str, int] = {}
    doubled: list[str] = []
    for position, name in enumerate(names):
        for word in spellings.words(name):
            if word in words:
                doubled.append(header[position])
            words.setdefault(word, position)
    doubled += [header[i] for i, name in enumerate(names) if name and name in names[:i]]
    unknown = [header[i] for i, n in enumerate(names) if n and not spellings.words(n) and not spellings.ignored(n)]
    missing = [c.name for c in source.columns.values() if c.required and c.name not in words]
    for found, problem in ((missing, _missing), (doubled, _doubled), (unknown, _unknown)):
        if found:
            text, remedy = problem(source, found, header)
            raise SourceError(source.name, text, file=file, line=line, remedy=remedy, header=tuple(header))
    return Layout(words, tuple(header))


def _missing(source: Source, found: list[str], header: Sequence[str]) -> tuple[str, str]:
    wanted = ", ".join(f"« {(source.columns[word].headers or (word,))[0]} »" for word in found)
    number = "colonne obligatoire absente" if len(found) == 1 else "colonnes obligatoires absentes"
    if other := next(_resembling(source, header), None):
        seems = f"il ressemble à la source {other.name} (« {other.title} »)"
    elif source.sensitive and not recognised(source, header):
        seems = "aucun en-tête n'est reconnu"  # a file without a header starts with a person: do not quote it
    else:
        seems = f"il porte {_shown(header)}"
    again = f"maillage sources fetch {source.name}" if source.addresses else f"prenez-le sur {source.landing_page}"
    return f"{number} : {wanted} ; {seems}", f"ce n'est sans doute pas le bon fichier : {again}"


def _doubled(_: Source, found: list[str], __: Sequence[str]) -> tuple[str, str]:
    return f"en-tête en double : {_shown(found)}", "gardez une seule de ces colonnes"


def _unknown(source: Source, found: list[str], _: Sequence[str]) -> tuple[str, str]:
    number = "colonne non déclarée" if len(found) == 1 else "colonnes non déclarées"
    inside = source.folder.relative_to(LOADERS) if source.folder.is_relative_to(LOADERS) else source.folder.name
    where = f"loaders/{inside}/source.toml"
    return f"{number} : {_shown(found)}", f"ajoutez-la sous [columns] ou [ignored] dans {where}"


def _resembling(source: Source, header: Sequence[str]) -> Iterator[Source]:
    """Find the other sources that would read this header whole."""
    names = [name for name in map(folded, header) if name]
    for other in _others(source).values():
        spellings = Spellings(other)
        read = {word for name in names for word in spellings.words(name)}
        known = all(spellings.words(name) or spellings.ignored(name) for name in names)
        if known and all(column.name in read for column in other.columns.values() if column.required):
            yield other


def _others(source: Source) -> Mapping[str, Source]:
    try:
        return {name: other for name, other in declared().items() if name != source.name}
    except SourceError:  # another folder is being written: its own error is told when it is read
        return {}


def _shown(names: Sequence[str]) -> str:
    shown = ", ".join(f"« {' '.join(name.split())[:60]} »" for name in names[:_SHOWN])
    return f"{shown} …" if len(names) > _SHOWN else shown
