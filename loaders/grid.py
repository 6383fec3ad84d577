"""The grid of a worksheet, seen in its XML before a library allocates it: its extent, and the cells it loses.

An empty sheet of a few hundred bytes can claim 17 billion cells; and a formula that was never calculated, or an
error, reaches the reader as an empty cell.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

MAX_CELLS: Final = 60_000_000
_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_BLOCK: Final = 4 * 1024**2
_COLUMN: Final = re.compile(rb'<(?:\w+:)?c [^>]*?\br="([A-Z]{1,3})\d')
_ROW: Final = re.compile(rb'<(?:\w+:)?row [^>]*?\br="(\d{1,7})"')
_FORMULA: Final = re.compile(
    rb'<(?:\w+:)?c ([^>]*)>\s*<(?:\w+:)?f\b[^>]*?(?:/>|>[^<]*</(?:\w+:)?f>)\s*(</(?:\w+:)?c>|<(?:\w+:)?v\s*/>|<(?:\w+:)?v></)'
)
_ERROR: Final = re.compile(rb'<(?:\w+:)?c ([^>]*\bt="e"[^>]*)>')
_REFERENCE: Final = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')


@dataclass
class Grid:
    """What the XML of a sheet holds: columns counted from 0, rows from 1, and cells whose value is lost."""

    first: int = 0
    last: int = 0
    height: int = 0
    uncalculated: list[tuple[int, int]] = field(default_factory=list)
    errors: list[tuple[int, int]] = field(default_factory=list)

    @property
    def cells(self) -> int:
        """Return how many cells a reader will allocate."""
        return (self.last - self.first + 1) * self.height


def grid(path: Path, sheet: int | str) -> Grid | None:
    """Read the extent of a sheet, by position or name; None when the workbook does not say where it is."""
    with zipfile.ZipFile(path) as book:
        part = _part(book, sheet)
        if part is None:
            return None
        found, columns = Grid(), set[int]()
        with book.open(part) as stream:
            for text in _blocks(stream):
                columns.update(_number(letters) for letters in set(_COLUMN.findall(text)))
                found.height = max([found.height, *map(int, _ROW.findall(text))])
                found.uncalculated += [p for m in _FORMULA.finditer(text) for p in _lost(m[1], m[2])]
                found.errors += [p for m in _ERROR.finditer(text) for p in _place(m[1])]
    found.first, found.last = min(columns, default=0), max(columns, default=0)
    return found


def _blocks(stream: zipfile.ZipExtFile) -> Iterator[bytes]:
    """Cut the XML between rows, so that no cell is seen in two halves."""
    rest = b""
    while block := stream.read(_BLOCK):
        text, _, rest = (rest + block).rpartition(b"<row ")
        yield text
        rest = b"<row " + rest if text else rest
    yield rest


def _lost(attributes: bytes, after: bytes) -> list[tuple[int, int]]:
    """Tell a formula without a value from one whose value is an empty text, which Excel writes `t="str"`."""
    empty_text = b't="str"' in attributes and not after.endswith(b"c>")
    return [] if empty_text else _place(attributes)


def _place(attributes: bytes) -> list[tuple[int, int]]:
    found = _REFERENCE.search(attributes)
    return [(_number(found[1]), int(found[2]))] if found else []


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def letters(column: int) -> str:
    """Return the name that a spreadsheet gives to a column counted from 0: A, B, … Z, AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def _part(book: zipfile.ZipFile, sheet: int | str) -> str | None:
    """Find the part of a sheet through the workbook and its relations."""
    names = set(book.namelist())
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return None
    workbook, links = _xml(book, "xl/workbook.xml"), _xml(book, "xl/_rels/workbook.xml.rels")
    sheets = workbook.findall(f".//{_MAIN}sheet")
    wanted = [s for i, s in enumerate(sheets) if sheet in (i, s.get("name"))]
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    target = targets.get(wanted[0].get(_LINK)) if wanted else None
    part = target.lstrip("/") if target and target.startswith("/") else f"xl/{target}"
    return part if part in names else None


def _xml(book: zipfile.ZipFile, part: str) -> ElementTree.Element:
    """Parse a small part; entities, which expand without end, have no business in a workbook."""
    text = book.read(part)
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        raise ElementTree.ParseError(part)
    return ElementTree.fromstring(text)  # noqa: S314  # no DTD, checked above
