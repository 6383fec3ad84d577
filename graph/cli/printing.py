"""The two ways a verb gives its result: a text to a file or to the standard output, and lines one by one."""

import sys
from collections.abc import Iterable
from pathlib import Path

from rich.console import Console

from graph.whole import whole


def write(text: str | bytes, output: str | None, messages: Console) -> None:
    """Write to a file, whole or not at all, and say where; or to the standard output."""
    if output and output != "-":
        with whole(Path(output)) as stream:
            stream.write(text if isinstance(text, bytes) else text.encode())
        messages.print(f"écrit : {output}", markup=False)
    elif isinstance(text, bytes):
        sys.stdout.buffer.write(text)
    else:
        sys.stdout.write(text)


def say(lines: Iterable[str]) -> None:
    """Print lines on the standard output as they come."""
    for line in lines:
        print(line)
