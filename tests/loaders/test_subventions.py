"""Grants that local authorities publish: the schema, its invalid examples, and the dirt of the real files."""

import csv
import io
from pathlib import Path

import polars as pl
import pytest
from rdflib import RDF, RDFS, SDO, SKOS, Graph

from loaders.belonging import owners
from loaders.clean import count
from loaders.edition import edition
from loaders.errors import SourceError
from loaders.load import prepare
from ontology.iris import mint
from ontology.terms import MLG
from tests.loaders.mapped import SOURCES, mapped, typed

GRANTS = SOURCES["subventions"]
SOMME = "subventions_departement_somme_2022_mojibake_UFFFD.csv"
CODAH = "subventions_OD.SUBVENTION_CONVENTION_CODAH.json"
CELLS = "scdl_datasubvention_exemple_invalide_erreurs_cellules.csv"
ROWS = {
    "etalab_format-subventions_exemple.csv": 2,
    "etalab_format-subventions_format-subventions.csv": 0,
    "scdl_datasubvention_exemple_valide.csv": 29,
    CELLS: 29,
    SOMME: 18,
    CODAH: 30,
}
GRANT = {
    "nomAttribuant": "Ville d'exemple",
    "idAttribuant": "21860194600013",
    "dateConvention": "2020-01-02",
    "referenceDecision": "D1",
    "nomBeneficiaire": "Association des exemples",
    "idBeneficiaire": "48325831500025",
    "objet": "Fonctionnement",
    "montant": "100",
    "nature": "aide en numéraire",
    "conditionsVersement": "unique",
}
"""An invented row; the SIREN are those of the official examples."""


def published(tmp_path: Path, *changed: dict[str, str]) -> Graph:
    rows = [GRANT | one for one in changed]
    out = io.StringIO()
    table = csv.DictWriter(out, list(dict.fromkeys(key for row in rows for key in row)))
    table.writeheader()
    table.writerows(rows)
    return mapped(tmp_path, typed(tmp_path, "subventions__2020", out.getvalue()))


def notes(graph: Graph) -> set[str]:
    return {str(note) for note in graph.objects(None, SKOS.note)}


def rejects(samples: Path, tmp_path: Path, name: str) -> pl.DataFrame:
    return prepare(edition(GRANTS, samples / "financements" / name), tmp_path).rejects.collect()


@pytest.mark.parametrize("name", ROWS)
def test_every_row_of_a_real_file_is_mapped(samples: Path, tmp_path: Path, name: str) -> None:
    counts = count(prepare(edition(GRANTS, samples / "financements" / name), tmp_path))
    assert (counts.read, counts.accepted, counts.rejected) == (ROWS[name], ROWS[name], 0)


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("scdl_datasubvention_exemple_invalide_erreurs_colonnes.csv", "colonne non déclarée : « NOM_Beneficiaire »"),
        ("scdl_datasubvention_exemple-duplicate-column.csv", "en-tête en double : « notificationUE »"),
    ],
)
def test_an_invalid_example_is_refused_for_the_error_it_is_named_after(
    samples: Path, tmp_path: Path, name: str, problem: str
) -> None:
    with pytest.raises(SourceError, match=problem):
        prepare(edition(GRANTS, samples / "financements" / name), tmp_path)


def test_the_wrong_cells_of_the_invalid_example_are_those_it_was_made_with(samples: Path, tmp_path: Path) -> None:
    found = rejects(samples, tmp_path, CELLS).select("colonne", "valeur").rows()
    assert {value for column, value in found if column == "rnaBeneficiaire"} == {"W3222", "W12455", "W1234567"}
    assert {value for column, value in found if column == "pourcentageSubvention"} == {"100", "80"}
    assert "32402138500000.0" in {value for column, value in found if column == "idBeneficiaire"}


def test_an_amount_with_spaces_is_read_and_a_sentence_is_not(samples: Path, tmp_path: Path) -> None:
    somme = mapped(tmp_path, edition(GRANTS, samples / "financements" / SOMME))
    codah = mapped(tmp_path, edition(GRANTS, samples / "financements" / CODAH))
    assert "232000" in {str(amount) for amount in somme.objects(None, SDO.amount)}
    assert "240000" not in {str(amount) for amount in codah.objects(None, SDO.amount)}
    assert "montant publié : « 240 000 € (pour les 3 saisons sportives) »" in notes(codah)
    wrong = rejects(samples, tmp_path, CODAH).filter(pl.col("colonne") == "MONTANT")
    assert wrong["motif"].unique().to_list() == ["n'est pas un montant en euros"]
    assert wrong.height == 3


def test_a_file_whose_accents_are_lost_is_kept_and_every_fact_says_so(samples: Path, tmp_path: Path) -> None:
    graph = mapped(tmp_path, edition(GRANTS, samples / "financements" / SOMME))
    flagged = list(graph.subjects(SKOS.note, None))
    assert len(set(flagged)) == len(set(graph.subjects(RDF.type, MLG.FluxFinancier))) == 18
    assert notes(graph) == {"accents perdus dans le fichier publié (U+FFFD)"}


@pytest.mark.parametrize(
    ("change", "kept"),
    [
        ({"idBeneficiaire": "", "nomBeneficiaire": "Camille Exemple"}, "bénéficiaire dont le nom n'est pas repris"),
        ({"idBeneficiaire": "", "nomBeneficiaire": "Exemple et fils"}, "bénéficiaire dont le nom n'est pas repris"),
        ({"idBeneficiaire": "", "nomBeneficiaire": "Comité des fêtes"}, "Comité des fêtes"),
        ({"nomBeneficiaire": "Exemple et fils"}, "Exemple et fils"),
    ],
)
def test_only_a_body_is_named(tmp_path: Path, change: dict[str, str], kept: str) -> None:
    graph = published(tmp_path, change)
    assert [str(name) for name in graph.objects(None, MLG.libelleBeneficiaire)] == [kept]


def test_a_subject_that_names_a_person_is_not_repeated(tmp_path: Path) -> None:
    graph = published(tmp_path, {"objet": "Aide au logement de Mme Exemple"})
    assert [str(label) for label in graph.objects(None, RDFS.label) if "Exemple" in str(label)] == []


def test_an_association_without_siret_is_known_by_its_rna_number(tmp_path: Path) -> None:
    graph = published(tmp_path, {"idBeneficiaire": "", "rnaBeneficiaire": "W333216789"})
    assert set(graph.objects(None, MLG.beneficiaire)) == {mint("organisation_rna", "W333216789")}


def test_a_request_and_its_refusal_are_not_an_award(tmp_path: Path) -> None:
    refused = {"statutLabel": "refusée", "montant": "", "montantDemande": "500"}
    given = {"statutLabel": "attribuée", "montantDemande": "700", "referenceDecision": "D2"}
    graph = published(tmp_path, refused, given)
    stages = {(str(graph.value(f, MLG.stade)).rpartition("/")[2], str(a)) for f, a in graph.subject_objects(SDO.amount)}
    assert stages == {("demande", "500"), ("demande", "700"), ("convention", "100")}
    assert "demande refusée" in notes(graph)


def test_the_share_of_a_beneficiary_is_said_and_nothing_is_computed(tmp_path: Path) -> None:
    graph = published(tmp_path, {"pourcentageSubvention": "0.8"})
    assert any(note.startswith("part de ce bénéficiaire : 0.8") for note in notes(graph))
    assert [str(amount) for amount in graph.objects(None, SDO.amount)] == ["100"]


def test_twins_of_one_file_are_two_flows_with_the_same_names_in_each_build(tmp_path: Path) -> None:
    graph = published(tmp_path, {}, {})
    flows = {str(flow).rpartition("/")[2] for flow in graph.subjects(RDF.type, MLG.FluxFinancier)}
    assert flows == {f"subvention-218601946-d1-483258315-2020-01-02-100{rank}" for rank in ("", "-2")}


def test_the_own_number_of_a_grant_is_its_name(tmp_path: Path) -> None:
    graph = published(tmp_path, {"idSubvention": "S 12"})
    assert set(graph.subjects(RDF.type, MLG.FluxFinancier)) == {mint("flux", "subvention-218601946-s-12")}


def test_a_funder_that_is_its_own_beneficiary_is_not_linked_to_itself(tmp_path: Path) -> None:
    graph = published(tmp_path, {"idBeneficiaire": GRANT["idAttribuant"]})
    assert list(graph.objects(None, MLG.beneficiaire)) == []
    assert notes(graph) == {"le SIREN publié pour le bénéficiaire est celui du financeur"}


@pytest.mark.parametrize("name", ["scdl_datasubvention_schema.json", "liste-deliberations-subventions.csv"])
def test_a_file_of_another_kind_is_left_to_others(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("", encoding="utf-8")
    assert GRANTS not in owners(SOURCES, tmp_path / name)
