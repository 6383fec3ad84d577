"""What is wrong with an RDF file, in one line of French: the file, the line, the column, and what to do."""

import re
from pathlib import Path
from typing import Final
from xml.parsers import expat

from graph.errors import GraphError

_POSITION: Final = re.compile(r"^Parser error .*?: ")
_LONGEST: Final = 200
_CUT: Final = ("Unexpected end", "unclosed token", "no element found")
_UTF_8: Final = "Invalid UTF-8"


def broken(path: Path, name: str, error: SyntaxError) -> GraphError:
    """Return the error of a file that is not what its extension says; `name` is that of the syntax."""
    words = " ".join(str(error.msg).split())
    if "LoadDocumentCallback" in words:
        message = f"{path} : contexte JSON-LD distant refusé, rien n'est lu sur le réseau"
        return GraphError(message, kind="refused", remedy="recopiez le contexte dans le fichier")
    return _told(path, name, _POSITION.sub("", words), error.lineno, error.offset)


def missing(path: Path) -> GraphError:
    """Return the error of a path that leads to no file: an address, a folder, or nothing."""
    if re.match(r"\w{2,}:/", str(path)):  # Path folds the two slashes of an address into one
        message = f"{path} : une adresse n'est pas lue, rien ne passe par le réseau"
        return GraphError(message, kind="refused", remedy="téléchargez le fichier, puis donnez son chemin")
    if path.is_dir():
        return GraphError(f"{path} : c'est un dossier", kind="unreadable", remedy="donnez les fichiers qu'il contient")
    return GraphError(f"{path} : fichier introuvable", kind="unreadable")


def refuse_broken_xml(path: Path, data: bytes) -> None:
    """Refuse XML that is not well-formed: Oxigraph reads a file cut in the middle as if it ended there.

    To be called once entities are refused, since expat would expand them.
    """
    try:
        expat.ParserCreate().Parse(data, True)  # noqa: FBT003  # expat's own
    except expat.ExpatError as error:
        raise _told(path, "RDF/XML", expat.ErrorString(error.code), error.lineno, error.offset + 1) from error


def _told(path: Path, name: str, words: str, line: int | None, column: int | None) -> GraphError:
    place = f", ligne {line}" + (f", colonne {column}" if column else "") if line else ""
    if words.startswith(_CUT):
        problem, remedy = (
            f"le {name} s'arrête avant la fin, le fichier est sans doute coupé",
            "téléchargez-le à nouveau",
        )
    elif words.startswith(_UTF_8):
        problem, remedy = f"ce n'est pas du {name} en UTF-8", "enregistrez le fichier en UTF-8"
    else:
        problem, remedy = f"ce n'est pas du {name} valide ({_shown(words)})", None
    return GraphError(f"{path}{place} : {problem}", kind="unreadable", remedy=remedy)


def _shown(words: str) -> str:
    """Cut what is long and show what a terminal would not."""
    text = "".join(one if one.isprintable() else f"\\x{ord(one):02x}" for one in words)
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
