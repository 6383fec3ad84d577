"""The rows of one dossier as they were filled, and what the kinds of cells say of each wrong one."""

import re
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from loaders import SourceError
from loaders.clean import clean
from loaders.dossier_book import NAME, held
from loaders.source import Column, Source
from loaders.table import Table, read
from loaders.table_schema import columns, tables

_MULTIPLES: Final = {"k": 3, "millier": 3, "M": 6, "million": 6, "Md": 9, "milliard": 9}
_ROUNDED: Final = re.compile(rf"([0-9]+)(?:[.,]([0-9]+))? ?({'|'.join(_MULTIPLES)})s? ?(?:€|d['’]euros|euros)?")
_PERCENT: Final = re.compile(r"(-?[0-9]+(?:[.,][0-9]+)?) ?([^0-9\s.,].*)")


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row: its table, where it is in the words of a spreadsheet, and its cells by header, empty ones left out."""

    table: str
    where: str
    cells: Mapping[str, str]

    def at(self, column: str) -> str:
        """Return the place of a cell, with which a sentence starts."""
        return f"{self.where}, colonne {column} :"


@dataclass(frozen=True, kw_only=True)
class Filled:
    """A dossier: its folder, what its files are prefixed with in sentences, its rows, and its wrong cells in words."""

    folder: Path
    prefix: str
    rows: tuple[Row, ...]
    problems: tuple[str, ...]


def filled(folder: Path, prefix: str) -> Filled:
    """Read the tables of a dossier; a table that cannot be read at all is one problem and has no row."""
    rows: list[Row] = []
    problems: list[str] = []
    for name, source in tables().items():
        try:
            found = held(source, folder)
            if found is not None:
                file = f"{prefix}{found[1].name}" + (f", feuille {name}" if found[1].name == NAME else "")
                read_rows, wrong = _read(*found, file)
                rows += read_rows
                problems += wrong
        except SourceError as error:
            where = f"{prefix}{name}" + (f", ligne {error.line}" if error.line else "")
            problems.append(f"{where} : {error.problem}{f' ; {error.remedy}' if error.remedy else ''}")
    return Filled(folder=folder, prefix=prefix, rows=tuple(rows), problems=tuple(problems))


def _read(source: Source, path: Path, file: str) -> tuple[list[Row], list[str]]:
    with tempfile.TemporaryDirectory(prefix="maillage-") as folder:
        table = read(source, path, Path(folder))
        return list(_rows(source, table, file)), list(_wrong(source, table, file))


def _rows(source: Source, table: Table, file: str) -> Iterator[Row]:
    headers = {header: column.name for header, column in columns(source).items()}
    for row in table.frame.collect().to_dicts():
        cells = {header: row[word] for header, word in headers.items() if row[word] is not None}
        yield Row(table=source.folder.name, where=f"{file}, ligne {row[table.mark]}", cells=cells)


def _wrong(source: Source, table: Table, file: str) -> Iterator[str]:
    """Say each wrong cell once: two columns may read one header."""
    known, seen = columns(source), set[tuple[Any, Any]]()
    for case in clean(source, table).rejects.collect().to_dicts():
        place = (case["ligne"], case["colonne"])
        if place not in seen:
            seen.add(place)
            yield f"{file}, ligne {place[0]}, colonne {place[1]} : {_said(case, known.get(place[1]))}"


def _said(case: Mapping[str, Any], column: Column | None) -> str:
    """Return what is wrong and what to write, the very number where the cell tells it."""
    value, reason, remedy = case["valeur"], case["motif"], case["que_faire"]
    if value is None:
        return "case vide ; elle est obligatoire, complétez-la"
    if column is not None and column.kind in {"amount", "number"} and (written := plain(value, column.kind)):
        reason, remedy = "n'est pas un nombre", f"écrivez {written}"
    return f"« {value} » {reason}{f' ; {remedy}' if remedy else ''}"


def plain(value: str, kind: str) -> str:
    """Return what to write for « 1 M€ » (1000000), or « 12 % » where a unit has its own column; else nothing."""
    folded = re.sub(r"(?<=\d)[\s\u00a0\u202f](?=\d{3})", "", value.strip())
    if found := _ROUNDED.fullmatch(folded):
        zeros, decimals = _MULTIPLES[found[3]], found[2] or ""
        whole = found[1] + decimals[:zeros].ljust(zeros, "0")
        return whole.lstrip("0") or "0" if len(decimals) <= zeros else ""
    if kind == "number" and (found := _PERCENT.fullmatch(folded)):
        return f"{found[1]}, et « {found[2]} » dans la colonne unite"
    return ""


def numbers(row: Row, *names: str) -> tuple[int, ...] | None:
    """Return whole numbers of a row, or nothing unless all are there and readable."""
    cells = [row.cells.get(name, "").replace(" ", "") for name in names]
    return tuple(map(int, cells)) if all(cell.isascii() and cell.isdigit() for cell in cells) else None


def parts(cell: str) -> list[str]:
    """Return what a cell lists."""
    return [part.strip() for part in cell.split("|") if part.strip()]
