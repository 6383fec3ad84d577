"""What a commune code of another year is called today; movements are those of INSEE's file, 2026 edition."""

from datetime import date

import polars as pl
import pytest

from loaders.vintage import Vintage, vintage

MOVES = [
    ("2025-01-01", "59070", "59006"),  # Bermeries joins L'Orée de Mormal
    ("2025-01-01", "62461", "62447"),  # Huby-Saint-Leu joins Hesdin-la-Forêt
    ("2025-01-01", "62549", "62447"),
    ("2025-01-01", "62743", "62447"),
    ("1994-01-01", "62126", "62119"),  # Beuvry joins Béthune…
    ("1997-01-01", "62119", "62119"),  # …which gives it back
    ("1997-01-01", "62119", "62126"),
    ("1964-01-01", "11111", "11112"),  # a split between two others (fictitious): nobody can decide
    ("1964-01-01", "11111", "11113"),
]
CURRENT = ["59006", "62447", "62119", "62126", "11112", "11113"]


@pytest.fixture
def today() -> Vintage:
    moves = pl.DataFrame(MOVES, schema=["date", "avant", "apres"], orient="row").sort("date", "avant", "apres")
    return vintage(moves, CURRENT, ["59355"])


@pytest.mark.parametrize(
    ("code", "published", "expected"),
    [
        ("59070", "2019-01-09", "59006"),
        ("62461", "2022", "62447"),
        ("62549", "2022", "62447"),
        ("62743", "2024-07", "62447"),
        ("62126", "1995", "62126"),  # Beuvry was inside Béthune then: its code is Beuvry's again
        ("62119", "1990", "62119"),  # Béthune gave communes back and is still Béthune
    ],
)
def test_a_code_leads_to_the_commune_of_today(today: Vintage, code: str, published: str, expected: str) -> None:
    changed = dict(today.table(published).iter_rows())

    assert changed.get(code, code) == expected


@pytest.mark.parametrize("published", ["2025", "2025-01-01", "2026-08-11"])
def test_a_file_of_the_day_of_the_merger_already_uses_the_new_code(today: Vintage, published: str) -> None:
    assert "59070" not in dict(today.table(published).iter_rows())


def test_a_file_without_a_date_is_read_with_the_codes_of_today(today: Vintage) -> None:
    changed = dict(today.table(None).iter_rows())

    assert changed["59070"] == "59006"
    assert "62126" not in changed  # merged in 1994, but living today


def test_a_commune_that_was_split_is_left_as_it_is(today: Vintage) -> None:
    assert today.successor("11111", date(1950, 1, 1)) is None
    assert "11111" not in dict(today.table("1950").iter_rows())


def test_a_code_that_exists_nowhere_is_listed_where_the_department_is_loaded(today: Vintage) -> None:
    assert today.unresolved(["62999", "62119", "13001"]) == ["62999"]
    assert today.unresolved(["59355"]) == []  # Lomme is a commune associated with Lille
