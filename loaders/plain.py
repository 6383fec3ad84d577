"""A delimited file without any quote, whose lines are all alike: Polars reads it where it lies, as a stream.

That is what most official files are. Anything doubtful is left to `delimited`, which reads every record exactly and
says which line is wrong.
"""

from collections.abc import Sequence
from pathlib import Path

import polars as pl

_BLOCK = 1024**2


def plain(
    path: Path, separator: str, quote: str, *, header: int, width: int, longest: int, kept: Sequence[int]
) -> tuple[pl.LazyFrame, int] | None:
    """Return the columns `kept` of the rows below the line `header`, `_row` first, and their number; None in doubt.

    The file must be UTF-8. Every line must have `width` cells, and at most `longest` bytes.
    """
    if not _unquoted(path, quote.encode()):
        return None
    lines = pl.scan_lines(path, name="line").slice(header)
    cells = pl.col("line").str.count_matches(separator, literal=True) + 1
    empty = pl.col("line").str.strip_chars().str.len_bytes() == 0
    strange = (cells != width) | empty | (pl.col("line").str.len_bytes() > longest)
    rows, odd = lines.select(pl.len(), strange.sum().alias("odd")).collect(engine="streaming").row(0)
    if odd or not rows:
        return None
    names = [str(position) for position in range(width)]
    frame = pl.scan_csv(
        path,
        separator=separator,
        quote_char=None,
        has_header=False,
        skip_rows=header,
        schema=dict.fromkeys(names, pl.String),
        row_index_name="_row",
        row_index_offset=header + 1,
        glob=False,
    )
    return frame.select(pl.col("_row").cast(pl.String), *map(str, kept)), rows


def _unquoted(path: Path, quote: bytes) -> bool:
    """Tell a file without quotes, whose lines end the same way."""
    feeds = returns = 0
    last = b""
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            if quote in block:
                return False
            feeds += (last[-1:] + block).count(b"\r\n")
            returns += block.count(b"\r")
            last = block
    return feeds == returns
