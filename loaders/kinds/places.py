"""Codes of places: communes, departments, regions, cantons, constituencies, priority districts."""

from typing import Final

import polars as pl

from loaders.kinds.kind import Cleaned, Kind, compact, judged, matching, translated
from loaders.source import Column

DEPARTEMENT: Final = r"0[1-9]|[1-8][0-9]|9[0-5]|2[AB]|97[1-8]|98[46789]"
COMMUNE: Final = r"^(?:(?:0[1-9]|[1-8][0-9]|9[0-5]|2[AB])[0-9]{3}|(?:97[1-8]|98[46789])[0-9]{2})$"
REGION: Final = r"^(?:0[1-46]|11|2[1-8]|3[12]|4[1-4]|5[2-4]|7[2-6]|8[2-4]|9[134])$"  # today's and those before 2016
_IN_QPV: Final = "(?:0[0-9][0-9]|02[AB]|97[0-9]|98[0-9])"
QPV: Final = f"^(?:QP{_IN_QPV}[0-9]{{3}}|QN{_IN_QPV}[0-9]{{2}}[NMIC])$"  # lists of 2015 and of 2024
_ALLOWED: Final = rf"^(?:{DEPARTEMENT}|69[DM]|6AE)$"  # the Rhône is two bodies; the RNE writes Alsace 6AE
_CANTON: Final = rf"^(?:{DEPARTEMENT})[0-9]{{2}}$"
_CIRCONSCRIPTION: Final = rf"^(?:{DEPARTEMENT}|ZZ)[0-9]{{2}}$"  # ZZ: the French who live abroad
_OVERSEAS: Final = (("A", "971"), ("B", "972"), ("C", "973"), ("D", "974"), ("M", "976"), ("N", "988"), ("P", "987"))
_LETTERS: Final = {f"Z{letter}": code for letter, code in (*_OVERSEAS, ("S", "975"), ("W", "986"))}  # 2019-2020
_RANK: Final = 3  # digits of a commune inside its department; characters of an overseas department


def _departement(cell: pl.Expr, _: Column) -> Cleaned:
    code = _department_code(cell)
    reason = (
        pl.when(code == "ZX")
        .then(pl.lit("désigne deux collectivités, Saint-Barthélemy (977) et Saint-Martin (978) ; précisez laquelle"))
        .when(code == "ZZ")
        .then(pl.lit("désigne les Français de l'étranger, hors de tout département ; laissez la cellule vide"))
        .otherwise(pl.lit("n'est pas un code de département ; attendu : 62, 2A, 971, 69M ou 6AE"))
    )
    return judged(cell, matching(code, _ALLOWED), reason)


def _department_code(cell: pl.Expr) -> pl.Expr:
    """Give back its zero to « 1 », take it from « 059 », and read the ministry's letters."""
    code = compact(cell).str.to_uppercase()
    return translated(code, _LETTERS, code).str.replace(r"^([0-9])$", "0$1").str.replace(r"^0([0-9][0-9]|2[AB])$", "$1")


def _commune(cell: pl.Expr, column: Column) -> Cleaned:
    """Read 5 characters, 4 when a spreadsheet ate the zero, 1 to 3 when the department stands in `prefix`."""
    code = compact(cell).str.to_uppercase()
    whole = code.str.replace(r"^([1-9][0-9]{3})$", "0$1")
    short = code.str.contains(r"^[0-9]{1,3}$")
    value = pl.when(short).then(_joined(code, column)).otherwise(whole) if _prefix(column) else whole
    reason = "n'est pas un code de commune ; attendu : 5 caractères de l'Insee (62119, 2A004, 97411)"
    return judged(cell, matching(value, COMMUNE), reason)


def _joined(code: pl.Expr, column: Column) -> pl.Expr:
    """Join the department and its number: 62 + 119, 2A + 4, but overseas ZD + 411 is 97411 (the 4 is shared)."""
    raw = compact(pl.col(_prefix(column))).str.to_uppercase()
    department = _department_code(pl.col(_prefix(column)))
    department = pl.when(raw == "ZX").then("97" + code.str.slice(0, 1)).otherwise(department)
    overseas = department.str.len_chars() == _RANK
    full = department.str.slice(0, 2) + code.str.zfill(_RANK)
    joined = pl.when(overseas & (code.str.len_chars() < _RANK)).then(department + code.str.zfill(2)).otherwise(full)
    return pl.when(joined.str.starts_with(department)).then(joined)


def _zone(cell: pl.Expr, column: Column, shape: str) -> pl.Expr:
    """Read a rank of two digits after its department (`prefix`, or in front): 59 + 17, 5917, 101 for 0101."""
    code = compact(cell).str.to_uppercase()
    whole = code.str.replace(r"^([1-9][0-9]{2})$", "0$1")
    if not _prefix(column):
        return matching(whole, shape)
    raw = compact(pl.col(_prefix(column))).str.to_uppercase()
    both = {"ZX": "977", "ZZ": "ZZ"}  # the two islands share one constituency, 97701 since 2021
    department = translated(raw, both, _department_code(raw))
    joined = department + code.str.zfill(2)
    return matching(pl.when(code.str.contains(r"^[0-9]{1,2}$")).then(joined).otherwise(whole), shape)


def _canton(cell: pl.Expr, column: Column) -> Cleaned:
    reason = "n'est pas un code de canton ; attendu : département et numéro (5901, 2A01, 97101)"
    return judged(cell, _zone(cell, column, _CANTON), reason)


def _circonscription(cell: pl.Expr, column: Column) -> Cleaned:
    reason = "n'est pas un code de circonscription ; attendu : département et numéro (5901, 97101, ZZ01)"
    return judged(cell, _zone(cell, column, _CIRCONSCRIPTION), reason)


def _region(cell: pl.Expr, _: Column) -> Cleaned:
    code = compact(cell).str.replace(r"^([0-9])$", "0$1")
    return judged(cell, matching(code, REGION), "n'est pas un code de région ; attendu : 2 chiffres (32, 01, 94)")


def _qpv(cell: pl.Expr, _: Column) -> Cleaned:
    reason = "n'est pas un code de quartier prioritaire ; attendu : QN06208M (2024) ou QP062004 (2015)"
    return judged(cell, matching(compact(cell).str.to_uppercase(), QPV), reason)


def _prefix(column: Column) -> str:
    return str(column.options.get("prefix", ""))


_PREFIX: Final = {"prefix": lambda column: isinstance(column, str)}
PLACES: Final = (
    Kind("commune", _commune, "code Insee d'une commune, 5 caractères", options=_PREFIX, sound=lambda _: COMMUNE),
    Kind(
        "departement",
        _departement,
        "code d'un département ou d'une collectivité qui en tient lieu",
        sound=lambda _: _ALLOWED,
    ),
    Kind("region", _region, "code Insee d'une région, actuelle ou d'avant 2016", sound=lambda _: REGION),
    Kind("canton", _canton, "département et numéro de canton", options=_PREFIX),
    Kind("circonscription", _circonscription, "département et numéro de circonscription", options=_PREFIX),
    Kind("qpv", _qpv, "code d'un quartier prioritaire, liste de 2015 ou de 2024", sound=lambda _: QPV),
)
