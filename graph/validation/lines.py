"""The line of a user's file where a node is described, found in its text: parsers do not keep it."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Final, TypeAlias

from rdflib.term import Node, URIRef

from graph.reading import FORMATS

Locate: TypeAlias = Callable[[Node], tuple[str, ...]]
"""From a node to the IRIs of the places that describe it (RFC 5147: `#line=11,12` is the twelfth line)."""

_LARGEST: Final = 50_000_000
_WIDEST: Final = 10_000  # a name that is first said further on a line is not found
_NAMES: Final = {"Turtle", "TriG", "N-Triples", "N-Quads"}
_PREFIX: Final = re.compile(r"^\s*@?prefix\s+([\w.-]*):\s*<([^>]*)>", re.IGNORECASE | re.MULTILINE)
_BASE: Final = re.compile(r"^\s*@?base\s+<([^>]*)>", re.IGNORECASE | re.MULTILINE)
_TOKEN: Final = re.compile(r'"(?:[^"\\\n]++|\\.)*+"|(<[^<>"\s]*+>|(?<![\w.-])[\w.-]*+:[\w.:%-]*[\w%-])')
_QUOTED: Final = re.compile(r'"([^"]+)"')


def nowhere(_: Node) -> tuple[str, ...]:
    """Return no place: the data are not files of the user's."""
    return ()


def locator(paths: Sequence[Path]) -> Locate:
    """Return the function that finds a node in files; a file is read when a first node is looked for."""

    @cache
    def indexes() -> list[tuple[Path, dict[str, int], Callable[[str], Iterable[str]]]]:
        return [(path, *_index(path)) for path in paths if path.stat().st_size <= _LARGEST]

    def locate(node: Node) -> tuple[str, ...]:
        if isinstance(node, URIRef):
            for path, lines, spelt in indexes():
                for token in spelt(str(node)):
                    if line := lines.get(token):
                        return (f"{path.resolve().as_uri()}#line={line - 1},{line}",)
        return ()

    return locate


def _index(path: Path) -> tuple[dict[str, int], Callable[[str], Iterable[str]]]:
    """Return the first line of each name of a file, opening a line if it ever does, and the ways to spell an IRI."""
    text = path.read_text(encoding="utf-8", errors="replace")
    turtle = FORMATS.get(path.suffix.lower(), ("",))[0] in _NAMES
    opening: dict[str, int] = {}
    anywhere: dict[str, int] = {}
    for number, line in enumerate((one[:_WIDEST] for one in text.split("\n")), 1):
        for token in _tokens(line) if turtle else _QUOTED.findall(line):
            anywhere.setdefault(token, number)
            if line.startswith(token):
                opening.setdefault(token, number)
    prefixes, base = dict(_PREFIX.findall(text)), next(iter(_BASE.findall(text)), path.resolve().as_uri())
    return anywhere | opening, (lambda iri: _spelt(iri, prefixes, base)) if turtle else (lambda iri: (iri,))


def _tokens(line: str) -> Iterator[str]:
    return (found[1] for found in _TOKEN.finditer(line) if found[1])


def _spelt(iri: str, prefixes: dict[str, str], base: str) -> Iterator[str]:
    yield f"<{iri}>"
    if iri.startswith(base):
        yield f"<{iri.removeprefix(base)}>"
    for prefix, space in prefixes.items():
        whole = space if ":" in space else base + space
        if whole and iri.startswith(whole):
            yield f"{prefix}:{iri.removeprefix(whole)}"
