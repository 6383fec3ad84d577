"""Identifiers of bodies and of our own lists: SIREN, SIRET, RNA, slugs, notations, references, flags."""

import operator
import re
from functools import reduce
from typing import Final

import polars as pl

from loaders.kinds.kind import XSD, Cleaned, Kind, compact, folded, judged, matching
from loaders.kinds.places import COMMUNE, DEPARTEMENT, QPV, REGION
from loaders.source import Column
from ontology.iris import REFERENCES

LA_POSTE: Final = "356000000"  # its 18,000 offices outgrew the check digit: their digits add up to a multiple of 5
SLUG: Final = r"^[a-z0-9]+(?:-[a-z0-9]+)*$"
_NOTATION: Final = r"^[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*$"
_SHAPES: Final = {"commune": COMMUNE, "departement": f"^(?:{DEPARTEMENT}|69[DM]|6AE)$", "region": REGION, "qpv": QPV}
_SIRENS: Final = frozenset({"epci", "siren"})
_TRUE: Final = ("oui", "o", "vrai", "true", "1")
_FALSE: Final = ("non", "n", "faux", "false", "0")


def _siren(cell: pl.Expr, _: Column) -> Cleaned:
    code = compact(cell)
    reason = (
        pl.when(code.str.contains(r"^[0-9]{9}$"))
        .then(pl.lit("n'est pas un SIREN : sa clé de contrôle est fausse ; recopiez-le depuis l'avis de l'Insee"))
        .otherwise(pl.lit("n'est pas un SIREN ; attendu : 9 chiffres (zéro initial ou format perdu dans un tableur ?)"))
    )
    return judged(cell, checked_siren(code), reason)


def _siret(cell: pl.Expr, _: Column) -> Cleaned:
    code = compact(cell)
    reason = (
        pl.when(code.str.contains(r"^[0-9]{14}$"))
        .then(pl.lit("n'est pas un SIRET : sa clé de contrôle est fausse ; vérifiez-le sur l'annuaire des entreprises"))
        .otherwise(
            pl.lit("n'est pas un SIRET ; attendu : 14 chiffres (zéro initial ou format perdu dans un tableur ?)")
        )
    )
    return judged(cell, checked_siret(code), reason)


def checked_siret(code: pl.Expr) -> pl.Expr:
    """Return the SIRET where its check digit is right, by the sum of its digits for the offices of La Poste."""
    number = code.cast(pl.Int64, strict=False)
    return pl.when(code.str.contains(r"^[0-9]{14}$") & (luhn(number, 14) | at_la_poste(code, number))).then(code)


def checked_siren(code: pl.Expr) -> pl.Expr:
    """Return the SIREN where its check digit is right; nine zeros pass the sum and name nobody."""
    number = code.cast(pl.Int64, strict=False)
    return pl.when(code.str.contains(r"^[0-9]{9}$") & (number > 0) & luhn(number, 9)).then(code)


def at_la_poste(code: pl.Expr, number: pl.Expr) -> pl.Expr:
    """Tell a SIRET of La Poste whose digits add up to a multiple of five."""
    return code.str.starts_with(LA_POSTE) & (reduce(operator.add, _digits(number, 14)) % 5 == 0)


def luhn(number: pl.Expr, length: int) -> pl.Expr:
    """Tell whether the sum of ISO/IEC 7812-1 is a multiple of ten: every second digit from the right counts twice."""
    weighted = [d * 2 % 10 + d // 5 if rank % 2 else d for rank, d in enumerate(_digits(number, length))]
    return reduce(operator.add, weighted) % 10 == 0


def _digits(number: pl.Expr, length: int) -> list[pl.Expr]:
    """Return the digits from the right, by arithmetic: eight times faster than letter by letter."""
    return [number // 10**rank % 10 for rank in range(length)]


def _rna(cell: pl.Expr, _: Column) -> Cleaned:
    code = matching(compact(cell).str.to_uppercase(), r"^W[0-9][0-9A-Z][0-9]{7}$")
    return judged(cell, code, "n'est pas un numéro RNA d'association ; attendu : W et 9 caractères (W621000123)")


def _slug(cell: pl.Expr, _: Column) -> Cleaned:
    reason = "n'est pas un identifiant ; attendu : minuscules sans accent, chiffres et tirets"
    return judged(cell, matching(cell, SLUG), reason)


def _notation(cell: pl.Expr, column: Column) -> Cleaned:
    text = matching(cell, _NOTATION)
    values = [str(value) for value in column.options.get("values", ())]
    if not values:
        return judged(cell, text, "n'est pas un code ; attendu : lettres sans accent, chiffres et tirets")
    reason = f"n'est pas dans la liste ; valeurs admises : {', '.join(values)}"
    return judged(cell, pl.when(text.is_in(values)).then(text), reason)


def _notations(values: list[str]) -> bool:
    return all(re.match(_NOTATION, value) for value in values)


def _listed(column: Column) -> str:
    values = [str(value) for value in column.options.get("values", ())]
    return f"^(?:{'|'.join(values)})$" if values else _NOTATION


def _prefixes(names: list[str]) -> bool:
    return REFERENCES.keys() >= set(names)


def _reference(cell: pl.Expr, column: Column) -> Cleaned:
    """Check `prefix:code` with the rule of each prefix; option `prefixes` narrows the list."""
    prefixes = [str(name) for name in column.options.get("prefixes", REFERENCES)]
    prefix, code = cell.str.extract(r"^([a-z]+):"), cell.str.extract(r"^[a-z]+:(.*)$")
    right = [(prefix == name) & _named(name, code) for name in prefixes]
    reason = (
        pl.when(prefix.is_in(prefixes))
        .then(pl.format("n'est pas une référence : le code après « {}: » est faux ; corrigez-le", prefix))
        .otherwise(pl.lit(f"n'est pas une référence ; attendu : préfixe:code, préfixes : {', '.join(prefixes)}"))
    )
    return judged(cell, pl.when(pl.any_horizontal(right)).then(cell), reason)


def _named(name: str, code: pl.Expr) -> pl.Expr:
    if name in _SIRENS:
        return checked_siren(code).is_not_null()
    return code.str.contains(_SHAPES.get(name, SLUG))


def _flag(cell: pl.Expr, _: Column) -> Cleaned:
    word = folded(cell)
    value = pl.when(word.is_in(_TRUE)).then(pl.lit("true")).when(word.is_in(_FALSE)).then(pl.lit("false"))
    return judged(cell, value, "n'est pas une réponse par oui ou non ; attendu : oui, non, vrai, faux, 1, 0")


IDENTIFIERS: Final = (
    Kind("siren", _siren, "numéro SIREN, 9 chiffres, clé vérifiée"),
    Kind("siret", _siret, "numéro SIRET, 14 chiffres, clé vérifiée (exception de La Poste)"),
    Kind("rna", _rna, "numéro d'association du répertoire national"),
    Kind("slug", _slug, "identifiant du projet : minuscules, chiffres, tirets", sound=lambda _: SLUG),
    Kind("notation", _notation, "code d'une liste", options={"values": _notations}, sound=_listed),
    Kind("reference", _reference, "préfixe:code d'un acteur", iri_safe=False, options={"prefixes": _prefixes}),
    Kind("flag", _flag, "oui ou non", datatype=f"{XSD}boolean"),
)
