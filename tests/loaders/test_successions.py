"""Who took the place of a dissolved authority: chains are followed, a split or a circle leads nowhere."""

import polars as pl
import pytest

from loaders.successions import succeeded, successions


def known(*events: tuple[str, str]) -> dict[str, str]:
    return dict(successions(pl.DataFrame(events, schema=["avant", "apres"], orient="row")))


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([("A", "B")], {"A": "B"}),
        ([("A", "B"), ("B", "C")], {"A": "C", "B": "C"}),
        ([("A", "B"), ("A", "B")], {"A": "B"}),
        ([("A", "B"), ("A", "C")], {}),
        ([("A", "B"), ("B", "C"), ("B", "D")], {}),
        ([("A", "B"), ("B", "A")], {}),
        ([("A", "A")], {}),
    ],
    ids=["one", "chain", "told-twice", "split", "chain-then-split", "circle", "itself"],
)
def test_a_succession_is_followed_to_today_or_not_at_all(
    events: list[tuple[str, str]], expected: dict[str, str]
) -> None:
    assert known(*events) == expected


def test_the_published_siren_stays_beside_that_of_today() -> None:
    frame = pl.LazyFrame({"epci": ["A", "Z", None]})
    assert succeeded(frame, "epci", {"A": "B"}).collect().rows(named=True) == [
        {"epci": "B", "epci_origine": "A"},
        {"epci": "Z", "epci_origine": None},
        {"epci": None, "epci_origine": None},
    ]
