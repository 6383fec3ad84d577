"""Days and periods: every form seen in the sources, checked against the calendar, written as ISO 8601."""

from typing import Final

import polars as pl

from loaders.kinds.kind import XSD, Cleaned, Kind, judged, matching
from loaders.source import Column

FIRST_YEAR: Final = 1800
LAST_YEAR: Final = 2099
_YYYY: Final = "(?:1[89]|20)[0-9]{2}"
_DD: Final = "[0-9]{1,2}"
_CLOCK: Final = r"(?:[ T][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?)?"
_MIDNIGHT: Final = r"(?:[ T]00:00(?::00(?:\.0+)?)?)?(?:Z|[+-][0-9]{2}(?::?[0-9]{2})?)"  # an offset moves other hours
_WHOLE: Final = f"^({_YYYY}[/.-]{_DD}[/.-]{_DD}|{_DD}[/.-]{_DD}[/.-]{_YYYY})(?:{_CLOCK}|{_MIDNIGHT})$"
_SHORT: Final = f"^({_DD})/({_DD})/([0-9]{{2}})$"
_ANY_YEAR: Final = _WHOLE.replace(_YYYY, "[0-9]{4}")
_PARTIAL: Final = f"^{_YYYY}(?:-[0-9]{{2}}(?:-[0-9]{{2}})?)?$"
_YEAR: Final = f"^{_YYYY}$"
_ISO: Final = f"{_YYYY}[/-][0-9]{{2}}[/-][0-9]{{2}}"
_PERIOD: Final = f"^({_ISO})(?: ?[/_] ?({_ISO}))?$"
_SURE: Final = f"^{_YYYY}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])$"  # every month has these days
_NOT_PARTIAL: Final = "n'est pas une date ; attendu : 2020, 2020-06 ou 2020-06-28"


def _day(cell: pl.Expr, column: Column) -> Cleaned:
    """Read 4/3/1951, 04/03/1951, 1951-03-04 and its timestamps, 2022/01/13, and 25/11/62 by `pivot`."""
    head = cell.str.extract(_WHOLE, 1).str.replace_all("/", "-", literal=True).str.replace_all(".", "-", literal=True)
    text = pl.when(cell.str.contains(_SHORT)).then(_full_year(cell, column)).otherwise(head)
    day = pl.coalesce(_date(text, "%Y-%m-%d"), _date(text, "%d-%m-%Y"))
    reason = (
        pl.when(cell.str.contains(_WHOLE) | cell.str.contains(_SHORT))
        .then(pl.lit("n'existe pas dans le calendrier ; vérifiez le jour et le mois"))
        .when(cell.str.contains(_ANY_YEAR))
        .then(pl.lit(f"est hors de {FIRST_YEAR}-{LAST_YEAR} ; vérifiez l'année"))
        .otherwise(pl.lit("n'est pas une date lisible ; attendu : 2021-03-28 ou 28/03/2021"))
    )
    return judged(cell, day.dt.to_string("%Y-%m-%d"), reason)


def _full_year(cell: pl.Expr, column: Column) -> pl.Expr:
    """Put a two-digit year in the hundred years that end with `pivot`: 2010 for births, else 2049."""
    pivot = int(column.options.get("pivot", 2010 if column.personal else 2049))
    year = cell.str.extract(_SHORT, 3).cast(pl.Int32, strict=False)
    century = pl.when(year <= pivot % 100).then(pivot // 100).otherwise(pivot // 100 - 1)
    full = (century * 100 + year).cast(pl.String)
    return pl.concat_str(full, cell.str.extract(_SHORT, 2), cell.str.extract(_SHORT, 1), separator="-")


def _date(text: pl.Expr, form: str) -> pl.Expr:
    return text.str.to_date(form, strict=False)


def _start(cell: pl.Expr, _: Column) -> Cleaned:
    return judged(cell, _first(cell).dt.to_string("%Y-%m-%d"), _NOT_PARTIAL)


def _end(cell: pl.Expr, _: Column) -> Cleaned:
    day, length = _first(cell), cell.str.len_chars()
    last = pl.when(length == len("2020")).then(day.dt.offset_by("11mo")).otherwise(day)
    last = pl.when(length < len("2020-06-28")).then(last.dt.month_end()).otherwise(last)
    return judged(cell, last.dt.to_string("%Y-%m-%d"), _NOT_PARTIAL)


def _partial(cell: pl.Expr, _: Column) -> Cleaned:
    return judged(cell, pl.when(_first(cell).is_not_null()).then(cell), _NOT_PARTIAL)


def _precision(cell: pl.Expr, _: Column) -> Cleaned:
    month, day = cell.str.len_chars() == len("2020-06"), cell.str.len_chars() == len("2020-06-28")
    name = pl.when(day).then(pl.lit("jour")).when(month).then(pl.lit("mois")).otherwise(pl.lit("annee"))
    return judged(cell, pl.when(_first(cell).is_not_null()).then(name), _NOT_PARTIAL)


def _first(cell: pl.Expr) -> pl.Expr:
    """Return the first day of 2020, 2020-06 or 2020-06-28; null for anything else."""
    text = matching(cell, _PARTIAL)
    rest = pl.lit("0000-01-01").str.slice(text.str.len_chars(), 10 - text.str.len_chars())
    return _date(text + rest, "%Y-%m-%d")


def _year(cell: pl.Expr, _: Column) -> Cleaned:
    reason = f"n'est pas une année ; attendu : 4 chiffres, de {FIRST_YEAR} à {LAST_YEAR}"
    return judged(cell, matching(cell, _YEAR), reason)


def _month(cell: pl.Expr, _: Column) -> Cleaned:
    """Read 01/2021 and 2021-01."""
    text = cell.str.replace(rf"^([0-9]{{1,2}})[/-]({_YYYY})$", "$2-$1").str.replace("-([0-9])$", "-0$1")
    value = matching(text, f"^{_YYYY}-(?:0[1-9]|1[0-2])$")
    return judged(cell, value, "n'est pas un mois ; attendu : 01/2021 ou 2021-01")


def _published(cell: pl.Expr, column: Column) -> Cleaned:
    """Read a day in any form, else a month or a year, as a partial ISO date."""
    partial = pl.when(_first(cell).is_not_null()).then(cell)
    value = pl.coalesce(_day(cell, column).value, partial)
    return judged(cell, value, "n'est pas une date ; attendu : 2018-01-16, 16/01/2018, 2018-04 ou 2018")


def _opening(cell: pl.Expr, _: Column) -> Cleaned:
    start, end = _edges(cell)
    reason = (
        pl.when(start > end)
        .then(pl.lit("est une période qui finit avant de commencer ; vérifiez les deux dates"))
        .otherwise(pl.lit("n'est pas une période ; attendu : 2017-03-14/2018-03-14, ou 2017-03-14"))
    )
    return judged(cell, pl.when(start <= end).then(start).dt.to_string("%Y-%m-%d"), reason)


def _closing(cell: pl.Expr, _: Column) -> Cleaned:
    start, end = _edges(cell)
    return Cleaned(pl.when(start <= end).then(end).dt.to_string("%Y-%m-%d"), pl.lit(None, pl.String))


def _edges(cell: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    """Return the two days of 2017-03-14/2018-03-14 and of 2022/01/13_2024/01/12, or twice the only one."""
    days = [cell.str.extract(_PERIOD, rank).str.replace_all("/", "-", literal=True) for rank in (1, 2)]
    start, end = (_date(day, "%Y-%m-%d") for day in days)
    return start, pl.when(days[1].is_null()).then(start).otherwise(end)


DATES: Final = (
    Kind(
        "day",
        _day,
        "jour du calendrier",
        datatype=f"{XSD}date",
        options={"pivot": lambda year: isinstance(year, int)},
        sound=lambda _: _SURE,
    ),
    Kind("year", _year, "année", datatype=f"{XSD}gYear", sound=lambda _: _YEAR),
    Kind("mois", _month, "mois d'une année", datatype=f"{XSD}gYearMonth"),
    Kind("date_debut", _start, "premier jour d'une année, d'un mois ou d'un jour", datatype=f"{XSD}date"),
    Kind("date_fin", _end, "dernier jour d'une année, d'un mois ou d'un jour", datatype=f"{XSD}date"),
    Kind(
        "date_publiee",
        _published,
        "jour, mois ou année, sous toutes les formes vues, en ISO",
        sound=lambda _: _SURE,
    ),
    Kind("periode_debut", _opening, "premier jour d'une période « début/fin »", datatype=f"{XSD}date"),
    Kind("periode_fin", _closing, "dernier jour d'une période « début/fin »", datatype=f"{XSD}date", lenient=True),
    Kind("date_partielle", _partial, "année, mois ou jour, tel que publié", sound=lambda _: _SURE),
    Kind("precision_date", _precision, "précision d'une date : annee, mois ou jour"),
)
