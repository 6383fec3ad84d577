"""Archives: one member copied out of a zip or a tar that is trusted in nothing, neither its names nor its sizes."""

import lzma
import re
import shutil
import stat
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import Final

from loaders.errors import SourceError
from loaders.source import Source

MAX_ENTRIES: Final = 5_000
GIB: Final = 1024**3
MAX_RATIO: Final = 200
_HARMLESS: Final = 10 * 1024**2  # a small file may well shrink a thousand times
_DATA: Final = {".csv", ".txt", ".tsv", ".json", ".geojson", ".topojson", ".xlsx", ".parquet"}
BROKEN: Final = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error),
    *(EOFError, UnicodeDecodeError, NotImplementedError, RuntimeError, tarfile.TarError),
)
"""What Python raises on a damaged, encrypted or exotic archive, depending on where it notices."""
_AGAIN: Final = "téléchargez-la de nouveau"


def members(source: Source, path: Path, *, limit: int | None = None) -> list[zipfile.ZipInfo]:
    """Return the files of a zip; a broken, oversized or deceitful one raises SourceError unread."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except BROKEN as error:
        raise SourceError(source.name, "archive abîmée ou tronquée", file=path.name, remedy=_AGAIN) from error
    total, packed = sum(e.file_size for e in entries), sum(e.compress_size for e in entries)
    _bounded(source, path, len(entries), total, packed, limit)
    for entry in entries:
        link, locked = stat.S_ISLNK(entry.external_attr >> 16), bool(entry.flag_bits & 1)
        _trusted(source, path, entry.filename, link=link, locked=locked)
    return [entry for entry in entries if not entry.is_dir()]


def extract(source: Source, path: Path, folder: Path) -> Path:
    """Copy into `folder` the member that the source declares, or the only data file, and return its path."""
    entries = {entry.filename: entry for entry in members(source, path)}
    name = _chosen(source, path, entries)
    target = folder / PurePosixPath(name).name
    try:
        with zipfile.ZipFile(path) as archive, archive.open(entries[name]) as inside, target.open("wb") as out:
            shutil.copyfileobj(inside, out, 1024**2)
    except BROKEN as error:
        file = f"{path.name}/{name}"
        raise SourceError(source.name, "archive abîmée ou tronquée", file=file, remedy=_AGAIN) from error
    return target


def unpacked(source: Source, path: Path, folder: Path) -> Path:
    """Copy out of a compressed tar the member that the source declares, as `extract` does; the tar is read twice."""
    try:
        with tarfile.open(path, "r|*") as archive:
            sizes = dict(_listed(source, path, archive))
        name = _chosen(source, path, sizes)
        target = folder / PurePosixPath(name).name
        with tarfile.open(path, "r|*") as archive:
            member = next(one for one in archive if one.name == name)
            inside = archive.extractfile(member)
            assert inside is not None
            with target.open("wb") as out:
                shutil.copyfileobj(inside, out, 1024**2)
    except (*BROKEN, OSError) as error:
        raise SourceError(source.name, "archive abîmée ou tronquée", file=path.name, remedy=_AGAIN) from error
    return target


def _listed(source: Source, path: Path, archive: tarfile.TarFile) -> Iterator[tuple[str, int]]:
    """Yield the files of a tar and their sizes, stopping at the first that breaks a limit, before it is read."""
    packed, total = path.stat().st_size, 0
    for number, member in enumerate(archive, 1):
        total += member.size
        _bounded(source, path, number, total, packed)
        _trusted(source, path, member.name, link=member.issym() or member.islnk(), locked=False)
        if member.isreg():
            yield member.name, member.size


def _bounded(source: Source, path: Path, entries: int, total: int, packed: int, limit: int | None = None) -> None:
    """Refuse an archive of too many files, of too many bytes, or that swells as no honest one does."""
    most = source.read.limit_gib * GIB if limit is None else limit
    problem = None
    if entries > MAX_ENTRIES:
        problem = f"{entries} fichiers dans l'archive, plus de {MAX_ENTRIES}"
    elif total > most:
        problem = f"{total / 1024**2:.0f} Mio une fois décompressée, plus de {most // 1024**2}"
    elif total > _HARMLESS and total > MAX_RATIO * packed:
        problem = f"se décompresse {total // max(packed, 1)} fois, plus de {MAX_RATIO} : archive piégée ?"
    if problem:
        remedy = "n'ouvrez pas ce fichier sans vérifier d'où il vient"
        raise SourceError(source.name, problem, file=path.name, remedy=remedy)


def _chosen(source: Source, path: Path, names: Iterable[str]) -> str:
    data = [name for name in names if _is_data(PurePosixPath(name))]
    named = [name for name in data if re.search(source.files.pattern, PurePosixPath(name).name)]
    if len(named) == 1 or (not named and len(data) == 1):
        return (named or data)[0]
    shown = ", ".join(PurePosixPath(name).name for name in (named or data)[:5]) or "aucun fichier de données"
    problem = (
        f"{'plusieurs fichiers conviennent' if named else 'aucun fichier de cette source'} dans l'archive : {shown}"
    )
    raise SourceError(source.name, problem, file=path.name, remedy="sortez-en le bon fichier et donnez-le seul")


def _is_data(name: PurePosixPath) -> bool:
    return name.suffix.lower() in _DATA and "__MACOSX" not in name.parts and not name.name.startswith(".")


def _trusted(source: Source, path: Path, name: str, *, link: bool, locked: bool) -> None:
    """Refuse names that leave the folder, links, and encrypted members."""
    outside = name.startswith(("/", "\\")) or ":" in name or "\\" in name or ".." in PurePosixPath(name).parts
    problem = None
    if outside:
        problem = "nom de fichier qui sort du dossier"
    elif link:
        problem = "lien au lieu d'un fichier"
    elif locked:
        problem = "fichier chiffré"
    if problem:
        raise SourceError(source.name, f"archive refusée : {problem}", file=path.name, value=name[:80])
