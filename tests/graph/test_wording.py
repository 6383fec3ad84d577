"""Amounts, dates and periods as a French reader writes them."""

from datetime import date
from decimal import Decimal

import pytest

from graph.wording import count, day, euros, folded, number, period, qualified, short_euros

T, N = "\u202f", "\u00a0"


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        ("6571000", f"6,57{N}M€"),
        ("72000", f"72{N}k€"),
        ("680000.00", f"680{N}k€"),
        ("1300000", f"1,3{N}M€"),
        ("530000000", f"530{N}M€"),
        ("1250000000", f"1,25{N}Md€"),
        ("999600", f"1{N}M€"),
        ("9400", f"9{T}400{N}€"),
        ("70", f"70{N}€"),
        ("12.5", f"12,50{N}€"),
        ("0", f"0{N}€"),
        ("-10600000", f"−10,6{N}M€"),
    ],
)
def test_an_amount_is_read_at_a_glance(amount: str, written: str) -> None:
    assert short_euros(Decimal(amount)) == written


@pytest.mark.parametrize(
    ("amount", "written"), [("1300000.00", f"1{T}300{T}000{N}€"), ("1.5E+3", f"1{T}500{N}€"), ("0.05", f"0,05{N}€")]
)
def test_an_amount_is_written_exactly(amount: str, written: str) -> None:
    assert euros(Decimal(amount)) == written


@pytest.mark.parametrize(("value", "written"), [("40.5", "40,5"), ("91.0", "91"), ("10544", f"10{T}544"), ("-3", "−3")])
def test_a_number_has_a_comma_and_thin_spaces(value: str, written: str) -> None:
    assert number(Decimal(value)) == written


@pytest.mark.parametrize(
    ("precision", "written"),
    [("jour", "3 mars 2024"), ("mois", "mars 2024"), ("annee", "2024"), ("autre", "3 mars 2024")],
)
def test_a_date_is_no_more_precise_than_its_source(precision: str, written: str) -> None:
    assert day(date(2024, 3, 3), precision) == written


def test_the_first_of_the_month_is_an_ordinal() -> None:
    assert day(date(2023, 10, 1)) == "1er octobre 2023"


@pytest.mark.parametrize(
    ("start", "end", "written"),
    [
        ("2020", "", "depuis 2020"),
        ("3 mars 2024", "", "depuis le 3 mars 2024"),
        ("2020", "2023", "de 2020 à 2023"),
        ("août 2020", "2023", "d’août 2020 à 2023"),
        ("9 juillet 2024", "31 décembre 2030", "du 9 juillet 2024 au 31 décembre 2030"),
        ("2023", "2023", "en 2023"),
        ("9 juillet 2024", "9 juillet 2024", "le 9 juillet 2024"),
        ("", "2032", "jusqu’en 2032"),
        ("", "31 décembre 2030", "jusqu’au 31 décembre 2030"),
        ("", "", ""),
    ],
)
def test_a_period_is_a_phrase(start: str, end: str, written: str) -> None:
    assert period(start, end) == written


@pytest.mark.parametrize(
    ("quantity", "written"), [(0, "0 lien"), (1, "1 lien"), (2, "2 liens"), (4212, f"4{T}212 liens")]
)
def test_zero_is_singular_in_french(quantity: int, written: str) -> None:
    assert count(quantity, "lien", "liens") == written


def test_a_qualifier_goes_before_its_amount() -> None:
    assert qualified("220 M€", "plus-de") == "plus de 220 M€"
    assert qualified("220 M€", "exact") == "220 M€"


@pytest.mark.parametrize("name", ["Nœux-les-Mines", "NOEUX LES MINES", "nœux  les\u00a0mines"])
def test_a_name_is_found_whatever_its_accents(name: str) -> None:
    assert folded(name) == "noeux les mines"
