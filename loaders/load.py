"""From one file to its triples: read, clean, resolve, map; every row read is mapped or set aside."""

import hashlib
import tempfile
from collections.abc import Mapping
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
from loaders.persons import KEY, ROW, Persons, slug
from loaders.resolving import communes, groupings, options, place, resolved, today
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


def people(edition: Edition, rows: pl.LazyFrame) -> pl.LazyFrame:
    """Return, for each row about an elected person, what tells that person from another (ROW); dates stay in memory."""
    person = edition.source.person
    assert person is not None
    names = (pl.col(person.family).alias(ROW[3]), pl.col(person.given).alias(ROW[4]))
    return _identified(edition.source, rows).select(*KEY, *names).filter(pl.col(KEY[0]).is_not_null()).unique()


def _identified(source: Source, rows: pl.LazyFrame) -> pl.LazyFrame:
    """Add KEY: the folded name, the birth date or null, and `level:code` of the territory as it was published."""
    person = source.person
    assert person is not None
    birth = pl.col(person.birth) if person.birth else pl.lit(None, pl.String)
    origin = f"{person.territory}_origine"
    moved = origin in rows.collect_schema()
    where = pl.coalesce(origin, person.territory) if moved else pl.col(person.territory)
    if person.level != "reference":
        where = pl.concat_str(pl.lit(f"{person.level}:"), where.fill_null(""))
    return rows.with_columns(
        slug(pl.col(person.family), pl.col(person.given)).alias(KEY[0]), birth.alias(KEY[1]), where.alias(KEY[2])
    )


def rows(edition: Edition, cleaned: Clean, context: Context) -> pl.LazyFrame:
    """Return the solutions of the mapping: every column and EXTRA, as text, one row each."""
    source = edition.source
    frame = resolved(edition, options(edition, cleaned.accepted), context.vintage)
    for column in groupings(source):
        frame = succeeded(frame, column, context.successions)
    for column in bodies.asking(source):
        frame = bodies.named(frame, column, context.bodies)
    frame = unfolded(silenced(frame, edition, context.newest), source.measures)
    if source.person is not None:
        who = context.persons.table.lazy()
        frame = _identified(source, frame).join(who, on=KEY, how="left", nulls_equal=True, maintain_order="left")
    return frame.with_columns(
        place(edition, frame).alias("preuve"),
        pl.lit(edition.iri).alias("edition"),
        pl.lit(edition.published, pl.String).alias("publication"),
        pl.lit(None, pl.String).alias("rien"),
    )


def variables(source: Source) -> Mapping[str, TermType]:
    """Return the type of every variable that a mapping of this source may use."""
    types = {name: _type(column) for name, column in source.columns.items()}
    types |= {"ordre": TermType(form="part")} if source.order else {}
    origins = {f"{name}_origine": TermType(form="part") for name in (*communes(source), *groupings(source))}
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
    for column in communes(edition.source):
        codes = cleaned.accepted.group_by(column).len("lignes").drop_nulls().collect(engine="streaming").lazy()
        moved = today(codes, column, context.vintage.table(edition.published))
        seen = moved.group_by(column).agg(pl.col("lignes").sum()).collect()
        lost = context.vintage.unresolved(seen[column].to_list())
        found |= dict(seen.filter(pl.col(column).is_in(lost)).sort(column).iter_rows())
    return tuple(found.items())
