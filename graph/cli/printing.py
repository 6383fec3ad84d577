"""The two ways a verb gives its result: a text to a file or to the standard output, and lines one by one."""

import sys
from collections.abc import Iterable
from pathlib import Path

from rich.console import Console

from graph.whole import write_text


def write(text: str, output: str | None, messages: Console) -> None:
    """Write to a file, whole or not at all, and say where; or to the standard output."""
    if output and output != "-":
        write_text(Path(output), text)
        messages.print(f"écrit : {output}", markup=False)
    else:
        sys.stdout.write(text)


def say(lines: Iterable[str]) -> None:
    """Print lines on the standard output as they come."""
    for line in lines:
        print(line)
