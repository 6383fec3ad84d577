"""Measures our network page beside stock pyvis, same nodes and lines: `python -m tests.bench.pictures.run 300 1000`.

Both run in the same real Chromium with the network cut, one after the other; a line of a table for each.
"""

import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from time import perf_counter
from typing import Final

from pyvis.network import Network as Stock

from graph.drawing import view
from graph.drawing.page import Page
from tests.bench.pictures.timed import Timed, median, timed
from tests.graph.drawing import council

REPEATS: Final = 5
STOCK_REPEATS: Final = {300: 3}
"""Stock pyvis is slow to measure: once, from a thousand nodes."""
PATIENCE: Final = 150.0
"""Seconds after which a page without a picture is given up."""
HEAD: Final = ("Nodes", "Page", "Made in (s)", "HTML (MB)", "First picture (s)", "Frame (ms)", "95th (ms)", "Runs")


def main(sizes: list[int]) -> None:
    """Write the table, a line as soon as it is known."""
    row(HEAD)
    row(["---"] * len(HEAD))
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="banc-images-") as folder:
            compare(size, Path(folder))


def compare(size: int, folder: Path) -> None:
    """Draw people who each sit in two bodies, so many nodes in all, with about two lines a node; nothing is grouped."""
    bodies = size // 12
    before = perf_counter()
    page = view.theme(council(size - bodies, bodies), "Qui siège où ?", most=size)
    view.save(page, folder / "maillage.html")
    made = perf_counter() - before
    line("maillage", size, folder / "maillage.html", made, REPEATS)
    before = perf_counter()
    (folder / "pyvis.html").write_text(stock(page), encoding="utf-8")
    line("pyvis, stock", size, folder / "pyvis.html", perf_counter() - before, STOCK_REPEATS.get(size, 1))


def stock(page: Page) -> str:
    """Return the same nodes and lines as pyvis writes them by default, in one file."""
    net = Stock(height="900px", width="100%", directed=True, cdn_resources="in_line")
    for node in page.carrier.nodes:
        net.add_node(node["id"], label=node["label"])
    for edge in page.carrier.edges:
        net.add_edge(edge["from"], edge["to"])
    return str(net.generate_html())


def line(name: str, size: int, path: Path, made: float, repeats: int) -> None:
    """Measure one page so many times and write its line."""
    told = median([timed(path, patience=PATIENCE) for _ in range(repeats)])
    cells = (f"{size:,}", name, f"{made:.1f}", f"{path.stat().st_size / 1e6:.2f}", *words(told), str(repeats))
    row(cells)


def row(cells: Iterable[str]) -> None:
    """Write a line of the table at once."""
    sys.stdout.write(f"| {' | '.join(cells)} |\n")
    sys.stdout.flush()


def words(told: Timed) -> tuple[str, str, str]:
    """Write what was measured, or that nothing came in time."""
    if told.first is None:
        return f"> {PATIENCE:.0f}", "–", "–"
    return f"{told.first:.2f}", f"{told.mean:.0f}", f"{told.late:.0f}"


if __name__ == "__main__":
    main([int(word) for word in sys.argv[1:]] or [300, 1_000, 5_000])
