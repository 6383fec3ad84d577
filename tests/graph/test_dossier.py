"""Dossiers: a template that opens well and loses nothing, a workbook worth its CSV, problems told in sentences."""

import csv
import hashlib
import json
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import fastexcel
import pytest
from xlsxwriter import Workbook

from graph.build import build
from graph.cli import main
from graph.dossiers.book import GUIDE, LISTS
from graph.dossiers.check import check
from graph.dossiers.empty import commune, new
from graph.dossiers.rows import plain
from graph.errors import GraphError
from graph.store import open_store
from loaders import SourceError
from loaders.table_schema import columns, tables

TEXT = "La ville a versé 1,2 M€ au CCAS. Ana Fictif est maire."
ACTEUR = {
    "id": "organisation:ccas-essai",
    "libelle": "CCAS",
    "type": "ccas",
    "debut_preuve": str(TEXT.index("CCAS")),
    "fin_preuve": str(TEXT.index("CCAS") + len("CCAS")),
}
FLUX = {
    "id": "essai-ccas",
    "libelle": "Aide au CCAS",
    "financeur": "commune:62119",
    "beneficiaire": "organisation:ccas-essai",
    "montant": "1200000",
    "qualificatif": "exact",
    "nature": "subvention",
    "stade": "paiement",
    "debut": "2021-03",
    "debut_preuve": str(TEXT.index("1,2")),
    "fin_preuve": str(TEXT.index(" au CCAS")),
}
ROWS = {"acteurs": [ACTEUR], "financements": [FLUX]}

Rows = Mapping[str, Sequence[Mapping[str, str]]]


def lay(folder: Path, rows: Rows, text: str = TEXT) -> Path:
    """A dossier in CSV, its text beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "essai.txt").write_bytes(text.encode())
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    card = {"titre": "Bilan", "emetteur": "commune:62119", "fichier": "essai.txt", "sha256": sha256}
    lines = [f"{key} = {json.dumps(value)}\n" for key, value in card.items()]
    (folder / "dossier.toml").write_text("".join(lines), encoding="utf-8")
    for table, source in tables().items():
        with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, list(columns(source)), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows.get(table, ()))
    return folder


def book(folder: Path, rows: Rows) -> None:
    """The same rows in a workbook, every cell as text, as the template asks."""
    made = Workbook(str(folder / "dossier.xlsx"))
    for table, source in tables().items():
        sheet = made.add_worksheet(table)
        for position, header in enumerate(columns(source)):
            sheet.write_string(0, position, header)
            for number, row in enumerate(rows.get(table, ()), 1):
                sheet.write_string(number, position, row.get(header, ""))
    made.close()


def triples(out: Path, data: Path) -> set[str]:
    done = build(out, data=data, only=["dossiers"])
    assert not done.summary.failures
    return {str(quad) for quad in open_store(out) if "essai" in str(quad)}


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dossier")
    new(commune("Béthune"), folder)
    return folder


@pytest.mark.parametrize(
    ("asked", "code"), [("Béthune", "62119"), ("bethune", "62119"), ("62119", "62119"), ("2a004", "2A004")]
)
def test_a_commune_is_found_by_code_or_name(asked: str, code: str) -> None:
    assert commune(asked).code == code


def test_a_right_code_that_is_not_embedded_is_taken_and_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["dossier", "new", "35238", str(tmp_path / "d"), "--out", str(tmp_path)]) == 0
    assert "vérifiez ce code" in capsys.readouterr().err
    assert 'emetteur = "commune:35238"' in (tmp_path / "d" / "dossier.toml").read_text(encoding="utf-8")


def test_an_unknown_name_proposes_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="Béthune") as caught:
        commune("Betune")

    assert caught.value.exit_code == 2
    assert main(["dossier", "new", "Betune", str(tmp_path / "d"), "--out", str(tmp_path)]) == 2


def test_a_template_has_the_seven_tables_their_schemas_a_workbook_and_a_guide(template: Path) -> None:
    named = {str(path.relative_to(template)) for path in template.rglob("*") if path.is_file()}

    assert named == {
        *("dossier.toml", "dossier.xlsx", "LISEZMOI.md"),
        *(f"{table}.csv" for table in tables()),
        *(f"schemas/{table}.json" for table in tables()),
    }


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    first = new(commune("62119"), tmp_path)
    (tmp_path / "acteurs.csv").write_text("à moi\n", encoding="utf-8")
    (tmp_path / "chiffres.csv").unlink()
    again = new(commune("62119"), tmp_path)

    assert (tmp_path / "acteurs.csv").read_text(encoding="utf-8") == "à moi\n"
    assert [path.name for path in again.written] == ["chiffres.csv"]
    assert len(again.kept) == len(first.written) - 1


def test_two_templates_are_the_same_bytes(template: Path, tmp_path: Path) -> None:
    new(commune("Béthune"), tmp_path)

    assert (tmp_path / "dossier.xlsx").read_bytes() == (template / "dossier.xlsx").read_bytes()


def test_the_workbook_has_a_sheet_a_table_with_its_headers(template: Path) -> None:
    opened = fastexcel.read_excel(template / "dossier.xlsx")

    assert opened.sheet_names == [GUIDE, *tables(), LISTS]
    for table, source in tables().items():
        assert opened.load_sheet(table).to_polars().columns == list(columns(source))


def test_every_column_of_the_workbook_is_text_and_its_header_frozen(template: Path) -> None:
    with zipfile.ZipFile(template / "dossier.xlsx") as archive:
        styles = archive.read("xl/styles.xml").decode()
        sheet = archive.read("xl/worksheets/sheet2.xml").decode()  # the guide is the first
    formats = styles.partition("<cellXfs")[2].partition("</cellXfs>")[0].split("<xf ")[1:]
    used = {part.split('"')[0] for part in sheet.partition("<cols>")[2].partition("</cols>")[0].split('style="')[1:]}

    assert used
    assert all('numFmtId="49"' in formats[int(style)] for style in used)  # 49: « @ », text
    assert 'state="frozen"' in sheet


def test_a_closed_column_offers_its_values(template: Path) -> None:
    opened = fastexcel.read_excel(template / "dossier.xlsx")
    lists = opened.load_sheet(LISTS).to_polars()
    closed = {f"{t} {h}": c.options["values"] for t, s in tables().items() for h, c in columns(s).items()
              if "values" in c.options}  # fmt: skip

    assert {name: tuple(lists[name].drop_nulls()) for name in lists.columns} == {k: tuple(v) for k, v in closed.items()}
    with zipfile.ZipFile(template / "dossier.xlsx") as archive:
        sheets = [archive.read(f"xl/worksheets/sheet{number}.xml").decode() for number in range(2, 9)]
    assert sum(sheet.count("<dataValidation ") for sheet in sheets) == len(closed)


def test_a_workbook_gives_the_triples_of_the_same_rows_in_csv(tmp_path: Path) -> None:
    lay(tmp_path / "csv" / "essai", ROWS)
    book(lay(tmp_path / "xlsx" / "essai", {}), ROWS)
    found = triples(tmp_path / "a", tmp_path / "csv")

    assert any("flux/essai-ccas" in one and "1200000" in one for one in found)
    assert found == triples(tmp_path / "b", tmp_path / "xlsx")


def test_a_table_filled_on_both_sides_is_refused(tmp_path: Path) -> None:
    book(lay(tmp_path / "essai", {"acteurs": [ACTEUR]}), {"acteurs": [ACTEUR]})

    with pytest.raises(SourceError, match=r"acteurs\.csv et dans la feuille acteurs"):
        build(tmp_path / "out", data=tmp_path, only=["dossiers"])
    assert "gardez les lignes d'un seul côté" in check(tmp_path).problems[0]


def test_a_filled_template_builds_without_a_word_on_its_schemas(template: Path, tmp_path: Path) -> None:
    data = lay(tmp_path / "data", ROWS)
    new(commune("Béthune"), data)
    done = build(tmp_path / "out", data=tmp_path / "data", only=["dossiers"])

    assert not [line for line in done.summary.lines if line.source == "—"]
    assert not (template / "out").exists()


def test_a_right_dossier_has_nothing_to_correct(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lay(tmp_path, ROWS)

    assert main(["dossier", "check", str(tmp_path)]) == 0
    assert capsys.readouterr().out == ""


def test_each_wrong_cell_is_one_sentence_with_what_to_write(tmp_path: Path) -> None:
    wrong = {**FLUX, "montant": "1 M€", "stade": "promesse", "debut": "mars 2021"}
    lay(tmp_path, {"acteurs": [ACTEUR], "financements": [FLUX | {"id": "essai-un"}, wrong]})
    found = check(tmp_path).problems

    assert found[0] == "financements.csv, ligne 3, colonne montant : « 1 M€ » n'est pas un nombre ; écrivez 1000000"
    assert found[1].startswith("financements.csv, ligne 3, colonne stade : « promesse » n'est pas dans la liste ;")
    assert sum("colonne debut :" in problem for problem in found) == 1
    assert len(found) == 3


def test_a_sheet_is_named_as_the_spreadsheet_shows_it(tmp_path: Path) -> None:
    book(lay(tmp_path, {}), {"acteurs": [ACTEUR], "financements": [FLUX | {"montant": "12 k€"}]})

    assert check(tmp_path).problems == (
        "dossier.xlsx, feuille financements, ligne 2, colonne montant : « 12 k€ » n'est pas un nombre ; écrivez 12000",
    )


def test_what_is_named_must_be_defined_here_or_in_a_shipped_dossier(tmp_path: Path) -> None:
    flux = FLUX | {"programme": "erbm", "projet": "essai-absent", "beneficiaire": "organisation:ccas-esai"}
    lay(tmp_path, {"acteurs": [ACTEUR], "financements": [flux]})

    actor, project = check(tmp_path).problems
    assert actor.startswith(
        "financements.csv, ligne 2, colonne beneficiaire : « organisation:ccas-esai » n'est défini nulle part ; "
        "ajoutez-le dans la table acteurs (proches : organisation:ccas-essai, "
    )
    assert project == (
        "financements.csv, ligne 2, colonne projet : « essai-absent » n'est défini nulle part ; "
        "ajoutez-le dans la table projets"
    )


def test_an_identifier_used_twice_is_told_with_its_first_line(tmp_path: Path) -> None:
    lay(tmp_path, {"acteurs": [ACTEUR, ACTEUR]})

    (problem,) = check(tmp_path).problems
    assert problem == (
        "acteurs.csv, ligne 3, colonne id : « organisation:ccas-essai » est déjà l'identifiant de la ligne 2 ; "
        "donnez-en un autre"
    )


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [("30", "20", "n'est pas après 30"), ("50", "999", "dépasse la fin du texte"), ("16", "23", "un blanc"),
     ("4", "8", "coupe un mot"), ("x", "9", "n'est pas un nombre entier")],
)  # fmt: skip
def test_a_place_that_cannot_be_right_is_told(start: str, end: str, said: str, tmp_path: Path) -> None:
    lay(tmp_path, {"acteurs": [ACTEUR | {"debut_preuve": start, "fin_preuve": end}]})
    (problem,) = check(tmp_path).problems

    assert problem.startswith("acteurs.csv, ligne 2, colonne")
    assert said in problem


def test_a_text_of_another_hash_is_told_with_the_right_one(tmp_path: Path) -> None:
    lay(tmp_path, ROWS)
    (tmp_path / "essai.txt").write_bytes(b"Un autre texte.")
    (problem,) = check(tmp_path).problems

    assert problem.startswith("dossier.toml, clé sha256 : ce n'est pas l'empreinte de essai.txt ; écrivez ")
    assert hashlib.sha256(b"Un autre texte.").hexdigest() in problem


def test_a_text_kept_elsewhere_is_read_there_and_its_absence_told(tmp_path: Path) -> None:
    dossier, documents = lay(tmp_path / "essai", {"acteurs": [ACTEUR | {"fin_preuve": "999"}]}), tmp_path / "textes"
    documents.mkdir()
    (dossier / "essai.txt").unlink()

    assert "n'est pas là" in check(tmp_path).notes[0]
    assert "n'est ni dans" in check(tmp_path, documents).problems[0]
    (documents / "essai.txt").write_bytes(TEXT.encode())
    assert "essai/acteurs.csv, ligne 2, colonne fin_preuve : 999 dépasse" in check(tmp_path, documents).problems[0]


@pytest.mark.parametrize(
    ("line", "said"),
    [('titre = ""', "clé titre : vide"), ('titre = "a"\ndate = "mars 2024"', "clé date : « mars 2024 »"),
     ('titre = "a"\nauteur = "b"', "clé auteur : inconnue"), ("titre = Bilan", "illisible")],
)  # fmt: skip
def test_a_wrong_declaration_is_told_by_its_key(line: str, said: str, tmp_path: Path) -> None:
    path = lay(tmp_path, ROWS) / "dossier.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('titre = "Bilan"', line), encoding="utf-8")

    assert said in check(tmp_path).problems[0]


def test_a_fresh_template_says_what_to_fill_first(template: Path) -> None:
    assert [problem.partition(" :")[0] for problem in check(template).problems] == [
        f"dossier.toml, clé {key}" for key in ("titre", "fichier", "sha256")
    ]


def test_a_folder_without_a_dossier_says_how_to_lay_one(tmp_path: Path) -> None:
    assert main(["dossier", "check", str(tmp_path)]) == 3


@pytest.mark.parametrize(
    ("cell", "kind", "written"),
    [
        *(("1 M€", "amount", "1000000"), ("3,3 M€", "amount", "3300000"), ("850 k€", "amount", "850000")),
        *(("1,25 million d’euros", "amount", "1250000"), ("2 milliards", "amount", "2000000000")),
        *(("0,5 M€", "amount", "500000"), ("1 200 k€", "amount", "1200000"), ("1,2345 k€", "amount", "")),
        *(("entre 1 et 2 M€", "amount", ""), ("12 %", "number", "12, et « % » dans la colonne unite")),
    ],
)
def test_what_to_write_is_exact_or_not_said(cell: str, kind: str, written: str) -> None:
    assert plain(cell, kind) == written


def test_the_shipped_dossiers_have_nothing_to_correct(documents: Path) -> None:
    done = check(Path(__file__).parents[2] / "loaders" / "dossiers", documents)

    assert done.problems == done.notes == ()
    assert done.dossiers == 5
