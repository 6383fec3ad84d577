"""What a source declares: who publishes it, how its files are read, what its columns mean."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from loaders.addresses import Address, named
from loaders.generations import Generation
from loaders.measures import Measure
from loaders.variants import Variant

LOADERS: Final = Path(__file__).parent


@dataclass(frozen=True, kw_only=True)
class Files:
    """Which files of a `--data` folder are this source's: a regular expression searched in the file name.

    A group `annee` in it is the only year that the name may give (« bpe25 »). A `dated` source is of no use without
    the year of the edition.
    """

    pattern: str
    dated: bool = False


@dataclass(frozen=True, kw_only=True)
class Read:
    """How the bytes of a file become a table of text.

    `doubled` names the headers that a publisher writes several times; the second is « header (2) » for the columns.
    `limit_gib` is what an archive may hold once decompressed.
    """

    format: str = "csv"
    encodings: tuple[str, ...] = ("utf-8",)
    separators: tuple[str, ...] = (",",)
    quote: tuple[str, ...] = ('"',)
    skip: str | None = None
    sheet: int | str = 0
    header_row: int = 1
    records: str | tuple[str, ...] = ""
    doubled: tuple[str, ...] = ()
    limit_gib: int = 2


@dataclass(frozen=True, kw_only=True)
class Column:
    """One of our words: the spellings its header ever had, the kind of its cells, and that kind's options."""

    name: str
    headers: tuple[str, ...]
    kind: str
    required: bool = False
    personal: bool = False
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Person:
    """The columns that tell one elected person from another; `level` is the kind of `territory`."""

    family: str
    given: str
    territory: str
    level: str
    birth: str | None = None


@dataclass(frozen=True, kw_only=True)
class Order:
    """Give each row, in `?ordre`, its rank (1, 2…) among those of the file with the same cells in these columns."""

    among: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """How a row is cited: `row` (RFC 7111), `pointer` (RFC 6901) or `char` (RFC 5147, two offset columns)."""

    fragment: str = "row"
    start: str = "debut_preuve"
    end: str = "fin_preuve"


@dataclass(frozen=True, kw_only=True)
class Expect:
    """Bounds on the rows of a full edition; below `departements` departments, an extract."""

    min: int
    max: int
    column: str | None = None
    departements: int = 90


@dataclass(frozen=True, kw_only=True)
class Embedded:
    """The tidy file shipped with the folder.

    With `sha256`, its `ligne` column is the row of the official file `of`, and evidence points there; without,
    evidence points to the tidy file itself.
    """

    file: str
    of: str
    edition: str
    sha256: str | None = None


@dataclass(frozen=True, kw_only=True)
class Source:
    """A folder that holds a declaration and a mapping; its presence is its registration.

    `download` is the stable address of the current edition (data.gouv.fr: `…/fr/datasets/r/<resource id>`); when
    there are several files, or a name or a host to say, `[[fetch]]` tables instead. Neither: `landing_page` is
    where a person goes. `theme` groups the sources in lists: territoires, élus, programmes, financements,
    équipements or registres.
    """

    name: str
    folder: Path
    title: str
    publisher: str
    publisher_name: str
    landing_page: str
    licence: str
    frequency: str
    spatial: str
    files: Files
    columns: Mapping[str, Column]
    read: Read = field(default_factory=Read)
    download: str | None = None
    fetch: tuple[Address, ...] = ()
    theme: str = ""
    sensitive: bool = False
    untested: str | None = None
    ignored: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    generations: Mapping[str, Generation] = field(default_factory=dict)
    measures: Mapping[str, Measure] = field(default_factory=dict)
    order: Order | None = None
    variants: Mapping[str, Variant] = field(default_factory=dict)
    person: Person | None = None
    evidence: Evidence = field(default_factory=Evidence)
    expect: Expect | None = None
    embedded: Embedded | None = None

    @property
    def mapping(self) -> Path:
        """Return the CONSTRUCT query that says what a row means."""
        return self.folder / "mapping.rq"

    @property
    def addresses(self) -> tuple[Address, ...]:
        """Return every file that can be downloaded, each with the name it will have here."""
        first = (Address(url=self.download),) if self.download else ()
        return tuple(named(one, self.name, self.read.format) for one in (*first, *self.fetch))
