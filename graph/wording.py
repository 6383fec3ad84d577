"""French wording of amounts, numbers, dates, periods and names: pure functions from data to what a reader sees."""

import re
import unicodedata
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

NBSP: Final = "\u00a0"
THIN: Final = "\u202f"
MONTHS: Final = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
SCALES: Final = ((Decimal(10) ** 9, "Md€", 2, 1), (Decimal(10) ** 6, "M€", 2, 1), (Decimal(10) ** 3, "k€", 0, 10))
QUALIFIERS: Final = {
    "environ": "environ ", "plus-de": "plus de ", "moins-de": "moins de ", "jusqu-a": "jusqu’à ", "plafond": "au plus ",
}  # fmt: skip
VOWELS: Final = "aeiouy"


def number(value: Decimal | int) -> str:
    """Write a number exactly: « 1 300 000 », « 40,5 »."""
    whole, _, fraction = format(Decimal(value), "f").partition(".")
    sign, digits = ("−", whole[1:]) if whole.startswith("-") else ("", whole)
    grouped = re.sub(r"(?<=\d)(?=(\d{3})+$)", THIN, digits)
    fraction = fraction.rstrip("0")
    return f"{sign}{grouped},{fraction}" if fraction else sign + grouped


def euros(value: Decimal) -> str:
    """Write an amount exactly, to the cent when it has cents: « 1 300 000 € », « 12,50 € »."""
    if value == value.to_integral_value():
        return number(value.to_integral_value()) + NBSP + "€"
    whole, _, cents = format(value.quantize(Decimal("0.01"), ROUND_HALF_UP), "f").partition(".")
    return f"{number(Decimal(whole))},{cents}{NBSP}€"


def short_euros(value: Decimal) -> str:
    """Write an amount to be read at a glance: « 6,57 M€ », « 72 k€ », « 70 € »."""
    for scale, unit, places, least in SCALES:
        rounded = (value / scale).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
        if abs(rounded) >= least:
            return number(rounded) + NBSP + unit
    return euros(value)


def qualified(amount: str, qualifier: str) -> str:
    """Put the qualifier of a code list before an amount: « plus de 220 M€ »."""
    return QUALIFIERS.get(qualifier, "") + amount


def day(value: date, precision: str = "jour") -> str:
    """Write a date no more precisely than the source gives it: « 3 mars 2024 », « mars 2024 », « 2024 »."""
    month = f"{MONTHS[value.month - 1]} {value.year}"
    first = "1er" if value.day == 1 else str(value.day)
    return {"annee": str(value.year), "mois": month}.get(precision, f"{first} {month}")


def period(start: str, end: str) -> str:
    """Write a period from its written ends, either of which may be empty: « de 2020 à 2023 », « depuis juin 2020 »."""
    if start and start == end:
        return ("le " if _is_day(start) else "en ") + start
    if start and end:
        return f"{_since(start)} {'au' if _is_day(end) else 'à'} {end}"
    if start:
        return f"depuis {'le ' if _is_day(start) else ''}{start}"
    return f"jusqu’{'au' if _is_day(end) else 'en'} {end}" if end else ""


def _is_day(text: str) -> bool:
    return re.match(r"\d+(er)? ", text) is not None


def _since(start: str) -> str:
    if _is_day(start):
        return f"du {start}"
    return f"d’{start}" if start[0] in VOWELS else f"de {start}"


def count(quantity: int, one: str, many: str) -> str:
    """Count in French, where zero is singular: « 0 lien », « 1 lien », « 4 212 liens »."""
    return f"{number(quantity)} {one if quantity < 2 else many}"  # noqa: PLR2004 the rule of the language


def folded(text: str) -> str:
    """Return the text without accents, ligatures or case, for searching and sorting."""
    plain = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "Oe").replace("æ", "ae"))
    return re.sub(r"[\s'’-]+", " ", "".join(c for c in plain if not unicodedata.combining(c))).casefold().strip()


def day_of(published: str) -> str:
    """Write a date as published, « 2026 », « 2026-03 » or « 2026-03-15 »; anything else is returned as it is."""
    parts = published.split("-")
    try:
        whole = date.fromisoformat("-".join([*parts, "01", "01"][:3]))
    except ValueError:
        return published
    return day(whole, ("annee", "mois", "jour")[min(len(parts), 3) - 1])
