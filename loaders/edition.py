"""An edition is one file of a source: which files there are, what they are called, what is said of them."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from loaders.belonging import files, owners
from loaders.document import Document, document
from loaders.dossier_book import held
from loaders.errors import SourceError
from loaders.manifest import Entry, entries
from loaders.source import LOADERS, Source
from loaders.variants import changes
from ontology.iris import mint

DOSSIERS: Final = LOADERS / "dossiers"
_DATE: Final = re.compile(
    r"(?<!\d)((?:19|20)\d\d)(?:(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])|[-_](\d\d)(?:[-_](\d\d))?)?(?!\d)"
)
UNDATED: Final = "9"  # a file without a date is taken for the newest
_UNSAFE: Final = re.compile(r"[^A-Za-z0-9._-]+")


@dataclass(frozen=True, kw_only=True)
class Edition:
    """One file of one source: `published` is a partial ISO date or None, `sha256` that of the bytes cited.

    `address` is where those bytes were downloaded from, when a manifest says so.
    """

    source: Source
    path: Path
    name: str
    iri: str
    sha256: str
    published: str | None = None
    address: str | None = None
    latest: bool = True
    embedded: bool = False
    document: Document | None = None

    @property
    def label(self) -> str:
        """Return what the terminal and the report call it."""
        return f"{self.source.name} · {self.name}"


def editions(sources: Mapping[str, Source], data: Path | None = None) -> tuple[tuple[Edition, ...], tuple[Path, ...]]:
    """Return every edition, embedded or under `data`, in a stable order, and the files nobody declares."""
    found: list[Edition] = []
    unknown: list[Path] = []
    manifests: dict[Path, dict[str, Entry]] = {}
    for path in files(data):
        owned = owners(sources, path)
        if not owned:
            unknown.append(path)
        if path.parent not in manifests:
            manifests[path.parent] = entries(path.parent)
        found += [edition(source, path, manifests[path.parent].get(path.name)) for source in owned]
    dossiers = [DOSSIERS, *([data] if data else [])]
    found += [one for root in dossiers for one in _dossiers(sources, root)]
    given: dict[str, str] = {}
    for one in found:
        given[one.source.name] = max(given.get(one.source.name, ""), one.published or UNDATED)
    found += [
        _embedded(source)
        for source in sources.values()
        if source.embedded and given.get(source.name, "") < source.embedded.edition
    ]
    return tuple(_dated(_distinct(found))), tuple(unknown)


def digest(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal, read by blocks."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def edition(source: Source, path: Path, entry: Entry | None = None) -> Edition:
    """Return a file as an edition; what its manifest says holds for the bytes it says it of."""
    name, sha256 = _UNSAFE.sub("-", path.name), digest(path)
    told = entry if entry and entry.sha256 == sha256 else None
    return Edition(
        source=replace(source, **changes(source.variants, path.name)),
        path=path,
        name=path.name,
        iri=str(mint("source", source.name, name)),
        sha256=sha256,
        published=(told and told.edition) or dated(source, path.name),
        address=told.address if told else None,
    )


def dated(source: Source, name: str) -> str | None:
    """Return the date that the name of a file of a source carries; where the pattern has a group `annee`, that year."""
    found = re.search(source.files.pattern, name)
    if found is None or "annee" not in found.re.groupindex:
        return published(name)
    year = found["annee"]
    return f"20{year}" if year and len(year) == len("25") else year


def published(name: str) -> str | None:
    """Return the date that a file name carries (`2019-01-09`, `20260316`, `2022-03`, `2026`), or None."""
    found = _DATE.search(name)
    return "-".join(part for part in found.groups() if part) if found else None


def _embedded(source: Source) -> Edition:
    if source.embedded is None:
        raise SourceError(source.name, "aucune édition embarquée")
    path = source.folder / source.embedded.file
    cited = source.embedded.of if source.embedded.sha256 else path.name
    return Edition(
        source=source,
        path=path,
        name=cited,
        iri=str(mint("source", source.name, cited)),
        sha256=source.embedded.sha256 or digest(path),
        published=source.embedded.edition,
        embedded=True,
    )


def _dossiers(sources: Mapping[str, Source], root: Path) -> Iterator[Edition]:
    tables = [source for source in sources.values() if source.name.startswith("dossiers-")]
    for declaration in sorted(root.rglob("dossier.toml")):
        told = document(declaration)
        for source in tables:
            if (table := held(source, declaration.parent)) is not None:
                yield Edition(
                    source=table[0],
                    path=table[1],
                    name=declaration.parent.name,
                    iri=str(mint("document", told.fichier)),
                    sha256=told.sha256,
                    published=told.date or None,
                    embedded=root == DOSSIERS,
                    document=told,
                )


def _distinct(found: Iterable[Edition]) -> Iterator[Edition]:
    """Keep the IRIs of two files of one name apart by the start of their hash, and drop exact copies."""
    seen: dict[tuple[str, str], str] = {}
    for one in found:
        key = (one.source.name, one.iri)
        if key not in seen:
            seen[key] = one.sha256
            yield one
        elif seen[key] != one.sha256:
            yield replace(one, iri=f"{one.iri}~{one.sha256[:8]}")


def _dated(found: Iterable[Edition]) -> Iterator[Edition]:
    """Mark the latest edition of each source; a file without a date is taken for the newest."""
    all_ = sorted(found, key=lambda e: (e.source.name, e.published or UNDATED, e.name))
    newest = {one.source.name: one.published or UNDATED for one in all_}
    for one in all_:
        yield replace(one, latest=(one.published or UNDATED) == newest[one.source.name])
