"""What every test may use: where the real samples are, when they are there, and `--record` for golden files."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("shared machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("shared machine")  # how long an example takes is not what a test is about

SHARED = Path(__file__).parents[1].parent / "shared"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--record", action="store_true", help="rewrite the golden files, to be read before they are committed"
    )


@pytest.fixture
def record(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--record"))


@pytest.fixture(scope="session")
def samples() -> Path:
    """The real official files, which the repository does not hold."""
    folder = SHARED / "samples"
    if not folder.is_dir():
        pytest.skip("les fichiers officiels de ../shared/samples ne sont pas là")
    return folder


@pytest.fixture(scope="session")
def documents() -> Path:
    """The texts of the five reports, which the repository does not hold."""
    folder = SHARED / "documents"
    if not folder.is_dir():
        pytest.skip("les textes de ../shared/documents ne sont pas là")
    return folder
