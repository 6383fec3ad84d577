"""A compressed tar: the member that the source declares is copied out, and a deceitful one is refused unread."""

import bz2
import io
import random
import tarfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from loaders import archive
from loaders.errors import SourceError
from loaders.source import Source
from loaders.table import read
from tests.loaders.declarations import declare

DECLARATION = """
[read]
format = "json"
records = "(service)"
[columns]
code = { header = "code", kind = "commune", required = true }
[evidence]
fragment = "pointer"
"""
GOOD = b'{"service": [{"code": "62119"}, {"code": "62516"}]}'
NOISE = random.Random(0).randbytes(40_000)


@pytest.fixture
def essai(tmp_path: Path) -> Source:
    return declare(tmp_path, DECLARATION)


def packed(*members: tuple[str, bytes], **special: bytes) -> bytes:
    """Write a tar.bz2; `special` gives the type of the members that are not files."""
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w:bz2") as written:
        for name, data in members:
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            written.addfile(entry, io.BytesIO(data))
        for name, kind in special.items():
            entry = tarfile.TarInfo(f"{name}.json")
            entry.type, entry.linkname = kind, "/etc/passwd"
            written.addfile(entry)
    return content.getvalue()


def given(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "essai.tar.bz2"
    path.write_bytes(content)
    return path


def test_the_declared_member_is_read_and_cited_under_the_archive(essai: Source, tmp_path: Path) -> None:
    content = packed(("lisez-moi.txt", b"rien"), ("2026/essai-local.json", GOOD), ("autre.json", b"{}"))
    table = read(essai, given(tmp_path, content), tmp_path)
    assert table.frame.collect().rows() == [("/service/0", "62119"), ("/service/1", "62516")]
    assert table.file == "essai.tar.bz2/essai-local.json"


def test_the_only_data_file_needs_no_name(essai: Source, tmp_path: Path) -> None:
    table = read(essai, given(tmp_path, packed(("donnees.json", GOOD), ("licence.pdf", b"%PDF"))), tmp_path)
    assert table.frame.collect().height == 2


WRONG: dict[str, tuple[Callable[[], bytes], str]] = {
    "tronquée": (lambda: packed(("essai.json", NOISE))[:-20_000], "abîmée ou tronquée"),
    "pas un tar": (lambda: bz2.compress(NOISE), "abîmée ou tronquée"),
    "bombe": (lambda: packed(("essai.json", b" " * 30_000_000)), "archive piégée"),
    "trop de fichiers": (lambda: packed(*((f"{n}.json", b"") for n in range(5_001))), "5001 fichiers"),
    "chemin qui remonte": (lambda: packed(("../essai.json", GOOD)), "sort du dossier"),
    "chemin absolu": (lambda: packed(("/tmp/essai.json", GOOD)), "sort du dossier"),
    "lien symbolique": (lambda: packed(essai=tarfile.SYMTYPE), "lien au lieu d'un fichier"),
    "lien": (lambda: packed(essai=tarfile.LNKTYPE), "lien au lieu d'un fichier"),
    "tuyau": (lambda: packed(essai=tarfile.FIFOTYPE), "aucun fichier de données"),
    "deux candidats": (lambda: packed(("essai1.json", GOOD), ("essai2.json", GOOD)), "plusieurs fichiers conviennent"),
    "deux étrangers": (lambda: packed(("a.json", GOOD), ("b.json", GOOD)), "aucun fichier de cette source"),
    "poupées russes": (lambda: packed(("essai.json", packed(("essai.json", GOOD)))), "archive dans une archive"),
    "vide": (packed, "aucun fichier de données"),
}


@pytest.mark.parametrize(("content", "expected"), WRONG.values(), ids=WRONG)
def test_a_broken_or_deceitful_tar_is_refused_in_one_line(
    essai: Source, tmp_path: Path, content: Callable[[], bytes], expected: str
) -> None:
    with pytest.raises(SourceError) as caught:
        read(essai, given(tmp_path, content()), tmp_path)
    assert expected in str(caught.value)
    assert "\n" not in str(caught.value)
    assert not (tmp_path.parent / "essai.json").exists()


def test_a_tar_larger_than_the_source_allows_is_refused_before_it_is_written(
    essai: Source, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "GIB", 1024)
    content = packed(("essai.json", NOISE))
    small = replace(essai, read=replace(essai.read, limit_gib=8))
    with pytest.raises(SourceError, match="une fois décompressée"):
        read(small, given(tmp_path, content), tmp_path)
    large = replace(essai, read=replace(essai.read, limit_gib=64))
    with pytest.raises(SourceError, match="binaire"):  # it is opened, and is no text
        read(large, given(tmp_path, content), tmp_path)
