"""Every kind, on the forms that the sources really publish; `kinds.toml` is the table."""

import csv
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import SKOS, Graph

from loaders.kinds import KINDS
from loaders.kinds.offices import LABELS, OTHER
from loaders.source import Column

TABLE = tomllib.loads(Path(__file__).with_name("kinds.toml").read_text(encoding="utf-8"))["kind"]
VOCABULARY = Graph().parse(Path(__file__).parents[2] / "ontology" / "vocab" / "fonction.ttl")
UNRESERVED = re.compile(r"[A-Za-z0-9._~-]+")


def column(entry: dict[str, Any]) -> Column:
    options = dict(entry.get("options", {}))
    if entry.get("prefix"):
        options["prefix"] = "beside"
    personal = bool(entry.get("personal"))
    return Column(name="cell", headers=(), kind=entry["name"], personal=personal, options=options)


def cleaned(
    entry: dict[str, Any], *cells: str | None, beside: str | None = None
) -> list[tuple[str | None, str | None]]:
    result = KINDS[entry["name"]].clean(pl.col("cell"), column(entry))
    data = {"cell": cells, "beside": [beside] * len(cells)}
    frame = pl.LazyFrame(data, schema={"cell": pl.String, "beside": pl.String})
    return frame.select(v=result.value, p=result.problem).collect().rows()


def examples(key: str) -> list[Any]:
    return [
        pytest.param(entry, cell, expected, "".join(beside) or None, id=f"{entry['name']}-{cell}-{''.join(beside)}")
        for entry in TABLE
        for cell, expected, *beside in entry.get(key, [])
    ]


@pytest.mark.parametrize(("entry", "cell", "expected", "beside"), examples("gives"))
def test_a_published_form_has_its_canonical_form(
    entry: dict[str, Any], cell: str, expected: str, beside: str | None
) -> None:
    assert cleaned(entry, cell, beside=beside) == [(expected or None, None)]


@pytest.mark.parametrize(("entry", "cell", "reason", "beside"), examples("refuses"))
def test_a_wrong_cell_gives_nothing_but_its_reason_and_a_remedy(
    entry: dict[str, Any], cell: str, reason: str, beside: str | None
) -> None:
    [(value, problem)] = cleaned(entry, cell, beside=beside)
    assert value is None
    assert problem is not None
    assert reason in problem
    assert " ; " in problem


@pytest.mark.parametrize("entry", TABLE, ids=lambda entry: entry["name"])
def test_an_empty_cell_is_neither_a_value_nor_a_problem(entry: dict[str, Any]) -> None:
    assert cleaned(entry, None, "", " \u00a0\u200b", beside="62") == [(None, None)] * 3


def test_every_kind_has_examples() -> None:
    assert {entry["name"] for entry in TABLE} == set(KINDS)


ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=20)


@pytest.mark.parametrize("entry", TABLE, ids=lambda entry: entry["name"])
@settings(max_examples=10)
@given(cells=st.lists(ANY_TEXT, min_size=1, max_size=100))
def test_what_is_called_safe_in_an_iri_is_safe_whatever_the_cell(entry: dict[str, Any], cells: list[str]) -> None:
    for value, problem in cleaned(entry, *cells, beside="62"):
        assert value is None or problem is None
        assert value is None or not KINDS[entry["name"]].iri_safe or UNRESERVED.fullmatch(value)


@pytest.mark.parametrize(("kind", "digits", "weights"), [("siren", 9, (1, 2)), ("siret", 14, (2, 1))])
@settings(max_examples=10)
@given(numbers=st.lists(st.integers(min_value=1, max_value=10**9 - 1), min_size=50, max_size=200))
def test_the_check_digit_is_the_one_of_iso_7812(
    kind: str, digits: int, weights: tuple[int, int], numbers: list[int]
) -> None:
    codes = [f"{number * 7919 % 10**digits:0{digits}}" for number in numbers]
    for code, (value, _) in zip(codes, cleaned({"name": kind}, *codes), strict=True):
        doubled = [int(digit) * weights[rank % 2] for rank, digit in enumerate(code)]
        right = sum(number // 10 + number % 10 for number in doubled) % 10 == 0
        assert value == (code if right else None)


@pytest.mark.parametrize("organe", LABELS)
def test_every_office_that_labels_lead_to_is_in_the_code_list(organe: str) -> None:
    known = {str(notation) for notation in VOCABULARY.objects(None, SKOS.notation)}
    assert {notation for _, notation in LABELS[organe]} | {OTHER} <= known


ORGANES = {"-cd": "departement", "departementa": "departement", "-cr": "region", "regiona": "region"}
ORGANES |= {"conseiller-arrondissement": "arrondissement", "assemblees": "assemblee", "municipaux": "commune"}


def labels(samples: Path) -> Iterator[tuple[str, str]]:
    """Read the labels of functions in the RNE samples, independently of our reader."""
    for path in sorted((samples / "rne").glob("*")):
        organe = next((organe for part, organe in ORGANES.items() if part in path.name), None)
        raw = path.read_bytes()
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = raw.decode("cp1252")
        lines = text.removeprefix("Titre du rapport\r\n").splitlines()
        delimiter = max("\t;,", key=lines[0].count)
        for row in csv.DictReader(lines, delimiter=delimiter):
            for name, cell in row.items():
                if organe and cell and re.search("(?i)libell.*fonction", name):
                    yield organe, cell


def test_every_label_of_the_samples_is_an_office_or_one_of_those_without_a_notation(samples: Path) -> None:
    found = set(labels(samples))
    assert len(found) > 60
    other = {
        cell
        for organe, cell in found
        if cleaned({"name": "fonction", "options": {"organe": organe}}, cell)[0][0] == OTHER
    }
    assert other == {
        "Autre membre commission permanente",
        "Membre de l'organe exécutif",
        "Vice-président de l'organe éxécutif",
    }


def test_every_numbered_label_of_the_samples_has_its_rank(samples: Path) -> None:
    named = {cell for _, cell in labels(samples) if not re.match("(?i)(vice-)?président|maire|autre|membre", cell)}
    ranks = {cell: rank for cell in named for rank, _ in cleaned({"name": "rang"}, cell)}
    figures = {cell: re.match(r"\d+", cell) for cell in named}
    assert all(ranks.values())
    assert all(ranks[cell] == figure[0] for cell, figure in figures.items() if figure)


@pytest.mark.parametrize("entry", TABLE, ids=lambda entry: entry["name"])
def test_no_kind_needs_the_whole_column_in_memory(entry: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("cell,beside\na,b\n", encoding="utf-8")
    frame = pl.scan_csv(tmp_path / "x.csv", infer_schema=False)
    value = KINDS[entry["name"]].clean(pl.col("cell"), column(entry)).value
    plan = frame.select(value).show_graph(engine="streaming", plan_stage="physical", raw_output=True, show=False)
    assert set(re.findall(r'label="([a-z-]+)', str(plan))) <= {"select", "with-columns", "multi-scan"}
