"""The same statements give the same bytes, whatever the order or the hash seed; and nothing private leaves."""

import hashlib
import io
import json
import random
import re
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Dataset, Graph
from rdflib.compare import isomorphic

from graph.errors import GraphError
from graph.export import FORMS, export, write
from graph.personal import refuse_personal_data
from ontology.iris import BASE
from tests.graph.seeds import printed

MAIN = f"{BASE}id/source/communes/v_commune_2026.csv"
OTHER = f"{BASE}id/source/epcicom/epcicom2025.xlsx"
DATA = """
@base <https://w3id.org/maillage/id/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix igeo: <http://rdf.insee.fr/def/geo#> .
@prefix mlg: <https://w3id.org/maillage/def#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<source/communes/v_commune_2026.csv> {
  <territoire/commune/62119> a igeo:Commune ; igeo:codeINSEE "62119"^^xsd:token ; rdfs:label "Béthune"@fr ;
    igeo:subdivisionDe <territoire/departement/62> , <territoire/epci/200072460> ;
    prov:wasDerivedFrom <source/communes/v_commune_2026.csv#row=33471> .
  <territoire/commune/62119-a> rdfs:label "voisine dans l'ordre des octets"@fr .
  <flux/f1> a mlg:FluxFinancier ; schema:amount 12000.5 , 400000.0 ; mlg:rang 3 , -2 ; mlg:vrai true ;
    schema:startDate "2019-01-01"^^xsd:date ;
    skos:note "deux\\nlignes, un \\"mot\\" et \\\\ une barre, \\u0007 \\u2028."@fr .
  <mandat/camille-exemple-62119/maire/commune-62119/2014-04-04> a mlg:MandatElectif .
}
<source/epcicom/epcicom2025.xlsx> {
  <territoire/commune/62119> a igeo:Commune ; igeo:subdivisionDe <territoire/epci/200072460> ;
    prov:wasDerivedFrom <source/epcicom/epcicom2025.xlsx#row=12> .
}
"""


def quads(text: str = DATA) -> list[ox.Quad]:
    return list(ox.parse(text, ox.RdfFormat.TRIG))


def store(statements: list[ox.Quad]) -> ox.Store:
    made = ox.Store()
    for one in statements:
        made.add(one)
    return made


def written(form: str, statements: list[ox.Quad] | None = None) -> str:
    stream = io.BytesIO()
    write(store(quads() if statements is None else statements), stream, form=form)
    return stream.getvalue().decode()


def built(out: Path, text: str = DATA, state: str | None = '{"violations": 0}') -> Path:
    """Lay out what a build leaves."""
    out.mkdir(parents=True, exist_ok=True)
    on_disk = ox.Store(str(out / "graphe"))
    on_disk.extend(quads(text))
    on_disk.flush()
    if state is not None:
        (out / "etat.json").write_text(state, encoding="utf-8")
    return out


def test_turtle_is_one_sorted_block_a_subject_types_and_labels_first() -> None:
    assert written("turtle") == (
        "@prefix commune: <https://w3id.org/maillage/id/territoire/commune/> .\n"
        "@prefix departement: <https://w3id.org/maillage/id/territoire/departement/> .\n"
        "@prefix epci: <https://w3id.org/maillage/id/territoire/epci/> .\n"
        "@prefix flux: <https://w3id.org/maillage/id/flux/> .\n"
        "@prefix igeo: <http://rdf.insee.fr/def/geo#> .\n"
        "@prefix mlg: <https://w3id.org/maillage/def#> .\n"
        "@prefix prov: <http://www.w3.org/ns/prov#> .\n"
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        "@prefix schema: <https://schema.org/> .\n"
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
        "\nflux:f1\n"
        "    a mlg:FluxFinancier ;\n"
        '    skos:note "deux\\nlignes, un \\"mot\\" et \\\\ une barre, \\u0007 \u2028."@fr ;\n'
        '    schema:amount "12000.5"^^xsd:decimal ,\n        "400000"^^xsd:decimal ;\n'
        '    schema:startDate "2019-01-01"^^xsd:date ;\n'
        "    mlg:rang -2 ,\n        3 ;\n"
        "    mlg:vrai true ;\n.\n"
        "\n<https://w3id.org/maillage/id/mandat/camille-exemple-62119/maire/commune-62119/2014-04-04>\n"
        "    a mlg:MandatElectif ;\n.\n"
        "\ncommune:62119-a\n"
        '    rdfs:label "voisine dans l\'ordre des octets"@fr ;\n.\n'
        "\ncommune:62119\n"
        "    a igeo:Commune ;\n"
        '    rdfs:label "Béthune"@fr ;\n'
        '    igeo:codeINSEE "62119"^^xsd:token ;\n'
        "    igeo:subdivisionDe departement:62 ,\n        epci:200072460 ;\n"
        "    prov:wasDerivedFrom <https://w3id.org/maillage/id/source/communes/v_commune_2026.csv#row=33471> ,\n"
        "        <https://w3id.org/maillage/id/source/epcicom/epcicom2025.xlsx#row=12> ;\n.\n"
    )


@pytest.mark.parametrize("form", FORMS)
def test_the_order_of_loading_does_not_change_a_byte(form: str) -> None:
    expected, shuffled = written(form), quads()
    for seed in range(5):
        random.Random(seed).shuffle(shuffled)
        assert written(form, shuffled) == expected


@pytest.mark.parametrize("form", FORMS)
def test_the_hash_seed_does_not_change_a_byte(form: str, tmp_path: Path) -> None:
    out = built(tmp_path)
    code = (
        "import sys; from pathlib import Path; from graph.export import write; from graph.store import open_store\n"
        f"write(open_store(Path(sys.argv[1])), sys.stdout.buffer, form={form!r})"
    )
    assert len(set(printed(code, str(out)))) == 1


def test_turtle_and_n_triples_are_the_union_of_the_store_for_rdflib_and_for_oxigraph() -> None:
    union = {quad.triple for quad in quads()}
    stored = {quad.triple for quad in store(quads())}  # the store writes 400000.0 as 400000
    for form, syntax in (("turtle", ox.RdfFormat.TURTLE), ("nt", ox.RdfFormat.N_TRIPLES)):
        assert {quad.triple for quad in ox.parse(written(form), syntax)} == stored
        expected = Graph().parse(data=ox.serialize(stored, format=ox.RdfFormat.N_TRIPLES), format="nt")
        assert isomorphic(Graph().parse(data=written(form), format=form), expected)
    assert len(stored) == len(union)


def test_trig_keeps_the_graph_of_each_source() -> None:
    assert set(ox.parse(written("trig"), ox.RdfFormat.TRIG)) == set(store(quads()))
    dataset = Dataset().parse(data=written("trig"), format="trig")
    assert {str(graph.identifier) for graph in dataset.graphs() if len(graph)} == {MAIN, OTHER}


def test_json_ld_is_the_same_graph() -> None:
    assert {quad.triple for quad in ox.parse(written("jsonld"), ox.RdfFormat.JSON_LD)} == {
        quad.triple for quad in store(quads())
    }


def test_n_triples_are_sorted_lines() -> None:
    lines = written("nt").splitlines(keepends=True)
    encoded = [line.encode() for line in written("nt").split("\n") if line]
    assert encoded == sorted(set(encoded))
    assert lines


def test_no_prefix_is_invented_and_only_those_in_use_are_declared() -> None:
    text = written("turtle")
    declared = re.findall(r"@prefix ([\w-]+):", text)
    body = text.split("\n\n", 1)[1]
    assert not [name for name in declared if name.startswith("ns")]
    assert all(re.search(rf"(^|[\s^]){name}:", body, re.MULTILINE) for name in declared)


def test_an_empty_store_is_an_empty_file() -> None:
    assert written("turtle", []) == ""
    assert written("nt", []) == ""


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("odd", ["<urn:x> { _:b <urn:p> 1 . }", "<urn:x> { <urn:s> <urn:p> _:b . }"])
def test_a_blank_node_is_refused(form: str, odd: str) -> None:
    with pytest.raises(GraphError) as error:
        written(form, quads(DATA + odd))
    assert error.value.kind == "refused"
    assert "nœud anonyme" in str(error.value)


def test_an_export_is_whole_and_tells_its_digest(tmp_path: Path) -> None:
    done = export(built(tmp_path), tmp_path / "publie" / "maillage.ttl")
    data = done.path.read_bytes()
    assert data.decode() == written("turtle")
    assert (done.sha256, done.size) == (hashlib.sha256(data).hexdigest(), len(data))
    assert done.statements == len({quad.triple for quad in quads()})
    assert [path.name for path in (tmp_path / "publie").iterdir()] == ["maillage.ttl"]


def test_a_refused_export_leaves_the_previous_file(tmp_path: Path) -> None:
    target = tmp_path / "maillage.ttl"
    target.write_text("avant", encoding="utf-8")
    out = built(tmp_path / "out", DATA + "<urn:x> { _:b <urn:p> 1 . }")
    with pytest.raises(GraphError):
        export(out, target)
    assert target.read_text(encoding="utf-8") == "avant"


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ('{"violations": 3}', "3 violation(s) à la dernière validation"),
        (None, "graphe jamais validé"),
        ("{}", "graphe jamais validé"),
        ("pas du JSON", "graphe jamais validé"),
    ],
)
def test_a_graph_that_is_not_known_to_be_right_is_not_published(state: str | None, words: str, tmp_path: Path) -> None:
    with pytest.raises(GraphError) as error:
        export(built(tmp_path / "out", state=state), tmp_path / "a.ttl")
    assert (error.value.kind, words in str(error.value)) == ("refused", True)
    assert not (tmp_path / "a.ttl").exists()


def test_a_graph_with_violations_is_published_when_it_is_asked_for(tmp_path: Path) -> None:
    out = built(tmp_path / "out", state=json.dumps({"violations": 3}))
    assert export(out, tmp_path / "a.ttl", allow_violations=True).size


def test_an_unknown_format_is_bad_usage(tmp_path: Path) -> None:
    with pytest.raises(GraphError) as error:
        export(built(tmp_path), tmp_path / "a.docx", form="docx")
    assert (error.value.kind, "turtle, nt, nquads, trig, jsonld" in str(error.value)) == ("usage", True)


PERSON = """
<urn:people> { <https://w3id.org/maillage/id/personne/camille-exemple-62119> a <http://xmlns.com/foaf/0.1/Person> ;
  <http://www.w3.org/2000/01/rdf-schema#label> "Camille Exemple" ;
  <http://xmlns.com/foaf/0.1/givenName> "Camille" ; <http://xmlns.com/foaf/0.1/familyName> "Exemple" . }
"""
PRIVATE = [
    "http://xmlns.com/foaf/0.1/birthday",
    "http://xmlns.com/foaf/0.1/mbox",
    "https://schema.org/birthDate",
    "https://schema.org/gender",
    "https://w3id.org/maillage/def#profession",
    "https://w3id.org/maillage/def#nuance",
]


def test_the_names_of_elected_people_may_be_published(tmp_path: Path) -> None:
    assert export(built(tmp_path / "out", DATA + PERSON), tmp_path / "a.ttl").statements


@pytest.mark.parametrize("term", PRIVATE)
@pytest.mark.parametrize("allow", [False, True])
def test_personal_data_block_the_export_whatever_the_options(term: str, allow: bool, tmp_path: Path) -> None:  # noqa: FBT001
    private = f'<urn:x> {{ <https://w3id.org/maillage/id/personne/camille-exemple-62119> <{term}> "1970" . }}'
    with pytest.raises(GraphError) as error:
        export(built(tmp_path / "out", DATA + PERSON + private), tmp_path / "a.ttl", allow_violations=allow)
    assert error.value.kind == "refused"
    assert "donnée personnelle" in str(error.value)
    assert not (tmp_path / "a.ttl").exists()


@pytest.mark.parametrize("text", ["écrire à camille@exemple.fr", "tél. 03 21 00 00 00"])
def test_contact_details_in_a_note_block_the_export(text: str, tmp_path: Path) -> None:
    note = (
        f'<urn:x> {{ <https://w3id.org/maillage/id/flux/f2> <http://www.w3.org/2004/02/skos/core#note> "{text}"@fr . }}'
    )
    with pytest.raises(GraphError) as error:
        export(built(tmp_path / "out", DATA + PERSON + note), tmp_path / "a.ttl")
    assert error.value.kind == "refused"


@pytest.mark.parametrize("shape", ["closed", "pattern"])
def test_one_person_among_many_is_enough_to_block(shape: str, tmp_path: Path) -> None:
    """A closed shape is run on one person of each kind, any other on everybody: both must see the odd one out."""
    import polars as pl  # noqa: PLC0415

    rule = {
        "closed": "sh:closed true ; sh:ignoredProperties ( rdf:type ) ; sh:property [ sh:path foaf:name ]",
        "pattern": 'sh:property [ sh:path foaf:name ; sh:pattern "^[^@]*$" ]',
    }[shape]
    path = tmp_path / "forme.ttl"
    path.write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix foaf: <http://xmlns.com/foaf/0.1/> ."
        " @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> ."
        f" <urn:f> a sh:NodeShape ; sh:targetClass foaf:Person ; {rule} .",
        encoding="utf-8",
    )
    kind, name = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>", "<http://xmlns.com/foaf/0.1/name>"
    rows = [("", f"<urn:p{n}>", kind, "<http://xmlns.com/foaf/0.1/Person>") for n in range(200)]
    rows += [("", f"<urn:p{n}>", name, f'"Camille {n}"') for n in range(200)]
    frame = pl.DataFrame([row[1:] for row in rows], schema=["s", "p", "o"], orient="row")
    refuse_personal_data([frame], path)
    odd = ("<urn:p77>", name if shape == "pattern" else "<http://xmlns.com/foaf/0.1/mbox>", '"camille@exemple.fr"')
    with pytest.raises(GraphError):
        refuse_personal_data([pl.concat([frame, pl.DataFrame([odd], schema=frame.schema, orient="row")])], path)
