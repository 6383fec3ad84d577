"""The figures of a wide table: one row each, and a row that holds none is still a row."""

import polars as pl

from loaders.measures import WORDS, Measure, unfolded

MEASURES = {
    "part-moins-25-ans": Measure(column="jeunes", label="Part des moins de 25 ans", unit="pourcent"),
    "part-femmes": Measure(column="femmes", label="Part des femmes", unit="pourcent"),
}


def frame(*rows: tuple[str, str | None, str | None]) -> pl.LazyFrame:
    return pl.LazyFrame(rows, schema=dict.fromkeys(("quartier", "jeunes", "femmes"), pl.String), orient="row")


def test_each_figure_of_a_row_is_a_row_in_the_order_they_are_declared() -> None:
    found = unfolded(frame(("QP062057", "41.2", "52.0"), ("QP062005", None, "50.1")), MEASURES).collect()
    assert found.rows() == [
        ("QP062057", "part-moins-25-ans", "Part des moins de 25 ans", "pourcent", "41.2"),
        ("QP062057", "part-femmes", "Part des femmes", "pourcent", "52.0"),
        ("QP062005", "part-femmes", "Part des femmes", "pourcent", "50.1"),
    ]
    assert found.columns == ["quartier", *WORDS]


def test_a_row_without_any_figure_stays_one_row_that_measures_nothing() -> None:
    found = unfolded(frame(("QP062057", None, None)), MEASURES).collect()
    assert found.rows() == [("QP062057", None, None, None, None)]


def test_a_table_without_measures_is_left_as_it_is() -> None:
    rows = frame(("QP062057", "41.2", "52.0"))
    assert unfolded(rows, {}) is rows
