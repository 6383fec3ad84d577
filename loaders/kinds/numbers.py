"""Numbers as text, exact: no cell becomes a binary float, and none is rounded."""

from typing import Final

import polars as pl

from loaders.kinds.kind import XSD, Cleaned, Kind, judged, matching
from loaders.source import Column

_GROUPED: Final = r"-?(?:[0-9]{1,3}(?: [0-9]{3})+|[0-9]+)"
_DECIMALS: Final = r"[.,][0-9]+"
_EURO: Final = r"(?i) ?(?:€|eur|euros?)$"
_BOUNDS: Final = {"latitude": 90, "longitude": 180}


def _integer(cell: pl.Expr, _: Column) -> Cleaned:
    text = _signed(cell)
    value = _plain(matching(text, rf"^\+?{_GROUPED}$"))
    return judged(cell, value, "n'est pas un nombre entier ; attendu : des chiffres, sans unité ni décimale")


def _number(cell: pl.Expr, column: Column) -> Cleaned:
    reason = pl.lit("n'est pas un nombre ; attendu : 12,5 ou 12.5, sans unité ni exposant")
    return _bounded(cell, column, _decimal(cell), reason)


def _amount(cell: pl.Expr, column: Column) -> Cleaned:
    """Read euros with at most two decimals; a range, a sentence, a power of ten or a doubt is refused."""
    text = _signed(cell).str.replace(_EURO, "")
    value = _canonical(matching(text, rf"^{_GROUPED}(?:[.,][0-9]{{1,2}}0*)?$"))
    reason = (
        pl.when(text.str.contains(r"^[-0-9.,]+[eE][+-]?[0-9]+$"))
        .then(pl.lit("est en notation scientifique : le montant exact est perdu ; reprenez-le au format texte"))
        .when(text.str.contains(rf"^{_GROUPED}[.,][0-9]{{3,}}$"))
        .then(
            pl.lit("est ambigu (milliers ou décimales ?) ; écrivez au plus deux décimales, sans séparateur de milliers")
        )
        .otherwise(pl.lit("n'est pas un montant en euros ; attendu : 232 000,00 — mettez intervalle et texte à part"))
    )
    return _bounded(cell, column, value, reason)


def _bounded(cell: pl.Expr, column: Column, value: pl.Expr, reason: pl.Expr) -> Cleaned:
    """Refuse a number outside the options `min` and `max`, both allowed themselves."""
    least, most = column.options.get("min"), column.options.get("max")
    if least is None and most is None:
        return judged(cell, value, reason)
    number = value.cast(pl.Float64, strict=False)
    inside = (number >= (float("-inf") if least is None else least)) & (
        number <= (float("inf") if most is None else most)
    )
    bounds = " et ".join(
        f"{word} {bound}" for word, bound in (("au moins", least), ("au plus", most)) if bound is not None
    )
    out = pl.lit(f"est hors des bornes ; attendu : {bounds}")
    return judged(cell, pl.when(inside).then(value), pl.when(value.is_not_null()).then(out).otherwise(reason))


def _coordinate(cell: pl.Expr, column: Column) -> Cleaned:
    """Read decimal degrees (WGS 84); option `axis` (latitude, longitude) bounds them."""
    value = _decimal(cell)
    bound = _BOUNDS.get(str(column.options.get("axis")), 180)
    inside = value.cast(pl.Float64, strict=False).is_between(-bound, bound)
    reason = f"n'est pas une coordonnée ; attendu : des degrés décimaux entre -{bound} et {bound}"
    return judged(cell, pl.when(inside).then(value), reason)


def _decimal(cell: pl.Expr) -> pl.Expr:
    return _canonical(matching(_signed(cell), rf"^\+?{_GROUPED}(?:{_DECIMALS})?$"))


def _canonical(number: pl.Expr) -> pl.Expr:
    """Return the canonical xsd:decimal, which a store keeps as it is: no useless zero, no plus sign, a point."""
    text = number.str.replace_all(" ", "", literal=True)
    units = _plain(text.str.replace(r"[.,].*$", ""))
    rest = text.str.extract(r"[.,]([0-9]+)$").fill_null("").str.strip_chars_end("0")
    negative = text.str.starts_with("-") & (units == "0") & (rest != "")
    sign = pl.when(negative).then(pl.lit("-")).otherwise(pl.lit(""))
    point = pl.when(rest != "").then(pl.lit(".")).otherwise(pl.lit(""))
    return pl.concat_str(sign, units, point, rest)


def _plain(units: pl.Expr) -> pl.Expr:
    """Return an integer without spaces, plus sign, leading zeros, nor minus before nothing."""
    digits = units.str.replace_all(" ", "", literal=True).str.replace(r"^\+", "")
    return digits.str.replace(r"^(-?)0+([0-9])", "$1$2").str.replace("^-0$", "0")


def _signed(cell: pl.Expr) -> pl.Expr:
    return cell.str.replace("−", "-", literal=True)


def _written(units: str, decimals: str) -> str:
    """Return the pattern of canonical numbers of these units (zero apart) and decimals."""
    return rf"^(?:0|-?(?:{units})|-?(?:0|{units})\.{decimals})$"


def _free(column: Column, pattern: str) -> str | None:
    """Return the pattern, or that of positive numbers for a bound of 0; other bounds must look at every number."""
    bounds = {name: column.options[name] for name in ("min", "max") if name in column.options}
    return pattern if not bounds else pattern.replace("-?", "") if bounds == {"min": 0} else None


_UNITS: Final = "[1-9][0-9]*"
_INTEGER: Final = rf"^(?:0|-?{_UNITS})$"
_NUMBER: Final = _written(_UNITS, "[0-9]*[1-9]")
_AMOUNT: Final = _written(_UNITS, "[0-9]?[1-9]")
_DEGREES: Final = {
    90: _written("[1-8]?[1-9]|[1-8]0", "[0-9]*[1-9]"),
    180: _written("1[0-7][0-9]|[1-9][0-9]?", "[0-9]*[1-9]"),
}
_BETWEEN: Final = dict.fromkeys(("min", "max"), lambda bound: isinstance(bound, int | float))
NUMBERS: Final = (
    Kind("integer", _integer, "nombre entier", datatype=f"{XSD}integer", sound=lambda _: _INTEGER),
    Kind(
        "number",
        _number,
        "nombre décimal",
        datatype=f"{XSD}decimal",
        options=_BETWEEN,
        sound=lambda column: _free(column, _NUMBER),
    ),
    Kind(
        "amount",
        _amount,
        "montant en euros, deux décimales",
        datatype=f"{XSD}decimal",
        options=_BETWEEN,
        sound=lambda column: _free(column, _AMOUNT),
    ),
    Kind(
        "coordinate",
        _coordinate,
        "degrés décimaux",
        datatype=f"{XSD}decimal",
        options={"axis": _BOUNDS.__contains__},
        sound=lambda column: _DEGREES[_BOUNDS.get(str(column.options.get("axis")), 180)],
    ),
)
