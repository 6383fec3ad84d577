"""Cleaning rows: read = kept + set aside, reasons for everything that is lost, and no personal data in them."""

import csv
import re
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from loaders.cells import HIDDEN
from loaders.clean import Clean, clean, count
from loaders.columns import kind_of
from loaders.declaration import declared
from loaders.errors import SourceError
from loaders.source import Column, Source
from loaders.table import Table, read
from tests.loaders.declarations import declare

DECLARATION = """
[columns]
commune = { header = "Code de la commune", kind = "commune", required = true }
montant = { header = "Montant", kind = "amount" }
naissance = { header = "Né le", kind = "day" }
telephone = { header = "Téléphone", kind = "integer", personal = true }
quartiers = { header = "Quartiers", kind = "qpv", sep = "|" }
partenaires = { header = "Partenaires", kind = "reference", sep = "|", required = true }
epci = { header = "EPCI", kind = "siren", empty = ["ZZZZZZZZZ"] }
fonction = { header = "Fonction", kind = "fonction", organe = "commune" }
rang = { header = "Fonction", kind = "rang" }
[person]
family = "nom"
given = "prenom"
birth = "naissance"
territory = "commune"
level = "commune"
"""
WORDS = ("commune", "montant", "naissance", "telephone", "quartiers", "partenaires", "epci", "fonction")


@pytest.fixture
def essai(tmp_path: Path) -> Source:
    return declare(tmp_path, DECLARATION)


def cleaned(essai: Source, *rows: dict[str, str]) -> Clean:
    good = {"commune": "62119", "partenaires": "region:32"}
    data = [good | row for row in rows]
    cells = {word: [row.get(word) for row in data] for word in WORDS} | {"rang": [row.get("fonction") for row in data]}
    frame = pl.LazyFrame(cells, schema=dict.fromkeys(cells, pl.String)).with_row_index("_row", 2)
    headers = {column.name: column.headers[0] for column in essai.columns.values()}
    return clean(essai, Table(frame, len(rows), "essai.csv", headers))


def test_a_required_cell_that_is_empty_or_wrong_sets_its_row_aside(essai: Source) -> None:
    result = cleaned(essai, {"commune": "6211X", "montant": "beaucoup"}, {"commune": ""}, {})
    assert result.accepted.select("_row").collect()["_row"].to_list() == [4]
    balance = count(result)
    assert (balance.read, balance.accepted, balance.rejected, balance.cells) == (3, 1, 2, 0)
    assert result.rejects.collect().rows() == [
        (
            "essai.csv", "2", "Code de la commune", "6211X", "n'est pas un code de commune",
            "attendu : 5 caractères de l'Insee (62119, 2A004, 97411)", "ligne",
        ),
        (
            "essai.csv", "2", "Montant", "beaucoup", "n'est pas un montant en euros",
            "attendu : 232 000,00 — mettez intervalle et texte à part", "cellule",
        ),
        (
            "essai.csv", "3", "Code de la commune", None, "cellule obligatoire vide",
            "complétez-la ou corrigez la ligne à la source", "ligne",
        ),
    ]  # fmt: skip


def test_an_optional_cell_that_is_wrong_is_emptied_and_listed(essai: Source) -> None:
    result = cleaned(essai, {"montant": "environ 3"}, {"montant": "3"})
    assert result.accepted.select("montant").collect()["montant"].to_list() == [None, "3"]
    assert result.rejects.select("ligne", "portee").collect().rows() == [("2", "cellule")]
    assert count(result).cells == 1


def test_a_list_is_exploded_after_the_balance_is_made(essai: Source) -> None:
    result = cleaned(essai, {"quartiers": " QN06208M | QN06209M||", "partenaires": "region:32|commune:62119"}, {})
    pairs = result.accepted.select("_row", "quartiers", "partenaires").collect().rows()
    assert pairs == [
        (2, "QN06208M", "region:32"),
        (2, "QN06208M", "commune:62119"),
        (2, "QN06209M", "region:32"),
        (2, "QN06209M", "commune:62119"),
        (3, None, "region:32"),
    ]
    assert (count(result).read, count(result).accepted) == (2, 2)
    assert result.rejects.collect().is_empty()


def test_a_wrong_part_of_a_list_is_left_out_and_the_others_stay(essai: Source) -> None:
    result = cleaned(essai, {"quartiers": "QN06208M|autre", "partenaires": "region:32|region:99"})
    assert result.accepted.select("quartiers", "partenaires").collect().rows() == [("QN06208M", "region:32")]
    lost = result.rejects.select("colonne", "valeur", "portee").collect().rows()
    assert lost == [("Quartiers", "QN06208M|autre", "cellule"), ("Partenaires", "region:32|region:99", "cellule")]


@pytest.mark.parametrize("partners", ["", "|", "personne", "personne|rien"])
def test_a_required_list_without_a_readable_part_sets_its_row_aside(essai: Source, partners: str) -> None:
    result = cleaned(essai, {"partenaires": partners})
    assert count(result).rejected == 1
    assert result.rejects.select("portee").collect().rows() == [("ligne",)]
    assert result.accepted.collect().is_empty()


def test_personal_data_never_reach_the_list_of_what_was_set_aside(essai: Source) -> None:
    result = cleaned(essai, {"naissance": "31/02/1951", "telephone": "06 12 34"}, {"naissance": "4/3/1951"})
    written = result.rejects.collect()
    assert written["valeur"].to_list() == [HIDDEN, HIDDEN]
    assert not re.search(r"1951|06", written.select("motif", "que_faire", "valeur").write_csv())


def test_a_text_declared_empty_says_nothing_rather_than_something_wrong(essai: Source) -> None:
    result = cleaned(essai, {"epci": "ZZZZZZZZZ"}, {"epci": "200072460"}, {"epci": "2000724"})
    assert result.accepted.select("epci").collect()["epci"].to_list() == [None, "200072460", None]
    assert result.rejects.select("ligne").collect().rows() == [("4",)]


def test_a_function_without_a_rank_is_no_problem(essai: Source) -> None:
    result = cleaned(essai, {"fonction": "Maire"}, {"fonction": "2ème adjoint au Maire"}, {"fonction": "Inconnue"}, {})
    assert result.accepted.select("fonction", "rang").collect().rows() == [
        ("maire", None),
        ("adjoint-au-maire", "2"),
        ("autre-fonction", None),
        (None, None),
    ]
    assert result.rejects.collect().is_empty()


def test_a_long_wrong_value_is_quoted_by_its_start(essai: Source) -> None:
    written = cleaned(essai, {"montant": "x" * 5_000}).rejects.collect()
    assert written["valeur"].to_list() == ["x" * 200]


def test_records_are_listed_by_their_pointer(essai: Source) -> None:
    frame = pl.LazyFrame({"_pointer": ["/3/membres/0"], **{word: ["?"] for word in (*WORDS, "rang")}})
    result = clean(essai, Table(frame, 1, "essai.json", {}, "_pointer"))
    assert set(result.rejects.collect()["ligne"]) == {"/3/membres/0"}


@pytest.mark.parametrize(
    ("column", "problem"),
    [
        (Column(name="x", headers=(), kind="comune"), "sorte inconnue : « comune »"),
        (Column(name="x", headers=(), kind="commune", options={"prefixe": "y"}), "options inconnues : prefixe"),
        (Column(name="x", headers=(), kind="fonction"), "options manquantes pour fonction : organe"),
        (
            Column(name="x", headers=(), kind="fonction", options={"organe": "syndicat"}),
            "valeur inutilisable pour organe",
        ),
        (Column(name="x", headers=(), kind="notation", options={"values": ["a b"]}), "valeur inutilisable pour values"),
        (Column(name="x", headers=(), kind="reference", options={"prefixes": ["mairie"]}), "pour prefixes"),
        (Column(name="x", headers=(), kind="day", options={"pivot": "2000"}), "valeur inutilisable pour pivot"),
        (Column(name="x", headers=(), kind="commune", options={"prefix": "y"}), "n'est pas déclarée : « y »"),
        (Column(name="x", headers=(), kind="commune", options={"prefix": "montant", "sep": "|"}), "prefix et sep"),
    ],
)
def test_a_wrong_declaration_is_told_before_any_row_is_read(essai: Source, column: Column, problem: str) -> None:
    with pytest.raises(SourceError, match=re.escape(problem)):
        clean(replace(essai, columns={**essai.columns, "x": column}), Table(pl.LazyFrame(), 0, "essai.csv", {}))


@pytest.mark.parametrize("one", declared().values(), ids=lambda one: one.name)
def test_every_column_of_every_source_is_soundly_declared(one: Source) -> None:
    for column in one.columns.values():
        assert kind_of(one, column).name == column.kind


# On the real files: nothing is lost, and what is expected of a line is worked out here from its published form.


@pytest.mark.parametrize("folder", ["rne", "cog", "epci"])
def test_every_row_of_the_official_files_is_kept_or_set_aside(samples: Path, tmp_path: Path, folder: str) -> None:
    for path in sorted((samples / folder).iterdir()):
        for one in declared().values():
            if re.search(one.files.pattern, path.name) and "MAUVAIS" not in path.name and "dossiers" not in one.name:
                table = read(one, path, tmp_path)
                result = clean(one, table)
                balance = count(result)
                assert balance.read == table.rows_hint == balance.accepted + balance.rejected
                assert balance.rejected == 0, result.rejects.collect().head(3)
                assert result.accepted.collect().height == balance.accepted


def test_mayors_of_the_2019_file_have_the_codes_and_days_that_the_insee_and_iso_write(
    samples: Path, tmp_path: Path
) -> None:
    mayors = declared()["rne-maires"]
    path = samples / "rne" / "2019-01-09_9-rne-maires_dep59_62.txt"
    lines = path.read_text(encoding="iso-8859-1").splitlines()[2:]
    expected = []
    for number, row in enumerate(csv.reader(lines, delimiter="\t"), 3):
        day, month, year = row[10].split("/")
        expected.append((number, row[0] + row[2], f"{year}-{int(month):02}-{int(day):02}"))
    result = clean(mayors, read(mayors, path, tmp_path))
    assert result.accepted.select("_row", "commune", "debut").collect().rows() == expected


def test_two_digit_years_of_august_2022_are_the_days_of_the_next_edition(samples: Path, tmp_path: Path) -> None:
    deputies = declared()["rne-deputes"]
    names = ("2022-08-11_8-rne-dep_dep59_62_annees_2_chiffres", "2022-09-07_8-rne-dep_dep59_62_entete_apostrophes")
    short, full = (
        clean(deputies, read(deputies, samples / "rne" / f"{name}.csv", tmp_path)).accepted.collect() for name in names
    )
    kept = ["circonscription", "nom", "prenom", "naissance", "debut"]
    assert short.select(kept).equals(full.select(kept))
    assert full["naissance"].null_count() == 0
