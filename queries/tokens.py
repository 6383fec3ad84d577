"""The words of a SPARQL text, strings, IRIs and comments told apart; enough to find a place, not to parse."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

_TOKEN: Final = re.compile(
    r"""
    (?P<comment>\#[^\n]*)
  | (?P<string>\"{3}(?:[^"\\]|\\.|"(?!""))*\"{3} | '{3}(?:[^'\\]|\\.|'(?!''))*'{3}
             | "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*')
  | (?P<iri><(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>)
  | (?P<variable>[?$]\w+)
  | (?P<name>_:[\w.-]+ | (?:[^\W\d_][\w.-]*)?:(?:[\w:.-]|%[0-9A-Fa-f]{2}|\\.)*)
  | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
  | (?P<word>[^\W\d]\w*)
  | (?P<open>[{(\[])
  | (?P<close>[])}])
  | (?P<other>\S)
    """,
    re.VERBOSE | re.DOTALL,
)


class Token(NamedTuple):
    """One word of a text: its kind, its characters, where it ends, and how many brackets are open there."""

    kind: str
    text: str
    end: int
    depth: int

    def says(self, *keywords: str) -> bool:
        """Tell whether the token is one of these SPARQL keywords, in any case."""
        return self.kind == "word" and self.text.upper() in keywords


def lines(text: str) -> str:
    """Return the text with Unix line ends: a lone CR ends a comment for Oxigraph and not for rdflib."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def tokens(text: str) -> Iterator[Token]:
    """Yield the words of a text without comments; `depth` counts a bracket that opens as open."""
    depth = 0
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "other"
        if kind == "comment":
            continue
        depth += (kind == "open") - (kind == "close")
        yield Token(kind, match.group(), match.end(), depth)
