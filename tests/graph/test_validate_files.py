"""Files that nobody vouches for: read when they are sound, refused in one line of French when they are not."""

import json
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Graph

from graph.errors import GraphError
from graph.reading import read
from graph.validation.findings import Severity
from graph.validation.validate import Engine, validate_files, validate_store

HERE = Path(__file__).parent / "validation"
SHAPES, SOUND = HERE / "formes.ttl", HERE / "juste.ttl"


def refused(path: Path) -> GraphError:
    with pytest.raises(GraphError) as error:
        validate_files([path], [SHAPES])
    assert "\n" not in str(error.value)
    assert path.name in str(error.value)
    return error.value


def same(name: str, form: str, folder: Path) -> Path:
    """Write the sound data in another syntax."""
    path = folder / name
    Graph().parse(SOUND, format="turtle").serialize(path, format=form, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "form"),
    [("a.ttl", "turtle"), ("a.nt", "nt"), ("a.trig", "trig"), ("a.jsonld", "json-ld"), ("a.rdf", "xml")],
)
def test_every_syntax_is_read_to_the_same_graph(name: str, form: str, tmp_path: Path) -> None:
    assert set(read([same(name, form, tmp_path)])) == set(Graph().parse(SOUND, format="turtle"))


def test_the_named_graphs_of_a_file_are_united(tmp_path: Path) -> None:
    path = tmp_path / "deux.trig"
    path.write_text("<urn:g1> { <urn:a> <urn:p> 1 } <urn:g2> { <urn:b> <urn:p> 2 }", encoding="utf-8")
    assert len(read([path])) == 2


UNION = """@prefix sh: <http://www.w3.org/ns/shacl#> .
<urn:f> a sh:NodeShape ; sh:targetSubjectsOf <urn:q> ; sh:sparql [ sh:message "Sans p."@fr , "No p."@en ; sh:select
  "SELECT $this { { FILTER NOT EXISTS { $this <urn:p> ?v } } UNION { FILTER(false) } }" ] ."""


@pytest.mark.parametrize(
    ("engine", "wrong"), [("auto", {"urn:b"}), ("compiled", {"urn:b"}), ("pyshacl", {"urn:a", "urn:b"})]
)
def test_shapes_that_hold_sparql_are_compiled_however_few_the_data(
    engine: Engine, wrong: set[str], tmp_path: Path
) -> None:
    """rdflib does not bind `$this` in the second part of a UNION: pySHACL by itself answers for it, by name."""
    shapes, data = tmp_path / "formes.ttl", tmp_path / "a.ttl"
    shapes.write_text(UNION, encoding="utf-8")
    data.write_text("<urn:a> <urn:p> 1 ; <urn:q> 1 . <urn:b> <urn:q> 1 .", encoding="utf-8")
    found = validate_files([data], [shapes], engine=engine).findings
    assert {str(one.focus) for one in found if one.message == "Sans p."} == wrong


def test_prefixes_imported_from_the_same_file_are_not_an_import_that_is_missing(tmp_path: Path) -> None:
    shapes, data = tmp_path / "formes.ttl", tmp_path / "a.ttl"
    shapes.write_text(
        """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
        <urn:far> sh:declare [ sh:prefix "u" ; sh:namespace "urn:" ] . <urn:near> owl:imports <urn:far> .
        <urn:f> a sh:NodeShape ; sh:targetSubjectsOf <urn:q> ; sh:sparql <urn:c> .
        <urn:c> sh:prefixes <urn:near> ; sh:message "Un q."@fr ; sh:select "SELECT $this { $this u:q ?v }" .""",
        encoding="utf-8",
    )
    data.write_text("<urn:a> <urn:q> 1 .", encoding="utf-8")
    found = validate_files([data], [shapes]).findings
    assert [str(one.focus) for one in found if one.message == "Un q."] == ["urn:a"]


def test_the_lexical_form_of_a_value_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    path.write_text('<urn:a> <urn:p> "012.50"^^<http://www.w3.org/2001/XMLSchema#decimal> .', encoding="utf-8")
    assert [str(value) for value in read([path]).objects()] == ["012.50"]


def test_a_turtle_file_cut_in_the_middle_is_one_line_with_its_number(tmp_path: Path) -> None:
    path = tmp_path / "coupe.ttl"
    lines = SOUND.read_text(encoding="utf-8").splitlines()
    cut = next(n for n, line in enumerate(lines) if "rdfs:label" in line) + 1
    path.write_text("\n".join([*lines[: cut - 1], "<http://e.org/a> rdfs:label"]), encoding="utf-8")
    error = refused(path)
    assert error.kind == "unreadable"
    assert f"{path}, ligne {cut}, colonne " in str(error)
    assert "le Turtle s'arrête avant la fin" in str(error)


def test_a_missing_file_is_unreadable(tmp_path: Path) -> None:
    error = refused(tmp_path / "absent.ttl")
    assert (error.kind, error.message) == ("unreadable", f"{tmp_path / 'absent.ttl'} : fichier introuvable")


def test_an_extension_nobody_knows_is_bad_usage(tmp_path: Path) -> None:
    (tmp_path / "graphe.xlsx").write_bytes(b"PK")
    error = refused(tmp_path / "graphe.xlsx")
    assert error.kind == "usage"
    assert ".ttl" in str(error.remedy)


@pytest.mark.parametrize("data", [b"\xff\xfe\x00<\x00", b"\x00\x01\x02", b'<urn:a> <urn:p> "\xe9" .'])
def test_bytes_that_are_not_utf_8_are_unreadable(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "binaire.ttl"
    path.write_bytes(data)
    assert refused(path).kind == "unreadable"


ENTITY = (
    '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaa">]>'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="urn:a">'
    "<rdf:value>&a;</rdf:value></rdf:Description></rdf:RDF>"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_rdf_xml_with_an_entity_is_refused(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "bombe.rdf"
    path.write_text(ENTITY, encoding=encoding)
    assert refused(path).kind == "refused"


@pytest.mark.parametrize("context", ["http://127.0.0.1:9/c.jsonld", {"@import": "http://127.0.0.1:9/c.jsonld"}])
def test_a_remote_json_ld_context_is_refused(context: object, tmp_path: Path) -> None:
    path = tmp_path / "distant.jsonld"
    path.write_text(json.dumps({"@context": context, "@id": "urn:a", "urn:p": 1}), encoding="utf-8")
    error = refused(path)
    assert error.kind == "refused"
    assert "contexte JSON-LD distant refusé" in error.message


def test_a_file_beyond_the_limit_is_told_its_size(tmp_path: Path) -> None:
    path = tmp_path / "gros.nt"
    with path.open("wb") as stream:
        stream.truncate(201_000_000)
    error = refused(path)
    assert (error.kind, "201 Mo" in error.message) == ("limit", True)


def test_a_file_without_shapes_is_not_a_file_of_shapes() -> None:
    with pytest.raises(GraphError) as error:
        validate_files([SOUND], [SOUND])
    assert (error.value.kind, error.value.message) == ("usage", f"{SOUND} : aucune forme SHACL dans ce fichier")


def test_an_ill_formed_literal_is_found_in_a_file(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "faux.ttl"
    sound = SOUND.read_text(encoding="utf-8")
    path.write_text(sound.replace('"2020-05-18"^^xsd:date', '"2020-05-32"^^xsd:date'), encoding="utf-8")
    findings = validate_files([path], [SHAPES]).findings
    assert any("« 2020-05-32 » n'est pas une valeur xsd:date bien formée" in one.message for one in findings)
    assert not caplog.records


def store(folder: Path) -> Path:
    """Make a store of the sound data, labels in a graph of their own."""
    made = ox.Store(str(folder))
    for one in ox.parse(SOUND.read_bytes(), ox.RdfFormat.TURTLE):
        graph = ox.NamedNode("urn:labels" if one.predicate.value.endswith("#label") else "urn:facts")
        made.add(ox.Quad(one.subject, one.predicate, one.object, graph))
    made.flush()
    return folder


def test_a_store_is_validated_as_the_union_of_its_graphs_against_our_own_ontology(tmp_path: Path) -> None:
    validation = validate_store(store(tmp_path / "graphe"))
    unknown = [one for one in validation.findings if "mlg:somme " in one.message]  # the tests' own word, not ours
    assert [(one.severity, one.label) for one in unknown] == [(Severity.VIOLATION, "Quartier de la gare")]
    assert "http://rdf.insee.fr/def/geo#Commune" not in {str(one.value) for one in validation.findings}


def test_a_store_that_is_absent_or_damaged_is_unreadable(tmp_path: Path) -> None:
    (tmp_path / "abime").mkdir()
    (tmp_path / "abime" / "CURRENT").write_text("rien", encoding="utf-8")
    for name in ("absent", "abime"):
        with pytest.raises(GraphError) as error:
            validate_store(tmp_path / name)
        assert error.value.kind == "unreadable"


def test_a_store_beyond_the_limit_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(GraphError) as error:
        validate_store(store(tmp_path / "graphe"), limit=10, engine="pyshacl")
    assert error.value.kind == "limit"
