"""Each check finds the fault it is made for, and only that one; the true territory has none."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from queries import checks
from tests.queries.ground import BASE, fill, rows

BROKEN = Path(__file__).with_name("casse")


@pytest.mark.parametrize("name", checks())
def test_a_check_says_how_serious_it_is_and_what_to_do(name: str) -> None:
    assert checks()[name].severity in {"violation", "warning", "info"}
    assert checks()[name].remedy
    assert checks()[name].columns[0] == "noeud_iri"


def test_the_territory_breaks_no_check() -> None:
    store = fill(ox.Store())
    assert {name: rows(store, question.text) for name, question in checks().items()} == {name: [] for name in checks()}


@pytest.mark.parametrize("name", checks())
def test_a_check_finds_its_fault_and_no_other_check_does(name: str) -> None:
    store = fill(ox.Store(), BROKEN / f"{name}.ttl")
    assert [other for other, question in checks().items() if rows(store, question.text)] == [name]


@pytest.mark.parametrize(
    ("name", "node"),
    [
        ("detr-comptes-et-liste", "collectivite/commune/62516"),
        ("deux-maires", "collectivite/commune/62119"),
        ("equipement-loin-de-sa-commune", "equipement/mediatheque-lillers"),
        ("flux-hors-programme", "flux/tot"),
        ("flux-organisme-dissous", "flux/tard"),
        ("maire-sans-commune", "collectivite/commune/62999"),
        ("paye-plus-que-decide", "projet/di19-com14656"),
        ("subvention-superieure-au-cout", "flux/x"),
        ("titulaire-acheteur", "flux/x"),
    ],
)
def test_a_check_names_the_broken_node_and_not_the_sound_one_beside_it(name: str, node: str) -> None:
    found = rows(fill(ox.Store(), BROKEN / f"{name}.ttl"), checks()[name].text)
    assert [str(row[0]) for row in found] == [f"<{BASE}id/{node}>"]
