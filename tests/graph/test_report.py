"""The report of a data steward: grouped, readable with 3,000 violations, and nothing in the data can become markup."""

import csv
import io
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from rdflib import PROV, RDF, RDFS, Graph, Literal, Namespace, URIRef

from graph.errors import GraphError
from graph.reporting.lines import as_text
from graph.reporting.report import REPORTS, as_html, as_json, render, write_reports
from graph.reporting.summary import BuildSummary, Namesake, Reject, SourceLine, State, Unresolved, rejects
from graph.reporting.table import COLUMNS, COVERED, as_csv
from graph.reporting.verdict import report
from graph.validation.findings import CHECK, FORMES, Finding, Severity, Validation
from graph.validation.optional import OPTIONAL
from graph.validation.validate import validate
from ontology.iris import BASE

HERE = Path(__file__).parent / "validation"
ID, MLG = Namespace(BASE + "id/"), Namespace(BASE + "def#")
HOSTILE = "</script><img src=x onerror=alert(1)>\"'&{{ 7*7 }}"
SOURCE = SourceLine(
    source="rne-maires", edition="2019-01-09.txt", title="RNE : maires", read=3, mapped=2, rejected=1, triples=20
)
STOPPED = SourceLine(
    source="rne-epci",
    edition="2024-07-30.csv",
    title="RNE : conseillers communautaires",
    state=State.FAILED,
    message="colonne obligatoire absente : « N° SIREN »",
)


class Page(HTMLParser):
    """What a browser would see: the elements and the text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data


def validated(mandates: int, label: str = "Mandat") -> Validation:
    """Validate mandates without dates, each from a line of a file, in shapes that ask for one."""
    data = Graph().parse(HERE / "juste.ttl", format="turtle").parse(HERE / "ontologie.ttl", format="turtle")
    for n in range(mandates):
        mandate = ID[f"mandat/exemple-{n}/maire"]
        data.add((mandate, RDF.type, MLG.Mandat))
        data.add((mandate, RDFS.label, Literal(f"{label} {n}", lang="fr")))
        data.add((mandate, URIRef("http://www.w3.org/ns/org#role"), ID["fonction/maire"]))
        data.add((mandate, URIRef("http://www.w3.org/ns/org#member"), ID["personne/camille-exemple-62119"]))
        edition = "2023-06-01.csv" if n % 3 == 0 else "2019-01-09.txt"
        data.add((mandate, PROV.wasDerivedFrom, ID[f"source/rne-maires/{edition}#row={n + 2}"]))
    shapes = Graph().parse(HERE / "formes.ttl", format="turtle")
    return validate(data, shapes, ontology=Graph().parse(HERE / "ontologie.ttl", format="turtle"))


def summary(**more: object) -> BuildSummary:
    return BuildSummary(**{"lines": (SOURCE,), "graph_triples": 20, **more})  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def three_thousand() -> Validation:
    return validated(3000)


def test_three_thousand_violations_are_one_group_of_three_examples(three_thousand: Validation) -> None:
    made = report(three_thousand)
    (group,) = made.groups
    assert (group.count, len(group.examples), group.title) == (3000, 3, "Mandat : date de début")
    assert group.files == {"rne-maires/2019-01-09.txt": 2000, "rne-maires/2023-06-01.csv": 1000}
    assert made.verdict.replace("\u202f", " ") == "À corriger avant de publier : 3 000 violations de 1 règle."


def test_three_thousand_violations_stay_under_200_kb(three_thousand: Validation) -> None:
    page = as_html(report(three_thousand, summary()))
    assert len(page.encode()) < 200_000
    assert "3\u202f000" in Page(page).words


def test_the_examples_are_the_first_lines_of_each_file_the_most_frequent_first(three_thousand: Validation) -> None:
    places = [one.places for group in report(three_thousand).groups for one in group.examples]
    assert places == [
        ("rne-maires/2019-01-09.txt, ligne 3",),
        ("rne-maires/2019-01-09.txt, ligne 4",),
        ("rne-maires/2023-06-01.csv, ligne 2",),
    ]


def test_the_text_says_the_rule_three_examples_and_what_to_do(three_thousand: Validation) -> None:
    lines = [line.replace("\u202f", " ") for line in as_text(report(three_thousand))]
    assert lines[2:] == [
        "3 000 violations · Mandat : date de début",
        "  La date de début est obligatoire et ne peut pas suivre la date de fin.",
        "  rne-maires/2019-01-09.txt (2 000), rne-maires/2023-06-01.csv (1 000)",
        "  - Mandat 1 (mandat:exemple-1/maire) [rne-maires/2019-01-09.txt, ligne 3]",
        "  - Mandat 2 (mandat:exemple-2/maire) [rne-maires/2019-01-09.txt, ligne 4]",
        "  - Mandat 0 (mandat:exemple-0/maire) [rne-maires/2023-06-01.csv, ligne 2]",
        "  … et 2 997 de plus",
        "  → Complétez la cellule dans le fichier source, à la ligne citée, puis relancez « maillage build ».",
        "  → Qui : Ministère de l'Intérieur (source rne-maires) (3 000)",
        "",
        "Vérifié (4 formes) : mandat 3 001 · commune 1 · personne 1 · projet 1",
    ]


def table(validation: Validation) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(as_csv(validation))))


def test_every_finding_is_a_line_of_the_table(three_thousand: Validation) -> None:
    rows = [row for row in table(three_thousand) if row["gravite"] != COVERED]
    assert (len(rows), {row["gravite"] for row in rows}) == (3000, {"violation"})
    assert {
        "regle": "sh:MinCountConstraintComponent",
        "forme": f"{BASE}formes#Mandat-debut",
        "noeud": f"{BASE}id/mandat/exemple-0/maire",
        "nom": "Mandat 0",
        "propriete": "schema:startDate",
        "provenance": "rne-maires/2023-06-01.csv, ligne 2",
        "corrige_par": "Ministère de l'Intérieur (source rne-maires)",
        "constat_en": "The start date is required and cannot be after the end date.",
        "preuves": f"{BASE}id/source/rne-maires/2023-06-01.csv#row=2",
    }.items() <= rows[0].items()


def test_the_table_ends_with_the_nodes_that_each_shape_looked_at(three_thousand: Validation) -> None:
    rows = [row for row in table(three_thousand) if row["gravite"] == COVERED]
    assert {row["forme"].rpartition("#")[2]: row["valeur"] for row in rows} == {
        "Commune": "1",
        "Mandat": "3001",
        "Personne": "1",
        "Projet": "1",
    }


def test_the_columns_of_the_table_are_documented() -> None:
    page = (Path(__file__).parents[2] / "graph" / "reporting" / "README.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE) == list(COLUMNS)


def test_the_page_asks_nobody_for_anything_and_runs_nothing(three_thousand: Validation) -> None:
    page = Page(as_html(report(three_thousand, summary())))
    assert not {"script", "img", "link", "iframe", "object"} & {tag for tag, _ in page.elements}
    links = [value for _, attributes in page.elements for name, value in attributes.items() if name in {"href", "src"}]
    assert all(re.fullmatch(r"#[\w-]+|(?!/)[\w./-]+(#row=\d+)?", link or "") for link in links)
    policy = [attributes.get("content") for _, attributes in page.elements if "http-equiv" in attributes]
    assert policy == ["default-src 'none'; style-src 'unsafe-inline'"]


def hostile() -> BuildSummary:
    line = SourceLine(source=HOSTILE, edition=HOSTILE, title=HOSTILE, message=HOSTILE, state=State.FAILED)
    reject = Reject(
        source=HOSTILE,
        column=HOSTILE,
        reason=HOSTILE,
        advice=HOSTILE,
        scope="ligne",
        count=1,
        examples=(HOSTILE,),
        file="rejets/x.csv",
    )
    return summary(
        lines=(line,),
        edition=HOSTILE,
        rejects=(reject,),
        unresolved=(Unresolved(source=HOSTILE, code=HOSTILE, count=1, note=HOSTILE),),
        namesakes=(Namesake(name=HOSTILE, people=(HOSTILE,), reason=HOSTILE),),
    )


def test_a_hostile_label_is_text_wherever_it_stands() -> None:
    checked = finding(title=HOSTILE, description=HOSTILE, label=HOSTILE, value=Literal(HOSTILE), remedy=HOSTILE)
    text = as_html(report(with_findings(validated(1, HOSTILE), checked), hostile()))
    page = Page(text)
    assert not {"script", "img"} & {tag for tag, _ in page.elements}
    assert page.words.count(HOSTILE) >= 17
    assert page.words.count("49") == 0


def finding(**more: object) -> Finding:
    """A row of a check."""
    facts = {"messages": {"fr": "x", "en": "x"}, "title": "x", "severity": Severity.VIOLATION, "focus": ID["x"], **more}
    return Finding(shape=FORMES["controle-x"], component=CHECK, **facts)  # type: ignore[arg-type]


def with_findings(validation: Validation, *more: Finding) -> Validation:
    return replace(validation, findings=(*validation.findings, *more))


def test_a_build_that_is_right_says_so_in_one_sentence() -> None:
    made = report(validated(0), summary(graph_triples=20))
    assert (made.state, made.verdict) == ("ok", "Publiable : aucune violation sur 20 triplets.")
    assert "Rien à signaler." in Page(as_html(made)).words


def test_a_source_that_stopped_is_in_the_verdict_and_first_in_the_table() -> None:
    made = report(validated(0), summary(lines=(SOURCE, STOPPED)))
    assert made.verdict.endswith("; 1 source en échec.")
    assert made.state == "attention"
    words = Page(as_html(made)).words
    assert words.index(STOPPED.message) < words.index(SOURCE.title)


def test_rows_that_do_not_add_up_are_said() -> None:
    lost = SourceLine(source="x", edition="y", title="z", read=3, mapped=1, rejected=1)
    assert "compte faux" in Page(as_html(report(validated(0), summary(lines=(lost,))))).words


def test_a_shape_that_checked_nothing_is_in_the_page_and_an_error() -> None:
    made = report(without_projects())
    assert made.violations == 1
    words = " ".join(Page(as_html(made)).words.split())
    assert "1 forme devait vérifier quelque chose et n’a trouvé aucun nœud" in words


def test_an_optional_shape_that_checked_nothing_is_in_the_page_with_its_reason_and_no_error() -> None:
    made = report(without_projects("pas de projet en hiver"))
    assert made.violations == 0
    words = " ".join(Page(as_html(made)).words.split())
    assert "1 forme facultative n’avait rien à vérifier" in words
    assert "facultative : pas de projet en hiver" in words
    assert as_text(made)[-1] == "Sans nœud à vérifier, et facultatives : projet"


def without_projects(why: str = "") -> Validation:
    data = Graph().parse(HERE / "juste.ttl", format="turtle").parse(HERE / "ontologie.ttl", format="turtle")
    data.remove((ID["projet/gare"], None, None))
    shapes = Graph().parse(HERE / "formes.ttl", format="turtle")
    if why:
        shapes.add((FORMES.Projet, OPTIONAL, Literal(why, lang="fr")))
    return validate(data, shapes, ontology=Graph().parse(HERE / "ontologie.ttl", format="turtle"))


def test_data_that_nothing_checks_are_never_called_right() -> None:
    made = report(validate(Graph(), Graph().parse(HERE / "formes.ttl", format="turtle")))
    assert (made.state, made.verdict) == ("erreur", "Rien n’a été vérifié : aucune forme ne concerne ces données.")


def test_rejects_are_counted_by_reason_with_their_lines(tmp_path: Path) -> None:
    (tmp_path / "rne-maires.csv").write_text(
        "fichier,ligne,colonne,valeur,motif,que_faire,portee\n"
        "a.txt,12,debut,31/02/2014,date impossible,Corrigez la date.,ligne\n"
        "a.txt,15,debut,32/01/2014,date impossible,Corrigez la date.,ligne\n"
        'a.txt,16,population,"1,5",nombre illisible,,cellule\n'
        "a.txt,18,nom,,cellule vide,,ligne\n",
        encoding="utf-8",
    )
    assert [(one.count, one.scope, one.reason, one.examples, one.rows) for one in rejects(tmp_path)] == [
        (
            *(2, "ligne", "date impossible"),
            ("a.txt, ligne 12 : « 31/02/2014 »", "a.txt, ligne 15 : « 32/01/2014 »"),
            (2, 3),
        ),
        (1, "ligne", "cellule vide", ("a.txt, ligne 18 : vide",), (5,)),
        (1, "cellule", "nombre illisible", ("a.txt, ligne 16 : « 1,5 »",), (4,)),
    ]
    assert {one.file for one in rejects(tmp_path)} == {"rejets/rne-maires.csv"}


def test_a_place_of_the_page_leads_to_the_row_of_its_file_and_a_reject_to_its_list() -> None:
    line = replace(SOURCE, iri=f"{BASE}id/source/rne-maires/2019-01-09.txt", path="../officiel/maires 2019.txt")
    reject = Reject(
        source="rne-maires",
        column="debut",
        reason="date impossible",
        advice="",
        scope="ligne",
        count=1,
        examples=("a.txt, ligne 12",),
        file="rejets/rne-maires.csv",
        rows=(7,),
    )
    page = Page(as_html(report(validated(2), summary(lines=(line,), rejects=(reject,)))))
    links = [attributes.get("href") for tag, attributes in page.elements if tag == "a"]
    assert {"../officiel/maires%202019.txt#row=3", "rejets/rne-maires.csv#row=7"} <= set(links)


def test_a_build_leaves_a_page_a_json_and_a_table(tmp_path: Path) -> None:
    made = write_reports(tmp_path, summary(lines=(SOURCE, STOPPED)), validated(1))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["constats.csv", "rapport.html", "rapport.json"]
    raw = json.loads((tmp_path / "rapport.json").read_text(encoding="utf-8"))
    assert raw["verdict"] == made.verdict
    assert raw["build"]["lines"][1]["state"] == "en échec"
    assert raw["groups"][0]["examples"][0]["places"] == ["rne-maires/2023-06-01.csv, ligne 2"]


def test_the_same_validation_gives_the_same_bytes() -> None:
    first, second = (report(validated(5), summary()) for _ in range(2))
    assert (as_html(first), as_json(first)) == (as_html(second), as_json(second))


@pytest.mark.parametrize("form", REPORTS)
def test_every_format_is_written(form: str) -> None:
    assert "date de d" in render(validated(1), form)


@pytest.mark.parametrize("form", REPORTS)
def test_every_format_says_how_many_nodes_each_shape_looked_at(form: str) -> None:
    text = render(validated(41), form).replace("\u202f", "")
    assert "42" in text
    assert all(name in text for name in ("andat", "ommune", "ersonne", "rojet"))


def test_an_unknown_format_is_bad_usage() -> None:
    with pytest.raises(GraphError) as error:
        render(validated(0), "docx")
    assert (error.value.kind, "text, html, json, csv, turtle" in str(error.value)) == ("usage", True)
