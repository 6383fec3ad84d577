"""Addresses: where the current files of a source can be downloaded, and what they are called once here."""

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import urlsplit

_SUFFIXES: Final = {"json": ".json", "xlsx": ".xlsx", "parquet": ".parquet", "geojson": ".geojson"}
_KEPT: Final = {".csv", ".txt", ".tsv", ".json", ".geojson", ".topojson", ".xlsx", ".zip", ".parquet"}


@dataclass(frozen=True, kw_only=True)
class Address:
    """One file to download (`[[fetch]]`): https, stable from one edition to the next, or true of one `edition` only.

    `file` is what it is called here (the name that a server gives is never trusted); it must be recognised by
    `[files] pattern`. The date of the edition is added to it unless it bears one. `hosts` are those that the
    address may redirect to, beside its own; the hosts where data.gouv.fr keeps its files are known.
    """

    url: str
    file: str = ""
    edition: str | None = None
    hosts: tuple[str, ...] = ()


def named(address: Address, source: str, form: str) -> Address:
    """Return the address with the name of its file: the declared one, else the source's with the usual ending."""
    if address.file:
        return address
    ending = PurePosixPath(urlsplit(address.url).path).suffix.lower()
    suffix = ending if ending in _KEPT else _SUFFIXES.get(form, ".csv")
    return Address(url=address.url, file=source + suffix, edition=address.edition, hosts=address.hosts)
