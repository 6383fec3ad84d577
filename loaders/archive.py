"""Archives: one member copied out of a zip that is trusted in nothing, neither its names nor its sizes."""

import lzma
import re
import shutil
import stat
import struct
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import Final

from loaders.errors import SourceError
from loaders.source import Source

MAX_ENTRIES: Final = 5_000
MAX_BYTES: Final = 2 * 1024**3
MAX_RATIO: Final = 200
_HARMLESS: Final = 10 * 1024**2  # a small file may well shrink a thousand times
_DATA: Final = {".csv", ".txt", ".tsv", ".json", ".geojson", ".xlsx"}
BROKEN: Final = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error),
    *(EOFError, UnicodeDecodeError, NotImplementedError, RuntimeError),
)
"""What Python raises on a damaged, encrypted or exotic archive, depending on where it notices."""
_AGAIN: Final = "téléchargez-la de nouveau"


def members(source: Source, path: Path, *, limit: int = MAX_BYTES) -> list[zipfile.ZipInfo]:
    """Return the files of an archive; a broken, oversized or deceitful one raises SourceError unread."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except BROKEN as error:
        raise SourceError(source.name, "archive abîmée ou tronquée", file=path.name, remedy=_AGAIN) from error
    total, packed = sum(e.file_size for e in entries), sum(e.compress_size for e in entries)
    problem = None
    if len(entries) > MAX_ENTRIES:
        problem = f"{len(entries)} fichiers dans l'archive, plus de {MAX_ENTRIES}"
    elif total > limit:
        problem = f"{total / 1024**2:.0f} Mio une fois décompressée, plus de {limit // 1024**2}"
    elif total > _HARMLESS and total > MAX_RATIO * packed:
        problem = f"se décompresse {total // max(packed, 1)} fois, plus de {MAX_RATIO} : archive piégée ?"
    if problem:
        raise SourceError(
            source.name, problem, file=path.name, remedy="n'ouvrez pas ce fichier sans vérifier d'où il vient"
        )
    for entry in entries:
        _trusted(source, path, entry)
    return [entry for entry in entries if not entry.is_dir()]


def extract(source: Source, path: Path, folder: Path) -> Path:
    """Copy into `folder` the member that the source declares, or the only data file, and return its path."""
    entry = _chosen(source, path, members(source, path))
    target = folder / PurePosixPath(entry.filename).name
    try:
        with zipfile.ZipFile(path) as archive, archive.open(entry) as inside, target.open("wb") as out:
            shutil.copyfileobj(inside, out, 1024**2)
    except BROKEN as error:
        name = f"{path.name}/{entry.filename}"
        raise SourceError(source.name, "archive abîmée ou tronquée", file=name, remedy=_AGAIN) from error
    return target


def _chosen(source: Source, path: Path, entries: list[zipfile.ZipInfo]) -> zipfile.ZipInfo:
    data = [e for e in entries if _is_data(PurePosixPath(e.filename))]
    named = [e for e in data if re.search(source.files.pattern, PurePosixPath(e.filename).name)]
    if len(named) == 1 or (not named and len(data) == 1):
        return (named or data)[0]
    shown = ", ".join(PurePosixPath(e.filename).name for e in (named or data)[:5]) or "aucun fichier de données"
    problem = (
        f"{'plusieurs fichiers conviennent' if named else 'aucun fichier de cette source'} dans l'archive : {shown}"
    )
    raise SourceError(source.name, problem, file=path.name, remedy="sortez-en le bon fichier et donnez-le seul")


def _is_data(name: PurePosixPath) -> bool:
    return name.suffix.lower() in _DATA and "__MACOSX" not in name.parts and not name.name.startswith(".")


def _trusted(source: Source, path: Path, entry: zipfile.ZipInfo) -> None:
    """Refuse names that leave the folder, links, and encrypted members."""
    name = entry.filename
    outside = name.startswith(("/", "\\")) or ":" in name or "\\" in name or ".." in PurePosixPath(name).parts
    problem = None
    if outside:
        problem = "nom de fichier qui sort du dossier"
    elif stat.S_ISLNK(entry.external_attr >> 16):
        problem = "lien au lieu d'un fichier"
    elif entry.flag_bits & 1:
        problem = "fichier chiffré"
    if problem:
        raise SourceError(source.name, f"archive refusée : {problem}", file=path.name, value=name[:80])
