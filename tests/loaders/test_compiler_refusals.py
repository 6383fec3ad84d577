"""What has no single type, or could put anything in an IRI, is refused before any row is read."""

from pathlib import Path

import pytest
from rdflib import XSD

from loaders.compiler import compile_mapping
from loaders.errors import SourceError
from loaders.mapping import parse
from loaders.terms import IRI, TermType
from tests.loaders.mapping_engines import write

VARIABLES = {
    "texte": TermType(),
    "code": TermType(form="part"),
    "ref": TermType(form="reference"),
    "place": IRI,
    "n": TermType(datatype=str(XSD.integer), form="part"),
    "montant": TermType(datatype=str(XSD.decimal), form="part"),
    "jour": TermType(datatype=str(XSD.date), form="part"),
    "insee": TermType(datatype=str(XSD.token), form="part"),
    "vrai": TermType(datatype=str(XSD.boolean), form="part"),
}
REFUSED = [
    # IRIs
    ("iri:commune(?texte)", "un argument de iri:commune peut contenir ce qu'un IRI refuse"),
    ("iri:commune('6 2')", "peut contenir"),
    ("iri:commune(CONCAT(?code, ' '))", "peut contenir"),
    ("iri:commune(CONCAT(?code, ?texte))", "peut contenir"),
    ("iri:commune(COALESCE(?code, ?texte))", "peut contenir"),
    ("iri:commune(REPLACE(?code, '1', '/'))", "peut contenir"),
    ("iri:commune(STRBEFORE(?texte, '-'))", "peut contenir"),
    ("iri:commune(?ref)", "peut contenir"),
    ("iri:commune(?place)", "peut contenir"),
    ("iri:commune('é')", "peut contenir"),
    ("iri:commune('')", "cette expression ne donne jamais de valeur"),
    ("iri:reference(?code)", "attend une référence"),
    ("iri:reference(STRLANG(?code, 'fr'))", "attend une référence"),
    ("iri:territoire('organisation:ccas-bethune')", "cette expression ne donne jamais de valeur"),
    ("iri:reference('inconnu:1')", "cette expression ne donne jamais de valeur"),
    ("IRI(?code)", "IRI() ne prend qu'une constante"),
    ("IRI('pas un iri')", "n'est pas un IRI absolu"),
    # one type of term
    ("IF(?vrai, ?code, ?n)", "IF donnerait tantôt un texte simple, tantôt un littéral integer"),
    ("COALESCE(?code, ?place)", "COALESCE donnerait tantôt un texte simple, tantôt un IRI"),
    ("IF(?vrai, 'a'@fr, 'a'@en)", "IF donnerait tantôt un texte en « fr », tantôt un texte en « en »"),
    ("COALESCE(?n, ?montant)", "COALESCE donnerait"),
    # truth and comparison
    ("IF(?place, 1, 2)", "un IRI n'est ni vrai ni faux"),
    ("!?jour", "un littéral date n'est ni vrai ni faux"),
    ("?vrai && 'a'@fr", "un texte en « fr » n'est ni vrai ni faux"),
    ("?insee = '62119'", "« = » ne compare pas un littéral token et un texte simple"),
    ("?insee = ?insee", "« = » ne compare pas"),
    ("?n < ?code", "« < » ne compare pas"),
    ("?jour > '2020'", "« > » ne compare pas un littéral date et un texte simple"),
    ("?place < ?place", "« < » ne compare pas"),
    ("?vrai < true", "« < » ne compare pas"),
    ("'a'@fr < 'b'@fr", "« < » ne compare pas"),
    ("?code IN ('a', 1)", "« IN » ne compare pas un texte simple et un littéral integer"),
    # strings
    ("CONCAT(?code, ?jour)", "CONCAT attend un texte, pas un littéral date"),
    ("UCASE(?place)", "UCASE attend un texte, pas un IRI"),
    ("STRLEN(?n)", "STRLEN attend un texte"),
    ("STRLANG(?insee, 'fr')", "STRLANG attend un texte simple"),
    ("STRLANG(?code, ?code)", "la langue de STRLANG doit être une constante"),
    ("STRLANG(?code, 'f r')", "n'est pas une étiquette de langue"),
    ("STRDT(?n, xsd:decimal)", "STRDT attend un texte simple"),
    ("STRDT(?code, 'x')", "le type de STRDT doit être un IRI"),
    ("STRDT(?code, ?place)", "le type de STRDT doit être une constante"),
    ("STRDT(?code, xsd:string)", "STRDT ne sert à rien"),
    ("'a'^^xsd:string", "^^xsd:string ne sert à rien"),
    ("CONTAINS(?code, 'a'@fr)", "CONTAINS cherche un texte en « fr » dans un texte simple"),
    ("STRBEFORE('a-b'@fr, '-')", "STRBEFORE attend un texte simple"),
    ("SUBSTR(?code, 0)", "le début de SUBSTR doit être un entier, au moins 1"),
    ("SUBSTR(?code, ?n)", "le début de SUBSTR doit être une constante"),
    ("SUBSTR(?code, 1, -1)", "la longueur de SUBSTR doit être un entier, au moins 0"),
    ("SUBSTR(?code, 1.5)", "le début de SUBSTR doit être un entier"),
    ("SUBSTR(?code, '1')", "le début de SUBSTR doit être un entier"),
    # patterns
    ("REPLACE(?code, ?code, '')", "le motif de REPLACE doit être une constante"),
    ("REPLACE(?code, 'a', ?code)", "le remplacement de REPLACE doit être une constante"),
    ("REPLACE(?code, 'a', 'b', 's')", "l'option « s » n'est pas prise en charge"),
    ("REPLACE(?code, '\\\\s', '')", "sort du sous-ensemble"),
    ("REPLACE(?code, '(?:a)', '')", "sort du sous-ensemble"),
    ("REPLACE(?code, '[a&&b]', '')", "sort du sous-ensemble"),
    ("REPLACE(?code, '[a--b]', '')", "sort du sous-ensemble"),
    ("REPLACE(?code, '[[a]', '')", "sort du sous-ensemble"),
    ("REPLACE(?code, 'a++', '')", "sort du sous-ensemble"),
    ("REPLACE(?code, '(a', '')", "est mal formé"),
    ("REPLACE(?code, 'a*', '')", "accepte le texte vide"),
    ("REPLACE(?code, '(a)', '$2')", "nomme un groupe que le motif n'a pas"),
    ("REPLACE(?code, '(a)', '$0')", "le remplacement « $0 »"),
    ("REPLACE(?code, '(a)', '$12')", "le remplacement « $12 »"),
    ("REPLACE(?code, 'a', '\\\\$')", "le remplacement"),
    # numbers
    ("?n + ?code", "« + » attend un nombre, pas un texte simple"),
    ("?jour - ?jour", "« - » attend un nombre"),
    ("1 / 0", "cette expression ne donne jamais de valeur"),
    # names
    ("?inconnue", "?inconnue n'est ni une colonne déclarée, ni liée par un BIND plus haut"),
    ("?apres", "?apres n'est ni une colonne déclarée, ni liée par un BIND plus haut"),
    ("BOUND(?nmo)", "?nmo n'est ni une colonne déclarée"),
]


@pytest.mark.parametrize(("expression", "problem"), REFUSED, ids=[case[0] for case in REFUSED])
def test_an_expression_is_refused_with_its_line(tmp_path: Path, expression: str, problem: str) -> None:
    where = f"BIND (\n{expression} AS ?v)\nBIND (STR(?n) AS ?apres)"
    with pytest.raises(SourceError) as refusal:
        compile_mapping(parse(write(tmp_path, where)), VARIABLES)
    assert problem in refusal.value.problem
    assert refusal.value.line == 8


REFUSED_WHOLES = [
    ("BIND (?n AS ?v)", "?s ex:v ?v", "?s n'est ni une colonne", 5),
    ("BIND (?n AS ?v)", "?code ex:v ?v", "le sujet d'un triplet est un IRI, pas un texte simple", 5),
    ("BIND (?n AS ?v)", "ex:s ?code ?v", "le prédicat d'un triplet est un IRI, pas un texte simple", 5),
    ("BIND (?n AS ?v)", "'s' ex:v ?v", "le sujet d'un triplet est un IRI, pas un texte simple", 5),
    ("BIND (?n AS ?code)", "ex:s ex:v ?code", "?code est déjà une colonne ou déjà liée", 7),
    ("BIND (?n AS ?v)\nBIND (?n AS ?v)", "ex:s ex:v ?v", "?v est déjà une colonne ou déjà liée", 8),
    ("BIND (?n AS ?v)\nFILTER (?place)", "ex:s ex:v ?v", "un IRI n'est ni vrai ni faux", 8),
    ("BIND (?n AS ?v)\nFILTER (1 = 1)", "ex:s ex:v ?v", "ce FILTER ne dépend d'aucune colonne", 8),
    ("BIND (?n AS ?v)\nFILTER (?w = 1)", "ex:s ex:v ?v", "?w n'est ni une colonne", 8),
]


@pytest.mark.parametrize(("where", "template", "problem", "line"), REFUSED_WHOLES)
def test_a_mapping_is_refused_with_its_line(tmp_path: Path, where: str, template: str, problem: str, line: int) -> None:
    with pytest.raises(SourceError) as refusal:
        compile_mapping(parse(write(tmp_path, where, template)), VARIABLES)
    assert problem in refusal.value.problem
    assert refusal.value.line == line


def test_the_refusal_of_a_part_of_an_iri_says_which_kind_to_use(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="donner à la colonne le genre « slug »"):
        compile_mapping(parse(write(tmp_path, "BIND (iri:commune(?texte) AS ?v)")), VARIABLES)
