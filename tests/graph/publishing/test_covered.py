"""What a release says it covers: no more than it describes."""

from pathlib import Path

import pytest

from tests.graph.publishing.lot import COMMUNES, published

TOWN = '<territoire/commune/0100{n}> a igeo:Commune ; rdfs:label "Ville {n}"@fr .'


@pytest.mark.parametrize(
    ("towns", "title", "where"),
    [
        (0, "Ambérieu-en-Bugey", "Ambérieu-en-Bugey"),
        (2, "Ambérieu-en-Bugey, Ville 5, Ville 6", "Ambérieu-en-Bugey, Ville 5, Ville 6"),
        (8, "Ain", "Ain (9 communes)"),  # nine are too many to name, and are said not to be the whole department
    ],
)
def test_few_territories_are_named_and_many_are_counted(towns: int, title: str, where: str, tmp_path: Path) -> None:
    more = " ".join(TOWN.format(n=n) for n in range(5, 5 + towns))
    facts = f"<source/communes/v_commune_2026.csv> {{ {more} }}"
    release = published(tmp_path, COMMUNES, facts, allow_violations=True).release
    assert release.title.endswith(f" : {title}")
    assert release.description.endswith(f" Territoire : {where}.")
