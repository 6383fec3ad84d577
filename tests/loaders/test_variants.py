"""Files of one source that have another publisher or licence keep it on their edition."""

from pathlib import Path

import pytest

from loaders.edition import edition
from loaders.errors import SourceError
from loaders.variants import changes
from tests.loaders.declarations import declare
from tests.loaders.mapped import SOURCES

ODBL = "https://opendatacommons.org/licenses/odbl/1-0/"
OPEN = "https://www.etalab.gouv.fr/licence-ouverte-open-licence"
TWO = """
[variants.une]
pattern = "(?i)lille"
licence = "https://exemple.fr/une"
[variants.autre]
pattern = "mel"
publisher_name = "MEL"
"""


@pytest.mark.parametrize(
    ("name", "licence"),
    [
        ("subventions_OD.SUBVENTION_CONVENTION_CODAH.json", ODBL),
        ("subventions_departement_somme_2022.csv", OPEN),
    ],
)
def test_the_odbl_of_a_file_is_not_that_of_the_others(tmp_path: Path, name: str, licence: str) -> None:
    path = tmp_path / name
    path.write_text("[]", encoding="utf-8")
    source = edition(SOURCES["subventions"], path).source
    assert source.licence == licence
    assert ("havraise" in source.publisher_name) == (licence == ODBL)
    assert source.columns == SOURCES["subventions"].columns


def test_the_first_variant_that_matches_says_what_differs(tmp_path: Path) -> None:
    variants = declare(tmp_path, TWO + "[columns]\n").variants
    assert changes(variants, "Lille-mel.csv") == {"licence": "https://exemple.fr/une"}
    assert changes(variants, "mel.csv") == {"publisher_name": "MEL"}
    assert changes(variants, "autre.csv") == {}


def test_a_variant_says_nothing_else(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"clés inconnues : \['title'\]"):
        declare(tmp_path, '[columns]\n[variants.une]\npattern = "a"\ntitle = "Autre"\n')
