"""Every kind of page, in Chromium, read by axe-core: nobody is kept out by how it is written, in light or in dark."""

import json
import os
from pathlib import Path

import pytest

from graph.build import build
from graph.cli import main
from tests.graph.browser import Tab
from tests.graph.opened import press, search

ROOT = Path(__file__).parents[2]
AXE = Path(os.environ.get("MAILLAGE_NODE", ROOT / ".venv" / "node")) / "node_modules" / "axe-core" / "axe.min.js"
COMMANDS = {
    "ego": ("view", "Béthune"),
    "theme": ("view", "vue-financement-programme"),
    "fiche": ("sheet", "Béthune"),
    "ontologie": ("docs",),
    "changements": ("diff", "avant.ttl", "apres.ttl"),
}
KNOWN = {"ontologie": ["region"]}
"""The choice of a language stands before the landmarks, where the style sheet needs it: good practice, not WCAG."""
GROUP = """[...document.querySelectorAll('#elements tbody button')].some((one) => {
  one.click();
  const group = [...document.querySelectorAll('#panneau .lien')].find(({textContent}) => textContent.startsWith('+ '));
  group?.click();
  return Boolean(group);
})"""
"""Open the sheets of the elements one after the other, until one is in a group; then the sheet of that group."""
SEEN = """axe.run(document, {resultTypes: ['violations'], rules: RULES}).then(({violations}) => violations.map(
  ({id, nodes}) => `${id} (${nodes.length}): ${nodes.slice(0, 4).map(({target}) => target.join(' ')).join(' | ')}`))"""

pytestmark = pytest.mark.skipif(
    not AXE.is_file(), reason="axe-core n'est pas installé : npm install --prefix .venv/node axe-core@4 (see .ci/run)"
)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("accessibles")
    build(folder)
    made = {"rapport": folder / "rapport.html"}
    editions = Path(__file__).parent / "changes"
    for name, (verb, *given) in COMMANDS.items():
        made[name] = folder / f"{name}.html"
        words = [str(editions / word) if word.endswith(".ttl") else word for word in given]
        place = ["--out", str(folder)] if verb != "diff" else []
        assert main([verb, *words, *place, "-o", str(made[name])]) == 0
    return made


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", ["rapport", *COMMANDS])
def test_axe_finds_no_violation(tab: Tab, pages: dict[str, Path], name: str, theme: str) -> None:
    tab.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": theme}])
    scripted = name in {"ego", "theme"}
    ready = "document.documentElement?.dataset.ready === '1'" if scripted else "document.readyState === 'complete'"
    tab.open(pages[name], ready)

    assert violations(tab, *KNOWN.get(name, ())) == []


def test_axe_finds_no_violation_in_what_opens(tab: Tab, pages: dict[str, Path]) -> None:
    """A group open in the picture, its list in the panel, years chosen, results of a search under the field."""
    tab.open(pages["ego"])
    year = "document.getElementById('a')"
    tab.value(f"{year}.selectedIndex = {year}.length - 2; {year}.dispatchEvent(new Event('change'))")
    tab.value(GROUP)
    press(tab, "ouvrir")
    search(tab, "projet")

    assert tab.value("document.documentElement.dataset.opened")
    assert violations(tab) == []


def violations(tab: Tab, *known: str) -> list[str]:
    """Return what axe-core finds, a line for each rule."""
    tab.value(AXE.read_text(encoding="utf-8") + "; 1")
    found = tab.value(SEEN.replace("RULES", json.dumps({rule: {"enabled": False} for rule in known})))
    assert isinstance(found, list)
    return found
