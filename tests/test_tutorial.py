"""The tutorial, done again from a copy of the project that never saw its source: three files, and nothing else."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TUTORIAL = (ROOT / ".github" / "TUTORIAL.md").read_text(encoding="utf-8")
FOLDER = "loaders/irve"
FILES = {
    path: f"{body}\n" for path, body in re.findall(r"<!-- (\S+) -->\n```\w+\n(.*?)\n```", TUTORIAL, flags=re.DOTALL)
}
STEPS = re.findall(r"<!-- (?P<file>\S+) -->|```console\n(?P<console>.*?)\n```", TUTORIAL, flags=re.DOTALL)
COMMAND = f'exec {sys.executable} -c "from graph.cli import main; raise SystemExit(main())" "$@"\n'


def commands(console: str) -> Iterator[tuple[str, list[str]]]:
    """Yield each command of a block with the lines that it prints."""
    lines = console.splitlines()
    for number, line in enumerate(lines):
        if line.startswith("$ "):
            yield line.removeprefix("$ "), list(takewhile(lambda one: not one.startswith("$ "), lines[number + 1 :]))


def expected(lines: list[str]) -> str:
    """Return the pattern of what is printed: `…` alone stands for any lines, elsewhere for anything in a line."""
    parts = [r"(?:.*\n)*?" if line == "…" else re.escape(line).replace("…", ".*") + r"\n" for line in lines]
    return "".join(parts)


@pytest.fixture
def workshop(tmp_path: Path) -> Path:
    """The project without the source of the tutorial, its file to be added, and the commands on the PATH."""
    ignored = shutil.ignore_patterns("__pycache__", Path(FOLDER).name)
    shutil.copytree(ROOT / "loaders", tmp_path / "loaders", ignore=ignored)
    for name in ("graph", "ontology", "queries"):
        (tmp_path / name).symlink_to(ROOT / name)
    for name in ("pyproject.toml", "tests/conftest.py", "tests/loaders/test_contract.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / "officiel").mkdir()
    shutil.copy(ROOT / FOLDER / "sample-2026-04.csv", tmp_path / "officiel" / "irve_2026-04.csv")
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "maillage").write_text(f"#!/bin/sh\n{COMMAND}", encoding="utf-8")
    (tmp_path / "bin" / "maillage").chmod(0o755)
    return tmp_path


def run(command: str, workshop: Path) -> str:
    paths = {"PATH": f"{workshop / 'bin'}:{os.environ['PATH']}", "PYTHONPATH": str(workshop), "COLUMNS": "200"}
    words = command.replace("python ", f"{sys.executable} ", 1) if command.startswith("python ") else command
    done = subprocess.run(
        ["bash", "-c", words],
        cwd=workshop,
        env={**os.environ, **paths, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    return done.stdout + done.stderr


def inside(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc"}


def test_the_tutorial_does_what_it_says_and_adds_three_files(workshop: Path) -> None:
    before = {path: (workshop / path).read_bytes() for path in inside(workshop) if path.startswith("loaders/")}
    for file, console in STEPS:
        if file:
            (workshop / file).parent.mkdir(exist_ok=True)
            (workshop / file).write_text(FILES[file], encoding="utf-8")
        for command, lines in commands(console):
            said = run(command, workshop)
            assert re.fullmatch(expected(lines) + r"\s*", said), f"$ {command}\n{said}"
    after = inside(workshop / "loaders")
    added = {f"loaders/{path}" for path in after} - before.keys()

    assert all((workshop / path).read_bytes() == content for path, content in before.items())
    recorded = f"{FOLDER}/sample-2026-04.ttl"
    assert added - {recorded} == {f"{FOLDER}/source.toml", f"{FOLDER}/mapping.rq", f"{FOLDER}/sample-2026-04.csv"}
    assert (workshop / recorded).read_bytes() == (ROOT / recorded).read_bytes()


@pytest.mark.parametrize("path", FILES)
def test_a_file_of_the_tutorial_is_that_of_the_project(path: str) -> None:
    assert FILES[path] == (ROOT / path).read_text(encoding="utf-8")


def test_the_source_of_the_tutorial_is_named_nowhere_else() -> None:
    words = re.compile(r"\birve\b", re.IGNORECASE)
    places = [path for folder in ("graph", "loaders", "ontology", "queries") for path in (ROOT / folder).rglob("*.*")]
    known = [
        path
        for path in places
        if path.suffix in (".py", ".rq", ".toml", ".ttl") and words.search(path.read_text("utf-8"))
    ]

    assert {str(path.relative_to(ROOT).parent) for path in known} == {FOLDER}
