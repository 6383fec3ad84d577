"""What makes a page stand alone: its scripts as one, and a policy that names by hash all that may run in it."""

import base64
import hashlib
import re
from collections.abc import Iterable, Sequence
from typing import Final

from graph.templating import asset

_IDLE: Final = re.compile(r"^ +|^//.*\n", re.MULTILINE)
"""What only those who read our files need: indentation, and comments that have their line."""


def script(names: Iterable[str]) -> str:
    """Return scripts of the templates folder as one, in this order, strict, closed on itself and without margins."""
    body = "\n".join(_IDLE.sub("", asset(f"js/{name}.js")) for name in names)
    return f'(() => {{\n"use strict";\n{body}}})();\n'


def policy(scripts: Sequence[str], style: str) -> str:
    """Name by their hash the only scripts and style that may run; nothing may be fetched, framed or sent."""
    allowed = " ".join(_hash(script) for script in scripts)
    return (
        f"default-src 'none'; script-src {allowed}; style-src {_hash(style)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}'"
