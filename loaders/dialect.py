"""The dialect of a delimited file: its encoding, a title to step over, its separator and its quote.

Each is found among what the declaration allows, by what the file holds, never guessed beyond.
"""

import codecs
import csv
from itertools import product
from pathlib import Path
from typing import Final, TextIO

from loaders.errors import SourceError
from loaders.headers import recognised
from loaders.source import Source

SEPARATOR: Final = "\x1f"  # ASCII's own unit separator: refused in cells, so a copy of them needs no quotes
MAX_LINE: Final = 4 * 1024**2
CODECS: Final = {"utf-8": "utf-8-sig", "iso-8859-1": "cp1252"}  # BOM dropped; WHATWG's reading of ISO-8859-1
_BLOCK: Final = 1024**2


def form_of(codec: str, separator: str, quote: str, line: int) -> str:
    """Say how the file was opened: « UTF-8, séparateur « ; », en-tête ligne 1 »."""
    encoding = next((name for name, ours in CODECS.items() if ours == codec), codec).upper()
    between = "tabulation" if separator == "\t" else f"« {separator} »"
    quoted = "" if quote == '"' else f", guillemet « {quote} »"
    return f"{encoding}, séparateur {between}{quoted}, en-tête ligne {line}"


def encoding_of(source: Source, path: Path) -> str:
    """Return the first declared encoding that reads the whole file; a null byte is no text at all."""
    tried: list[str] = []
    for name in source.read.encodings:
        codec = CODECS.get(name.lower(), name)
        failure = _failure(source, path, codec)
        if failure is None:
            return codec
        tried.append(f"{name} (ligne {failure[0]}, octet 0x{failure[1]:02X})")
    problem = f"encodage inattendu ; essayés sans succès : {', '.join(tried)}"
    raise SourceError(source.name, problem, file=path.name, remedy="enregistrez le fichier en UTF-8")


def _failure(source: Source, path: Path, codec: str) -> tuple[int, int] | None:
    """Return the line and the byte where the decoding stops, or None."""
    decoder, line = codecs.getincrementaldecoder(codec)("strict"), 1
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            if b"\0" in block or SEPARATOR.encode() in block:
                problem = "fichier binaire : ce n'est pas du texte"
                raise SourceError(source.name, problem, file=path.name, remedy="vérifiez son format")
            try:
                decoder.decode(block, final=len(block) < _BLOCK)
            except UnicodeDecodeError as error:
                return line + error.object[: error.start].count(b"\n"), error.object[error.start]
            line += block.count(b"\n")
    return None


def skip_title(source: Source, stream: TextIO) -> int:
    """Step over « Titre du rapport », or Excel's « sep=; »; return the number of the line that follows."""
    first = stream.readline(MAX_LINE).strip(" \"'\t;,\r\n")
    if first.lower() == "sep=" or (source.read.skip and first.startswith(source.read.skip)):
        return 2
    stream.seek(0)
    return 1


def dialect(source: Source, stream: TextIO) -> tuple[str, str]:
    """Return the declared separator and quote under which the declaration recognises most headers."""
    here = stream.tell()
    line = stream.readline(MAX_LINE)
    stream.seek(here)

    def known(pair: tuple[str, str]) -> tuple[int, int]:
        try:
            header = next(csv.reader([line], delimiter=pair[0], quotechar=pair[1]), [])
        except csv.Error:
            return 0, 0
        return recognised(source, header), len(header)

    return max(product(source.read.separators, source.read.quote), key=known)
