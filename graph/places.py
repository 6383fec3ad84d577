"""Evidence in words: an IRI that means "this place in that file" becomes « fichier, ligne 12 »."""

import re
from collections.abc import Iterable
from heapq import nsmallest
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from rdflib import PROV, Graph
from rdflib.term import Node

from ontology.iris import BASE

_FRAGMENTS: Final = (
    (re.compile(r"row=(\d+)"), "ligne {}"),  # RFC 7111: the header is row 1, as in a spreadsheet
    (re.compile(r"row=(\d+)-(\d+)"), "lignes {} à {}"),
    (re.compile(r"char=(\d+),(\d+)"), "caractères {} à {}"),  # RFC 5147
    (re.compile(r"line=\d+,(\d+)"), "ligne {}"),  # RFC 5147: between the eleventh line and the twelfth
    (re.compile(r"page=(\d+)"), "page {}"),  # RFC 8118
    (re.compile(r"(/.*)"), "enregistrement {}"),  # RFC 6901
)
_CITING: Final = 3
_FOLDERS: Final = re.compile("^" + re.escape(BASE) + "id/(?:source|document)/")


def place(iri: str) -> str:
    """Return the file and the place in it that an evidence IRI cites; an unknown fragment is given as it is."""
    file, _, fragment = iri.partition("#")
    name = _path(file) if file.startswith("file:") else unquote(_FOLDERS.sub("", file))
    words = unquote(fragment)
    for pattern, sentence in _FRAGMENTS:
        if found := pattern.fullmatch(words):
            return f"{name}, {sentence.format(*found.groups())}"
    return f"{name}, {words}" if words else name


def file_of(iri: str) -> str:
    """Return the file that an evidence IRI cites, as `place` names it."""
    return place(iri.partition("#")[0])


def _path(uri: str) -> str:
    """Return the path of a file on this machine, from the current folder when it is under it."""
    path = Path(re.sub(r"^/(?=[A-Za-z]:)", "", unquote(urlsplit(uri).path)))  # Windows: /C:/données/a.ttl
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def proofs(graph: Graph, node: Node) -> tuple[str, ...]:
    """Return the IRI of every place a node was derived from, sorted so that row 9 comes before row 10."""
    return tuple(in_order(map(str, graph.objects(node, PROV.wasDerivedFrom))))


def sources(graph: Graph, node: Node) -> tuple[str, ...]:
    """Return the IRIs of the places a node was derived from, else those of three of the nodes that cite it."""
    if found := proofs(graph, node):
        return found
    citing = nsmallest(_CITING, set(graph.subjects(None, node)), key=str)
    return tuple(in_order(where for one in citing for where in proofs(graph, one))[:_CITING])


def in_order(texts: Iterable[str]) -> list[str]:
    """Sort texts as people count: digits compare as numbers."""
    return sorted(set(texts), key=counted)


def counted(text: str) -> list[tuple[int, str]]:
    """Return the key of that order."""
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"(\d+)", text)]
