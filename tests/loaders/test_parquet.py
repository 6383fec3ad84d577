"""Parquet: the same rows as the CSV of the same table, cited by their rank; what is broken is refused in one line."""

import io
import random
import zipfile
from pathlib import Path

import polars as pl
import pytest

from loaders import parquet
from loaders.declaration import declared
from loaders.errors import SourceError
from loaders.source import Source
from loaders.table import read
from tests.loaders.declarations import declare

DECLARATION = """
[read]
format = "parquet"
[columns]
code = { header = "Code commune", kind = "commune", required = true }
nom = { header = "Nom", kind = "text" }
valeur = { header = "Valeur", kind = "number" }
jour = { header = "Jour", kind = "day" }
[ignored]
sans_usage = ["Note"]
"""
ROWS = pl.DataFrame(
    {
        "Note": [[1], [2], None],
        "Code commune": ["62119", "2A004", None],
        "Nom": pl.Series(["Béthune", " ", "Lillers"], dtype=pl.Categorical),
        "Valeur": [25679.0, 50.5297, None],
        "Jour": pl.Series(["2020-06-28", None, None]).str.to_date(),
    }
)


@pytest.fixture
def essai(tmp_path: Path) -> Source:
    return declare(tmp_path, DECLARATION)


def written(tmp_path: Path, frame: pl.DataFrame, name: str = "essai.parquet") -> Path:
    frame.write_parquet(tmp_path / name)
    return tmp_path / name


def test_cells_are_text_as_a_person_would_write_them(essai: Source, tmp_path: Path) -> None:
    table = read(essai, written(tmp_path, ROWS), tmp_path)
    assert table.frame.select("_row", "code", "nom", "valeur", "jour").collect().rows() == [
        (1, "62119", "Béthune", "25679", "2020-06-28"),
        (2, "2A004", None, "50.5297", None),
        (3, None, "Lillers", None, None),
    ]
    assert table.rows_hint == 3


def test_a_parquet_file_is_known_by_its_bytes_not_by_its_name(essai: Source, tmp_path: Path) -> None:
    path = written(tmp_path, ROWS, "essai.csv")
    assert read(essai, path, tmp_path).rows_hint == 3


def test_a_parquet_file_in_a_zip_is_read(essai: Source, tmp_path: Path) -> None:
    inside = written(tmp_path, ROWS)
    path = tmp_path / "essai.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(inside, "essai.parquet")
    inside.unlink()
    table = read(essai, path, tmp_path)
    assert table.file == "essai.zip/essai.parquet"
    assert table.frame.collect().height == 3


def test_the_csv_of_the_same_source_gives_the_same_cells(tmp_path: Path) -> None:
    sirene = declared()["sirene-unites-legales"]
    sample = sirene.folder / "sample-2026.csv"
    frame = pl.read_csv(sample, infer_schema=False).with_columns(pl.col("categorieJuridiqueUniteLegale").cast(pl.Int32))
    by_csv, by_parquet = (
        read(sirene, path, tmp_path).frame.drop("_row").collect()
        for path in (sample, written(tmp_path, frame, "StockUniteLegale.parquet"))
    )
    assert by_csv.equals(by_parquet)


@pytest.mark.parametrize(
    ("frame", "expected"),
    [
        (ROWS.drop("Code commune"), "colonne obligatoire absente : « Code commune »"),
        (ROWS.with_columns(Sexe=pl.lit("F")), "colonne non déclarée : « Sexe »"),
        (ROWS.with_columns(Nom=pl.concat_list("Nom")), "colonne Nom : colonne de listes ou d'objets"),
        (ROWS.with_columns(Nom=pl.struct("Valeur")), "colonne Nom : colonne de listes ou d'objets"),
    ],
    ids=["colonne absente", "colonne inconnue", "liste", "objet"],
)
def test_a_table_of_another_shape_is_refused(essai: Source, tmp_path: Path, frame: pl.DataFrame, expected: str) -> None:
    path = written(tmp_path, frame)
    with pytest.raises(SourceError) as caught:
        read(essai, path, tmp_path)
    assert expected in str(caught.value)


def test_more_rows_than_any_register_has_are_refused(
    essai: Source, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parquet, "MAX_ROWS", 2)
    with pytest.raises(SourceError, match="3 lignes, plus de 2"):
        read(essai, written(tmp_path, ROWS), tmp_path)


def problem(essai: Source, path: Path) -> str:
    try:
        read(essai, path, path.parent).frame.collect()
    except SourceError as error:
        return str(error)
    return ""


def test_a_damaged_file_is_refused_in_one_line_before_anything_is_mapped(essai: Source, tmp_path: Path) -> None:
    buffer = io.BytesIO()
    ROWS.drop("Note").write_parquet(buffer)
    whole, chance = buffer.getvalue(), random.Random(1)
    for rank in range(60):
        cut = whole[: len(whole) // 2] + whole[-8:] if rank == 0 else bytearray(whole)
        if rank:
            cut[chance.randrange(4, len(whole) - 8)] ^= 1 + chance.randrange(255)  # type: ignore[index]
        path = tmp_path / "essai.parquet"
        path.write_bytes(bytes(cut))
        assert "\n" not in problem(essai, path)
