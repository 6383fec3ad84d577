"""What the tests of downloads share: the server, and the part to fill."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.fetching.part import Part
from tests.graph.fetching.server import Site, serving


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with serving() as one:
        yield one


@pytest.fixture
def part(tmp_path: Path) -> Part:
    return Part.of(tmp_path / "fichier.csv")
