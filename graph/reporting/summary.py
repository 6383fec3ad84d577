"""What a build tells its reader: each source, what was set aside and why, the cross-record checks, the namesakes."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

import polars as pl

_EXAMPLES: Final = 3
_HEADER: Final = 1


class State(StrEnum):
    """What became of a source in a build."""

    BUILT = "construite"
    UNCHANGED = "inchangée"
    FAILED = "en échec"
    SKIPPED = "ignorée"


@dataclass(frozen=True, kw_only=True)
class SourceLine:
    """One edition of one source in a build: `read` = `mapped` + `rejected`; `cells` emptied; `message` says why.

    `iri` is what its facts cite, `path` where its file is, from the folder of the build.
    """

    source: str
    edition: str
    title: str
    read: int = 0
    mapped: int = 0
    rejected: int = 0
    cells: int = 0
    triples: int = 0
    seconds: float = 0.0
    state: State = State.BUILT
    message: str = ""
    iri: str = ""
    path: str = ""

    @property
    def balanced(self) -> bool:
        """Return whether every row read is accounted for."""
        return self.read == self.mapped + self.rejected


@dataclass(frozen=True, kw_only=True)
class Reject:
    """One reason for which rows (`scope` "ligne") or cells ("cellule") of a source were set aside, with examples.

    `rows` are those of the examples in `file`, its header being row 1, as RFC 7111 counts.
    """

    source: str
    column: str
    reason: str
    advice: str
    scope: str
    count: int
    examples: tuple[str, ...]
    file: str
    rows: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Unresolved:
    """A code that no known movement leads to today's territories; it is kept as published on `count` facts."""

    source: str
    code: str
    count: int
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Namesake:
    """A name that the sources do not allow to tell apart for sure: why, and the nodes to review if they are known."""

    name: str
    reason: str = ""
    people: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class BuildSummary:
    """Everything a build hands to its report; `edition` says which graph this is, in words, without the clock."""

    lines: tuple[SourceLine, ...]
    graph_triples: int
    rejects: tuple[Reject, ...] = ()
    unresolved: tuple[Unresolved, ...] = ()
    namesakes: tuple[Namesake, ...] = ()
    edition: str = ""

    @property
    def by_title(self) -> tuple[tuple[str, tuple[SourceLine, ...]], ...]:
        """Return the editions of each source, those that stopped or whose rows do not add up first."""
        ordered = sorted(self.lines, key=lambda line: (line.state is not State.FAILED, line.balanced))
        titles = dict.fromkeys(line.title for line in ordered)
        return tuple((title, tuple(line for line in ordered if line.title == title)) for title in titles)

    @property
    def failures(self) -> tuple[SourceLine, ...]:
        """Return the sources that stopped."""
        return tuple(line for line in self.lines if line.state is State.FAILED)


def rejects(folder: Path) -> tuple[Reject, ...]:
    """Count by reason what `rejets/*.csv` holds, the most frequent first; an absent folder holds nothing."""
    found = (reject for path in sorted(folder.glob("*.csv")) for reject in _reasons(path))
    return tuple(sorted(found, key=lambda one: (one.scope != "ligne", -one.count, one.source, one.reason)))


def _reasons(path: Path) -> Iterator[Reject]:
    keys = ["portee", "motif", "colonne", "que_faire"]
    rows = pl.scan_csv(path, infer_schema=False).fill_null("").with_row_index("rang", offset=_HEADER + 1)
    cited = pl.format("{}, ligne {} : « {} »", "fichier", "ligne", "valeur")
    empty = pl.format("{}, ligne {} : vide", "fichier", "ligne")
    where = pl.when(pl.col("valeur") == "").then(empty).otherwise(cited).head(_EXAMPLES).alias("exemples")
    found = (pl.len().alias("n"), where, pl.col("rang").head(_EXAMPLES))
    grouped = rows.group_by(keys, maintain_order=True).agg(*found)
    return _rejects(path.stem, grouped.collect().iter_rows(named=True))


def _rejects(source: str, rows: Iterable[Mapping[str, object]]) -> Iterator[Reject]:
    for row in rows:
        examples, places = row["exemples"], row["rang"]
        assert isinstance(examples, list)
        assert isinstance(places, list)
        yield Reject(
            source=source,
            column=str(row["colonne"]),
            reason=str(row["motif"]),
            advice=str(row["que_faire"]),
            scope=str(row["portee"]),
            count=int(str(row["n"])),
            examples=tuple(examples),
            file=f"rejets/{source}.csv",
            rows=tuple(places),
        )
