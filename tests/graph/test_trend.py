"""What a report says of the one before, who can put right what it finds, and the lines of a user's files."""

import csv
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef

from graph.build import Built
from graph.cli.telling import summary
from graph.places import place
from graph.reporting.lines import as_text
from graph.reporting.owners import Role, held, owner
from graph.reporting.report import as_html, write_reports
from graph.reporting.summary import BuildSummary, SourceLine
from graph.reporting.table import COLUMNS
from graph.reporting.trend import Settled, Trend, previous
from graph.reporting.verdict import Report, report
from graph.validation.findings import (
    FORMES,
    ILL_FORMED,
    NO_TARGET,
    UNKNOWN_IN_SHAPE,
    Coverage,
    Finding,
    Severity,
    Validation,
)
from graph.validation.lines import locator
from graph.validation.roles import BUILDER, MAINTAINER
from ontology.iris import BASE

SOURCE = f"{BASE}id/source/rne-maires/2019-01-09.txt#row="
BUILD = BuildSummary(lines=(SourceLine(source="rne-maires", edition="2019", title="Maires"),), graph_triples=9)


def finding(node: str, shape: str = "Mandat-debut", **more: object) -> Finding:
    facts = {
        "shape": FORMES[shape],
        "component": URIRef("http://www.w3.org/ns/shacl#MinCountConstraintComponent"),
        "severity": Severity.VIOLATION,
        "focus": URIRef(f"{BASE}id/mandat/{node}"),
        "messages": {"fr": f"La règle {shape} n'est pas respectée.", "en": "Not so."},
        "title": shape,
        "proofs": (f"{SOURCE}12",),
        **more,
    }
    return Finding(**facts)  # type: ignore[arg-type]


def validation(findings: Sequence[Finding], focus: int = 5) -> Validation:
    mandates = Coverage(shape=str(FORMES.Mandat), title="Mandat", target="les mandats", focus=focus, optional="selon")
    busy = Coverage(shape=str(FORMES.Commune), title="Commune", target="les communes", focus=1)
    return Validation(findings=tuple(findings), coverage=(mandates, busy), triples=9, report=Graph())


def built(out: Path, *findings: Finding, focus: int = 5) -> Report:
    return write_reports(out, BUILD, validation(findings, focus))


def tendencies(out: Path) -> list[str]:
    with (out / "constats.csv").open(encoding="utf-8", newline="") as stream:
        return [row["tendance"] for row in csv.DictReader(stream) if row["gravite"] != "verifie"]


def test_a_first_report_is_compared_with_nothing(tmp_path: Path) -> None:
    made = built(tmp_path, finding("a"))
    assert (made.trend, made.groups[0].trend, made.settled, made.lost) == (None, None, (), {})
    assert tendencies(tmp_path) == [""]
    assert "précédente" not in as_html(made)


def test_the_next_says_what_is_new_what_is_gone_and_what_stands_rule_by_rule(tmp_path: Path) -> None:
    built(tmp_path, finding("a"), finding("b"), finding("c"), finding("a", "Mandat-fin"), finding("b", "Mandat-fin"))
    made = built(tmp_path, finding("b"), finding("d"), finding("d", "Mandat-role"))
    trends = {group.title: group.trend for group in made.groups}
    assert trends == {"Mandat-debut": Trend(new=1, gone=2, same=1), "Mandat-role": Trend(new=1)}
    assert made.settled == (
        Settled(rule=str(FORMES["Mandat-fin"]), sentence="La règle Mandat-fin n'est pas respectée.", count=2),
    )
    assert made.trend == Trend(new=2, gone=4, same=1)
    assert tendencies(tmp_path) == ["inchangé", "nouveau", "nouveau"]


def test_the_page_and_the_terminal_tell_the_trend(tmp_path: Path) -> None:
    built(tmp_path, finding("a"), finding("a", "Mandat-fin"))
    made = built(tmp_path, finding("a"), finding("b"))
    page = as_html(made)
    assert "Depuis la construction précédente : 1 nouveau, 1 disparu, 1 inchangé." in page
    assert "Réglé depuis la construction précédente" in page
    assert as_text(made)[1] == "Depuis le rapport précédent : 1 nouveau, 1 disparu, 1 inchangé."
    assert "2 violations · Mandat-debut (1 nouveau, 1 inchangé)" in as_text(made)
    said = list(summary(Built(summary=BUILD, report=made, violations=2), "out"))
    assert "depuis la construction précédente : 1 nouveau, 1 disparu, 1 inchangé" in said


def test_findings_that_look_the_same_are_counted_one_by_one(tmp_path: Path) -> None:
    built(tmp_path, finding("a"))
    assert built(tmp_path, finding("a"), finding("a")).trend == Trend(new=1, same=1)
    assert tendencies(tmp_path) == ["inchangé", "nouveau"]


def test_a_shape_that_looks_at_nothing_any_more_is_said(tmp_path: Path) -> None:
    built(tmp_path, focus=1200)
    made = built(tmp_path, focus=0)
    assert made.lost == {str(FORMES.Mandat): 1200}
    assert (
        "1 forme ne vérifie plus rien depuis la construction précédente : Mandat (1\u202f200 nœuds avant)"
        in as_html(made)
    )


def test_the_same_report_twice_has_nothing_new_and_the_same_bytes_from_then_on(tmp_path: Path) -> None:
    pages = []
    for _ in range(3):
        assert built(tmp_path, finding("a"), finding("b")).violations == 2
        pages.append([(tmp_path / name).read_bytes() for name in ("rapport.html", "rapport.json", "constats.csv")])
    assert pages[1] == pages[2]


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", ",".join(COLUMNS) + "\nverifie,x,y,,,,pas un nombre,,,,,,\n"])
def test_a_table_that_is_not_one_of_ours_is_not_compared_with(text: str, tmp_path: Path) -> None:
    (tmp_path / "constats.csv").write_text(text, encoding="utf-8")
    assert previous(tmp_path / "constats.csv") is None
    assert built(tmp_path, finding("a")).trend is None


def test_a_value_with_line_ends_and_quotes_is_recognised_the_next_time(tmp_path: Path) -> None:
    odd = finding("a", value=Literal('deux\r\nlignes, « "citées" »' + "x" * 200_000))
    built(tmp_path, odd)
    assert built(tmp_path, odd).trend == Trend(same=1)


WHO = {
    "the producer of a source": (finding("a"), Role.PRODUCER, "Ministère de l'Intérieur (source rne-maires)"),
    "the keeper of a dossier": (
        finding("a", proofs=(f"{BASE}id/document/bethune-bilan-2020-2023.txt#char=1,2",)),
        Role.DOSSIER,
        "mainteneur du dossier béthune",
    ),
    "us, who publish some lists": (
        finding("a", proofs=(f"{BASE}id/source/dispositifs/embarque.csv#row=2",)),
        Role.MAINTAINER,
        "mainteneurs de Maillage",
    ),
    "us, where the shape says so": (finding("a", role=MAINTAINER), Role.MAINTAINER, "mainteneurs de Maillage"),
    "you, where the shape says so": (finding("a", role=BUILDER), Role.BUILDER, "vous, qui lancez la commande"),
    "us, for an ill-formed literal": (finding("a", component=ILL_FORMED), Role.MAINTAINER, "mainteneurs de Maillage"),
    "you, for a slip in your own shapes": (
        finding("a", component=UNKNOWN_IN_SHAPE, proofs=()),
        Role.BUILDER,
        "vous, qui lancez la commande",
    ),
    "us, for a slip in ours": (
        finding("a", component=UNKNOWN_IN_SHAPE, focus=FORMES.Mandat, proofs=()),
        Role.MAINTAINER,
        "mainteneurs de Maillage",
    ),
    "you, for an idle shape": (
        finding("a", component=NO_TARGET, proofs=()),
        Role.BUILDER,
        "vous, qui lancez la commande",
    ),
    "nobody knows": (finding("a", proofs=()), Role.UNKNOWN, "provenance inconnue"),
    "the author of a file": (
        finding("a", proofs=("file:///nulle/part/a%20b.ttl#line=4,5",), role=MAINTAINER),
        Role.AUTHOR,
        "auteur de /nulle/part/a b.ttl",
    ),
}


@pytest.mark.parametrize("name", WHO)
def test_who_can_put_a_finding_right(name: str) -> None:
    found, role, words = WHO[name]
    one = owner(found, {"bethune-bilan-2020-2023.txt": "béthune"})
    assert (one.role, one.words) == (role, words)


def test_each_owner_is_told_how_many_and_which_rules() -> None:
    ours = [finding("a", "Fait-preuve", role=MAINTAINER), finding("b", "Fait-preuve", role=MAINTAINER)]
    warning = replace(finding("c", "Mandat-role"), severity=Severity.WARNING)
    made = report(validation([*ours, finding("a"), warning]))
    assert [(desk.who, desk.counts["violation"], desk.counts["warning"], desk.groups) for desk in made.desks] == [
        ("mainteneurs de Maillage", 2, 0, (1,)),
        ("Ministère de l'Intérieur (source rne-maires)", 1, 1, (2, 3)),
    ]
    assert [(one.who, one.count) for one in held(owner(one, {}) for one in ours)] == [("mainteneurs de Maillage", 2)]


TURTLE = """@prefix ex: <https://exemple.fr/> .
@base <https://exemple.fr/id/> .
# ex:b n'est pas encore décrit
ex:a ex:p ex:b , "ex:c est un texte" .

<https://exemple.fr/d> ex:p <e> .
ex:b ex:p 1 .
<e> ex:p 2 .
"""
OTHERS = {
    "a.nt": ("<urn:a> <urn:p> <urn:b> .\n<urn:b> <urn:p> 'x' .\n", {"urn:a": 1, "urn:b": 2}),
    "a.jsonld": ('[{"@id": "urn:a",\n "urn:p": {"@id": "urn:b"}},\n {"@id": "urn:c"}]', {"urn:b": 2, "urn:c": 3}),
    "a.rdf": ('<r:RDF xmlns:r="x">\n <r:Description r:about="urn:a">\n</r:Description></r:RDF>', {"urn:a": 2}),
    "a.ttl": (
        TURTLE,
        {"https://exemple.fr/a": 4, "https://exemple.fr/b": 7, "https://exemple.fr/d": 6, "https://exemple.fr/id/e": 8},
    ),
}


@pytest.mark.parametrize("name", OTHERS)
def test_a_node_of_a_file_is_found_at_the_line_that_opens_with_it(name: str, tmp_path: Path) -> None:
    text, lines = OTHERS[name]
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    locate = locator([path])
    for iri, line in lines.items():
        assert [place(one) for one in locate(URIRef(iri))] == [f"{path}, ligne {line}"], iri
    assert locate(URIRef("urn:absent")) == ()
