"""Lines of CSV that no cell can end: Python's own writer lets a bare carriage return through, and what is behind it."""

from collections.abc import Iterable
from typing import Final

_QUOTE: Final = '"'


def line(cells: Iterable[object], separator: str = ",") -> str:
    """Return one line with its end; None is an empty cell, and the line of one empty cell is not empty."""
    joined = separator.join(_quoted("" if cell is None else str(cell), separator) for cell in cells)
    return f"{joined or _QUOTE * 2}\n"


def _quoted(text: str, separator: str) -> str:
    ends = any(mark in text for mark in (separator, _QUOTE, "\r", "\n"))
    return f'"{text.replace(_QUOTE, _QUOTE * 2)}"' if ends else text
