"""The options any column may take: two readings of one header, lists that go together, formulas, text around a code."""

from pathlib import Path

import pytest

from loaders.clean import clean, count
from loaders.columns import kind_of
from loaders.errors import SourceError
from loaders.source import Source
from loaders.table import read
from tests.loaders.declarations import declare

DECLARATION = """
[read]
encodings = ["utf-8"]
separators = [";"]
[columns]
"""
SHARED = """
epci = { header = "codgeo", kind = "siren", only = '^[0-9]{9}$' }
commune = { header = "codgeo", kind = "commune", unless = '^[0-9]{9}$' }
"""
SHARED_INSIDE = r"""
epci = { header = "codgeo", kind = "siren", only = '^Siren', inside = '(\d{9})$', empty = ["Siren EPCI 2015 : NA"] }
commune = { header = "codgeo", kind = "commune", unless = '^Siren' }
"""
LISTS = """
code = { header = "code_qp", kind = "qpv", sep = ",", required = true }
libelle = { header = "lib_qp", kind = "text", sep = ",", along = "code" }
"""
FORMULA = 'commune = { header = "insee", kind = "commune", sep = ";", formula = true, required = true }'
INSIDE = r"""commune = { header = "signataires", kind = "commune", sep = ";", inside = '\((\d{5})\)' }"""


def declaring(tmp_path: Path, columns: str) -> Source:
    return declare(tmp_path, DECLARATION + columns)


def outcome(tmp_path: Path, columns: str, content: str) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    """Return the accepted rows, and what was lost: line, value, extent."""
    essai = declaring(tmp_path, columns)
    path = tmp_path / "essai.csv"
    path.write_text(content, encoding="utf-8")
    result = clean(essai, read(essai, path, tmp_path))
    assert count(result).read == content.count("\n") - 1
    kept = result.accepted.select(*essai.columns).collect().rows()
    return kept, result.rejects.select("ligne", "valeur", "portee").collect().rows()


def test_two_columns_share_a_header_and_each_cell_is_one_of_them(tmp_path: Path) -> None:
    kept, lost = outcome(tmp_path, SHARED, "codgeo\n246200364\n97117\n")
    assert kept == [("246200364", None), (None, "97117")]
    assert lost == []


def test_a_cell_that_neither_column_can_read_is_told(tmp_path: Path) -> None:
    kept, lost = outcome(tmp_path, SHARED, "codgeo\nBéthune\n")
    assert kept == [(None, None)]
    assert lost == [("2", "Béthune", "cellule")]


def test_lists_that_go_together_give_one_row_for_each_place(tmp_path: Path) -> None:
    kept, lost = outcome(tmp_path, LISTS, 'code_qp;lib_qp\n"QN06208M, QN06209M";"Mont Liébaut, Catorive"\n')
    assert kept == [("QN06208M", "Mont Liébaut"), ("QN06209M", "Catorive")]
    assert lost == []


def test_a_name_with_the_separator_in_it_is_not_given_to_another_quarter(tmp_path: Path) -> None:
    kept, lost = outcome(tmp_path, LISTS, 'code_qp;lib_qp\n"QN06208M, QN06209M";"Cité 4, 9 et 11, Catorive"\n')
    assert kept == [("QN06208M", None), ("QN06209M", None)]
    assert lost == [("2", "Cité 4, 9 et 11, Catorive", "cellule")]


def test_the_single_name_of_a_single_code_is_read(tmp_path: Path) -> None:
    kept, _ = outcome(tmp_path, LISTS, "code_qp;lib_qp\nQN06208M;Mont Liébaut\n")
    assert kept == [("QN06208M", "Mont Liébaut")]


def test_a_formula_that_keeps_a_leading_zero_is_its_text(tmp_path: Path) -> None:
    content = 'insee\n"=""01004"""\n"62048; 62194; 62555"\n"=1004"\n'
    kept, lost = outcome(tmp_path, FORMULA, content)
    assert kept == [("01004",), ("62048",), ("62194",), ("62555",)]
    assert lost == [("4", "=1004", "ligne")]


def test_what_stands_between_brackets_is_read_and_a_text_without_them_is_judged_as_it_is(tmp_path: Path) -> None:
    content = 'signataires\n"Auchel (62048); Lillers (62516)"\nBéthune\n62119\n'
    kept, lost = outcome(tmp_path, INSIDE, content)
    assert kept == [("62048",), ("62516",), (None,), ("62119",)]
    assert lost == [("3", "Béthune", "cellule")]


def test_a_shared_header_is_told_apart_by_the_whole_cell_and_not_by_what_is_read_inside(tmp_path: Path) -> None:
    content = "codgeo\nSiren EPCI 2015 : 200044055\nSiren EPCI 2015 : NA\n97117\n"
    kept, lost = outcome(tmp_path, SHARED_INSIDE, content)
    assert kept == [("200044055", None), (None, None), (None, "97117")]
    assert lost == []


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ("""a = { header = "x", kind = "siren", only = '^a' }""", "only laisse des cellules à personne"),
        ("""a = { header = "x", kind = "siren", unless = '^a' }""", "unless laisse des cellules à personne"),
        ("""a = { header = "x", kind = "text", sep = ",", along = "b" }""", "along ne désigne pas une liste : « b »"),
        (
            """a = { header = "x", kind = "text", along = "b" }
b = { header = "y", kind = "text", sep = "," }""",
            "along va avec sep",
        ),
        ("""a = { header = "x", kind = "commune", inside = '[0-9]+' }""", "inside attend un groupe"),
        ("""a = { header = "x", kind = "commune", succession = true }""", "succession ne vaut que pour"),
    ],
    ids=["only", "unless", "along-nobody", "along-without-sep", "inside-without-group", "succession-of-a-commune"],
)
def test_a_declaration_that_would_lose_cells_is_refused(tmp_path: Path, columns: str, expected: str) -> None:
    essai = declaring(tmp_path, columns)
    with pytest.raises(SourceError, match=expected):
        kind_of(essai, essai.columns["a"])
