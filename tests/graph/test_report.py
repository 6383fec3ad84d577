"""The report of a data steward: grouped, readable with 3,000 violations, and nothing in the data can become markup."""

import csv
import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from rdflib import PROV, RDF, RDFS, SH, Graph, Literal, Namespace, URIRef

from graph.errors import GraphError
from graph.reporting.report import REPORTS, as_csv, as_html, as_json, as_text, as_turtle, render, write_reports
from graph.reporting.summary import BuildSummary, Check, Namesake, Reject, SourceLine, State, Unresolved, rejects
from graph.reporting.verdict import report
from graph.validation.findings import Validation
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


def test_the_examples_are_those_of_the_first_lines_of_the_files(three_thousand: Validation) -> None:
    places = [one.places for group in report(three_thousand).groups for one in group.examples]
    assert places == [
        ("rne-maires/2019-01-09.txt, ligne 3",),
        ("rne-maires/2019-01-09.txt, ligne 4",),
        ("rne-maires/2019-01-09.txt, ligne 6",),
    ]


def test_the_text_says_the_rule_three_examples_and_what_to_do(three_thousand: Validation) -> None:
    lines = [line.replace("\u202f", " ") for line in as_text(report(three_thousand))]
    assert lines[2:] == [
        "3 000 violations · Mandat : date de début",
        "  La date de début est obligatoire et ne peut pas suivre la date de fin.",
        "  - Mandat 1 (mandat:exemple-1/maire) [rne-maires/2019-01-09.txt, ligne 3]",
        "  - Mandat 2 (mandat:exemple-2/maire) [rne-maires/2019-01-09.txt, ligne 4]",
        "  - Mandat 4 (mandat:exemple-4/maire) [rne-maires/2019-01-09.txt, ligne 6]",
        "  … et 2 997 de plus",
        "  → Complétez la cellule dans le fichier source, à la ligne citée, puis relancez « maillage build ».",
    ]


def test_every_finding_is_in_the_table(three_thousand: Validation) -> None:
    check = Check(name="vide", title="Un contrôle", columns=("noeud_iri",), rows=(("commune:62119",),))
    rows = list(csv.DictReader(io.StringIO(as_csv(three_thousand, [check]))))
    assert len(rows) == 3001
    assert (rows.pop()["noeud"], len(rows)) == (f"{BASE}id/territoire/commune/62119", 3000)
    assert {row["gravite"] for row in rows} == {"violation"}
    assert rows[0]["forme"] == f"{BASE}formes#Mandat-debut"


def test_the_page_asks_nobody_for_anything_and_runs_nothing(three_thousand: Validation) -> None:
    page = Page(as_html(report(three_thousand, summary())))
    assert not {"script", "img", "link", "iframe", "object"} & {tag for tag, _ in page.elements}
    links = [value for _, attributes in page.elements for name, value in attributes.items() if name in {"href", "src"}]
    assert all(re.fullmatch(r"#\w+|[\w./-]+", link or "") for link in links)
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
    check = Check(name="x", title=HOSTILE, summary=HOSTILE, advice=HOSTILE, columns=("a",), rows=((HOSTILE,),))
    return summary(
        lines=(line,),
        edition=HOSTILE,
        checks=(check,),
        rejects=(reject,),
        unresolved=(Unresolved(source=HOSTILE, code=HOSTILE, count=1, note=HOSTILE),),
        namesakes=(Namesake(name=HOSTILE, people=(HOSTILE,), reason=HOSTILE),),
    )


def test_a_hostile_label_is_text_wherever_it_stands() -> None:
    text = as_html(report(validated(1, HOSTILE), hostile()))
    page = Page(text)
    assert not {"script", "img"} & {tag for tag, _ in page.elements}
    assert page.words.count(HOSTILE) >= 17
    assert page.words.count("49") == 0


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


def test_the_rows_of_a_check_are_violations_among_the_others_and_one_for_each_fact() -> None:
    check = Check(
        name="deux-maires",
        title="Deux maires en même temps",
        advice="Comparez les deux lignes.",
        columns=("noeud_iri", "noeud", "autre_maire", "preuve"),
        rows=(
            ("commune:62119", "Béthune", "Camille Exemple", "source:rne-maires/2019-01-09.txt#row=15"),
            ("commune:62119", "Béthune", "Camille Exemple", "source:rne-maires/2019-01-09.txt#row=12"),
        ),
    )
    made = report(validated(0), summary(checks=(check, Check(name="vide", title="Rien"))))
    assert made.violations == 1
    (group,) = made.groups
    (example,) = group.examples
    assert (group.title, group.advice) == ("Deux maires en même temps", "Comparez les deux lignes.")
    assert (example.node, example.label, example.value) == ("commune:62119", "Béthune", "autre maire : Camille Exemple")
    assert example.places == ("rne-maires/2019-01-09.txt, ligne 12", "rne-maires/2019-01-09.txt, ligne 15")


def test_a_shape_that_checked_nothing_is_in_the_page_and_is_no_violation() -> None:
    data = Graph().parse(HERE / "juste.ttl", format="turtle").parse(HERE / "ontologie.ttl", format="turtle")
    data.remove((ID["projet/gare"], None, None))
    shapes = Graph().parse(HERE / "formes.ttl", format="turtle")
    made = report(validate(data, shapes, ontology=Graph().parse(HERE / "ontologie.ttl", format="turtle")))
    assert made.violations == 0
    assert "1 forme n’a trouvé aucun nœud à vérifier" in Page(as_html(made)).words
    assert as_text(made)[-1] == "1 forme n’a rien vérifié : projet"


def test_data_that_nothing_checks_are_never_called_right() -> None:
    made = report(validate(Graph(), Graph().parse(HERE / "formes.ttl", format="turtle")))
    assert (made.state, made.verdict) == ("erreur", "Rien n’a été vérifié : aucune forme ne concerne ces données.")


def test_rejects_are_counted_by_reason_with_their_lines(tmp_path: Path) -> None:
    (tmp_path / "rne-maires.csv").write_text(
        "fichier,ligne,colonne,valeur,motif,que_faire,portee\n"
        "a.txt,12,debut,31/02/2014,date impossible,Corrigez la date.,ligne\n"
        "a.txt,15,debut,32/01/2014,date impossible,Corrigez la date.,ligne\n"
        'a.txt,16,population,"1,5",nombre illisible,,cellule\n',
        encoding="utf-8",
    )
    assert [(one.count, one.scope, one.reason, one.examples, one.file) for one in rejects(tmp_path)] == [
        (
            2,
            "ligne",
            "date impossible",
            ("a.txt, ligne 12 : « 31/02/2014 »", "a.txt, ligne 15 : « 32/01/2014 »"),
            "rejets/rne-maires.csv",
        ),
        (1, "cellule", "nombre illisible", ("a.txt, ligne 16 : « 1,5 »",), "rejets/rne-maires.csv"),
    ]


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


def test_the_turtle_is_the_standard_report() -> None:
    graph = Graph().parse(data=as_turtle(validated(2)), format="turtle")
    assert len(set(graph.subjects(RDF.type, SH.ValidationResult))) == 2


@pytest.mark.parametrize("form", REPORTS)
def test_every_format_is_written(form: str) -> None:
    assert "date de d" in render(validated(1), form)


def test_an_unknown_format_is_bad_usage() -> None:
    with pytest.raises(GraphError) as error:
        render(validated(0), "docx")
    assert (error.value.kind, "text, html, json, csv, turtle" in str(error.value)) == ("usage", True)
