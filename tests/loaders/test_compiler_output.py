"""The N-Triples that a compiled mapping writes: which lines, which bytes, read alike by every parser."""

from pathlib import Path

import polars as pl
import pyoxigraph as ox
import pytest
from rdflib import URIRef

from loaders.compiler import compile_mapping
from loaders.iri_functions import ARITY, ON_REFERENCES
from loaders.mapping import parse
from loaders.reference import read
from loaders.terms import IRI, TermType
from ontology.iris import REFERENCES, TERRITOIRES, mint, reference, territoire
from tests.loaders.mapping_engines import Row, compiled, compiled_lines, table, write

TEXT = {"x": TermType()}
HOSTILE = [
    *('"', "\\", "\n", "\r", "\r\n", "\\n", '\\"', "\t", "\b\f", "\x00", "\x1f\x7f\x85", "\u2028\u2029", "\ufeff"),
    *("'", "<a>", "{}", "${1}", "@fr", "^^", " . ", "é\u0301", "𝒜", "\u00a0", "", " ", "</script>", "\x1f,\x1f"),
]


def test_the_lines_are_written_as_n_triples(tmp_path: Path) -> None:
    template = 'ex:s ex:v ?v ; ex:w ?x , "a\\"b"@fr , 1 . ?i a ex:C'
    path = write(tmp_path, "BIND (STRLANG(?x, 'fr') AS ?v) BIND (iri:commune(?c) AS ?i)", template)
    rows: list[Row] = [{"x": 'L\'"eau"\n', "c": "62119"}, {"x": None, "c": None}]
    lines = compiled_lines(path, rows, {"x": TermType(), "c": TermType(form="part")})
    constants = (
        '<http://example.org/s> <http://example.org/w> "a\\"b"@fr .\n'
        '<http://example.org/s> <http://example.org/w> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .\n'
    )
    assert lines == (
        '<http://example.org/s> <http://example.org/v> "L\'\\"eau\\"\\n"@fr .\n'
        '<http://example.org/s> <http://example.org/w> "L\'\\"eau\\"\\n" .\n' + constants +
        "<https://w3id.org/maillage/id/territoire/commune/62119> "
        "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://example.org/C> .\n" + constants
    )  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=[ascii(text) for text in HOSTILE])
def test_a_literal_comes_back_whole_from_both_parsers(tmp_path: Path, text: str) -> None:
    lines = compiled_lines(write(tmp_path, "BIND (STRLANG(?x, 'fr') AS ?v)"), [{"x": text}], TEXT)
    assert [str(value) for value in read(lines).objects()] == [text]
    (triple,) = ox.parse(lines, format=ox.RdfFormat.N_TRIPLES)
    assert isinstance(triple.object, ox.Literal)
    assert triple.object.value == text


def test_the_file_is_the_lines_of_the_kept_rows_in_order(tmp_path: Path) -> None:
    path = write(tmp_path, "FILTER (?x != 'b' && ?x != '7')", "ex:s ex:v ?x")
    rows = [{"x": text} for text in ("a", "b", None, *HOSTILE, *map(str, range(5000)))]
    compile_mapping(parse(path), TEXT).write(table(rows, TEXT), tmp_path / "out.nt")
    written = (tmp_path / "out.nt").read_bytes()
    assert written == compiled_lines(path, rows, TEXT).encode()
    assert written.count(b" .\n") == 1 + len(HOSTILE) + 4999


@pytest.mark.parametrize("last", [5000, 0], ids=["full", "empty"])
def test_a_compressed_file_holds_the_same_lines(tmp_path: Path, last: int) -> None:
    path = write(tmp_path, "FILTER (?x != '7')", "ex:s ex:v ?x")
    rows = [{"x": text} for text in map(str, range(last))]
    target = tmp_path / "out.nt.zst"
    compile_mapping(parse(path), TEXT).write(table(rows, TEXT), target)
    assert target.read_bytes().startswith(b"\x28\xb5\x2f\xfd")  # the magic number of RFC 8878
    found = pl.scan_lines(target, name="line").collect()["line"]
    assert "".join(f"{line}\n" for line in found) == compiled_lines(path, rows, TEXT)


def test_no_row_gives_no_line_even_when_the_template_is_constant(tmp_path: Path) -> None:
    path = write(tmp_path, "", "ex:s ex:v 1")
    assert not compiled_lines(path, [], TEXT)
    assert compiled_lines(path, [{"x": None}] * 3, TEXT).count("\n") == 3


def test_a_row_may_give_no_line(tmp_path: Path) -> None:
    assert not compiled_lines(write(tmp_path, "", "ex:s ex:v ?x"), [{"x": None}], TEXT)


def test_the_columns_of_the_frame_that_are_not_declared_are_ignored(tmp_path: Path) -> None:
    frame = pl.LazyFrame({"_row": [1], "x": ["a"], "v": ["mine"]})
    mapping = compile_mapping(parse(write(tmp_path, "BIND (UCASE(?x) AS ?v)")), TEXT)
    assert mapping.triples(frame).collect().item().endswith('"A" .\n')


@pytest.mark.parametrize("name", sorted(ARITY.keys() - ON_REFERENCES))
def test_every_pattern_mints_what_the_ontology_mints(tmp_path: Path, name: str) -> None:
    fields = {f"a{index}": TermType(form="part") for index in range(ARITY[name])}
    path = write(tmp_path, f"BIND (iri:{name}({', '.join('?' + field for field in fields)}) AS ?v)")
    row = {field: f"62-{field}.x_~" for field in fields}
    assert [*compiled(path, [row], fields).objects()] == [mint(name, *row.values())]


@pytest.mark.parametrize("bad", ["", ".", "..", "..."])
def test_an_illegal_part_leaves_the_iri_unbound(tmp_path: Path, bad: str) -> None:
    path = write(tmp_path, "BIND (iri:commune(?x) AS ?v)")
    assert not compiled_lines(path, [{"x": bad}], {"x": TermType(form="part")})


@pytest.mark.parametrize("prefix", [*REFERENCES, "inconnu", ""])
def test_every_reference_names_what_the_ontology_says(tmp_path: Path, prefix: str) -> None:
    cell, kind = f"{prefix}:62-a.b", {"x": TermType(form="reference")}
    for name, meant in (("reference", REFERENCES), ("territoire", TERRITOIRES)):
        path = write(tmp_path, f"BIND (iri:{name}(?x) AS ?v)")
        expected = [(reference if name == "reference" else territoire)(cell)] if prefix in meant else []
        assert [*compiled(path, [{"x": cell}], kind).objects()] == expected


def test_an_iri_column_is_written_as_it_is(tmp_path: Path) -> None:
    place = "https://w3id.org/maillage/id/source/rne/2019.txt#row=3"
    assert [*compiled(write(tmp_path, "", "ex:s ex:v ?x"), [{"x": place}], {"x": IRI}).objects()] == [URIRef(place)]
