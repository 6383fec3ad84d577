"""Headers that a publisher writes twice, or with a year in the middle; and what is said of those nobody knows."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from loaders.errors import SourceError
from loaders.headers import match
from loaders.spellings import names_of
from tests.loaders.declarations import declare
from tests.loaders.mapped import SOURCES

TWICE = """
[read]
doubled = ["CODE RISQUE 2"]
[columns]
risque = { header = "CODE RISQUE 2", kind = "text" }
autre = { header = "CODE RISQUE 2 (2)", kind = "text" }
[ignored]
vide = ["NOM"]
"""
YEARS = """
[columns]
commune = { header = "Code Insee * Commune", kind = "commune" }
epci = { header = "Code Siren * EPCI", kind = "siren" }
[ignored]
noms = ["Nom * Commune", "strate*"]
"""


def positions(tmp_path: Path, declaration: str, header: Sequence[str]) -> dict[str, int]:
    return dict(match(declare(tmp_path, declaration), header, "essai.csv").words)


def test_a_header_declared_twice_is_two_columns(tmp_path: Path) -> None:
    assert positions(tmp_path, TWICE, ["CODE RISQUE 2", "NOM", "code_risque_2"]) == {"risque": 0, "autre": 2}


def test_a_file_may_have_it_once(tmp_path: Path) -> None:
    assert positions(tmp_path, TWICE, ["CODE RISQUE 2", "NOM"]) == {"risque": 0}


@pytest.mark.parametrize(
    ("header", "problem"),
    [
        (["CODE RISQUE 2", "NOM", "NOM"], r"en-tête en double : « NOM »"),
        (["CODE RISQUE 2"] * 3, r"colonne non déclarée : « CODE RISQUE 2 »"),
    ],
)
def test_what_is_not_declared_is_still_refused(tmp_path: Path, header: list[str], problem: str) -> None:
    with pytest.raises(SourceError, match=problem):
        positions(tmp_path, TWICE, header)


def test_names_of_a_doubled_header_are_numbered_in_their_order(tmp_path: Path) -> None:
    assert names_of(declare(tmp_path, TWICE), ["Code risque 2", "Code risque 2"]) == [
        "code risque 2",
        "code risque 2 (2)",
    ]


@pytest.mark.parametrize("year", ["2023", "2024", "2031"])
def test_a_year_may_stand_in_the_middle_of_a_header(tmp_path: Path, year: str) -> None:
    header = [
        f"Code Insee {year} Commune",
        f"Nom {year} Commune",
        f"Code Siren {year} EPCI",
        f"Strate population {year}",
    ]
    assert positions(tmp_path, YEARS, header) == {"commune": 0, "epci": 2}


def test_the_star_stands_for_the_middle_only(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"colonne non déclarée : « Code Insee 2024 Région »"):
        positions(tmp_path, YEARS, ["Code Insee 2024 Région"])


def test_the_remedy_names_the_folder_under_loaders() -> None:
    with pytest.raises(SourceError) as refused:
        match(SOURCES["ofgl-regions"], ["Exercice", "Code Siren Collectivité", "Inconnue"], "ofgl.csv")
    assert refused.value.remedy == "ajoutez-la sous [columns] ou [ignored] dans loaders/ofgl/regions/source.toml"
