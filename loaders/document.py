"""A printed report that a folder of tables transcribes, as its `dossier.toml` says it."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from loaders.errors import SourceError
from ontology.iris import mint, reference


@dataclass(frozen=True, kw_only=True)
class Document:
    """What `dossier.toml` says of the printed report that a folder of tables transcribes."""

    titre: str
    emetteur: str
    fichier: str
    sha256: str
    date: str = ""
    periode: str = ""
    licence: str = ""
    page: str = ""


def document(path: Path) -> Document:
    """Read a `dossier.toml`; a key, an issuer or a name that cannot be used raises SourceError."""
    try:
        raw: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        read = Document(**raw)
        reference(read.emetteur)
        mint("document", read.fichier)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, TypeError, ValueError) as error:
        raise SourceError(path.parent.name, f"dossier.toml illisible : {error}", file=str(path)) from error
    return read
