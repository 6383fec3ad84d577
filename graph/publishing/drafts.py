"""A file that has just been laid in a bundle, before it is weighed: what is said of it that its bytes do not tell."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from graph.publishing.release import Written


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A file of a bundle: see `Written` for what each word means."""

    path: str
    media_type: str
    title: str
    licence: str
    statements: int | None = None
    rows: int | None = None
    conforms_to: tuple[str, ...] = ()
    theme: str | None = None


def weighed(folder: Path, draft: Draft) -> Written:
    """Return a draft with the size and the SHA-256 of its file under `folder`."""
    path = folder / draft.path
    return Written(
        path=draft.path,
        media_type=draft.media_type,
        title=draft.title,
        licence=draft.licence,
        statements=draft.statements,
        rows=draft.rows,
        conforms_to=draft.conforms_to,
        theme=draft.theme,
        size=path.stat().st_size,
        sha256=digest(path),
    )


def digest(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal, read by blocks."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
