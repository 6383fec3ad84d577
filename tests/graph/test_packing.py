"""Data written shorter and nothing lost: what comes back is what went in, in Python and in the page itself."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.drawing import view
from graph.drawing.packing import packed
from graph.templating import asset
from tests.graph import hostile
from tests.graph.browser import Tab
from tests.graph.drawing import BETHUNE, store, territory
from tests.graph.unpacking import data, unpacked, unpacked_by_the_page

TEXTS = st.one_of(
    st.text(),
    st.sampled_from(["~", "~~", "~1", "~1~x", "ligne 12", "https://w3id.org/maillage/id/a", "caractères 15 à 20"]),
)
RECORDS = st.dictionaries(
    st.sampled_from(["id", "iri", "label", "facts"]), st.one_of(TEXTS, st.lists(TEXTS), st.integers())
)
VALUES = st.dictionaries(
    st.sampled_from(["entities", "links", "options"]),
    st.one_of(RECORDS, st.lists(RECORDS), st.lists(st.lists(TEXTS)), st.booleans(), st.lists(st.none()), TEXTS),
)
CASES: list[Any] = [
    {"entities": [{"label": text, "names": [text, text], "facts": [["Nom", text]]} for text in hostile.LABELS]},
    {"nodes": [{"color": {"border": "#3A3A3A"}, "x": 1}, {"color": {"border": "#3A3A3A"}, "label": "~1~2"}]},
    {"rows": [[0, "ligne 23645"], [1, "ligne 9"], [1, "caractères 15 à 20"], [2, "caractères 15 à 30"]]},
    {"years": [{"years": [2020, None]}, {"years": [None, 2021]}], "empty": {}, "none": None, "flag": False},
]


@given(VALUES)
def test_what_comes_back_is_what_went_in(value: Any) -> None:
    assert unpacked(json.loads(json.dumps(packed(value)))) == value


@pytest.mark.parametrize("value", CASES)
def test_the_page_reads_back_what_python_wrote(tab: Tab, value: Any) -> None:
    assert unpacked_by_the_page(tab, asset("js/dom.js"), packed(value)) == value


def test_a_page_says_all_that_python_knew() -> None:
    page = view.ego(store(territory()), str(BETHUNE))
    written = data(view.render(page))

    assert {key: written[key] for key in page.data} == json.loads(json.dumps(page.data))
    assert written["nodes"] == page.carrier.nodes


def test_what_repeats_is_written_once() -> None:
    iris = [f"https://w3id.org/maillage/id/territoire/commune/{62000 + number}" for number in range(100)]
    value = {"entities": [{"iri": iri, "facts": [["Nature juridique", "communauté"]]} for iri in iris]}
    short = json.dumps(packed(value), ensure_ascii=False)

    assert len(short) < len(json.dumps(value)) / 3
    assert short.count("Nature juridique") == short.count("territoire/commune/") == 1
