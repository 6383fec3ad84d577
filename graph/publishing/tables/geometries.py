"""Where things are, on disk: the geometry of each node that has one, its own or that of a node it points to."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import repeat
from pathlib import Path
from typing import Any, Final

import polars as pl

from graph.publishing.release import Box
from graph.publishing.shelves import Shelves
from graph.publishing.tables.columns import Column
from graph.publishing.tables.wide import SUBJECT
from graph.publishing.tables.wkt import geometry, positions

GEO: Final = "http://www.opengis.net/ont/geosparql#"
HAS: Final = f"{GEO}hasGeometry"
WKT: Final = f"{GEO}asWKT"
GEOMETRY: Final = f"{GEO}Geometry"
"""The class of the shapes themselves, which are drawn with the node that has them."""


@dataclass(frozen=True)
class Geometries:
    """The shapes of a release, a file a slice, and the box that holds those we can read."""

    paths: tuple[Path, ...]
    box: Box | None

    def of(self, nodes: pl.Series) -> Mapping[str, dict[str, Any]]:
        """Return the GeoJSON geometry of each node that has one in longitude and latitude."""
        wanted = pl.LazyFrame({"s": nodes.drop_nulls().unique()}, schema={"s": pl.String})
        found: dict[str, dict[str, Any]] = {}
        for path in self.paths:
            for iri, text in pl.scan_ipc(path).join(wanted, on="s", how="semi").collect().iter_rows():
                if shape := geometry(text):
                    found.setdefault(iri, shape)
        return found

    def by_row(self, rows: pl.DataFrame, columns: Sequence[Column]) -> Iterator[dict[str, Any] | None]:
        """Yield the geometry of the node of each row of a class, its own or that of a node it points to."""
        own = next((one.name for one in columns if one.predicate == WKT), None)
        linked = next((one.name for one in columns if one.predicate == HAS), None)
        nodes = rows[linked].explode(empty_as_null=True) if linked else pl.Series(dtype=pl.String)
        found = self.of(pl.concat([nodes, rows[SUBJECT]]) if own else nodes)
        for subject, others in zip(rows[SUBJECT], rows[linked] if linked else repeat(()), strict=False):
            owners = [subject, *(others if others is not None else ())]
            yield next((found[one] for one in owners if one in found), None)


def placed(columns: Iterable[Column]) -> bool:
    """Tell whether the nodes of a class may have a place."""
    return any(one.predicate in {HAS, WKT} for one in columns)


def geometries(shelves: Shelves, folder: Path) -> Geometries:
    """Keep the shapes of the nodes of shelves in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = tuple(_kept(shelves, folder))
    corners = [corner for path in paths for corner in _corners(path)]
    if not corners:
        return Geometries(paths, None)
    west, south = (min(one[axis] for one in corners) for axis in (0, 1))
    east, north = (max(one[axis] for one in corners) for axis in (0, 1))
    return Geometries(paths, (west, south, east, north))


def _kept(shelves: Shelves, folder: Path) -> Iterator[Path]:
    for number, rows in enumerate(shelves.union()):
        shapes = rows.filter(pl.col("p") == f"<{WKT}>")
        if len(shapes):
            path = folder / f"{number:05d}.formes"
            text = pl.col("o").str.strip_prefix('"').str.replace(r'"[^"]*$', "")
            node = pl.col("s").str.slice(1).str.strip_suffix(">")
            shapes.select(node, text.alias("wkt")).write_ipc(path, compression="lz4")
            yield path


def _corners(path: Path) -> Iterator[tuple[Decimal, Decimal]]:
    """Yield two opposite corners of the box of a file."""
    texts = pl.read_ipc(path)["wkt"]
    found = [place for text in texts if (shape := geometry(text)) for place in positions(shape)]
    if found:
        yield min(x for x, _ in found), min(y for _, y in found)
        yield max(x for x, _ in found), max(y for _, y in found)
