"""Queries made from the templates of `templates/`: only serialised terms, paths and other templates fill them."""

import re
from functools import cache
from pathlib import Path
from typing import Final

_FOLDER: Final = Path(__file__).parent / "templates"
_HOLE: Final = re.compile(r"%(\w+)%")


def query(name: str, **parts: str) -> str:
    """Return a template with its holes filled, without its comments; a hole that nothing fills is a KeyError."""
    return _HOLE.sub(lambda hole: parts[hole[1]], _template(name))


@cache
def _template(name: str) -> str:
    lines = (_FOLDER / f"{name}.rq").read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if not line.startswith("#"))
