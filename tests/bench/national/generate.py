"""Write the official files of a country that does not exist; usage: generate.py FOLDER [SCALE], 1 is France.

The same scale gives the same bytes. Every column of the official header is there; those nobody reads are blank.
"""

import sys
from pathlib import Path

import polars as pl

from tests.bench.national.layout import Layout
from tests.bench.national.layouts import LAYOUTS
from tests.bench.national.universe import Universe, universe


def generate(folder: Path, scale: float) -> list[Path]:
    """Write every file, and return where they are."""
    folder.mkdir(parents=True, exist_ok=True)
    one = universe(scale)
    return [_written(layout, one, folder) for layout in LAYOUTS]


def _written(layout: Layout, one: Universe, folder: Path) -> Path:
    header, separator = layout.header()
    cells = layout.fill(one, one.size(layout.rows))
    blank = pl.Series([None], dtype=pl.String).new_from_index(0, len(next(iter(cells.values()))))
    frame = pl.DataFrame({name: cells.get(name, blank).cast(pl.String) for name in header}).with_columns(
        pl.when(pl.all() != "").then(pl.all()).name.keep()
    )
    path = folder / layout.file
    frame.write_csv(path, separator=separator, quote_style="necessary")
    return path


if __name__ == "__main__":
    for made in generate(Path(sys.argv[1]), float(sys.argv[2]) if len(sys.argv) > 2 else 1.0):
        sys.stdout.write(f"{made} {made.stat().st_size // 1_000_000} MB\n")
