"""XML read as the tree that JSON would give, with nothing that an attacker could make it expand or fetch."""

from pathlib import Path

import pytest

from loaders import markup
from loaders.errors import SourceError
from loaders.table import read
from tests.loaders.declarations import declare

CONTRACTS = """
[read]
format = "json"
records = "marches.(marche)"
[columns]
numero = { header = "marches.id", kind = "text" }
objet = { header = "marches.objet", kind = "text" }
"""
BOMB = '<!DOCTYPE a [<!ENTITY x "lol"><!ENTITY y "&x;&x;">]><marches><marche><id>&y;</id></marche></marches>'
FETCH = '<!DOCTYPE a SYSTEM "http://exemple.fr/a.dtd"><marches><marche><id>1</id></marche></marches>'


def tree(tmp_path: Path, content: str | bytes) -> object:
    path = tmp_path / "essai.xml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return markup.tree(declare(tmp_path, CONTRACTS), path)


def test_an_element_is_a_text_an_object_or_a_list(tmp_path: Path) -> None:
    assert tree(tmp_path, '<a><b/><c> 1 </c><d n="2">x</d><e><f>1</f><f>2</f></e></a>') == {
        "a": {"b": None, "c": "1", "d": {"n": "2"}, "e": {"f": ["1", "2"]}}
    }


@pytest.mark.parametrize("content", [BOMB, FETCH, BOMB.encode("utf-16"), FETCH.encode("utf-16")])
def test_a_document_type_is_refused_in_any_encoding(tmp_path: Path, content: str | bytes) -> None:
    with pytest.raises(SourceError, match="DOCTYPE"):
        tree(tmp_path, content)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("<a>\n<b></a>", r"ligne 2 : XML illisible"),
        ("<a>&autre;</a>", "XML illisible"),
        ("", "XML illisible"),
        ("<a>" * 50 + "</a>" * 50, "plus de 40 éléments emboîtés"),
    ],
)
def test_broken_xml_says_where_it_breaks(tmp_path: Path, content: str, problem: str) -> None:
    with pytest.raises(SourceError, match=problem):
        tree(tmp_path, content)


def test_a_file_too_large_to_hold_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markup, "MAX_BYTES", 3)
    with pytest.raises(SourceError, match="XML de plus de"):
        tree(tmp_path, "<a/>")


def test_the_path_of_a_json_source_reads_its_xml(tmp_path: Path) -> None:
    path = tmp_path / "essai.xml"
    path.write_text(
        "<?xml version='1.0'?>\n"
        "<marches><marche><id>1</id><objet>É</objet></marche><marche><id>2</id></marche></marches>",
        encoding="utf-8",
    )
    frame = read(declare(tmp_path, CONTRACTS), path, tmp_path).frame.collect()
    assert frame.rows() == [("/marches/marche/0", "1", "É"), ("/marches/marche/1", "2", None)]


def test_xml_is_not_the_format_of_a_table(tmp_path: Path) -> None:
    path = tmp_path / "essai.xml"
    path.write_text("<?xml version='1.0'?><a/>", encoding="utf-8")
    with pytest.raises(SourceError, match="une page web ou du XML"):
        read(declare(tmp_path, CONTRACTS.replace('"json"', '"csv"')), path, tmp_path)
