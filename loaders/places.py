"""Where things stand in the text of a query: rdflib's algebra forgets lines, its tokens give them back."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

from loaders.syntax import Place

_TOKEN: Final = re.compile(
    r"""(?P<skipped>\s+|\#[^\n]*)
      | \"{3}(?:[^\\]|\\.)*?\"{3} | '{3}(?:[^\\]|\\.)*?'{3} | "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*'
      | <[^<>"{}|^`\\\x00-\x20]*>
      | [?$]\w+ | _:\w+
      | (?:[^\W\d_][\w.-]*)?:(?:[\w:%.-]*[\w:%-])?
      | \w+ | .""",
    re.VERBOSE | re.DOTALL,
)
_SILENT: Final = {"(", ")", ",", "^", "@"}
_OPEN, _CLOSE = {"{", "(", "["}, {"}", ")", "]"}


@dataclass(frozen=True)
class Token:
    """A word of the query, the line it is on, and how many brackets enclose it."""

    text: str
    place: Place
    depth: int


class Cursor:
    """A way through the tokens of one construct, in the order in which a reader meets them."""

    def __init__(self, tokens: tuple[Token, ...]) -> None:
        """Start before the first token; there must be one."""
        self._tokens, self._next = tokens, 0

    @property
    def here(self) -> Place:
        """Return the place of the next token that says something."""
        ahead = (token.place for token in self._tokens[self._next :] if token.text not in _SILENT)
        return next(ahead, self._tokens[-1].place)

    def find(self, *spellings: str) -> Place:
        """Go past the next token so spelled, whatever its case, and return its place; stay when there is none."""
        folded = {spelling.upper() for spelling in spellings}
        for index in range(self._next, len(self._tokens)):
            if self._tokens[index].text.upper() in folded:
                self._next = index + 1
                return self._tokens[index].place
        return self.here


class Text:
    """The text of a mapping file, cut into tokens."""

    def __init__(self, path: Path, text: str) -> None:
        """Read every token; `path` names the source (its folder) and the file."""
        self.path, self.text = path, text
        self.tokens = tuple(self._read())

    def place(self, line: int) -> Place:
        """Return the place of a line, counted from 1."""
        return Place(self.path.parent.name, self.path.name, line)

    def _read(self) -> Iterator[Token]:
        line, depth = 1, 0
        for match in _TOKEN.finditer(self.text):
            text = match.group()
            depth -= text in _CLOSE
            if match["skipped"] is None:
                yield Token(text, self.place(line), depth)
            depth += text in _OPEN
            line += text.count("\n")

    def find(self, *spellings: str) -> Place:
        """Return the place of the first token so spelled, or the first line."""
        return Cursor(self.tokens).find(*spellings) if self.tokens else self.place(1)

    def groups(self) -> tuple[tuple[Token, ...], tuple[Token, ...]]:
        """Return the tokens inside the braces of the template, then those inside the braces of WHERE."""
        edges = [i for i, token in enumerate(self.tokens) if token.depth == 0 and token.text in {"{", "}"}]
        template, where = edges[:2], edges[2:4]
        return tuple(self.tokens[template[0] + 1 : template[1]]), tuple(self.tokens[where[0] + 1 : where[1]])


def steps(where: tuple[Token, ...]) -> Iterator[Cursor]:
    """Yield a cursor for each BIND or FILTER of a group, in order."""
    starts = [i for i, token in enumerate(where) if token.depth == 1 and token.text.upper() in {"BIND", "FILTER"}]
    for start, end in pairwise([*starts, len(where)]):
        yield Cursor(where[start:end])


def first_pattern(where: tuple[Token, ...]) -> Token:
    """Return the first token of a group that belongs to neither a BIND nor a FILTER."""
    own = {"BIND", "FILTER", ".", "(", ")", "{", "}"}
    pairs = zip((where[0], *where), where, strict=False)
    free = (
        token
        for before, token in pairs
        if token.depth == 1 and token.text.upper() not in own and before.text.upper() != "FILTER"
    )
    return next(free, where[0])
