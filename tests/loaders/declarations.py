"""Small declarations for tests: the least that a source must say, and what a test adds to it."""

from pathlib import Path

from loaders.declaration import source
from loaders.source import Source

LEAST = """
title = "Essai"
publisher = "https://exemple.fr/"
publisher_name = "Exemple"
landing_page = "https://exemple.fr/essai"
licence = "https://exemple.fr/licence"
frequency = "annuelle"
spatial = "France"
[files]
pattern = "essai"
"""


def declare(tmp_path: Path, rest: str) -> Source:
    """Write a declaration in a folder of its own, and read it as a source."""
    folder = tmp_path / "essai"
    folder.mkdir(exist_ok=True)
    (folder / "source.toml").write_text(LEAST + rest, encoding="utf-8")
    return source(folder)
