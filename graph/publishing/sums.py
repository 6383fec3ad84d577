"""`SHA256SUMS`: what every file of a bundle must be, in the format of `sha256sum --check`; what a signature signs."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from graph.errors import GraphError
from graph.publishing.drafts import digest

NAME: Final = "SHA256SUMS"
SIGNATURES: Final = (".minisig", ".asc", ".sig", ".sigstore", ".sigstore.json", ".pem")
"""Ends of the names of signatures of `SHA256SUMS`, which may be laid beside it afterwards."""

_LINE: Final = re.compile(r"([0-9a-f]{64})  (.+)")


def write(folder: Path) -> Path:
    """Write the sums of every file under a folder, in the order of their paths."""
    lines = (f"{digest(folder / path)}  {path}\n" for path in paths(folder))
    text = "".join(lines)
    (folder / NAME).write_bytes(text.encode())
    return folder / NAME


def read(folder: Path) -> Mapping[str, str]:
    """Return the sum of each path that a bundle lists; a file that is not such a list is `unreadable`."""
    path = folder / NAME
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        message = f"{folder} : ce n'est pas un lot de Maillage, {NAME} n'y est pas lisible"
        raise GraphError(message, kind="unreadable", remedy="maillage export -o DOSSIER en écrit un") from error
    found: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        if (parts := _LINE.fullmatch(line)) is None or not _inside(parts[2]):
            message = f"{path}, ligne {number} : attendu « empreinte, deux espaces, chemin dans le lot »"
            raise GraphError(message, kind="unreadable", remedy="publiez de nouveau le lot")
        found[parts[2]] = parts[1]
    return found


def paths(folder: Path) -> list[str]:
    """Return the path of every file of a bundle but the sums and their signatures, sorted by their bytes."""
    files = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return sorted(path for path in files if not (path.startswith(NAME) and signed(path)))


def signed(path: str) -> bool:
    """Tell whether a path is that of the sums, or of their signature."""
    return path == NAME or path.removeprefix(NAME) in SIGNATURES


def _inside(path: str) -> bool:
    """Tell whether a path stays in the folder: a list that was tampered with must not make us read elsewhere."""
    return not path.startswith(("/", "\\")) and ":" not in path and ".." not in Path(path).parts
