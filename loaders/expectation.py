"""How many rows a full edition has: a truncated download passes every row check, but not this one."""

import polars as pl

from loaders.edition import Edition
from loaders.errors import SourceError


def expected(edition: Edition, rows: int, cleaned: pl.LazyFrame) -> str:
    """Refuse a full edition whose number of rows is out of bounds; say « extrait : 2 départements » of an extract."""
    bounds = edition.source.expect
    if bounds is None or edition.embedded:
        return ""
    if rows > bounds.max:
        raise _refused(edition, f"{rows} lignes, trop pour cette source")
    if bounds.column is None or rows >= bounds.min:
        return ""
    found = _departments(cleaned, bounds.column)
    if found < bounds.departements:
        return f"extrait : {found} département{'s' if found > 1 else ''}"
    raise _refused(edition, f"{rows} lignes, fichier sans doute tronqué")


def _refused(edition: Edition, problem: str) -> SourceError:
    bounds = edition.source.expect
    assert bounds is not None
    remedy = f"attendu : entre {bounds.min} et {bounds.max} lignes pour une édition entière"
    return SourceError(edition.source.name, problem, file=edition.name, remedy=remedy)


def _departments(cleaned: pl.LazyFrame, column: str) -> int:
    code = pl.col(column)
    department = pl.when(code.str.starts_with("97")).then(code.str.head(3)).otherwise(code.str.head(2))
    return int(cleaned.select(department.n_unique()).collect(engine="streaming").item())
