"""The tables of a release, written slice by slice: every class, every format, in the memory of one slice."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import polars as pl

from graph.publishing.census import Census
from graph.publishing.drafts import Draft
from graph.publishing.keys import Key, file_name
from graph.publishing.shelves import Shelves
from graph.publishing.tables import csvw, excel, geojson, typed
from graph.publishing.tables.columns import columns
from graph.publishing.tables.csvw import Table
from graph.publishing.tables.geometries import GEOMETRY, Geometries, placed
from graph.publishing.tables.labels import Labels
from graph.publishing.tables.wide import SUBJECT, names_of, wide

CSV: Final = "text/csv"
PARQUET: Final = "application/vnd.apache.parquet"
GEOJSON: Final = "application/geo+json"
CSVW: Final = "application/csvm+json"
_BOM: Final = "\ufeff"


@dataclass(frozen=True, kw_only=True)
class Tables:
    """Where the tables of one part of a release go: `prefix` is the folder of the part, with its slash, or nothing."""

    folder: Path
    prefix: str
    licence: str
    labels: Labels
    geometries: Geometries
    work: Path
    sheets: dict[str, int] = field(default_factory=dict)
    features: dict[str, int] = field(default_factory=dict)

    def write(self, shelves: Shelves, described: Sequence[Table]) -> list[Draft]:
        """Write the tables of classes, and return their drafts."""
        for kind in ("csv", "excel", "parquet"):
            (self.folder / self.prefix / kind).mkdir(parents=True, exist_ok=True)
        self.work.mkdir(parents=True, exist_ok=True)
        for one in described:
            self._path("csv", f"{one.file}.csv").write_text(",".join([SUBJECT, *names_of(one.columns)]) + "\n", "utf-8")
        for number, triples in enumerate(shelves.union()):
            for one in described:
                rows = wide(triples, one.class_, one.columns)
                if len(rows):
                    self._add(one, rows, number)
        return [draft for one in described for draft in self._finished(one)] + [self._metadata(described)]

    def _add(self, table: Table, rows: pl.DataFrame, number: int) -> None:
        exact = rows.select(SUBJECT, *(pl.col(one.name).list.join(one.separator or " ") for one in table.columns))
        with self._path("csv", f"{table.file}.csv").open("ab") as stream:
            exact.write_csv(stream, include_header=False)
        if excel.shown(table.columns):
            self._add_sheet(table, rows)
        typed.typed_rows(rows, table.columns).write_ipc(self.work / f"{table.file}-{number:05d}.arrow")
        if table.class_ != GEOMETRY and placed(table.columns):
            self._add_features(table, rows)

    def _add_sheet(self, table: Table, rows: pl.DataFrame) -> None:
        safe = excel.safe_rows(rows, table.columns, self.labels, self.geometries)
        while len(safe):
            done = self.sheets.get(table.file, 0)
            path = self._path("excel", _sheet(table, done // excel.ROWS))
            part = safe.head(excel.ROWS - done % excel.ROWS)
            safe = safe.slice(len(part))
            if done % excel.ROWS == 0:
                head = pl.DataFrame([[one] for one in excel.headings(table.columns)])
                path.write_text(_BOM + head.write_csv(include_header=False, separator=";"), "utf-8")
            with path.open("ab") as stream:
                part.write_csv(stream, include_header=False, separator=";")
            self.sheets[table.file] = done + len(part)

    def _add_features(self, table: Table, rows: pl.DataFrame) -> None:
        found = list(geojson.features(rows, table.columns, self.geometries))
        if not found:
            return
        path = self._path("geojson", f"{table.file}.geojson")
        if table.file not in self.features:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(geojson.HEAD)
        with path.open("ab") as stream:
            stream.write((",\n" if table.file in self.features else "").encode() + ",\n".join(found).encode())
        self.features[table.file] = self.features.get(table.file, 0) + len(found)

    def _finished(self, table: Table) -> Iterator[Draft]:
        yield self._draft("csv", f"{table.file}.csv", CSV, f"{table.title} (CSV)", table.rows)
        left = table.rows if excel.shown(table.columns) else 0
        for number in range(-(-left // excel.ROWS)):
            title = f"{table.title} (CSV pour Excel)" + (f", suite {number}" if number else "")
            yield self._draft("excel", _sheet(table, number), CSV, title, min(left, excel.ROWS))
            left -= excel.ROWS
        target = self._path("parquet", f"{table.file}.parquet")
        parts = sorted(self.work.glob(f"{table.file}-[0-9][0-9][0-9][0-9][0-9].arrow"))
        pl.scan_ipc(parts).sink_parquet(target, compression="zstd", row_group_size=typed.GROUP)
        for part in parts:
            part.unlink()
        yield self._draft("parquet", target.name, PARQUET, f"{table.title} (Parquet)", table.rows)
        if table.file in self.features:
            with self._path("geojson", f"{table.file}.geojson").open("ab") as stream:
                stream.write(geojson.TAIL)
            found = self.features[table.file]
            yield self._draft("geojson", f"{table.file}.geojson", GEOJSON, f"{table.title} (GeoJSON)", found)

    def _metadata(self, described: Sequence[Table]) -> Draft:
        made = csvw.metadata(described, self.licence, "Tables du graphe")
        self._path("csv", csvw.NAME).write_bytes(made)
        return self._draft("csv", csvw.NAME, CSVW, "Ce que veut dire chaque colonne (CSV on the Web)", None)

    def _path(self, kind: str, name: str) -> Path:
        return self.folder / self.prefix / kind / name

    def _draft(self, kind: str, name: str, media_type: str, title: str, rows: int | None) -> Draft:
        norms = (csvw.CONTEXT,) if kind == "csv" else ()
        path = f"{self.prefix}{kind}/{name}"
        return Draft(path=path, media_type=media_type, title=title, licence=self.licence, rows=rows, conforms_to=norms)


def tables(census: Census, known: Mapping[str, Key], without: Sequence[str]) -> list[Table]:
    """Return the table of each class of a release but those `without` one, by the names of their files."""
    made: dict[str, Table] = {}
    for iri in sorted(census.slots):
        if iri not in without:
            name = file_name(iri, known)
            while name in made:
                name += "-2"
            title = known[iri].label if iri in known else name
            found = columns(census.slots[iri], known)
            made[name] = Table(class_=iri, file=name, title=title, columns=found, rows=census.classes[iri])
    return [made[name] for name in sorted(made)]


def _sheet(table: Table, number: int) -> str:
    return f"{table.file}-{number + 1}.csv" if number else f"{table.file}.csv"
