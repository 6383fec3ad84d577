"""Reading files: every shape that publishers gave them, with rows counted as a spreadsheet counts them."""

import csv
import io
import json
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from xlsxwriter import Workbook

from loaders.declaration import declared
from loaders.source import Source
from loaders.spellings import folded
from loaders.table import Table, read
from tests.loaders.declarations import declare

DECLARATION = """
[read]
encodings = ["utf-8", "iso-8859-1"]
separators = ["\\t", ";", ","]
quote = ['"', "'"]
skip = "Titre du rapport"
[columns]
code = { header = ["Code de la commune", "code_commune"], kind = "commune", required = true }
nom = { header = "Nom de l'élu", kind = "text" }
fonction = { header = "Libellé de la fonction", kind = "text" }
rang = { header = "Libellé de la fonction", kind = "rang" }
habitants = { header = "ptot_*", kind = "integer" }
[ignored]
personnel = ["Code sexe", "nuance*"]
"""
HEADER = "Code de la commune;Nom de l'élu;Libellé de la fonction;Code sexe"


@pytest.fixture
def essai(tmp_path: Path) -> Source:
    return declare(tmp_path, DECLARATION)


def table(essai: Source, tmp_path: Path, content: str | bytes, name: str = "essai.csv") -> Table:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read(essai, path, tmp_path)


def rows(read_table: Table, *words: str) -> list[tuple[object, ...]]:
    return read_table.frame.select(read_table.mark, *words).collect().rows()


ONE_ROW = {
    "B, tabulations": HEADER.replace(";", "\t") + "\n62119\tLE COQ\tMaire\tF\n",
    "B', tout entre guillemets, CRLF": '"Code de la commune"\t"Nom de l\'élu"\r\n"62119"\t"LE COQ"\r\n',
    "B'', apostrophes doublées": "Code de la commune\t'Nom de l''élu'\r\n62119\tLE COQ\r\n",
    "C, minuscules et soulignés": "code_commune\tNOM_DE_L’ÉLU\n62119\tLE COQ\n",
    "D, virgules": HEADER.replace(";", ",") + "\n62119,LE COQ,Maire,F\n",
    "E, points-virgules, espace en trop": "Code  de la commune ;Nom de l'élu\r\n62119;LE COQ\r\n",
    "BOM": "\ufeff" + HEADER + "\n62119;LE COQ;Maire;F\n",
    "fins de ligne de Mac": "code_commune;nom\r62119;LE COQ\r",
    "séparateur annoncé par Excel": "sep=;\ncode_commune;nom\n62119;LE COQ\n",
    "sans fin de ligne": "code_commune;nom\n62119;LE COQ",
    "espaces insécables": "code_commune;nom\n\u00a062119 ; LE COQ\u202f\n",
    "colonnes vides sans nom": "code_commune;nom;;\n62119;LE COQ;;\n",
}


@pytest.mark.parametrize("content", ONE_ROW.values(), ids=ONE_ROW)
def test_every_generation_of_a_file_is_one_table(essai: Source, tmp_path: Path, content: str) -> None:
    result = table(essai, tmp_path, content)
    assert rows(result, "code", "nom") == [(3 if content.startswith("sep=") else 2, "62119", "LE COQ")]
    assert result.rows_hint == 1
    assert result.frame.collect_schema().names() == ["_row", *essai.columns]


def test_the_title_line_of_2019_counts_in_row_numbers(essai: Source, tmp_path: Path) -> None:
    content = "Titre du rapport\r\nCode de la commune\tNom de l'élu\r\n62119\tÉLUE\r\n62516\tÉLU\r\n"
    assert rows(table(essai, tmp_path, content.encode("iso-8859-1")), "nom") == [(3, "ÉLUE"), (4, "ÉLU")]


def test_a_line_break_inside_a_cell_is_one_record_and_a_blank_line_is_none(essai: Source, tmp_path: Path) -> None:
    content = 'code_commune;nom\n62119;"LE\r\nCOQ"\n\n62516;"dit ""le bon"""\n'
    assert rows(table(essai, tmp_path, content), "nom") == [(2, "LE  COQ"), (4, 'dit "le bon"')]


def test_a_blank_cell_is_null_and_so_is_a_column_that_the_file_lacks(essai: Source, tmp_path: Path) -> None:
    result = table(essai, tmp_path, "code_commune;nom\n62119; \u00a0\n62516;\n")
    assert rows(result, "nom", "habitants") == [(2, None, None), (3, None, None)]


def test_one_header_may_feed_two_of_our_words(essai: Source, tmp_path: Path) -> None:
    result = table(essai, tmp_path, HEADER + "\n62119;X;1er adjoint;F\n")
    assert rows(result, "fonction", "rang") == [(2, "1er adjoint", "1er adjoint")]
    assert result.headers["rang"] == "Libellé de la fonction"


def test_a_header_with_a_year_in_it_is_known_by_its_start(essai: Source, tmp_path: Path) -> None:
    result = table(essai, tmp_path, "code_commune;PTOT_2025;nuance_2026\n62119;25 679;X\n")
    assert rows(result, "habitants") == [(2, "25 679")]


def test_our_own_word_never_steals_the_header_of_another_column(essai: Source, tmp_path: Path) -> None:
    nom_epci = replace(essai.columns["fonction"], name="nom_epci", headers=("nom",))
    changed = replace(essai, columns={**essai.columns, "nom_epci": nom_epci})
    result = table(changed, tmp_path, "code_commune;nom;Nom de l'élu\n62119;CA de Lens;LE COQ\n")
    assert rows(result, "nom_epci", "nom") == [(2, "CA de Lens", "LE COQ")]


def test_what_nobody_reads_is_not_copied_to_the_work_folder(essai: Source, tmp_path: Path) -> None:
    work = tmp_path / "travail"
    work.mkdir()
    (tmp_path / "essai.csv").write_text(HEADER + '\n62119;"X";Maire;SEXE\n', encoding="utf-8")
    read(essai, tmp_path / "essai.csv", work)
    copies = [path.read_text(encoding="utf-8") for path in work.rglob("*") if path.is_file()]
    assert copies
    assert not any("SEXE" in copy for copy in copies)


def test_a_file_without_quotes_is_read_where_it_lies(essai: Source, tmp_path: Path) -> None:
    work = tmp_path / "travail"
    work.mkdir()
    (tmp_path / "essai.csv").write_bytes(f"{HEADER}\r\n62119;X;Maire;SEXE\r\n62516;Y;;F\r\n".encode())
    assert rows(read(essai, tmp_path / "essai.csv", work), "code") == [(2, "62119"), (3, "62516")]
    assert not any(path.is_file() for path in work.rglob("*"))


def test_a_windows_accent_in_a_latin_file_is_read_as_browsers_read_it(essai: Source, tmp_path: Path) -> None:
    content = "code_commune;nom\n62119;Sœur d’Élie\n".encode("cp1252")
    assert rows(table(essai, tmp_path, content), "nom") == [(2, "Sœur d’Élie")]


@pytest.mark.parametrize("name", ["RNE essai 2025.csv", "dossier/essai.csv"])
def test_the_member_that_the_source_names_is_read_out_of_a_zip(essai: Source, tmp_path: Path, name: str) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("lisezmoi.txt", "rien")
        archive.writestr(name, "code_commune;nom\n62119;LE COQ\n")
    result = table(essai, tmp_path, content.getvalue(), "essai.zip")
    assert rows(result, "code") == [(2, "62119")]
    assert result.file == f"essai.zip/{Path(name).name}"


def test_records_of_a_nested_list_are_cited_by_their_pointer(essai: Source, tmp_path: Path) -> None:
    headers = {"code": "membres.code", "nom": "nom", "habitants": "membres.population"}
    columns = {word: replace(essai.columns[word], headers=(name,)) for word, name in headers.items()}
    json_source = replace(essai, columns=columns, read=replace(essai.read, format="json", records="membres"))
    content = """[{"nom": "CA", "membres": [{"code": "62119", "population": 25679}, {"code": "62516"}]},
                  {"nom": "Vide", "membres": []}, {"nom": "CC", "membres": [{"code": "59339", "population": 1e3}]}]"""
    assert rows(table(json_source, tmp_path, content, "essai.json"), "nom", "code", "habitants") == [
        ("/0/membres/0", "CA", "62119", "25679"),
        ("/0/membres/1", "CA", "62516", None),
        ("/2/membres/0", "CC", "59339", "1e3"),
    ]


def test_a_list_of_texts_in_a_record_is_one_cell(essai: Source, tmp_path: Path) -> None:
    json_source = replace(essai, read=replace(essai.read, format="json"))
    result = table(json_source, tmp_path, '[{"code": "62119", "nom": ["a", "b"]}]', "essai.json")
    assert rows(result, "nom") == [("/0", "a|b")]


def test_the_shipped_extract_gives_the_row_of_the_official_file(tmp_path: Path) -> None:
    shipped = declared()["departements"]
    assert shipped.embedded is not None
    path = shipped.folder / shipped.embedded.file
    expected = {row["DEP"]: int(row["ligne"]) for row in csv.DictReader(path.open(encoding="utf-8", newline=""))}
    result = read(shipped, path, tmp_path)
    assert {code: row for row, code in rows(result, "code")} == expected


@pytest.mark.parametrize(
    ("spelling", "other"),
    [
        ("Nom de l'élu", '\ufeff"Nom de l’élu "'),
        ("Libellé du département", "LIBELLE_DU  DEPARTEMENT"),
        ("Code de la section - collectivité", "code de la section collectivite"),
        ("membres.code", "Membres Code"),
    ],
)
def test_spellings_of_one_header_are_folded_together(spelling: str, other: str) -> None:
    assert folded(spelling) == folded(other)


def test_a_doubled_apostrophe_is_not_folded_so_that_the_quote_is_found() -> None:
    assert folded("'Nom de l''élu'") != folded("Nom de l'élu")


# The real files, counted by Python's own csv and json modules.

OWNERS = {
    "rne": "rne-(maires|municipaux|epci|departementaux|regionaux|deputes|senateurs|arrondissements|assemblees)",
    "cog": "communes|departements|regions|mouvements",
    "epci": "epci.*",
}


def counted(path: Path) -> tuple[int, int]:
    """Return the number of records under the header, and the row of the first."""
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("iso-8859-1")
    title = text.startswith("Titre du rapport")
    lines = io.StringIO(text.split("\n", 1)[1] if title else text, newline="")
    header = lines.readline()
    quote = "'" if "'Nom de l''élu'" in header else '"'
    return sum(1 for _ in csv.reader(lines, delimiter=max("\t;,", key=header.count), quotechar=quote)), 2 + title


@pytest.mark.parametrize("folder", OWNERS)
def test_every_row_of_the_official_files_is_read(samples: Path, tmp_path: Path, folder: str) -> None:
    sources = [one for name, one in declared().items() if re.fullmatch(OWNERS[folder], name)]
    seen = 0
    for path in sorted((samples / folder).iterdir()):
        for owner in (one for one in sources if re.search(one.files.pattern, path.name)):
            if path.suffix in (".csv", ".txt") and "MAUVAIS" not in path.name:
                expected, first = counted(path)
                result = read(owner, path, tmp_path)
                marks = result.frame.select(result.mark).collect()[result.mark].to_list()
                assert marks == list(range(first, first + expected)), path.name
                assert result.rows_hint == expected
                seen += 1
    assert seen >= {"rne": 28, "cog": 9, "epci": 1}[folder]


def test_the_34871_memberships_of_the_dgcl_workbook_are_read_and_its_empty_last_row_is_not(
    samples: Path, tmp_path: Path
) -> None:
    result = read(declared()["epcicom"], samples / "epci" / "epcicom2025.xlsx", tmp_path)
    frame = result.frame.collect()
    assert frame.height == result.rows_hint == 34_871
    assert frame["_row"].to_list() == list(range(2, 34_873))
    bethune = frame.filter(insee="62119").row(0, named=True)
    assert (bethune["siren"], bethune["siren_membre"]) == ("200072460", "216209106")
    assert (bethune["population_totale"], bethune["population_municipale"]) == ("25679", "25342")


def test_every_member_of_the_etalab_groupings_is_read(samples: Path, tmp_path: Path) -> None:
    path = samples / "epci" / "etalab_epci_2025_dep59_62.json"
    result = read(declared()["epci-etalab"], path, tmp_path)
    groupings = json.loads(path.read_text(encoding="utf-8"))
    expected = [
        (f"/{i}/membres/{j}", grouping["code"], member["code"], member["siren"])
        for i, grouping in enumerate(groupings)
        for j, member in enumerate(grouping["membres"])
    ]
    assert rows(result, "siren", "insee", "siren_membre") == expected


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("17269623.11", "17269623.11"),
        ("35812.340000000004", "35812.34"),  # what a sum of cents leaves in a float
        ("49999.99999999999", "50000"),
        ("3.23964411032", "3.23964411032"),  # a longitude
        ("54030", "54030"),
    ],
)
def test_a_number_of_a_workbook_has_the_digits_that_a_spreadsheet_shows(
    essai: Source, tmp_path: Path, stored: str, shown: str
) -> None:
    with Workbook(tmp_path / "modele.xlsx") as book:
        book.add_worksheet().write_column(0, 0, ["code_commune", 4242])
    with zipfile.ZipFile(tmp_path / "modele.xlsx") as model, zipfile.ZipFile(tmp_path / "essai.xlsx", "w") as copy:
        for name in model.namelist():
            copy.writestr(name, model.read(name).replace(b"<v>4242</v>", f"<v>{stored}</v>".encode()))
    result = read(replace(essai, read=replace(essai.read, format="xlsx")), tmp_path / "essai.xlsx", tmp_path)
    assert rows(result, "code") == [(2, shown)]


def test_the_workbook_whose_colours_break_openpyxl_is_read(essai: Source, samples: Path, tmp_path: Path) -> None:
    columns = {"code": replace(essai.columns["code"], headers=("EPT",))}
    layout = replace(essai.read, format="xlsx", sheet="EPT", header_row=6)
    ept = replace(essai, columns=columns, read=layout, ignored={"reste": ("LIB*", "NB*", "NATURE*")})
    result = read(ept, samples / "epci" / "insee_ept_au_01-01-2025.xlsx", tmp_path)
    first = rows(result, "code")[0]
    assert first[0] == 7
    assert re.fullmatch(r"\d{9}|Z{9}", str(first[1]))
