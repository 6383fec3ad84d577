"""The grid of a worksheet, seen in its XML before a library allocates it: its extent, and the cells it loses.

An empty sheet of a few hundred bytes can claim 17 billion cells; and a formula that was never calculated, or an
error, reaches the reader as an empty cell.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Final
from xml.etree import ElementTree as ET

MAX_CELLS: Final = 60_000_000
_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_BLOCK: Final = 4 * 1024**2
_LONGEST: Final = 8 * _BLOCK
_LAST_COLUMN: Final = 16_383
_OPEN: Final = rb"<(?:\w{1,9}:)?c\s"  # every repetition is bounded: no text makes a search quadratic
_PLACE: Final = rb"[^>]{0,400}?\br\s*=\s*[\"']([A-Za-z]{1,3})([0-9]{1,7})[\"']"
_FILLED: Final = re.compile(_OPEN + _PLACE + rb"[^>]{0,400}(?<!/)>")
_ERROR: Final = re.compile(_OPEN + rb"(?=[^>]{0,400}?\bt\s*=\s*[\"']e[\"'])" + _PLACE)
_FORMULA: Final = re.compile(
    _OPEN
    + rb"(?=([^>]{0,400}))"
    + _PLACE
    + rb"[^>]{0,400}>\s*<(?:\w{1,9}:)?f\b[^>]{0,400}?(?:/>|>[^<]{0,60000}</(?:\w{1,9}:)?f>)\s*"
    + rb"(</(?:\w{1,9}:)?c>|<(?:\w{1,9}:)?v\s*/>|<(?:\w{1,9}:)?v></)"
)
_TEXT: Final = re.compile(rb"\bt\s*=\s*[\"']str[\"']")


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
        return max(self.last - self.first + 1, 0) * self.height


def grid(path: Path, sheet: int | str) -> Grid | None:
    """Read the extent of a sheet, by position or name; None when the workbook does not say where it is."""
    with zipfile.ZipFile(path) as book:
        part = _part(book, sheet)
        if part is None:
            return None
        found = Grid(first=_LAST_COLUMN)
        with book.open(part) as stream:
            for text in _blocks(stream):
                _survey(found, text)
    return found


def _survey(found: Grid, text: bytes) -> None:
    cells = _FILLED.findall(text)
    columns = [_number(letters) for letters in {letters for letters, _ in cells}]
    found.first, found.last = min([found.first, *columns]), max([found.last, *columns])
    found.height = max([found.height, *map(int, {row for _, row in cells})])
    found.errors += [(_number(letters), int(row)) for letters, row in _ERROR.findall(text)]
    for attributes, letters, row, after in _FORMULA.findall(text):
        if not _TEXT.search(attributes) or after.endswith(b"c>"):  # `t="str"` and `<v></v>`: Excel's empty text
            found.uncalculated.append((_number(letters), int(row)))


def _blocks(stream: IO[bytes]) -> Iterator[bytes]:
    """Cut the XML between rows, so that no cell is seen in two halves."""
    rest = b""
    while block := stream.read(_BLOCK):
        text, mark, rest = (rest + block).rpartition(b"<row ")
        yield text
        rest = mark + rest
        if len(rest) > _LONGEST:  # no row is that long: someone wants us to hold the file in memory
            yield rest
            rest = b""
    yield rest


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number - 1


def letters(column: int) -> str:
    """Return the name that a spreadsheet gives to a column counted from 0: A, B, … Z, AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
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


def _xml(book: zipfile.ZipFile, part: str) -> ET.Element:
    """Parse a small part; entities, which expand without end, have no business in a workbook."""
    text = book.read(part)
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        raise ET.ParseError(part)
    return ET.fromstring(text)  # noqa: S314  # no DTD, checked above
