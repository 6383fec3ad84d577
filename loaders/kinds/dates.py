"""Days and periods: every form seen in the sources, checked against the calendar, written as ISO 8601."""

from typing import Final

import polars as pl

from loaders.kinds.kind import XSD, Cleaned, Kind, judged, matching, tidy
from loaders.source import Column

FIRST_YEAR: Final = 1800
LAST_YEAR: Final = 2100
_CLOCK: Final = r"(?:[ T][0-9]{1,2}:[0-9][0-9](?::[0-9][0-9](?:\.[0-9]+)?)?)?"
_MIDNIGHT: Final = r"(?:[ T]00:00(?::00(?:\.0+)?)?)?(?:Z|[+-][0-9][0-9](?::?[0-9][0-9])?)"  # an offset moves any other hour
_FRENCH: Final = rf"^([0-9]{{1,2}})[/.-]([0-9]{{1,2}})[/.-]([0-9]{{4}}){_CLOCK}$"
_ISO: Final = rf"^([0-9]{{4}})[-/]([0-9]{{1,2}})[-/]([0-9]{{1,2}})(?:{_CLOCK}|{_MIDNIGHT})$"
_SHORT: Final = r"^([0-9]{1,2})/([0-9]{1,2})/([0-9]{2})$"
_READ: Final = r"^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}$"
_PARTIAL: Final = r"^[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?$"
_YEAR: Final = r"^(?:1[89][0-9][0-9]|20[0-9][0-9]|2100)$"


def _day(cell: pl.Expr, column: Column) -> Cleaned:
    """Read 4/3/1951, 04/03/1951, 1951-03-04 and its timestamps, 2022/01/13, and 25/11/62 by `pivot`."""
    text = tidy(cell)
    iso = text.str.replace(_FRENCH, "$3-$2-$1").str.replace(_ISO, "$1-$2-$3")
    iso = pl.when(text.str.contains(_SHORT)).then(_full_year(text, column)).otherwise(iso)
    readable = iso.str.contains(_READ)
    reason = (
        pl.when(~readable)
        .then(pl.lit("n'est pas une date lisible ; attendu : 2021-03-28 ou 28/03/2021"))
        .when(_date(iso).is_null())
        .then(pl.lit("n'existe pas dans le calendrier ; vérifiez le jour et le mois"))
        .otherwise(pl.lit(f"est hors de {FIRST_YEAR}-{LAST_YEAR} ; vérifiez l'année"))
    )
    return judged(cell, _plausible(_date(iso)).dt.to_string("%Y-%m-%d"), reason)


def _full_year(text: pl.Expr, column: Column) -> pl.Expr:
    """Put a two-digit year in the hundred years that end with `pivot`: 2010 for births, else 2049."""
    pivot = int(column.options.get("pivot", 2010 if column.personal else 2049))
    year = text.str.extract(_SHORT, 3).cast(pl.Int32, strict=False)
    century = pl.when(year <= pivot % 100).then(pivot // 100).otherwise(pivot // 100 - 1)
    full = (century * 100 + year).cast(pl.String)
    return pl.concat_str(full, text.str.extract(_SHORT, 2), text.str.extract(_SHORT, 1), separator="-")


def _date(iso: pl.Expr) -> pl.Expr:
    return matching(iso, _READ).str.to_date("%Y-%m-%d", strict=False)


def _plausible(day: pl.Expr) -> pl.Expr:
    return pl.when(day.dt.year().is_between(FIRST_YEAR, LAST_YEAR)).then(day)


def _start(cell: pl.Expr, _: Column) -> Cleaned:
    return judged(cell, _first(cell).dt.to_string("%Y-%m-%d"), _NOT_PARTIAL)


def _end(cell: pl.Expr, _: Column) -> Cleaned:
    text, day = tidy(cell), _first(cell)
    last = pl.when(text.str.len_chars() == 4).then(day.dt.offset_by("11mo")).otherwise(day)
    last = pl.when(text.str.len_chars() < 10).then(last.dt.month_end()).otherwise(last)
    return judged(cell, last.dt.to_string("%Y-%m-%d"), _NOT_PARTIAL)


def _partial(cell: pl.Expr, _: Column) -> Cleaned:
    return judged(cell, pl.when(_first(cell).is_not_null()).then(tidy(cell)), _NOT_PARTIAL)


def _precision(cell: pl.Expr, _: Column) -> Cleaned:
    names = {4: "annee", 7: "mois", 10: "jour"}
    name = tidy(cell).str.len_chars().replace_strict(names, default=None, return_dtype=pl.String)
    return judged(cell, pl.when(_first(cell).is_not_null()).then(name), _NOT_PARTIAL)


def _first(cell: pl.Expr) -> pl.Expr:
    """Return the first day of 2020, 2020-06 or 2020-06-28; null for anything else."""
    text = matching(tidy(cell), _PARTIAL)
    missing = 10 - text.str.len_chars()
    rest = pl.lit("0000-01-01").str.slice(text.str.len_chars(), missing)
    return _plausible(_date(text + rest))


def _year(cell: pl.Expr, _: Column) -> Cleaned:
    reason = f"n'est pas une année ; attendu : 4 chiffres, de {FIRST_YEAR} à {LAST_YEAR}"
    return judged(cell, matching(tidy(cell), _YEAR), reason)


_NOT_PARTIAL: Final = "n'est pas une date ; attendu : 2020, 2020-06 ou 2020-06-28"
DATES: Final = (
    Kind("day", _day, "jour du calendrier", datatype=f"{XSD}date", options=frozenset({"pivot"})),
    Kind("year", _year, "année", datatype=f"{XSD}gYear"),
    Kind("date_debut", _start, "premier jour d'une année, d'un mois ou d'un jour", datatype=f"{XSD}date"),
    Kind("date_fin", _end, "dernier jour d'une année, d'un mois ou d'un jour", datatype=f"{XSD}date"),
    Kind("date_partielle", _partial, "année, mois ou jour, tel que publié"),
    Kind("precision_date", _precision, "precision d'une date : annee, mois ou jour"),
)
