"""Files that are written whole or not at all: a crash leaves the previous one."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


@contextmanager
def whole(target: Path) -> Iterator[IO[bytes]]:
    """Open a file that takes its name only once it is complete; its folder is made."""
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f".{target.name}.{os.getpid()}.partiel")
    try:
        with partial.open("wb") as stream:
            yield stream
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)


def write_text(target: Path, text: str) -> None:
    """Write a text file whole, in UTF-8, line ends as they are."""
    with whole(target) as stream:
        stream.write(text.encode())
