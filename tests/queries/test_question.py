"""How a question file is read: header, parameters, columns; what is wrong is said with its line."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from queries import QueryError, bound, parse, questions, read
from queries.parameter import names
from queries.tokens import tokens

TEXT = """#+ summary: Quelles communes ?
#+ tags: [territoire, essai]
#+ x-parameter-epci: une intercommunalité | 200072460
#+ x-parameter-annee: une année | 2020
SELECT ?commune (COUNT(?x) AS ?nombre) (MAX(?d) AS ?annee) WHERE {
  ?commune <a:b> ?_epci_iri ; <a:c> ?x , "?_faux_iri", <http://e/?_faux> . # ?_faux
  FILTER (?x > ?__annee_integer)
} GROUP BY ?commune ORDER BY ?commune"""


def test_a_question_has_its_header_its_parameters_and_its_columns() -> None:
    question = parse("essai", TEXT)
    assert question.summary == "Quelles communes ?"
    assert question.tags == ("territoire", "essai")
    assert question.columns == ("commune", "nombre", "annee")
    assert [(p.name, p.variable, p.type, p.required, p.example) for p in question.parameters] == [
        ("epci", "_epci_iri", "iri", True, "200072460"),
        ("annee", "__annee_integer", "integer", False, "2020"),
    ]


@pytest.mark.parametrize(
    ("variable", "expected"),
    [
        ("_commune_iri", ("commune", "iri", True)),
        ("__commune_iri", ("commune", "iri", False)),
        ("__depuis_date", ("depuis", "date", False)),
        ("_code", ("code", "", True)),
        ("__autre_organisme_iri", ("autre_organisme", "iri", False)),
        ("_mot_fr", ("mot", "fr", True)),
        ("_iri", ("iri", "", True)),
    ],
)
def test_parameters_are_named_as_grlc_names_them(variable: str, expected: tuple[str, str, bool]) -> None:
    assert names(variable) == expected


@pytest.mark.parametrize(
    ("change", "line", "words"),
    [
        (("#+ summary: Quelles communes ?\n", ""), None, "pas de question"),
        (("#+ tags", "#+ tag"), 2, "clé inconnue « tag »"),
        (("#+ tags: ", "#+ tags "), 2, "illisible"),
        (("Quelles communes ?", "Quelles communes : combien ?"), 1, "« : »"),
        (("#+ tags: [territoire, essai]", "#+ summary: deux fois"), 2, "deux fois"),
        (("#+ x-parameter-annee: une année | 2020\n", ""), None, "diffèrent"),
        (("?__annee_integer", "?annee"), None, "diffèrent"),
        (("SELECT", "INSERT"), None, "ni SELECT"),
    ],
)
def test_a_broken_file_is_refused_with_its_line(
    change: tuple[str, str], line: int | None, words: str, tmp_path: Path
) -> None:
    path = tmp_path / "essai.rq"
    path.write_text(TEXT.replace(*change), encoding="utf-8")
    with pytest.raises(QueryError) as caught:
        read(path)
    assert (caught.value.file, caught.value.line) == (str(path), line)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_not_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "essai.rq").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(QueryError, match="illisible"):
        read(tmp_path / "essai.rq")


def test_values_are_bound_at_the_head_of_the_first_where() -> None:
    text = bound(parse("essai", TEXT), {"epci": [NamedNode("http://e/1"), NamedNode("http://e/2")]})
    assert "WHERE {\n  VALUES ?_epci_iri { <http://e/1> <http://e/2> }\n" in text
    assert "__annee_integer {" not in text


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, "il manque --epci"),
        ({"epci": []}, "il manque --epci"),
        ({"epci": [NamedNode("http://e/1")], "annee": [], "an": []}, "paramètre inconnu « an »"),
    ],
)
def test_a_missing_or_unknown_parameter_is_refused(values: dict[str, list[NamedNode]], words: str) -> None:
    with pytest.raises(QueryError, match=words):
        bound(parse("essai", TEXT), values)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_no_value_can_leave_its_place(value: str) -> None:
    """Whatever the user types, the engine reads back that very literal, and nothing else."""
    header = "#+ summary: q\n#+ x-parameter-mot: m | x\n"
    text = f"{header}SELECT ?x WHERE {{ BIND (?_mot AS ?x) FILTER (?x = ?_mot) }} ORDER BY ?x"
    solutions = Store().query(bound(parse("essai", text), {"mot": [Literal(value)]}))
    assert isinstance(solutions, QuerySolutions)
    assert [row[0] for row in solutions] == [Literal(value)]


def test_names_are_those_of_the_files_in_order() -> None:
    files = sorted(path.stem for path in Path(__file__).parents[2].joinpath("queries").glob("*.rq"))
    assert list(questions()) == files


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("\"a { # b\" { 'c' }", ["string", "open", "string", "close"]),
        ('"""a "quoted" } """', ["string"]),
        ("<http://e/#x> # <y> {", ["iri"]),
        ("<http://e/\\u00e9#> {", ["iri", "open"]),
        ("?a<?b", ["variable", "other", "variable"]),
        ("ex:a.b :c _:d @fr-FR SERVICE", ["name", "name", "name", "language", "word"]),
        ('"x"SERVICE', ["string", "word"]),
        ("1SERVICE", ["other", "word"]),
    ],
)
def test_words_strings_iris_and_comments_are_told_apart(text: str, kinds: list[str]) -> None:
    assert [token.kind for token in tokens(text)] == kinds
