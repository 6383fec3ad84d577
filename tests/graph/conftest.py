"""One Chromium for every page that the tests open, quiet and light before each of them."""

from collections.abc import Iterator

import pytest

from tests.graph.browser import EXECUTABLE, Tab, browser


@pytest.fixture(scope="session")
def chromium() -> Iterator[Tab]:
    if EXECUTABLE is None:
        pytest.skip("chromium n'est pas installé, la page n'est pas ouverte (chromium is not installed)")
    with browser() as tab:
        yield tab


@pytest.fixture
def tab(chromium: Tab) -> Tab:
    for noted in (chromium.requests, chromium.dialogs, chromium.errors):
        noted.clear()
    chromium.size(1400, 900)
    chromium.call("Emulation.setEmulatedMedia", media="", features=[{"name": "prefers-color-scheme", "value": "light"}])
    return chromium
