"""The counts that a bundle announces against those of its files."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

import polars as pl
import pyoxigraph as ox
from rdflib import VOID

from graph.publishing.release import Written
from graph.publishing.rereading.judging import LINES, Problem
from graph.publishing.verification.contents import COUNTS


def miscounted(folder: Path, files: tuple[Written, ...], triples: int) -> Iterator[Problem]:
    """Yield each table whose rows are not as many as announced, and each total that does not add up."""
    for file in files:
        reader = _ROWS.get(Path(file.path).suffix)
        if file.rows is not None and reader is not None:
            try:
                found = reader(folder / file.path)
            except (pl.exceptions.PolarsError, OSError) as error:
                yield Problem(file.path, f"illisible ({str(error).splitlines()[0]})")
                continue
            if found != file.rows:
                yield Problem(file.path, f"{found} lignes, {file.rows} annoncées")
    total = sum(one.statements or 0 for one in files if Path(one.path).name == LINES)
    if total != triples:
        yield Problem(LINES, f"{total} triplets dans les fichiers, {triples} annoncés")
    yield from _void(folder, triples)


def _void(folder: Path, triples: int) -> Iterator[Problem]:
    """Compare the largest count of the VoID description, that of the whole."""
    try:
        found = [
            int(one.object.value)
            for one in ox.parse(path=str(folder / COUNTS), format=ox.RdfFormat.TURTLE)
            if one.predicate.value == str(VOID.triples) and isinstance(one.object, ox.Literal)
        ]
    except (OSError, SyntaxError, ValueError) as error:
        yield Problem(COUNTS, f"illisible ({error})")
        return
    if max(found, default=0) != triples:
        yield Problem(COUNTS, f"{max(found, default=0)} triplets, {triples} annoncés")


def _sheet(separator: str) -> Callable[[Path], int]:
    def rows(path: Path) -> int:
        table = pl.scan_csv(path, separator=separator, has_header=False, skip_rows=1, infer_schema=False)
        return int(table.select(pl.len()).collect().item())

    return rows


def _csv(path: Path) -> int:
    return _sheet(";" if path.parent.name == "excel" else ",")(path)


def _features(path: Path) -> int:
    with path.open("rb") as lines:
        return sum(line.startswith(b'{"type": "Feature"') for line in lines)


def _parquet(path: Path) -> int:
    return int(pl.scan_parquet(path).select(pl.len()).collect().item())


_ROWS: Final[Mapping[str, Callable[[Path], int]]] = {".csv": _csv, ".parquet": _parquet, ".geojson": _features}
