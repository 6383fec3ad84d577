"""What a bundle really says, judged file by file: each syntax the same statements, no personal data in any file."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

import polars as pl

from graph.errors import GraphError
from graph.personal import personal_data, shapes_file
from graph.publishing.release import Written
from graph.publishing.rereading import sheets
from graph.publishing.rereading.meaning import Meant, meant
from graph.publishing.rereading.statements import Sum, slices, sum_of_parsed, sum_of_sorted
from graph.publishing.tables import csvw

LINES: Final = "graphe.nt"
QUADS: Final = "graphe.nq"
_PARSED: Final = {"graphe.ttl": LINES, "graphe.jsonld": LINES, "graphe.trig": QUADS}
"""Each syntax that only a parser reads, and the sorted lines that say the same."""


class Problem(NamedTuple):
    """One thing that is wrong with a bundle: the file, and a French sentence."""

    path: str
    message: str

    def __str__(self) -> str:
        """Return one line."""
        return f"{self.path} : {self.message}"


def problems(folder: Path, files: Iterable[Written]) -> Iterator[Problem]:
    """Yield what is wrong with the statements of the files of a bundle, part by part."""
    known = {one.path: one for one in files}
    for path in sorted(known):
        if Path(path).name == LINES:
            prefix = path.removesuffix(LINES)
            yield from _syntaxes(folder, prefix, known)
            yield from _tables(folder, prefix, known)


def _syntaxes(folder: Path, prefix: str, known: Mapping[str, Written]) -> Iterator[Problem]:
    """Judge the sorted lines, then hold every other syntax equal to them."""
    lines, _ = sum_of_sorted(folder / prefix / LINES)
    sums = {LINES: lines}
    yield from _private(prefix + LINES, slices(folder / prefix / LINES))
    yield from _counted(known[prefix + LINES], lines)
    if (file := known.get(prefix + QUADS)) is not None:
        union, sums[QUADS] = sum_of_sorted(folder / file.path)
        yield from _counted(file, sums[QUADS])
        yield from _same(file.path, union, lines, prefix + LINES)
    for name, model in _PARSED.items():
        if (file := known.get(prefix + name)) is not None and model in sums:
            try:
                found = sum_of_parsed(folder / file.path)
            except GraphError as error:
                yield Problem(file.path, error.message)
            else:
                yield from _counted(file, found)
                yield from _same(file.path, found, sums[model], prefix + model)


def _tables(folder: Path, prefix: str, known: Mapping[str, Written]) -> Iterator[Problem]:
    """Read every table back by the metadata, and judge what it says."""
    kinds = {one: Path(one.removeprefix(prefix)).parent.as_posix() for one in known if one.startswith(prefix)}
    tables = sorted(one for one, kind in kinds.items() if kind in sheets.FOLDERS and Path(one).name != csvw.NAME)
    if not tables:
        return
    try:
        described = meant(folder / prefix / "csv")
    except GraphError as error:
        yield Problem(f"{prefix}csv/{csvw.NAME}", error.message)
        return
    for path in tables:
        table = described.get(Path(path).stem) or described.get(Path(path).stem.rpartition("-")[0])
        if table is None:
            yield Problem(path, "aucune métadonnée ne dit ce que sont ses colonnes")
        else:
            yield from _table(folder, path, table)


def _table(folder: Path, path: str, table: Meant) -> Iterator[Problem]:
    try:
        yield from _private(path, sheets.statements(folder / path, table))
    except GraphError as error:
        yield Problem(path, error.message)


def _private(path: str, rows: Iterable[pl.DataFrame]) -> Iterator[Problem]:
    for finding in personal_data((one.select("s", "p", "o") for one in rows), shapes_file()):
        yield Problem(path, f"donnée personnelle : {finding.message} ({finding.focus})")


def _counted(file: Written, found: Sum) -> Iterator[Problem]:
    if file.statements != found.count:
        yield Problem(file.path, f"{found.count} triplets lus, {file.statements} annoncés")


def _same(path: str, found: Sum, expected: Sum, other: str) -> Iterator[Problem]:
    if found != expected:
        yield Problem(path, f"ne dit pas la même chose que {other} ({found.count} triplets, {expected.count} attendus)")
