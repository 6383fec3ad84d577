"""The arrows of the house: graph → loaders, queries → ontology; read from the imports themselves."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MAY_IMPORT = {
    "ontology": set(),
    "loaders": {"ontology"},
    "queries": {"ontology"},
    "graph": {"loaders", "queries", "ontology"},
}
MODULES = sorted(path for package in MAY_IMPORT for path in (ROOT / package).rglob("*.py"))
SPARQL = re.compile(r"\b(?:SELECT|CONSTRUCT|ASK|INSERT|DELETE)\b.*\{.*[?$]\w", re.DOTALL)
FETCHING = ROOT / "graph" / "fetching"
NETWORK = {"socket", "urllib.request", "http.client", "requests", "httpx", "aiohttp", "ftplib", "smtplib"}


def imports(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    plain = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    whole = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}
    return plain | whole


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_imports_only_what_lies_below_it(path: Path) -> None:
    package = path.relative_to(ROOT).parts[0]
    ours = {name.partition(".")[0] for name in imports(path)} & MAY_IMPORT.keys()

    assert ours - {package} <= MAY_IMPORT[package]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_only_the_fetching_room_can_open_the_network(path: Path) -> None:
    assert not imports(path) & NETWORK or path.is_relative_to(FETCHING)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_only_the_command_line_asks_for_a_download(path: Path) -> None:
    asks = any(name.startswith("graph.fetching") for name in imports(path))

    assert not asks or path.is_relative_to(FETCHING) or path.is_relative_to(ROOT / "graph" / "cli")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_only_the_command_line_prints(path: Path) -> None:
    calls = (node.func for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call))
    prints = any(isinstance(call, ast.Name) and call.id == "print" for call in calls)

    assert not prints or path.is_relative_to(ROOT / "graph" / "cli")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_sparql_text_stands_in_python(path: Path) -> None:
    texts = (n.value for n in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(n, ast.Constant))
    queries = [text for text in texts if isinstance(text, str) and SPARQL.search(text)]

    assert not queries


def test_no_folder_of_tests_is_a_package() -> None:
    assert not list((ROOT / "tests").rglob("__init__.py"))


@pytest.mark.parametrize("word", ["utils", "helpers", "common", "base", "core"])
def test_no_module_has_a_name_that_says_nothing(word: str) -> None:
    assert word not in {path.stem for path in MODULES}
