"""The table of what becomes of the real files is what the loaders do with them (`pytest --record` makes it again)."""

import re
from pathlib import Path

import pytest

from loaders import declared
from tests.loaders.samples_table import SET_ASIDE, files, legend, lines, reasons, table, without_triples

README = Path(__file__).parents[2] / "loaders" / "README.md"
MARKED = re.compile(r"<!-- samples -->\n(.*?)\n<!-- /samples -->", re.DOTALL)
LEGEND = re.compile(r"<!-- reasons -->\n(.*?)\n<!-- /reasons -->", re.DOTALL)
AGAIN = "the loaders changed: pytest tests/loaders/test_samples_table.py --record, and read the difference"
SMALL = 12_000  # bytes: what is checked each time; the rest is when the table is made


@pytest.fixture(scope="module")
def recorded(samples: Path, request: pytest.FixtureRequest) -> list[str]:
    """The rows of the table, made again with `--record`."""
    text = README.read_text(encoding="utf-8")
    if request.config.getoption("--record"):
        text = MARKED.sub(lambda _: f"<!-- samples -->\n{table(samples)}\n<!-- /samples -->", text)
        text = LEGEND.sub(lambda _: f"<!-- reasons -->\n{legend()}\n<!-- /reasons -->", text)
        README.write_text(text, encoding="utf-8")
    found = MARKED.search(text)
    assert found
    return found.group(1).splitlines()[2:]


def test_every_real_file_is_in_the_table(recorded: list[str], samples: Path) -> None:
    told = {row.split("`")[1] for row in recorded}

    assert told == {path.relative_to(samples).as_posix() for path in files(samples)}, AGAIN


def test_no_real_file_is_left_unexplained(recorded: list[str]) -> None:
    unexplained = [row for row in recorded if "UNEXPLAINED" in row]

    assert unexplained == [], "declare a source for these files, or say in samples.toml why none reads them"


def test_every_reason_for_setting_something_aside_is_said_to_be_right(recorded: list[str]) -> None:
    assert reasons(recorded) == set(SET_ASIDE), "read these cells in the files, then say in samples.toml why"

    found = LEGEND.search(README.read_text(encoding="utf-8"))
    assert found
    assert found.group(1) == legend(), AGAIN


def test_the_table_says_what_the_loaders_do_with_the_small_files(recorded: list[str], samples: Path) -> None:
    small = [path for path in files(samples) if path.stat().st_size < SMALL]
    sources = declared()
    now = [line.cells("") for path in small for line in lines(path, samples, sources)]

    assert without_triples(now) <= without_triples(recorded), AGAIN


def test_every_row_of_a_file_that_is_read_gives_triples(recorded: list[str]) -> None:
    read = [row for row in recorded if "**refused**" not in row and "not read:" not in row and " | 0 | " not in row]
    silent = [
        row for row in read if not row.rpartition(" | ")[2].removesuffix(" |").isdecimal() or row.endswith("| 0 |")
    ]

    assert silent == []
