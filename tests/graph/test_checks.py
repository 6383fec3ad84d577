"""The checks across records: in the same report as the shapes, in every form, for a build as for a user's file."""

import csv
import io
import json
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import SH, Graph, Literal, Namespace

from graph.asking.query import Limits
from graph.reporting.report import REPORTS, render
from graph.validation.findings import CHECK, CHECK_STOPPED, Severity, Validation
from graph.validation.validate import validate_files
from graph.verify import check_records
from ontology.iris import BASE
from queries import checks

FORMES = Namespace(BASE + "formes#")
TWO_MAYORS = """
@base <https://w3id.org/maillage/id/> .
@prefix fonction: <fonction/> . @prefix mlg: <https://w3id.org/maillage/def#> .
@prefix org: <http://www.w3.org/ns/org#> . @prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .

<collectivite/commune/62119> a mlg:Collectivite ; rdfs:label "Béthune"@fr .
<personne/camille-exemple-62119> rdfs:label "Camille Exemple"@fr .
<personne/dominique-exemple-62119> rdfs:label "Dominique Exemple"@fr .

<mandat/a> a mlg:MandatElectif ; org:role fonction:maire ; org:organization <collectivite/commune/62119> ;
  org:member <personne/camille-exemple-62119> ; prov:wasDerivedFrom <source/rne-maires/2019-01-09.txt#row=12> .
<mandat/b> a mlg:MandatElectif ; org:role fonction:maire ; org:organization <collectivite/commune/62119> ;
  org:member <personne/dominique-exemple-62119> ; prov:wasDerivedFrom <source/rne-maires/2019-01-09.txt#row=15> .
"""


@pytest.fixture(scope="module")
def two_mayors(tmp_path_factory: pytest.TempPathFactory) -> Validation:
    path = tmp_path_factory.mktemp("maires") / "deux.ttl"
    path.write_text(TWO_MAYORS, encoding="utf-8")
    return validate_files([path])


def test_every_check_is_run_and_said_to_be(two_mayors: Validation) -> None:
    assert [one.name for one in two_mayors.checks] == list(checks())
    assert {one.name: one.count for one in two_mayors.checks}["deux-maires"] == 1


def test_the_row_of_a_check_is_a_finding_with_its_lines_and_both_languages(two_mayors: Validation) -> None:
    (found,) = [one for one in two_mayors.findings if one.shape == FORMES["controle-deux-maires"]]
    assert (found.component, found.severity) == (CHECK, Severity.VIOLATION)
    assert (str(found.focus), found.label) == (f"{BASE}id/collectivite/commune/62119", "Béthune")
    assert found.message.startswith(
        "Une commune a deux maires dans la même édition d'un fichier. Regarder les deux lignes"
    )
    assert found.messages["en"].startswith("A commune has two mayors in the same edition of a file. Look at both rows")
    assert found.evidence == ("rne-maires/2019-01-09.txt, ligne 12", "rne-maires/2019-01-09.txt, ligne 15")
    assert "nombre de maires : 2" in str(found.value)


def test_a_proof_that_leads_nowhere_is_one_finding_a_node(two_mayors: Validation) -> None:
    """The file 2019-01-09.txt is described by nobody; each mandate cites it."""
    found = [one for one in two_mayors.findings if one.shape == FORMES["controle-preuve-introuvable"]]
    assert {str(one.focus).rpartition("/")[2] for one in found} == {"a", "b"}


@pytest.mark.parametrize("form", REPORTS)
def test_a_check_is_in_every_form_of_the_report(form: str, two_mayors: Validation) -> None:
    assert "deux maires dans la même édition" in render(two_mayors, form).replace("&#39;", "'")


def test_a_check_has_the_same_columns_and_keys_as_a_shape(two_mayors: Validation) -> None:
    rows = list(csv.DictReader(io.StringIO(render(two_mayors, "csv"))))
    (row,) = [row for row in rows if row["forme"].endswith("controle-deux-maires")]
    assert (row["gravite"], row["regle"]) == ("violation", "mlgsh:Controle")
    assert row["corrige_par"] == "Ministère de l'Intérieur (source rne-maires)"
    groups = json.loads(render(two_mayors, "json"))["groups"]
    (group,) = [one for one in groups if one["rule"] == "mlgsh:controle-deux-maires controle"]
    assert (group["count"], group["advice"][:8]) == (1, "Regarder")


def test_the_standard_report_holds_the_checks(two_mayors: Validation) -> None:
    report = Graph().parse(data=render(two_mayors, "turtle"), format="turtle")
    (result,) = report.subjects(SH.sourceShape, FORMES["controle-deux-maires"])
    assert report.value(result, SH.sourceConstraintComponent) == CHECK
    assert Literal(two_mayors.findings[0].messages["en"], lang="en") in set(report.objects(None, SH.resultMessage))


def test_every_check_says_what_is_wrong_and_what_to_do_in_english_too() -> None:
    for name, check in checks().items():
        assert len(check.english.split(". ")) >= 2, name
        assert check.remedy, name


def store(folder: Path) -> Path:
    made = ox.Store(str(folder))
    made.load(TWO_MAYORS.encode(), ox.RdfFormat.TURTLE)
    made.flush()
    return folder


def test_a_check_that_is_stopped_is_a_finding(tmp_path: Path) -> None:
    checked = check_records(store(tmp_path / "graphe"), Limits(seconds=0.01))
    assert {one.component for one in checked.findings} == {CHECK_STOPPED}
    assert len(checked.findings) == len(checks())
    assert "n'a pas abouti (requête arrêtée après 0.01 s)" in checked.findings[0].message


def test_a_check_that_finds_more_than_it_may_say_says_so(tmp_path: Path) -> None:
    checked = check_records(store(tmp_path / "graphe"), Limits(rows=1))
    found = [one for one in checked.findings if one.shape == FORMES["controle-preuve-introuvable"]]
    assert [one.component for one in found] == [CHECK, CHECK_STOPPED]
    assert "a été arrêté à 1 ligne." in found[1].message


def test_a_user_s_own_shapes_come_without_our_checks(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("<urn:a> a <urn:C> .", encoding="utf-8")
    forms = "@prefix sh: <http://www.w3.org/ns/shacl#> . <urn:f> a sh:NodeShape ; sh:targetClass <urn:C> ."
    (tmp_path / "f.ttl").write_text(forms, encoding="utf-8")
    found = validate_files([tmp_path / "a.ttl"], [tmp_path / "f.ttl"])
    assert (found.checks, found.findings) == ((), ())
