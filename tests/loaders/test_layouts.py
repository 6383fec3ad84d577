"""Layouts that change with the edition: headers that mean something else, years in file names, rows without a key."""

import re
from pathlib import Path

import polars as pl
import pytest

from loaders.clean import clean
from loaders.columns import kind_of
from loaders.declaration import source
from loaders.edition import dated, published
from loaders.errors import SourceError
from loaders.headers import match
from loaders.source import Source
from loaders.table import read
from tests.loaders.mapped import SOURCES, mapped, text, typed

POPULATIONS = {
    "2020": "CODREG;REG;CODDEP;CODARR;CODCAN;CODCOM;COM;PMUN;PCAP;PTOT\n32;Hauts-de-France;62;2;11;119;Béthune;1;2;3\n",
    "2021": "REG;DEP;COM;PMUN;PCAP;PTOT\n32;62;62119;1;2;3\n",
    "2023": (
        "REG;Région;DEP;CODARR;CODCAN;CODCOM;COM;Commune;PMUN;PCAP;PTOT\n"
        "32;Hauts-de-France;62;2;11;119;62119;Béthune;1;2;3\n"
    ),
}


@pytest.mark.parametrize("year", POPULATIONS)
def test_the_same_commune_is_read_in_the_three_headers_of_the_populations(tmp_path: Path, year: str) -> None:
    path = tmp_path / f"donnees_communes_{year}.csv"
    path.write_text(POPULATIONS[year], encoding="utf-8")
    frame = read(SOURCES["populations"], path, tmp_path).frame.collect()
    assert frame.select("departement", "municipale", "a_part", "totale").row(0) == ("62", "1", "2", "3")
    assert frame["nom"].item() == (None if year == "2021" else "Béthune")
    graph = text(tmp_path, typed(tmp_path, f"populations__{year}", POPULATIONS[year]))
    assert f"/chiffre/population-municipale-de-reference/62119/{year}>" in graph


def test_a_renamed_header_is_shown_under_its_published_name() -> None:
    header = POPULATIONS["2020"].splitlines()[0].split(";")
    found = match(SOURCES["populations"], header, "donnees_communes_2020.csv")
    assert [found.published(word) for word in ("departement", "commune", "nom")] == ["CODDEP", "CODCOM", "COM"]


def test_a_table_of_populations_is_refused_without_its_year(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"l'année de cette édition n'est pas connue"):
        mapped(tmp_path, typed(tmp_path, "populations__", POPULATIONS["2021"]))


@pytest.mark.parametrize(
    ("name", "date"),
    [
        ("20260316_liste_operations_conventionnees_FEDER_FSE_FTJ_0.xlsx", "2026-03-16"),
        ("2019-01-09_9-rne-maires_dep59_62.txt", "2019-01-09"),
        ("2023-06_9-elus-depute.csv", "2023-06"),
        ("v_commune_2026.csv", "2026"),
        ("siret_20261345.csv", None),  # no month 13
        ("unites_202603161.csv", None),
    ],
)
def test_a_file_is_of_the_date_in_its_name(name: str, date: str | None) -> None:
    assert published(name) == date


BPE = {
    "bpe18_ensemble_xy.csv": "2018",
    "bpe2021_ensemble_xy.csv": "2021",
    "BPE25.zip": "2025",
    "bpe_25.parquet": "2025",
    "BPE.csv": None,
    "bpe_extrait_loire_hauteloire_2000_premieres.csv": None,
}


@pytest.mark.parametrize("name", BPE)
def test_the_year_of_a_bpe_is_read_where_insee_writes_it(name: str) -> None:
    bpe = SOURCES["bpe-equipements"]
    assert re.search(bpe.files.pattern, name)
    assert dated(bpe, name) == BPE[name]


@pytest.mark.parametrize(
    ("name", "owner"),
    [
        ("bpe18_ensemble.csv", "bpe-comptages"),
        ("varmod_bpe18_ensemble_xy.csv", "bpe-types"),
        ("typequ_libelles_observes.csv", "bpe-types"),
        ("bpe18_ensemble_xy.csv", "bpe-equipements"),
    ],
)
def test_every_file_of_the_bpe_has_one_source(name: str, owner: str) -> None:
    assert [word for word, one in SOURCES.items() if re.search(one.files.pattern, name)] == [owner]


DECLARATION = """
title = "Essai"
publisher = "https://exemple.fr/"
publisher_name = "Exemple"
landing_page = "https://exemple.fr/essai"
licence = "https://exemple.fr/licence"
frequency = "annuelle"
spatial = "France"
[files]
pattern = '^essai_?(?P<annee>\\d\\d)?'
[read]
encodings = ["utf-8"]
separators = [";"]
[columns]
sorte = { header = "Sorte", kind = "notation" }
diffusion = { header = "Diffusion", kind = "notation" }
nom = { header = "Nom", kind = "text", when = { sorte = "^A", diffusion = ["", "O"] } }
"""


def declare(tmp_path: Path, declaration: str) -> Source:
    folder = tmp_path / "essai"
    folder.mkdir(exist_ok=True)
    (folder / "source.toml").write_text(declaration, encoding="utf-8")
    return source(folder)


def test_a_cell_is_read_only_when_the_other_columns_allow_it(tmp_path: Path) -> None:
    essai, path = declare(tmp_path, DECLARATION), tmp_path / "essai.csv"
    path.write_text("Sorte;Diffusion;Nom\nA1;O;un\nA1;;deux\nA1;P;trois\nB1;O;quatre\n;O;cinq\n", encoding="utf-8")
    cleaned = clean(essai, read(essai, path, tmp_path)).accepted.select(pl.col("nom")).collect()
    assert cleaned["nom"].to_list() == ["un", "deux", None, None, None]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('sorte = "^A"', 'autre = "^A"', "when ne désigne pas une colonne déclarée"),
        ('kind = "text", when', 'kind = "text", required = true, when', "required et when ne vont pas ensemble"),
    ],
)
def test_a_condition_that_cannot_be_kept_is_refused(tmp_path: Path, old: str, new: str, problem: str) -> None:
    essai = declare(tmp_path, DECLARATION.replace(old, new))
    with pytest.raises(SourceError, match=problem):
        kind_of(essai, essai.columns["nom"])


WIDE = "AN;DEPCOM;TYPEQU;SIRET;NOMRS\n"


def test_rows_that_nothing_tells_apart_are_so_many_facilities(tmp_path: Path) -> None:
    rows = "2025;62119;A501;_Z;\n2025;62119;A501;_Z;\n2025;62516;A501;_Z;\n2025;62119;F303;21620908400010;CINE\n"
    graph = text(tmp_path, typed(tmp_path, "bpe_equipements__2025", WIDE + rows))
    for key in ("A501/62119/1", "A501/62119/2", "A501/62516/1"):
        assert f"/bpe/2025/{key}>" in graph
    assert "/2025/F303/62119/1>" in graph or "/2025/F303/21620908400010/1>" in graph
