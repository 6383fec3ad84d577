"""From one file to its triples: read, clean, resolve, map; every row read is mapped or set aside."""

import hashlib
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import polars as pl

from loaders import bodies
from loaders.clean import Clean, clean
from loaders.compiler import compile_mapping
from loaders.edition import Edition
from loaders.errors import SourceError
from loaders.kinds import KINDS
from loaders.mapping import parse
from loaders.measures import WORDS, unfolded
from loaders.newest import SCHEMA, silenced
from loaders.persons import KEY, Persons, Row, slug
from loaders.source import Column, Source
from loaders.successions import Successions, succeeded
from loaders.table import read
from loaders.terms import DECIMAL, IRI, Form, TermType
from loaders.vintage import Vintage

EXTRA: Final = {
    "preuve": IRI,
    "edition": IRI,
    "publication": TermType(form="part"),
    "personne": TermType(form="part"),
    "personne_nom": TermType(),
    "personne_prenom": TermType(),
    "rien": TermType(form="part"),
}
"""What every mapping may use beside its columns: the place of the row, its file, that file's date, who it is about.

`?rien` is never bound: what a condition gives where it has nothing to say, IF(?montant > ?cout, "…", ?rien).
"""


@dataclass(frozen=True)
class Context:
    """What one row cannot know: today's codes of communes and groupings, who is who, and who speaks last of a fact."""

    vintage: Vintage
    persons: Persons
    newest: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=SCHEMA))
    successions: Successions = field(default_factory=dict)
    bodies: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=bodies.SCHEMA))

    def digest(self) -> str:
        """Return a key of all that rows are resolved against, to know when a file must be mapped again."""
        total = hashlib.sha256(
            repr((self.vintage.moves.items(), sorted(self.vintage.current), sorted(self.vintage.parts))).encode()
        )
        total.update(repr(sorted(self.successions.items())).encode())
        for table in (self.persons.table, self.newest, self.bodies):
            total.update(table.hash_rows().sort().to_numpy().tobytes())
        return total.hexdigest()


def prepare(edition: Edition, workdir: Path) -> Clean:
    """Read and clean a file into the work folder; SourceError says in one line what makes it unusable."""
    if edition.source.files.dated and edition.published is None:
        problem = "l'année de cette édition n'est pas connue : le fichier ne la dit pas"
        remedy = f"mettez-la dans son nom, par exemple {edition.path.stem}_2025{edition.path.suffix}"
        raise SourceError(edition.source.name, problem, file=edition.name, remedy=remedy)
    with tempfile.TemporaryDirectory(prefix="lecture-", dir=workdir) as reading:
        table = read(edition.source, edition.path, Path(reading))
        return clean(edition.source, table, Path(tempfile.mkdtemp(prefix="cellules-", dir=workdir)))


def people(edition: Edition, rows: pl.LazyFrame) -> Iterator[Row]:
    """Yield, for each row about an elected person, what tells that person from another; birth dates stay here."""
    if edition.source.person is None:
        return
    person = edition.source.person
    wanted = _identified(edition.source, rows).select(*KEY, person.family, person.given)
    yield from wanted.filter(pl.col("_slug").is_not_null()).unique().collect(engine="streaming").iter_rows()


def _identified(source: Source, rows: pl.LazyFrame) -> pl.LazyFrame:
    """Add KEY: the folded name, the birth date or null, and `level:code` of the territory as it was published."""
    person = source.person
    assert person is not None
    birth = pl.col(person.birth) if person.birth else pl.lit(None, pl.String)
    origin = f"{person.territory}_origine"
    resolved = origin in rows.collect_schema()
    place = pl.coalesce(origin, person.territory) if resolved else pl.col(person.territory)
    if person.level != "reference":
        place = pl.concat_str(pl.lit(f"{person.level}:"), place.fill_null(""))
    return rows.with_columns(
        slug(pl.col(person.family), pl.col(person.given)).alias(KEY[0]), birth.alias(KEY[1]), place.alias(KEY[2])
    )


def rows(edition: Edition, cleaned: Clean, context: Context) -> pl.LazyFrame:
    """Return the solutions of the mapping: every column and EXTRA, as text, one row each."""
    source = edition.source
    frame = resolved(edition, _options(edition, cleaned.accepted), context.vintage)
    for column in _groupings(source):
        frame = succeeded(frame, column, context.successions)
    for column in bodies.asking(source):
        frame = bodies.named(frame, column, context.bodies)
    frame = unfolded(silenced(frame, edition, context.newest), source.measures)
    if source.person is not None:
        who = context.persons.table.lazy()
        frame = _identified(source, frame).join(who, on=KEY, how="left", nulls_equal=True, maintain_order="left")
    return frame.with_columns(
        _place(edition, frame).alias("preuve"),
        pl.lit(edition.iri).alias("edition"),
        pl.lit(edition.published, pl.String).alias("publication"),
        pl.lit(None, pl.String).alias("rien"),
    )


def resolved(edition: Edition, frame: pl.LazyFrame, vintage: Vintage) -> pl.LazyFrame:
    """Return the rows of a file under the commune codes of today, the published ones kept beside them."""
    for column in _communes(edition.source):
        frame = _resolved(frame, column, vintage.table(edition.published))
    return frame


def _options(edition: Edition, frame: pl.LazyFrame) -> pl.LazyFrame:
    """Apply `latest` (only the newest edition speaks), `first` (only the first row that says it) and `[order]`."""
    columns, order = edition.source.columns.values(), edition.source.order
    if order is not None:
        rank = pl.int_range(1, pl.len() + 1).over(*order.among).cast(pl.String)
        frame = frame.with_columns(rank.alias("ordre"))
    if not edition.latest:
        silent = [c.name for c in columns if c.options.get("latest")]
        frame = frame.with_columns(pl.lit(None, pl.String).alias(name) for name in silent)
    once = [c.name for c in columns if c.options.get("first")]
    return frame.with_columns(pl.when(pl.col(n).is_first_distinct()).then(pl.col(n)).alias(n) for n in once)


def _communes(source: Source) -> list[str]:
    """Name the columns whose codes are resolved to today's communes."""
    columns = source.columns.values()
    return [c.name for c in columns if c.kind == "commune" and c.options.get("vintage", True)]


def _groupings(source: Source) -> list[str]:
    """Name the columns whose SIREN are resolved to the groupings of today."""
    return [c.name for c in source.columns.values() if c.options.get("succession")]


def _resolved(frame: pl.LazyFrame, column: str, changed: pl.DataFrame) -> pl.LazyFrame:
    """Put today's code in the column, and the published one, where it differs, in `<column>_origine`."""
    today = changed.lazy().rename({"code": column, "courant": "_courant"})
    frame = frame.join(today, on=column, how="left", maintain_order="left")
    return frame.with_columns(
        pl.when(pl.col("_courant").is_not_null()).then(pl.col(column)).alias(f"{column}_origine"),
        pl.coalesce("_courant", column).alias(column),
    ).drop("_courant")


def _place(edition: Edition, frame: pl.LazyFrame) -> pl.Expr:
    """Return where a row is in its file, as an IRI (RFC 7111, RFC 6901 in a fragment, RFC 5147)."""
    evidence, base = edition.source.evidence, edition.iri
    if evidence.fragment == "char":
        return pl.concat_str(pl.lit(f"{base}#char="), pl.col(evidence.start), pl.lit(","), pl.col(evidence.end))
    if "_pointer" in frame.collect_schema():
        return pl.concat_str(pl.lit(f"{base}#"), pl.col("_pointer"))
    return pl.concat_str(pl.lit(f"{base}#row="), pl.col("_row").cast(pl.String))


def variables(source: Source) -> Mapping[str, TermType]:
    """Return the type of every variable that a mapping of this source may use."""
    types = {name: _type(column) for name, column in source.columns.items()}
    types |= {"ordre": TermType(form="part")} if source.order else {}
    origins = {f"{name}_origine": TermType(form="part") for name in (*_communes(source), *_groupings(source))}
    types |= {f"{name}{bodies.SUFFIX}": TermType(form="reference") for name in bodies.asking(source)}
    if source.measures:
        types = {name: kind for name, kind in types.items() if name not in {m.column for m in source.measures.values()}}
        types |= dict(zip(WORDS, (TermType(form="part"), TermType(), TermType(), DECIMAL), strict=True))
    return {**types, **origins, **EXTRA}


def _type(column: Column) -> TermType:
    kind = KINDS[column.kind]
    form: Form = "reference" if column.kind == "reference" else "part" if kind.iri_safe else "text"
    return TermType(datatype=kind.datatype, form=form)


def write(edition: Edition, cleaned: Clean, context: Context, target: Path) -> None:
    """Write the triples of a file to `target` (N-Triples), streaming."""
    compiled = compile_mapping(parse(edition.source.mapping), variables(edition.source))
    compiled.write(rows(edition, cleaned, context), target)


def unresolved(edition: Edition, cleaned: Clean, context: Context) -> tuple[tuple[str, int], ...]:
    """Return the commune codes of a file that no movement leads to a living commune, and their number of rows."""
    found: dict[str, int] = {}
    for column in _communes(edition.source):
        frame = _resolved(cleaned.accepted, column, context.vintage.table(edition.published))
        seen = frame.group_by(column).len().drop_nulls().collect(engine="streaming")
        lost = context.vintage.unresolved(seen[column].to_list())
        found |= dict(seen.filter(pl.col(column).is_in(lost)).sort(column).iter_rows())
    return tuple(found.items())
