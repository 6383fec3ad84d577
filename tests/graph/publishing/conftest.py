"""The graph that the repository holds, and its bundle: each made once, for the tests that need true ones."""

from pathlib import Path

import pytest

from graph.build import build
from graph.publishing.bundle import publish
from graph.publishing.wanted import Published, Wanted


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a build of the embedded sources."""
    out = tmp_path_factory.mktemp("home") / "out"
    build(out)
    return out


@pytest.fixture(scope="session")
def embedded(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Published:
    """The bundle of that build, which a test may read and must not change."""
    return publish(home, tmp_path_factory.mktemp("embarque") / "lot", Wanted())
