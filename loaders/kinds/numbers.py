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


def _number(cell: pl.Expr, _: Column) -> Cleaned:
    return judged(cell, _decimal(cell), "n'est pas un nombre ; attendu : 12,5 ou 12.5, sans unité ni exposant")


def _amount(cell: pl.Expr, _: Column) -> Cleaned:
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
    return judged(cell, value, reason)


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


NUMBERS: Final = (
    Kind("integer", _integer, "nombre entier", datatype=f"{XSD}integer"),
    Kind("number", _number, "nombre décimal", datatype=f"{XSD}decimal"),
    Kind("amount", _amount, "montant en euros, deux décimales", datatype=f"{XSD}decimal"),
    Kind(
        "coordinate", _coordinate, "degrés décimaux", datatype=f"{XSD}decimal", options={"axis": _BOUNDS.__contains__}
    ),
)
