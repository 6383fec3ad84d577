"""Broken, wrong or hostile files: one clear French line each, never a traceback, a bomb, or a silent loss."""

import io
import random
import stat
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from loaders.declaration import declared
from loaders.errors import SourceError
from loaders.source import Source
from loaders.table import read
from tests.loaders.declarations import declare

DECLARATION = """
[read]
encodings = ["utf-8"]
separators = [";", ","]
[columns]
code = { header = ["Code commune"], kind = "commune", required = true }
nom = { header = "Nom", kind = "text", required = true }
habitants = { header = "ptot_*", kind = "integer" }
"""
GOOD = "Code commune;Nom\n62119;Béthune\n"


@pytest.fixture
def essai(tmp_path: Path) -> Source:
    return declare(tmp_path, DECLARATION)


def refusal(essai: Source, tmp_path: Path, content: bytes, name: str) -> SourceError:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(SourceError) as caught:
        read(essai, path, tmp_path)
    line = str(caught.value)
    assert line.startswith(f"essai : {name}")
    assert "\n" not in line
    assert len(line) < 500
    return caught.value


def zipped(*members: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data, zipfile.ZIP_DEFLATED)
    return content.getvalue()


def link() -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo("essai.csv")
    entry.create_system, entry.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    return entry


def encrypted() -> bytes:
    """Set the flag of an encrypted member in both headers."""
    content = bytearray(zipped(("essai.csv", GOOD.encode())))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(signature) + offset] |= 1
    return bytes(content)


NOISE = random.Random(0).randbytes(5_000)
CSV: dict[str, tuple[bytes, str]] = {
    "vide": (b"", "fichier vide"),
    "que des blancs": (b"\xef\xbb\xbf\r\n \n", "vide"),
    "autre encodage": (GOOD.encode("iso-8859-1"), "utf-8 (ligne 2, octet 0xE9)"),
    "caractère coupé à la fin": (GOOD.encode() + b"62516;Lill\xc3", "ligne 3, octet 0xC3"),
    "utf-16": (GOOD.encode("utf-16"), "UTF-16"),
    "utf-16 sans marque": (GOOD.encode("utf-16-le"), "binaire"),
    "binaire": (NOISE.replace(b"PK", b"") + b"\0", "binaire"),
    "pdf": (b"%PDF-1.7\n" + NOISE, "un PDF"),
    "xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + NOISE, "ancien classeur .xls"),
    "gzip": (b"\x1f\x8b\x08" + NOISE, "archive gzip"),
    "page web": (b"<!DOCTYPE html>\n<html><body>404</body></html>", "une page web"),
    "colonne absente": (b"Code commune\n62119\n", "colonne obligatoire absente : « Nom »"),
    "colonne non déclarée": (b"Code commune;Nom;Sexe\n62119;X;F\n", "colonne non déclarée : « Sexe »"),
    "en-tête en double": (b"Code commune;Nom;NOM\n62119;X;Y\n", "en-tête en double : « NOM »"),
    "deux années": (b"Code commune;Nom;ptot_2024;ptot_2025\n62119;X;1;2\n", "en double"),
    "autre séparateur": (b"Code commune|Nom\n62119|X\n", "colonnes obligatoires absentes"),
    "ligne trop courte": (b"Code commune;Nom\n62119;X\n62516\n", "1 cellule au lieu de 2"),
    "ligne trop longue": (b"Code commune;Nom\n62119;X;Y\n", "3 cellules au lieu de 2"),
    "colonne sans nom mais remplie": (b"Code commune;Nom;\n62119;X;Y\n", "sans en-tête"),
    "guillemet jamais refermé": (b'Code commune;Nom\n62119;"X\n62516;Y\n', "guillemets"),
    "guillemet au milieu": (b'Code commune;Nom\n62119;"X"Y\n', "guillemets"),
    "cellule de 10 Mo": (b"Code commune;Nom\n62119;" + b"x" * 10_000_000 + b"\n", "ligne de plus de"),
    "cellule de 200 ko": (b"Code commune;Nom\n62119;" + b"x" * 200_000 + b"\n", "cellule de plus de"),
    "10 Mo entre guillemets": (b'Code commune;Nom\n62119;"' + b"x\n" * 5_000_000, "cellule de plus de"),
    "en-tête de 10 Mo": (b"x" * 10_000_000, "ligne de plus de"),
}


@pytest.mark.parametrize(("content", "expected"), CSV.values(), ids=CSV)
def test_a_broken_csv_is_refused_in_one_line(essai: Source, tmp_path: Path, content: bytes, expected: str) -> None:
    assert expected in str(refusal(essai, tmp_path, content, "essai.csv"))


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"Code commune;Nom\n62119;X\n\n62516\n", 4),
        (b'Code commune;Nom\n62119;"a\nb"\n62516\n', 3),
        (b'Code commune;Nom\n62119;X\n62516;"Y"Z\n', 3),
    ],
)
def test_the_line_of_the_fault_is_the_one_a_spreadsheet_shows(
    essai: Source, tmp_path: Path, content: bytes, line: int
) -> None:
    assert refusal(essai, tmp_path, content, "essai.csv").line == line


ZIP: dict[str, tuple[Callable[[], bytes], str]] = {
    "tronqué": (lambda: zipped(("essai.csv", GOOD.encode() * 99))[:-30], "abîmée ou tronquée"),
    "contenu abîmé": (lambda: zipped(("essai.csv", NOISE)).replace(NOISE[100:120], b"x" * 20), "abîmée ou tronquée"),
    "bombe": (lambda: zipped(("essai.csv", b"0" * 30_000_000)), "archive piégée"),
    "trop de fichiers": (lambda: zipped(*((f"{n}.csv", b"") for n in range(5_001))), "5001 fichiers"),
    "chemin qui remonte": (lambda: zipped(("../essai.csv", GOOD.encode())), "sort du dossier"),
    "chemin absolu": (lambda: zipped(("/tmp/essai.csv", GOOD.encode())), "sort du dossier"),
    "chemin de Windows": (lambda: zipped(("C:\\essai.csv", GOOD.encode())), "sort du dossier"),
    "lien": (lambda: zipped((link(), b"/etc/passwd")), "lien au lieu d'un fichier"),
    "chiffré": (encrypted, "chiffré"),
    "poupées russes": (lambda: zipped(("essai.csv", zipped(("essai.csv", GOOD.encode())))), "archive dans une archive"),
    "rien à lire": (lambda: zipped(("image.png", b"x")), "aucun fichier de données"),
    "deux candidats": (lambda: zipped(("essai1.csv", b"x"), ("essai2.csv", b"x")), "plusieurs fichiers conviennent"),
    "deux étrangers": (lambda: zipped(("a.csv", b"x"), ("b.csv", b"x")), "aucun fichier de cette source"),
    "membre fautif": (lambda: zipped(("essai.csv", b"Code commune;Nom\n62119\n")), "1 cellule au lieu de 2"),
}


@pytest.mark.parametrize(("content", "expected"), ZIP.values(), ids=ZIP)
def test_a_broken_or_deceitful_zip_is_refused_in_one_line(
    essai: Source, tmp_path: Path, content: Callable[[], bytes], expected: str
) -> None:
    path = tmp_path / "archive.zip"
    path.write_bytes(content())
    with pytest.raises(SourceError) as caught:
        read(essai, path, tmp_path)
    assert expected in str(caught.value)
    assert "\n" not in str(caught.value)
    assert not (tmp_path.parent / "essai.csv").exists()


SCHEMAS = "http://schemas.openxmlformats.org"
MAIN, LINKS = f"{SCHEMAS}/spreadsheetml/2006/main", f"{SCHEMAS}/officeDocument/2006/relationships"
TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
ONE_SHEET = '<sheet name="Feuille 1" sheetId="1" r:id="rId1"/>'


def linked(kind: str, target: str) -> bytes:
    relation = f'<Relationship Id="rId1" Type="{LINKS}/{kind}" Target="{target}"/>'
    return f'<Relationships xmlns="{SCHEMAS}/package/2006/relationships">{relation}</Relationships>'.encode()


def workbook(rows: str, sheets: str = ONE_SHEET, extent: str = "") -> bytes:
    """Write the least XML that a spreadsheet opens; `extent` is what it says of its own size."""
    parts = {"workbook.xml": "sheet", "worksheets/sheet1.xml": "worksheet"}
    types = "".join(f'<Override PartName="/xl/{p}" ContentType="{TYPES}.{t}+xml"/>' for p, t in parts.items())
    sheet = (f'<dimension ref="{extent}"/>' if extent else "") + f"<sheetData>{rows}</sheetData>"
    book = f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><sheets>{sheets}</sheets></workbook>'
    return zipped(
        ("[Content_Types].xml", f'<Types xmlns="{SCHEMAS}/package/2006/content-types">{types}</Types>'.encode()),
        ("_rels/.rels", linked("officeDocument", "xl/workbook.xml")),
        ("xl/_rels/workbook.xml.rels", linked("worksheet", "worksheets/sheet1.xml")),
        ("xl/workbook.xml", book.encode()),
        ("xl/worksheets/sheet1.xml", f'<worksheet xmlns="{MAIN}">{sheet}</worksheet>'.encode()),
    )


def row(number: int, *cells: str, first: str = "A") -> str:
    """Write the cells of a row: texts inline, raw XML (after `<`) as it is."""
    letters = [chr(ord(first) + rank) for rank in range(len(cells))]
    written = (
        cell.replace("<c", f'<c r="{letter}{number}"', 1)
        if cell.startswith("<c")
        else f'<c r="{letter}{number}" t="inlineStr"><is><t>{cell}</t></is></c>'
        for letter, cell in zip(letters, cells, strict=True)
    )
    return f'<row r="{number}">{"".join(written)}</row>'


def spoilt(content: bytes) -> bytes:
    """Overwrite the compressed bytes of the sheet."""
    start = content.index(b"xl/worksheets/sheet1.xml") + len("xl/worksheets/sheet1.xml") + 10
    return content[:start] + b"\xff" * 20 + content[start + 20 :]


HEAD = row(1, "Code commune", "Nom", "ptot_2025")


@pytest.fixture
def classeur(essai: Source) -> Source:
    return replace(essai, read=replace(essai.read, format="xlsx"))


def test_calculated_formulas_whole_numbers_and_empty_rows_of_a_workbook_are_read(
    classeur: Source, tmp_path: Path
) -> None:
    content = workbook(
        HEAD
        + row(2, "62119", '<c t="str"><f>A1&amp;B1</f><v>Béthune</v></c>', "<c><v>25679.0</v></c>")
        + row(5, "62516", '<c t="str"><f>T(1)</f><v></v></c>', "<c><f>1+1</f><v>2</v></c>")
        + row(9, "<c/>", "<c/>", "<c/>")
    )  # fmt: skip
    (tmp_path / "essai.xlsx").write_bytes(content)
    table = read(classeur, tmp_path / "essai.xlsx", tmp_path)
    assert table.frame.collect().rows() == [(2, "62119", "Béthune", "25679"), (5, "62516", None, "2")]
    assert table.rows_hint == 2


def test_a_table_that_starts_away_from_the_corner_keeps_the_row_numbers_of_the_sheet(
    classeur: Source, tmp_path: Path
) -> None:
    shifted = replace(classeur, read=replace(classeur.read, header_row=6, sheet="Feuille 1"))
    content = workbook(row(6, "Code commune", "Nom", first="C") + row(8, "62119", "Béthune", first="C"))
    (tmp_path / "essai.xlsx").write_bytes(content)
    assert read(shifted, tmp_path / "essai.xlsx", tmp_path).frame.collect().rows() == [(8, "62119", "Béthune", None)]


XLSX: dict[str, tuple[bytes, str]] = {
    "formule jamais calculée": (
        workbook(HEAD + row(2, "62119", "X", "<c><f>1+1</f></c>")),
        "ligne 2, colonne C : formule sans valeur calculée",
    ),
    "formule à valeur vide": (
        workbook(HEAD + row(2, "62119", "X", "<c><f>1+1</f><v></v></c>")),
        "ligne 2, colonne C : formule sans valeur calculée",
    ),
    "erreur de calcul": (
        workbook(HEAD + row(2, "62119", '<c t="e"><v>#REF!</v></c>', "1")),
        "ligne 2, colonne B : cellule en erreur",
    ),
    "erreur, autre écriture": (
        workbook(HEAD + "<row r='2'><x:c\nr='A2' s='1' t='e'><x:v>#N/A</x:v></x:c></row>"),
        "ligne 2, colonne A : cellule en erreur",
    ),
    "17 milliards de cellules": (
        workbook(HEAD + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
        "17179869184 cellules",
    ),
    "sans en-tête": (workbook(""), "pas d'en-tête"),
    "en-tête en double": (workbook(row(1, "Code commune", "Nom", "nom")), "en-tête en double"),
    "colonne absente": (workbook(row(1, "Code commune")), "colonne obligatoire absente : « Nom »"),
    "remplie sans en-tête": (workbook(HEAD + row(2, "62119", "X", "1", "Z")), "colonne D : colonne remplie"),
    "tronqué": (workbook(HEAD)[:-40], "abîmée ou tronquée"),
    "contenu abîmé": (spoilt(workbook(HEAD + row(2, "62119", "X", "1"))), "classeur abîmé"),
    "feuille abîmée": (workbook(HEAD + "<row <<"), "classeur illisible"),
    "entités": (
        workbook(HEAD, '<!DOCTYPE a [<!ENTITY b "c">]><sheet name="&b;" sheetId="1" r:id="rId1"/>'),
        "classeur abîmé",
    ),
    "texte": (GOOD.encode(), "un texte sous un nom de classeur"),
}


@pytest.mark.parametrize(("content", "expected"), XLSX.values(), ids=XLSX)
def test_a_broken_workbook_is_refused_in_one_line(
    classeur: Source, tmp_path: Path, content: bytes, expected: str
) -> None:
    assert expected in str(refusal(classeur, tmp_path, content, "essai.xlsx"))


def test_an_error_in_a_column_that_nobody_reads_does_not_matter(classeur: Source, tmp_path: Path) -> None:
    ignoring = replace(classeur, ignored={"sans usage": ("Note",)})
    content = workbook(row(1, "Note", "Code commune", "Nom") + row(2, '<c t="e"><v>#N/A</v></c>', "62119", "X"))
    (tmp_path / "essai.xlsx").write_bytes(content)
    assert read(ignoring, tmp_path / "essai.xlsx", tmp_path).rows_hint == 1


def test_the_column_of_an_error_is_named_as_the_sheet_names_it(classeur: Source, tmp_path: Path) -> None:
    content = workbook(row(1, "Code commune", "Nom", first="C") + row(2, "62119", '<c t="e"/>', first="C"))
    error = refusal(classeur, tmp_path, content, "essai.xlsx")
    assert (error.line, error.column) == (2, "D")


def test_a_missing_sheet_is_refused_with_the_names_of_those_there_are(classeur: Source, tmp_path: Path) -> None:
    other = replace(classeur, read=replace(classeur.read, sheet="EPCI"))
    assert "feuilles : « Feuille 1 »" in str(refusal(other, tmp_path, workbook(HEAD), "essai.xlsx"))


JSON: dict[str, tuple[str, str]] = {
    "tronqué": ('[{"Code commune": "62119", ', "JSON illisible"),
    "clé en double": ('[{"Nom": "X", "Nom": "Y"}]', "clé en double dans un objet : « Nom »"),
    "NaN": ('[{"Nom": NaN}]', "« NaN » n'est pas un nombre"),
    "pas une liste d'objets": ('["62119"]', "pas un objet"),
    "puits sans fond": ("[" * 100_000, "trop imbriqué"),
    "colonne absente": ('[{"Code commune": "62119"}]', "colonne obligatoire absente : « Nom »"),
    "colonne non déclarée": ('[{"Code commune": "62119", "Nom": "X", "Sexe": "F"}]', "non déclarée : « Sexe »"),
}


@pytest.mark.parametrize(("content", "expected"), JSON.values(), ids=JSON)
def test_broken_json_is_refused_in_one_line(essai: Source, tmp_path: Path, content: str, expected: str) -> None:
    json_source = replace(essai, read=replace(essai.read, format="json"))
    assert expected in str(refusal(json_source, tmp_path, content.encode(), "essai.json"))


def test_an_object_without_the_list_of_records_is_named_by_its_pointer(essai: Source, tmp_path: Path) -> None:
    nested = replace(essai, read=replace(essai.read, format="json", records="membres"))
    error = refusal(nested, tmp_path, b'[{"membres": []}, {"nom": "X"}]', "essai.json")
    assert (error.column, error.problem) == ("/1", "pas de « membres »")


def test_a_file_of_persons_without_a_header_is_not_quoted(essai: Source, tmp_path: Path) -> None:
    persons = replace(essai, sensitive=True)
    error = refusal(persons, tmp_path, b"EXEMPLE;Camille;04/03/1951\n", "essai.csv")
    assert "aucun en-tête n'est reconnu" in error.problem
    assert not any(word in str(error) for word in ("EXEMPLE", "Camille", "1951"))


def test_a_missing_file_is_refused_in_one_line(essai: Source, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="lecture impossible"):
        read(essai, tmp_path / "absent.csv", tmp_path)


def test_the_wrong_file_under_the_right_name_is_told_apart_and_named(samples: Path, tmp_path: Path) -> None:
    path = next((samples / "rne").glob("2024-07-31_3-elus-epci_MAUVAIS*"))
    with pytest.raises(SourceError) as caught:
        read(declared()["rne-epci"], path, tmp_path)
    assert "colonne obligatoire absente : « N° SIREN »" in str(caught.value)
    assert "il ressemble à la source rne-regionaux" in str(caught.value)
