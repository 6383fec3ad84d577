"""What a check says of a file: the expected words come from the file and its declaration, read by hand."""

from pathlib import Path

import pytest

from graph.checking.check import check
from graph.checking.checked import Checked, exit_code
from graph.errors import GraphError
from loaders import SourceError, declared

EVERY = declared()
COMMUNES = "TYPECOM,COM,REG,DEP,CTCD,ARR,TNCC,NCC,NCCENR,LIBELLE,CAN,COMPARENT"
BETHUNE = "COM,62119,32,62,62D,622,0,BETHUNE,Béthune,Béthune,6211,"
MAIRES = "Code du département\tLibellé du département\tCode de la commune\tNom de l'élu\tPrénom de l'élu\tCode sexe"


def checked(tmp_path: Path, name: str, *lines: str, encoding: str = "utf-8") -> Checked:
    path = tmp_path / name
    path.write_text("\n".join(lines) + "\n", encoding=encoding)
    (one,) = check(path, EVERY)
    return one


def test_a_good_file_is_named_read_and_counted(tmp_path: Path) -> None:
    one = checked(tmp_path, "v_commune_2026.csv", COMMUNES, BETHUNE)

    assert (one.source, one.edition, one.form) == ("communes", "2026", "UTF-8, séparateur « , », en-tête ligne 1")
    assert one.counts
    assert (one.counts.read, one.counts.accepted, one.note) == (1, 1, "extrait : 1 département")
    assert one.columns
    assert ("nom", "LIBELLE") in one.columns.read
    assert set(one.columns.unread) == {"REG", "CTCD", "ARR", "NCC", "CAN"}
    assert not one.findings
    assert exit_code([one]) == 0


def test_the_generation_is_the_sample_with_the_same_headers(tmp_path: Path) -> None:
    old = "typecom,com,reg,dep,arr,tncc,ncc,nccenr,libelle,can,comparent"
    one = checked(tmp_path, "v_commune_2019.csv", old, "COM,62119,32,62,622,0,BETHUNE,Béthune,Béthune,6211,")

    assert one.generation
    assert one.generation.same
    assert one.generation.sample == "2019"


def test_a_new_column_is_found_with_the_word_it_is_near_and_the_rest_is_read_all_the_same(tmp_path: Path) -> None:
    one = checked(tmp_path, "v_commune_2027.csv", f"{COMMUNES},COMPARENTE", f"{BETHUNE},")

    assert one.columns
    (stranger,) = one.columns.unknown
    assert (stranger.header, stranger.near, stranger.word) == ("COMPARENTE", "COMPARENT", "parent")
    assert one.counts
    assert one.counts.accepted == 1
    assert one.generation
    assert one.generation.more == ("COMPARENTE",)
    assert exit_code([one]) == 1


def test_a_renamed_required_column_is_missing_and_its_new_name_is_proposed(tmp_path: Path) -> None:
    one = checked(tmp_path, "v_commune_2027.csv", COMMUNES.replace("LIBELLE", "LIBELE"), BETHUNE)

    assert one.columns
    (lost,) = one.columns.missing
    assert (lost.word, lost.spelling, lost.near) == ("nom_publie", "LIBELLE", "LIBELE")
    assert one.candidates == ()
    assert one.counts
    assert (one.counts.read, one.counts.accepted) == (1, 0)


def test_a_column_written_twice_is_found(tmp_path: Path) -> None:
    one = checked(tmp_path, "v_region_2024.csv", "REG,CHEFLIEU,TNCC,NCC,NCCENR,LIBELLE,REG", "32,59350,4,H,H,H,32")

    assert one.columns
    assert one.columns.doubled == ("REG",)
    assert one.findings


def test_another_separator_is_drift_not_a_wrong_file(tmp_path: Path) -> None:
    one = checked(tmp_path, "v_commune_2027.csv", COMMUNES.replace(",", ";"), BETHUNE.replace(",", ";"))

    assert one.columns
    assert not one.columns.missing
    assert one.form == "UTF-8, séparateur « ; », en-tête ligne 1"
    assert "séparateur" in one.refusals[0]


def test_cells_that_would_be_lost_are_counted_by_reason_with_their_line(tmp_path: Path) -> None:
    one = checked(
        tmp_path, "v_commune_2026.csv", COMMUNES, BETHUNE, BETHUNE.replace("62119", "6211X"), "COM,,,,,,,,,X,,"
    )

    assert one.counts
    assert (one.counts.read, one.counts.accepted) == (3, 1)
    assert sum(found.count for found in one.rejects if found.scope == "ligne") == 2
    assert any("ligne 3 : « 6211X »" in example for found in one.rejects for example in found.examples)


def test_a_truncated_edition_is_out_of_bounds(tmp_path: Path) -> None:
    departments = [f"{n:02}" for n in range(1, 96) if n != 20]
    rows = [f"COM,{d}001,,{d},,,0,X,X,X,," for d in departments]
    one = checked(tmp_path, "v_commune_2026.csv", COMMUNES, *rows)

    assert any("94 lignes, fichier sans doute tronqué" in reason for reason in one.refusals)
    assert exit_code([one]) == 1


def test_a_file_whose_name_says_nothing_is_recognised_by_its_columns(tmp_path: Path) -> None:
    one = checked(tmp_path, "export.csv", COMMUNES, BETHUNE)

    assert one.source is None
    assert (one.candidates[0].name, one.candidates[0].score) == ("communes", 1.0)
    assert exit_code([one]) == 1


def test_a_file_that_is_nobody_s_is_nobody_s(tmp_path: Path) -> None:
    one = checked(tmp_path, "recettes.csv", "farine;œufs;lait", "250;3;50")

    assert (one.source, one.candidates, one.columns, one.header) == (None, (), None, ())
    assert exit_code([one]) == 1


def test_a_file_of_people_without_a_header_quotes_nobody(tmp_path: Path) -> None:
    one = checked(tmp_path, "elus-maires-mai.csv", "59\tNord\t59339\tEXEMPLE\tCamille\tF", "59\tNord\t59350\tX\tY\tM")

    assert "aucun en-tête" in one.unreadable
    assert "EXEMPLE" not in str(one)
    assert exit_code([one]) == 3


UNREADABLE = {
    "v_commune_2026.csv": (b"<!DOCTYPE html><html><body>503</body></html>", "page web"),
    "v_region_2024.csv": (b"", "vide"),
    "epcicom2025.xlsx": (b"PK\x03\x04 not really", "archive"),
    "v_departement_2024.csv": (b"DEP,REG,CHEFLIEU\n\xe9,1,2\n", "encodage"),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_file_that_cannot_be_read_says_why(name: str, tmp_path: Path) -> None:
    content, word = UNREADABLE[name]
    (tmp_path / name).write_bytes(content)
    (one,) = check(tmp_path / name, EVERY)

    assert word in one.unreadable
    assert exit_code([one]) == 3


def test_a_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="introuvable"):
        check(tmp_path / "rien.csv", EVERY)


def test_a_table_of_a_dossier_is_checked_as_a_dossier(tmp_path: Path) -> None:
    (tmp_path / "dossier.toml").touch()
    (tmp_path / "acteurs.csv").touch()

    with pytest.raises(GraphError, match="maillage dossier check") as told:
        check(tmp_path / "acteurs.csv", EVERY)
    assert told.value.exit_code == 2


def test_a_file_is_read_as_the_source_that_one_asks_for(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_text(f"{COMMUNES}\n{BETHUNE}\n", encoding="utf-8")
    (one,) = check(path, EVERY, only="communes")

    assert one.source == "communes"
    assert not one.findings


def test_the_regional_councillors_published_as_those_of_the_epci_are_named_for_what_they_are(samples: Path) -> None:
    (path,) = (samples / "rne").glob("2024-07-31_3-elus-epci_MAUVAIS_FICHIER*.csv")
    (one,) = check(path, EVERY)

    assert one.source == "rne-epci"
    assert (one.candidates[0].name, one.candidates[0].score) == ("rne-regionaux", 1.0)
    assert one.columns
    assert [lost.word for lost in one.columns.missing] == ["siren"]
    assert one.generation
    assert (one.generation.source, one.generation.same) == ("rne-regionaux", True)
    assert one.counts
    assert (one.counts.read, one.counts.accepted) == (170, 0)
    assert exit_code([one]) == 1
