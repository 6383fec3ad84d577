"""Who is who: never by name alone, never by a birth date that is written down. Everybody here is fictitious."""

import polars as pl
import pytest

from loaders.persons import KEY, ROW, Persons, Row, identify, slug

EPCI = {"62119": "200072460", "62516": "200072460", "59339": "200093201"}


def row(name: str, birth: str | None, territory: str) -> Row:
    return (name, birth, territory, "Fictif", "Lou")


def decided(*rows: Row) -> Persons:
    return identify(pl.DataFrame(rows, schema=dict.fromkeys(ROW, pl.String), orient="row"), EPCI)


def iris(*rows: Row) -> dict[tuple[str | None, ...], str]:
    table = decided(*rows).table
    return {(birth, place): who for birth, place, who in table.select(*KEY[1:], "personne").iter_rows()}


def test_the_same_name_and_birth_date_are_one_person_named_after_the_most_local_territory() -> None:
    found = iris(row("fictif-lou", "1985-05-05", "departement:62"), row("fictif-lou", "1985-05-05", "commune:62119"))

    assert set(found.values()) == {"fictif-lou-62119"}


def test_namesakes_of_one_territory_get_an_ordinal_and_are_listed() -> None:
    rows = [row("fictif-lou", "1985-05-05", "commune:62119"), row("fictif-lou", "1960-01-01", "commune:62119")]
    found = decided(*rows)

    assert sorted(found.table["personne"]) == ["fictif-lou-62119", "fictif-lou-62119-2"]
    assert [name for name, _ in found.review] == ["fictif-lou-62119"]


def test_namesakes_of_two_communes_stay_apart() -> None:
    found = iris(row("fictif-lou", "1985-05-05", "commune:62119"), row("fictif-lou", "1960-01-01", "commune:59339"))

    assert set(found.values()) == {"fictif-lou-62119", "fictif-lou-59339"}


@pytest.mark.parametrize("place", ["commune:62119", "epci:200072460", "departement:62"])
def test_a_report_without_birth_dates_joins_the_one_person_of_that_name_there(place: str) -> None:
    found = iris(row("fictif-lou", "1985-05-05", "commune:62119"), row("fictif-lou", None, place))

    assert found[None, place] == "fictif-lou-62119"


def test_a_report_about_another_territory_does_not_join() -> None:
    found = iris(row("fictif-lou", "1985-05-05", "commune:62119"), row("fictif-lou", None, "epci:200093201"))

    assert found[None, "epci:200093201"] == "fictif-lou-200093201"


def test_what_cannot_be_decided_stays_apart_and_is_listed() -> None:
    rows = [
        row("fictif-lou", "1985-05-05", "commune:62119"),
        row("fictif-lou", "1960-01-01", "commune:62516"),
        row("fictif-lou", None, "epci:200072460"),
    ]
    found = decided(*rows)

    assert len(set(found.table["personne"])) == 3
    assert len(found.review) == 1


def test_the_order_of_the_rows_changes_nothing() -> None:
    rows = [row("fictif-lou", f"19{y}-01-01", f"commune:{c}") for y in (50, 60, 70) for c in ("62119", "62516")]
    forward, backward = decided(*rows), decided(*rows[::-1])

    assert sorted(forward.table.iter_rows()) == sorted(backward.table.iter_rows())
    assert forward.review == backward.review


@pytest.mark.parametrize(
    ("family", "given", "expected"),
    [
        ("GACQUERRE", "Olivier", "gacquerre-olivier"),
        ("D'HYPOTHÈSE", "Jean-Noël", "d-hypothese-jean-noel"),
        ("ŒUVRE", "Lætitia", "oeuvre-laetitia"),
        ("Le Modèle", "Éric", "le-modele-eric"),
    ],
)
def test_a_slug_folds_case_accents_and_ligatures(family: str, given: str, expected: str) -> None:
    frame = pl.DataFrame({"nom": [family], "prenom": [given]})

    assert frame.select(slug(pl.col("nom"), pl.col("prenom"))).item() == expected
