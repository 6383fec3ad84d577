"""The declared files of some sources, downloaded into one folder, with the manifest that says where they come from."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from graph.checking.check import check
from graph.checking.checked import Checked
from graph.errors import GraphError
from graph.fetching.arrival import described, named, place, refuse_page
from graph.fetching.download import Download, Follow
from graph.fetching.part import Part, Version
from graph.fetching.rules import DEFAULT, Limits, hosts_of
from graph.whole import write_text
from loaders import Source
from loaders.addresses import Address
from loaders.edition import digest
from loaders.manifest import NAME, Entry, entries, text


@dataclass(frozen=True)
class Wanted:
    """One address, the sources that are read in the file it gives, and the first of them, which describes it."""

    address: Address
    sources: tuple[Source, ...]


@dataclass(frozen=True, kw_only=True)
class Fetched:
    """What became of an address: the file, whether its bytes are new, what a check of it found; or the error."""

    wanted: Wanted
    file: Path | None = None
    fresh: bool = False
    entry: Entry | None = None
    checked: tuple[Checked, ...] = ()
    error: GraphError | None = None


def wanted(sources: Iterable[Source]) -> tuple[Wanted, ...]:
    """Return what there is to download, each address once, in the order of the sources."""
    found: dict[str, Wanted] = {}
    for source in sources:
        for address in source.addresses:
            before = found.get(address.url, Wanted(address, ()))
            found[address.url] = replace(before, sources=(*before.sources, source))
    return tuple(found.values())


@dataclass(frozen=True, kw_only=True)
class Fetcher:
    """How files are fetched into `folder`; `local` and `clock` are for tests."""

    folder: Path
    sources: Mapping[str, Source]
    limits: Limits = DEFAULT
    local: bool = False
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)

    def fetch(self, what: Iterable[Wanted], follow: Callable[[Wanted], Follow]) -> Iterator[Fetched]:
        """Download each address, those that fail apart; the manifest is whole after each of them."""
        for one in what:
            try:
                yield self._fetched(one, follow(one))
            except GraphError as error:
                yield Fetched(wanted=one, error=error)
            except OSError as error:
                reason = f"{error.filename or self.folder} : {error.strerror or error}"
                yield Fetched(wanted=one, error=GraphError(reason, kind="unreadable"))

    def known(self, address: Address) -> tuple[str, Entry] | None:
        """Return the newest file that came from an address and is still here as it was."""
        found = [(name, one) for name, one in entries(self.folder).items() if one.url == address.url]
        for name, one in sorted(found, key=lambda pair: pair[1].fetched, reverse=True):
            path = self.folder / name
            if path.is_file() and path.stat().st_size == one.size and digest(path) == one.sha256:
                return name, one
        return None

    def _fetched(self, one: Wanted, follow: Follow) -> Fetched:
        before = self.known(one.address)
        part = Part.of(self.folder / one.address.file)
        asked = Download(
            url=one.address.url,
            hosts=hosts_of(one.address),
            limits=self.limits,
            known=before[1] if before else None,
            local=self.local,
        )
        version = asked.into(part, follow)
        if version is None:
            assert before is not None
            return Fetched(wanted=one, file=self.folder / before[0], entry=before[1])
        refuse_page(part, one.address)
        return self._kept(one, part, version, before)

    def _kept(self, one: Wanted, part: Part, version: Version, before: tuple[str, Entry] | None) -> Fetched:
        """Give the file its name, unless its bytes are those of the last time, and write it down."""
        entry = described(one.address, one.sources, part, version, self.clock())
        fresh = before is None or before[1].sha256 != entry.sha256
        if before and not fresh:
            part.drop()
            file = self.folder / before[0]
            entry = replace(entry, edition=before[1].edition, fetched=before[1].fetched)
        else:
            file = self.folder / named(one.address.file, entry.edition)
            place(part, file, entry, entries(self.folder).get(file.name))
        manifest = {**entries(self.folder), file.name: entry}
        write_text(self.folder / NAME, text(manifest))
        read = one.sources if fresh else ()
        checked = tuple(done for source in read for done in check(file, self.sources, only=source.name))
        return Fetched(wanted=one, file=file, fresh=fresh, entry=entry, checked=checked)
