"""What a downloaded file becomes: not a web page, named and dated, in the place of nothing that is somebody's."""

import re
from collections.abc import Sequence
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path, PurePosixPath
from typing import Final

from graph.errors import GraphError
from graph.fetching.part import Part, Version
from loaders import Source
from loaders.addresses import Address
from loaders.edition import digest, published
from loaders.manifest import Entry

_STAMPED: Final = re.compile(r"/(20\d\d)(\d\d)(\d\d)-\d{6}/")  # where data.gouv.fr keeps what was published that day
_WEB: Final = (b"<!doctype", b"<html", b"<head")


def described(address: Address, sources: Sequence[Source], part: Part, version: Version, now: datetime) -> Entry:
    """Return what the manifest will say of a file; its first source speaks for all."""
    source = sources[0]
    return Entry(
        sources=tuple(each.name for each in sources),
        title=source.title,
        publisher=source.publisher,
        licence=source.licence,
        landing_page=source.landing_page,
        url=address.url,
        address=version.address,
        edition=address.edition or _edition(version),
        fetched=now.strftime("%Y-%m-%dT%H:%M:%SZ"),
        size=part.size,
        sha256=digest(part.path),
        etag=version.etag,
        modified=version.modified,
    )


def _edition(version: Version) -> str | None:
    """Return the day of the edition: that of the publisher's address, else of the server's file, else nothing."""
    if stamped := _STAMPED.search(version.address):
        return "-".join(stamped.groups())
    try:
        return parsedate_to_datetime(version.modified).date().isoformat()
    except ValueError:
        return None


def named(file: str, edition: str | None) -> str:
    """Return the name of a file with the date of its edition, unless it bears one already."""
    path = PurePosixPath(file)
    return file if edition is None or published(file) else f"{path.stem}_{edition}{path.suffix}"


def refuse_page(part: Part, address: Address) -> None:
    """Refuse the page by which a server says, with code 200, that it has nothing to give."""
    with part.path.open("rb") as stream:
        start = stream.read(64).removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith(_WEB):
        part.drop()
        raise GraphError(f"{address.url} : une page web, pas un fichier", kind="unreadable")


def place(part: Part, file: Path, entry: Entry, before: Entry | None) -> None:
    """Put the file where it goes; one that nobody downloaded, or that was changed since, is not replaced."""
    if file.exists() and (there := digest(file)) != entry.sha256 and (before is None or before.sha256 != there):
        part.drop()
        remedy = "déplacez-le, ou donnez un autre dossier par --to"
        raise GraphError(f"{file} : ce fichier n'a pas été téléchargé ici, il est gardé", kind="refused", remedy=remedy)
    part.become(file)
