"""Every dossier of the repository has the tables, headers and values of the format, and no row is lost."""

import csv
import re
import tomllib
from pathlib import Path

import pytest
from rdflib import SKOS, URIRef

from loaders import Source, declared
from loaders.clean import count
from loaders.edition import editions
from loaders.load import prepare
from ontology.files import vocabulary
from ontology.iris import BASE, reference
from tests.loaders.dossier_rows import DOSSIERS, EACH, TABLES, every, rows

EDITIONS = {(one.path.parent.name, one.path.stem): one for one in editions(declared())[0] if one.document is not None}
VOCABULARIES = {
    ("acteurs", "type"): "type-organisation",
    ("elus", "fonction"): "fonction",
    ("equipements", "statut"): "statut-equipement",
    ("programmes", "type"): "type-programme",
    ("programmes", "echelon"): "echelon",
    ("projets", "statut"): "statut-projet",
    ("financements", "qualificatif"): "qualificatif",
    ("financements", "nature"): "nature-flux",
    ("financements", "stade"): "stade-flux",
    ("financements", "periodicite"): "periodicite",
    ("chiffres", "qualificatif"): "qualificatif",
}
CONTACT = re.compile(r"@|(?:\+33|\b0\d)[ .]?(?:\d\d[ .]?){4}|\b(?:M\.|Mme|Mlle) |https?:")


def header(source: Source) -> list[str]:
    """Return the headers of a table in the order of its declaration; two columns may read one header."""
    return list(dict.fromkeys((*column.headers, column.name)[0] for column in source.columns.values()))


def test_there_are_dossiers_and_seven_tables() -> None:
    assert DOSSIERS
    assert sorted(TABLES) == ["acteurs", "chiffres", "elus", "equipements", "financements", "programmes", "projets"]


@pytest.mark.parametrize("folder", DOSSIERS, ids=lambda folder: folder.name)
def test_a_dossier_is_described_and_has_every_table(folder: Path) -> None:
    card = tomllib.loads((folder / "dossier.toml").read_text(encoding="utf-8"))

    assert {"titre", "emetteur", "fichier", "sha256"} <= card.keys()
    assert reference(card["emetteur"])
    assert {path.stem for path in folder.glob("*.csv")} == TABLES.keys()


@pytest.mark.parametrize(("folder", "table"), EACH)
def test_the_headers_are_those_of_the_format_in_its_order(folder: Path, table: str) -> None:
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        assert next(csv.reader(stream)) == header(TABLES[table])


@pytest.mark.parametrize(("folder", "table"), EACH)
def test_the_loader_keeps_every_row_and_every_cell(folder: Path, table: str, tmp_path: Path) -> None:
    counts = count(prepare(EDITIONS[folder.name, table], tmp_path))

    assert counts.read == counts.accepted == len(rows(folder, table))
    assert (counts.rejected, counts.cells) == (0, 0)


@pytest.mark.parametrize("table", TABLES)
def test_the_page_of_the_format_names_every_column_in_order(table: str) -> None:
    page = (DOSSIERS[0].parent / "README.md").read_text(encoding="utf-8")
    section = page.partition(f"## `{table}.csv`")[2].partition("\n## ")[0]
    first_cells = re.findall(r"^\| (`.*?) \|", section, re.MULTILINE)
    named = [name for cell in first_cells for name in re.findall(r"`(\w+)`", cell)]

    assert [*named, "debut_preuve", "fin_preuve", "note"] == header(TABLES[table])


@pytest.mark.parametrize(("table", "column"), VOCABULARIES)
def test_the_values_a_table_allows_are_those_of_the_vocabulary(table: str, column: str) -> None:
    graph, scheme = vocabulary(), URIRef(f"{BASE}id/{VOCABULARIES[table, column]}")
    known = {str(graph.value(term, SKOS.notation)) for term in graph.subjects(SKOS.inScheme, scheme)}

    assert set(TABLES[table].columns[column].options["values"]) == known != set()


@pytest.mark.parametrize(("folder", "table"), EACH)
def test_an_identifier_is_used_once_in_a_table(folder: Path, table: str) -> None:
    names = [row["id"] for row in rows(folder, table) if "id" in row]

    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("table", ["projets", "financements", "chiffres"])
def test_projects_flows_and_figures_belong_to_one_dossier(table: str) -> None:
    found = [(folder, row["id"]) for folder, row in every(table)]

    assert len({name for _, name in found}) == len(found)
    assert not [name for folder, name in found if not name.startswith(f"{folder.name.replace('_', '-')}-")]


def test_an_organisation_has_a_type_and_a_quarter_has_none() -> None:
    found = {(row["id"].partition(":")[0] == "qpv", bool(row["type"])) for _, row in every("acteurs")}

    assert found <= {(True, False), (False, True)}


def test_a_figure_has_one_value_or_a_note_that_says_why_not() -> None:
    for _, row in every("chiffres"):
        values = bool(row["valeur"]) + bool(row["valeur_texte"])

        assert values == 1 or (values == 0 and row["note"].startswith("[illisible]")), row


def test_a_flow_says_who_pays_for_what_and_why_a_sum_is_missing() -> None:
    for _, row in every("financements"):
        assert row["financeur"] or row["financeur_libelle"], row
        assert any(row[cell] for cell in ("beneficiaire", "beneficiaire_libelle", "projet", "programme")), row
        assert row["montant"] or row["note"].startswith("[illisible]"), row


def test_a_period_does_not_end_before_it_starts() -> None:
    for row in (row for table in TABLES for _, row in every(table) if row.get("debut") and row.get("fin")):
        assert row["debut"] <= row["fin"] or row["debut"].startswith(row["fin"]), row


def test_no_cell_holds_a_contact_or_a_person_s_title() -> None:
    found = [cell for table in TABLES for _, row in every(table) for cell in row.values() if CONTACT.search(cell)]

    assert found == []
