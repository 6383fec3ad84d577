"""What is read of a mapping file, and what is refused, with its line."""

from pathlib import Path

import pytest
from rdflib import RDF, Literal, URIRef

from loaders.errors import SourceError
from loaders.mapping import parse
from loaders.syntax import Bind, Call, Constant, Place, Triple, Variable

MAPPING = """#+ summary: Une ligne est une commune.
#+ description: Pour l'essai.
PREFIX ex: <http://example.org/>   # a comment with BIND ( and ?x
PREFIX iri: <https://w3id.org/maillage/fonction-iri#>
CONSTRUCT {
  ?commune a ex:Commune ; ex:nom ?nom .
  ?preuve ex:texte "a \\" BIND #", 01 .
}
WHERE {
  FILTER (?code != "")
  BIND (iri:commune(?code) AS ?commune)
  BIND (IF(BOUND(?dep) && ?code = "a" || !?dep, 1 + 2 - 3,
        ?x) AS ?y)
}
"""


def at(line: int) -> Place:
    return Place("essai", "mapping.rq", line)


def variable(name: str, line: int) -> Variable:
    return Variable(name, at(line))


def write(tmp_path: Path, text: str) -> Path:
    folder = tmp_path / "essai"
    folder.mkdir()
    path = folder / "mapping.rq"
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


def test_a_mapping_is_read_in_the_order_of_its_text(tmp_path: Path) -> None:
    mapping = parse(write(tmp_path, MAPPING))
    commune, preuve = variable("commune", 6), variable("preuve", 7)
    assert mapping.summary == "Une ligne est une commune."
    assert mapping.template == (
        Triple(commune, Constant(RDF.type, at(6)), Constant(URIRef("http://example.org/Commune"), at(6))),
        Triple(commune, Constant(URIRef("http://example.org/nom"), at(6)), variable("nom", 6)),
        Triple(preuve, Constant(URIRef("http://example.org/texte"), at(7)), Constant(Literal('a " BIND #'), at(7))),
        Triple(
            preuve,
            Constant(URIRef("http://example.org/texte"), at(7)),
            Constant(Literal("01", datatype="http://www.w3.org/2001/XMLSchema#integer", normalize=False), at(7)),
        ),
    )
    assert mapping.binds[0] == Bind(commune, Call("iri:commune", (variable("code", 11),), at(11)))
    assert mapping.filters == (Call("!=", (variable("code", 10), Constant(Literal(""), at(10))), at(10)),)


def test_operators_keep_their_precedence(tmp_path: Path) -> None:
    choice = parse(write(tmp_path, MAPPING)).binds[1].expression
    assert isinstance(choice, Call)
    condition, total, other = choice.arguments
    assert isinstance(condition, Call)
    assert isinstance(total, Call)
    assert condition.function == "||"
    assert [each.function for each in condition.arguments if isinstance(each, Call)] == ["&&", "!"]
    assert total.function == "-"
    assert isinstance(total.arguments[0], Call)
    assert total.arguments[0].function == "+"
    assert other == variable("x", 13)


def test_every_node_knows_its_line(tmp_path: Path) -> None:
    mapping = parse(write(tmp_path, MAPPING))
    choice = mapping.binds[1].expression
    assert isinstance(choice, Call)
    assert (choice.place.line, choice.arguments[2].place.line, mapping.binds[1].variable.place.line) == (12, 13, 13)
    assert mapping.template[2].subject.place.line == 7


def test_the_columns_of_a_mapping_are_the_variables_that_no_bind_gives(tmp_path: Path) -> None:
    assert parse(write(tmp_path, MAPPING)).columns == {"code", "nom", "preuve", "dep", "x"}


HEAD = "#+ summary: Essai.\nPREFIX ex: <http://example.org/>\nPREFIX iri: <https://w3id.org/maillage/fonction-iri#>\n"
BODY = "CONSTRUCT { ?s ex:p ?o }\nWHERE {\n  BIND (ex:A AS ?s)\n%s\n}\n"

REFUSED_PARTS = [
    ("  OPTIONAL { ?s ex:p ?o }", 7, "OPTIONAL"),
    ("  { BIND (1 AS ?o) }\n  UNION { BIND (2 AS ?o) }", 8, "UNION"),
    ("  { BIND (1 AS ?o) }", 7, "groupe"),
    ("  MINUS { ?s ex:p ?o }", 7, "MINUS"),
    ("  GRAPH ex:g { ?s ex:p ?o }", 7, "GRAPH"),
    ("  SERVICE ex:s { ?s ex:p ?o }", 7, "SERVICE"),
    ("  VALUES ?o { 1 2 }", 7, "VALUES"),
    ("  FILTER CONTAINS(?a, 'x')\n  ?s ex:p ?o .", 8, "motif de triplets"),
    ("  BIND (1 AS ?o)\n  FILTER EXISTS { ?s ex:p ?o }", 8, "EXISTS"),
    ("  FILTER NOT EXISTS { ?s ex:p ?o }", 7, "EXISTS"),
    ("  BIND (COUNT(?a) AS ?o)", 7, "COUNT"),
    ("  BIND (CONCAT(?a,\n  MD5(?b)) AS ?o)", 8, "MD5"),
    ("  BIND (REGEX(?a, 'x') AS ?o)", 7, "REGEX"),
    ("  BIND (NOW() AS ?o)", 7, "NOW"),
    ("  BIND (BNODE() AS ?o)", 7, "BNODE"),
    ("  BIND (-?a AS ?o)", 7, "le signe -"),
    ("  BIND (CONCAT() AS ?o)", 7, "CONCAT n'a pas d'argument"),
    ("  FILTER (?a IN ())", 7, "la liste de IN est vide"),
    ("  BIND (iri:comune(?a) AS ?o)", 7, "n'existe pas"),
    ("  BIND (ex:commune(?a) AS ?o)", 7, "n'existe pas"),
    ("  BIND ('x'\n  AS ?a) BIND (\n  iri:commune(?a, ?b) AS ?o)", 9, "iri:commune attend 1 argument(s), en a 2"),
    ("  BIND (iri:mandat(?a) AS ?o)", 7, "iri:mandat attend 4 argument(s), en a 1"),
    ("  BIND (inconnu:f(?a) AS ?o)", 7, "le préfixe « inconnu: » n'est pas déclaré"),
    ("  BIND ('x'^^xsd:date AS ?o)", 7, "le préfixe « xsd: » n'est pas déclaré"),
    ("  BIND (<a> AS ?o)", 7, "l'IRI <a> est relatif"),
    ("  BIND (1 + AS ?o)", 7, "ce n'est pas du SPARQL"),
]


@pytest.mark.parametrize(("part", "line", "problem"), REFUSED_PARTS, ids=[part[0].strip() for part in REFUSED_PARTS])
def test_what_is_not_bind_or_filter_is_refused_with_its_line(
    tmp_path: Path, part: str, line: int, problem: str
) -> None:
    path = write(tmp_path, HEAD + BODY % part)
    with pytest.raises(SourceError, match=r"^essai : mapping\.rq, ligne") as refusal:
        parse(path)
    assert problem in refusal.value.problem
    assert (refusal.value.source, refusal.value.file, refusal.value.line) == ("essai", "mapping.rq", line)


REFUSED_FORMS = [
    ("SELECT ?s\nWHERE {}", 4, "SELECT n'est pas un mapping"),
    ("\nASK {}", 5, "ASK n'est pas un mapping"),
    ("CONSTRUCT WHERE { ?s ex:p ?o }", 4, "le gabarit CONSTRUCT { … } est vide ou absent"),
    ("CONSTRUCT {} WHERE {}", 4, "le gabarit"),
    ("CONSTRUCT { ?s ex:p ?o }\nFROM ex:g\nWHERE {}", 5, "FROM"),
    ("CONSTRUCT { ?s ex:p ?o }\nWHERE {}\nLIMIT 3", 6, "LIMIT"),
    ("CONSTRUCT { ?s ex:p ?o }\nWHERE {}\nORDER BY ?s", 6, "ORDER"),
    ("CONSTRUCT { ?s ex:p ?o }\nWHERE {}\nVALUES ?s { 1 }", 6, "VALUES"),
    ("CONSTRUCT { ?s ex:p ?o }\nWHERE {\nSELECT * {} }", 6, "SELECT"),
    ("CONSTRUCT { ?s ex:p ?o .\n ?s ex:p [] }\nWHERE {}", 5, "nœud anonyme"),
    ("CONSTRUCT { ?s ex:p ?o .\n _:b ex:p 1 }\nWHERE {}", 5, "nœud anonyme"),
    ("CONSTRUCT { ?s ex:p ?o .\n ?s ex:p (1 2) }\nWHERE {}", 5, "nœud anonyme"),
    ("CONSTRUCT { ?s\n org:member ?o }\nWHERE {}", 5, "le préfixe « org: »"),
]


@pytest.mark.parametrize(("query", "line", "problem"), REFUSED_FORMS, ids=[form[0] for form in REFUSED_FORMS])
def test_a_query_that_is_not_a_mapping_is_refused_with_its_line(
    tmp_path: Path, query: str, line: int, problem: str
) -> None:
    path = write(tmp_path, HEAD + query)
    with pytest.raises(SourceError) as refusal:
        parse(path)
    assert problem in refusal.value.problem
    assert refusal.value.line == line


def test_a_mapping_without_summary_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="le résumé manque") as refusal:
        parse(write(tmp_path, MAPPING.partition("\n")[2]))
    assert refusal.value.line == 1


def test_a_mapping_that_is_not_utf_8_is_refused_with_its_line(tmp_path: Path) -> None:
    path = write(tmp_path, MAPPING)
    path.write_bytes(MAPPING.replace("Pour", "Été").encode("latin-1"))
    with pytest.raises(SourceError, match="ce n'est pas de l'UTF-8") as refusal:
        parse(path)
    assert refusal.value.line == 2


def test_a_mapping_may_have_nothing_to_compute(tmp_path: Path) -> None:
    mapping = parse(write(tmp_path, HEAD + "CONSTRUCT { ?s ex:p ?o } WHERE {}"))
    assert not mapping.binds
    assert not mapping.filters
    assert mapping.columns == {"s", "o"}
