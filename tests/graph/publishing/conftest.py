"""The graph that the repository holds, built once for the tests that need a true one."""

from pathlib import Path

import pytest

from graph.build import build


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a build of the embedded sources."""
    out = tmp_path_factory.mktemp("home") / "out"
    build(out)
    return out
