"""What each construct of a mapping gives: by SPARQL 1.1 (written by hand), compiled, by rdflib and by Oxigraph."""

from pathlib import Path

import pytest
from rdflib import XSD, Literal, URIRef
from rdflib.term import Identifier

from loaders.terms import IRI, TermType
from ontology.iris import mint
from tests.loaders.mapping_engines import Row, by_oxigraph, by_rdflib, compiled, write

NUMBER, WHOLE = TermType(datatype=str(XSD.decimal), form="part"), TermType(datatype=str(XSD.integer), form="part")
TEXT, PART, REFERENCE = TermType(), TermType(form="part"), TermType(form="reference")
DATE, TOKEN = TermType(datatype=str(XSD.date), form="part"), TermType(datatype=str(XSD.token), form="part")
COLUMNS: dict[str, tuple[TermType, str | None]] = {
    "texte": (TEXT, 'L\'Haÿ "lès" \\ Roses\n'),
    "autre": (TEXT, "Haÿ"),
    "vide": (TEXT, ""),
    "rien": (TEXT, None),
    "code": (PART, "62119"),
    "slug": (PART, "maire"),
    "vide_code": (PART, ""),
    "points": (PART, "..a"),
    "jour_texte": (PART, "2020-05-18"),
    "ref": (REFERENCE, "commune:62119"),
    "organisation": (REFERENCE, "organisation:ccas-bethune"),
    "place": (IRI, "http://example.org/f.csv#row=1"),
    "n": (WHOLE, "7"),
    "m": (WHOLE, "3"),
    "rien_nombre": (WHOLE, None),
    "montant": (NUMBER, "1500.50"),
    "prix": (NUMBER, "1500.5"),
    "jour": (DATE, "2020-05-18"),
    "fin": (DATE, "2026-03-15"),
    "insee": (TOKEN, "62119"),
    "vrai": (TermType(datatype=str(XSD.boolean), form="part"), "true"),
}
VARIABLES = {name: kind for name, (kind, _) in COLUMNS.items()}
CELLS: Row = {name: cell for name, (_, cell) in COLUMNS.items()}


def fr(text: str) -> Literal:
    return Literal(text, lang="fr")


def typed(text: str, datatype: URIRef) -> Literal:
    return Literal(text, datatype=datatype, normalize=False)


TRUE, FALSE = typed("true", XSD.boolean), typed("false", XSD.boolean)

CASES: list[tuple[str, Identifier | None]] = [
    ("?texte", Literal('L\'Haÿ "lès" \\ Roses\n')),
    ("?rien", None),
    ("?place", URIRef("http://example.org/f.csv#row=1")),
    ("?montant", typed("1500.50", XSD.decimal)),
    ("ex:Commune", URIRef("http://example.org/Commune")),
    ('"a\\tb\\"c\\\\"', Literal('a\tb"c\\')),
    ('"été"@fr', fr("été")),
    ("1.50", typed("1.50", XSD.decimal)),
    # strings
    ("STR(?montant)", Literal("1500.50")),
    ("STR(?place)", Literal("http://example.org/f.csv#row=1")),
    ("STR(STRLANG(?autre, 'fr'))", Literal("Haÿ")),
    ('STRLANG(?autre, "FR")', fr("Haÿ")),
    ("STRLANG(?rien, 'fr')", None),
    ("STRDT(?code, xsd:token)", typed("62119", XSD.token)),
    ("STRDT(CONCAT(?rien, '-01'), xsd:date)", None),
    ("CONCAT(?autre, '-', ?code)", Literal("Haÿ-62119")),
    ("CONCAT('a'@fr, 'b'@fr)", fr("ab")),
    ("CONCAT('a'@fr, 'b')", Literal("ab")),
    ("CONCAT(?autre, ?rien)", None),
    ("CONCAT(?vide, '')", Literal("")),
    ("UCASE('straße été')", Literal("STRASSE ÉTÉ")),
    ("LCASE(STRLANG(?autre, 'fr'))", fr("haÿ")),
    ("LCASE('İΑΣ')", Literal("i\u0307ας")),
    ("STRLEN(?autre)", typed("3", XSD.integer)),
    ("STRLEN('𝒜b')", typed("2", XSD.integer)),
    ("SUBSTR(?autre, 2)", Literal("aÿ")),
    ("SUBSTR(?autre, 1, 2)", Literal("Ha")),
    ("SUBSTR(?autre, 9)", Literal("")),
    ("SUBSTR(?autre, 2, 0)", Literal("")),
    ("REPLACE(?jour_texte, '-', '/')", Literal("2020/05/18")),
    ("REPLACE('abcb', 'B', 'Z', 'i')", Literal("aZcZ")),
    ("REPLACE(?jour_texte, '^(\\\\d{4})-(\\\\d+)-(\\\\d+)', '$3.$2.$1')", Literal("18.05.2020")),
    ("REPLACE('abab', '(a)|b', '[$1]')", Literal("[a][][a][]")),
    ("REPLACE('a.b', '[.]', '')", Literal("ab")),
    ("REPLACE('ab', '(a)', '$1x')", Literal("axb")),
    ("REPLACE('a\\n', 'a$', 'b')", Literal("a\n")),
    ("CONTAINS(?texte, ?autre)", TRUE),
    ("CONTAINS(?texte, '')", TRUE),
    ("CONTAINS(?texte, ?rien)", None),
    ("CONTAINS('bonjour'@fr, 'jour')", TRUE),
    ("STRSTARTS(?code, '62')", TRUE),
    ("STRENDS(?code, '62')", FALSE),
    ("STRBEFORE(?jour_texte, '-')", Literal("2020")),
    ("STRAFTER(?jour_texte, '-')", Literal("05-18")),
    ("STRBEFORE(?code, '-')", Literal("")),
    ("STRAFTER(?code, '-')", Literal("")),
    ("STRBEFORE(?code, '')", Literal("")),
    ("STRAFTER(?code, '')", Literal("62119")),
    ("STRAFTER(?rien, 'a')", None),
    # truth
    ("BOUND(?rien)", FALSE),
    ("BOUND(?vide)", TRUE),
    ("?rien = 'a' && ?code = ''", FALSE),
    ("?code = '62119' && ?rien = 'a'", None),
    ("?rien = 'a' || ?code = '62119'", TRUE),
    ("?rien || ?code", TRUE),
    ("?rien = 'a' || ?vide", None),
    ("!(?rien = 'a')", None),
    ("!?vide", TRUE),
    ("!(?n - 7)", TRUE),
    ("?vrai && ?montant", TRUE),
    ("IF(?rien, 'a', 'b')", None),
    ("IF(?vide, ?rien, ?code)", Literal("62119")),
    ("IF(?code, ?rien, 'b')", None),
    ("IF(?vrai, ex:A, ex:B)", URIRef("http://example.org/A")),
    ("COALESCE(?rien, CONCAT(?rien, 'a'), ?code, 'z')", Literal("62119")),
    ("COALESCE(?rien)", None),
    # comparisons
    ("?montant = ?prix", TRUE),
    ("?n = 7.0", TRUE),
    ("?n < 10", TRUE),
    ("?n > -1.50", TRUE),
    ("-1.50", typed("-1.50", XSD.decimal)),
    ("?code < '7'", TRUE),
    ("?autre > 'Hb'", FALSE),
    ("'é' > 'z'", TRUE),
    ("?jour < ?fin", TRUE),
    ("?jour >= '2020-05-18'^^xsd:date", TRUE),
    ("?vrai = false", FALSE),
    ("?place != ex:A", TRUE),
    ("'a'@fr = 'a'@fr", TRUE),
    ("?code IN ('1', ?rien, '62119')", TRUE),
    ("?code IN ('1', ?rien)", None),
    ("?n NOT IN (1, 7.0)", FALSE),
    ("CONCAT(?rien, 'a') IN ('a')", None),
    # numbers
    ("?n + ?m", typed("10", XSD.integer)),
    ("?m - ?n", typed("-4", XSD.integer)),
    ("?n * ?m * 2", typed("42", XSD.integer)),
    ("?montant + ?n", typed("1507.5", XSD.decimal)),
    ("?montant * 1000", typed("1500500", XSD.decimal)),
    ("?n / 2", typed("3.5", XSD.decimal)),
    ("?n / 0", None),
    ("?n - ?n", typed("0", XSD.integer)),
    ("?n + ?rien_nombre", None),
    # IRIs
    ('IRI("http://example.org/a")', URIRef("http://example.org/a")),
    ("iri:commune(?code)", mint("commune", "62119")),
    ("iri:commune(?vide_code)", None),
    ("iri:commune(STR(?insee))", mint("commune", "62119")),
    ("iri:commune(?insee)", mint("commune", "62119")),
    ("iri:commune(IF(?vrai, ?code, ''))", mint("commune", "62119")),
    ("iri:personne(CONCAT(?slug, '-', ?code))", mint("personne", "maire-62119")),
    ("iri:personne(REPLACE(LCASE(?slug), 'a(.)', '-$1'))", mint("personne", "m-ire")),
    ("iri:personne(SUBSTR(?points, 1, 2))", None),
    ("iri:mandat(?slug, 'maire', ?code, STR(?jour))", mint("mandat", "maire", "maire", "62119", "2020-05-18")),
    ("iri:reference(?ref)", mint("collectivite_commune", "62119")),
    ("iri:territoire(?ref)", mint("commune", "62119")),
    ("iri:territoire(?organisation)", None),
    ("iri:reference(?organisation)", mint("organisation", "ccas-bethune")),
    ("iri:reference(COALESCE(?ref, 'siren:213400123'))", mint("collectivite_commune", "62119")),
]
OXIGRAPH_DEPARTS = {"?montant", "1.50", "-1.50", "STR(?montant)", "REPLACE('ab', '(a)', '$1x')"}
"""Oxigraph stores numbers by value and writes 1500.5 for 1500.50; it reads $1x as a group of that name."""


@pytest.mark.parametrize(("expression", "expected"), CASES, ids=[case[0] for case in CASES])
def test_an_expression_gives_what_sparql_says(tmp_path: Path, expression: str, expected: Identifier | None) -> None:
    path = write(tmp_path, f"BIND ({expression} AS ?v)")
    wanted = [] if expected is None else [expected]
    assert [*compiled(path, [CELLS], VARIABLES).objects()] == wanted
    assert [*by_rdflib(path, [CELLS], VARIABLES).objects()] == wanted
    if expression not in OXIGRAPH_DEPARTS:
        assert [*by_oxigraph(path, CELLS, VARIABLES)] == wanted


def test_a_bind_sees_the_binds_above_it_and_the_template_every_column(tmp_path: Path) -> None:
    where = "BIND (CONCAT(?slug, '-', ?code) AS ?a) BIND (UCASE(?a) AS ?b) BIND (CONCAT(?b, ?a) AS ?v)"
    path = write(tmp_path, where, "ex:s ex:v ?v , ?autre , ?rien")
    wanted = {Literal("MAIRE-62119maire-62119"), Literal("Haÿ")}
    assert {*compiled(path, [CELLS], VARIABLES).objects()} == wanted
    assert {*by_rdflib(path, [CELLS], VARIABLES).objects()} == wanted


@pytest.mark.parametrize(
    ("condition", "kept"),
    [
        ("?code = '62119'", True),
        ("?code = ''", False),
        ("?rien = 'a'", False),
        ("?rien || ?v = 7", True),
        ("?vide", False),
    ],
)
def test_a_filter_that_is_false_or_fails_drops_the_row(tmp_path: Path, condition: str, *, kept: bool) -> None:
    path = write(tmp_path, f"FILTER ({condition})\nBIND (?n AS ?v)")
    assert len(compiled(path, [CELLS], VARIABLES)) == len(by_rdflib(path, [CELLS], VARIABLES)) == kept


def test_rows_do_not_see_each_other(tmp_path: Path) -> None:
    path = write(tmp_path, "BIND (IF(?n > 7, ?texte, ?code) AS ?v)", "?place ex:v ?v")
    rows = [{**CELLS, "place": f"http://example.org/{n}", "n": n} for n in ("6", "7", "8", None)]
    assert {*compiled(path, rows, VARIABLES)} == {*by_rdflib(path, rows, VARIABLES)}
    assert len(compiled(path, rows, VARIABLES)) == 3
