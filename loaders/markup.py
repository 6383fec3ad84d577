"""Markup: an XML file as the tree of objects that the same data has in JSON, so that one path reads both.

Python's own expat reads it, with every document type refused before it is used: no entity can expand, nothing is
fetched, and an encoding cannot hide one from a search for its letters.
"""

from pathlib import Path
from typing import Any, Final
from xml.parsers import expat

from loaders.errors import SourceError
from loaders.source import Source

MAX_BYTES: Final = 512 * 1024**2
MAX_DEPTH: Final = 40  # the deepest official format has 8
_AGAIN: Final = "le fichier est peut-être tronqué : téléchargez-le de nouveau"


class _RefusedError(ValueError):
    """What well-formed XML may not hold."""


class _Tree:
    """The elements on the way from the root, each with its children so far and its text so far."""

    def __init__(self) -> None:
        self._open: list[tuple[str, dict[str, Any], list[str]]] = [("", {}, [])]

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Open an element; its attributes are children with a text."""
        if len(self._open) > MAX_DEPTH:
            raise _RefusedError(f"plus de {MAX_DEPTH} éléments emboîtés")
        self._open.append((name, dict(attributes), []))

    def text(self, piece: str) -> None:
        """Add to the text of the element that is open."""
        self._open[-1][2].append(piece)

    def end(self, _: str) -> None:
        """Close an element: a text, or an object; several of one name are a list."""
        name, children, pieces = self._open.pop()
        text = "".join(pieces).strip()
        value: Any = children or text or None
        siblings = self._open[-1][1]
        if name not in siblings:
            siblings[name] = value
        elif isinstance(siblings[name], list):
            siblings[name].append(value)
        else:
            siblings[name] = [siblings[name], value]

    @property
    def root(self) -> dict[str, Any]:
        """Return the whole document: the name of its root, and what it holds."""
        return self._open[0][1]


def _no_document_type(*_: Any) -> None:
    raise _RefusedError("XML avec une définition de type (DOCTYPE), refusée par prudence")


def tree(source: Source, path: Path) -> dict[str, Any]:
    """Return the elements of a file as objects, lists and texts; a document type or broken XML raises SourceError."""
    if path.stat().st_size > MAX_BYTES:
        raise SourceError(source.name, f"XML de plus de {MAX_BYTES // 1024**2} Mio", file=path.name)
    found, parser = _Tree(), expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _no_document_type
    parser.StartElementHandler = found.start
    parser.EndElementHandler = found.end
    parser.CharacterDataHandler = found.text
    try:
        with path.open("rb") as stream:
            parser.ParseFile(stream)
    except expat.ExpatError as error:
        problem = f"XML illisible ({expat.ErrorString(error.code)})"
        raise SourceError(source.name, problem, file=path.name, line=error.lineno, remedy=_AGAIN) from error
    except _RefusedError as error:
        line = parser.CurrentLineNumber
        raise SourceError(source.name, str(error), file=path.name, line=line) from error
    return found.root
