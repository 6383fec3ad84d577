"""The one Jinja environment of the pages: every value is escaped unless a template's own text says otherwise."""

from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

FOLDER: Final = Path(__file__).parent / "templates"


def templates() -> Environment:
    """Return the environment: escaping always on, unknown variables refused."""
    return Environment(
        loader=FileSystemLoader(FOLDER, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def asset(name: str) -> str:
    """Return the text of a style sheet or a script of the templates folder."""
    return (FOLDER / name).read_text(encoding="utf-8")
