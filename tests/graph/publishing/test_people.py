"""What leaves the house about people: an allow-list judged on every file written, and those who asked to be out."""

import json
import shutil
from pathlib import Path
from typing import IO

import polars as pl
import pytest

from graph.errors import GraphError
from graph.publishing import serial
from graph.publishing.bundle import publish
from graph.publishing.rereading.judging import problems
from graph.publishing.shelves import Shelves
from graph.publishing.verification.contents import manifest
from graph.publishing.wanted import Wanted
from tests.graph.publishing.lot import COMMUNES, FACTS, built, published

PERSON = "https://w3id.org/maillage/id/personne/camille-exemple-01004"


@pytest.fixture(scope="module")
def lot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return published(tmp_path_factory.mktemp("lot")).path


def texts(folder: Path) -> dict[str, str]:
    """Every file of a bundle as text, Parquet's cells too."""
    found = {}
    for path in folder.rglob("*"):
        if path.suffix == ".parquet":
            found[path.name] = str(pl.read_parquet(path).rows())
        elif path.is_file():
            found[path.relative_to(folder).as_posix()] = path.read_text(encoding="utf-8")
    return found


def test_the_names_of_elected_people_are_published(lot: Path) -> None:
    assert any("Camille Exemple" in text for text in texts(lot).values())


def test_a_datum_of_a_person_beyond_the_allow_list_stops_everything(tmp_path: Path) -> None:
    private = f'<urn:x> {{ <{PERSON}> schema:birthDate "1970-01-01"^^xsd:date . }}'
    with pytest.raises(GraphError) as error:
        published(tmp_path, COMMUNES, private, allow_violations=True)
    assert (error.value.kind, "donnée personnelle" in str(error.value)) == ("refused", True)
    assert not (tmp_path / "lot").exists()


def test_a_writer_that_lets_something_slip_is_caught_by_what_it_wrote(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The graph is fine, the file is not: what counts is what is on the disk."""
    whole = serial.ntriples

    def leaking(shelves: Shelves, stream: IO[bytes]) -> int:
        count = whole(shelves, stream)
        stream.write(f'<{PERSON}> <https://schema.org/email> "camille@exemple.fr" .\n'.encode())
        return count + 1

    syntaxes = {"graphe.nt": (leaking, "application/n-triples", "Graphe")}
    monkeypatch.setattr("graph.publishing.parts._SYNTAXES", syntaxes)
    with pytest.raises(GraphError) as error:
        published(tmp_path)
    assert "graphe.nt : donnée personnelle" in str(error.value)
    assert not (tmp_path / "lot").exists()


@pytest.mark.parametrize(
    "name", ["csv/flux-financier.csv", "excel/flux-financier.csv", "parquet/flux-financier.parquet"]
)
def test_contact_details_in_a_cell_are_found_in_every_format(name: str, lot: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(lot, tmp_path / "copie")
    path = copy / name
    if path.suffix == ".parquet":
        notes = pl.Series([["tél. 03 21 00 00 00"], None], dtype=pl.List(pl.String))
        pl.read_parquet(path).with_columns(remarque=notes).write_parquet(path)
    else:
        path.write_text(
            path.read_text(encoding="utf-8").replace("vu par", "tél. 03 21 00 00 00, vu par"), encoding="utf-8"
        )
    found = [str(one) for one in problems(copy, manifest(copy)[1])]
    assert [one for one in found if one.startswith(f"{name} : donnée personnelle")]


def test_a_column_that_nobody_declared_is_found_in_geojson(lot: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(lot, tmp_path / "copie")
    path = copy / "geojson" / "commune.geojson"
    path.write_text(path.read_text(encoding="utf-8").replace('"libelle"', '"maire_courriel"', 1), encoding="utf-8")
    assert [one for one in problems(copy, manifest(copy)[1]) if "propriété inattendue : maire_courriel" in one.message]


def test_a_column_of_people_beyond_the_allow_list_is_found_in_a_table(lot: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(lot, tmp_path / "copie")
    meta = copy / "csv" / "csv-metadata.json"
    said = json.loads(meta.read_text(encoding="utf-8"))
    people = next(one for one in said["tables"] if one["url"] == "personne.csv")
    column = next(one for one in people["tableSchema"]["columns"] if one["name"] == "prenom")
    column["propertyUrl"] = "https://schema.org/gender"
    meta.write_text(json.dumps(said), encoding="utf-8")
    found = [str(one) for one in problems(copy, manifest(copy)[1])]
    assert [one for one in found if one.startswith("csv/personne.csv : donnée personnelle")]


REMOVALS = (
    f"personne,nom,prenom,commune\n{PERSON},,,\n",
    "nom;prenom;commune\nEXEMPLE;camille;01004\n",
    "\ufeffnom,prenom,commune\nExemple,Camille,Ambérieu-en-Bugey\n",
    "nom,prenom\nExemple,Camille\n",
    "personne\npersonne:camille-exemple-01004\n",
)


@pytest.mark.parametrize("text", REMOVALS)
def test_a_person_who_asked_is_in_no_file_of_the_bundle(text: str, tmp_path: Path) -> None:
    """By address or by name: neither the node, nor the mandate whose address holds the name, nor a remark."""
    out = built(tmp_path / "out", COMMUNES, FACTS)
    (out / "retraits.csv").write_text(text, encoding="utf-8")
    done = publish(out, tmp_path / "lot", Wanted(allow_violations=True))
    for name, content in texts(done.path).items():
        assert "camille" not in content.lower(), name
    assert "deux\\nlignes" in (done.path / "graphe.nt").read_text(encoding="utf-8")  # the other remark stays
    assert done.remarks == ()
    assert "Ce lot ne nomme personne." in (done.path / "DONNEES-PERSONNELLES.md").read_text(encoding="utf-8")


def test_a_removal_in_another_commune_removes_nobody_and_is_told(tmp_path: Path) -> None:
    out = built(tmp_path / "out", COMMUNES)
    (out / "retraits.csv").write_text("nom,prenom,commune\nExemple,Camille,62119\n", encoding="utf-8")
    done = publish(out, tmp_path / "lot", Wanted())
    assert "retraits.csv, ligne 2 : personne de ce nom dans le graphe" in done.remarks[0]
    assert "Camille" in (done.path / "graphe.nt").read_text(encoding="utf-8")


def test_a_label_that_names_a_person_who_was_removed_is_told(tmp_path: Path) -> None:
    """A street may bear the same name: it is for a person to decide."""
    street = '<document/rapport.txt> { <equipement/stade> a mlg:Equipement ; rdfs:label "Stade Camille Exemple"@fr . }'
    out = built(tmp_path / "out", COMMUNES, street)
    (out / "retraits.csv").write_text(f"personne\n{PERSON}\n", encoding="utf-8")
    done = publish(out, tmp_path / "lot", Wanted(allow_violations=True))
    assert "equipement/stade" in done.remarks[0]


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("nom,courriel\nExemple,c@e.fr\n", "usage", "colonne inconnue : courriel"),
        ("nom,prenom\nExemple,\n", "usage", "ligne 2 : cette ligne ne nomme personne"),
        (b"nom,prenom\n\xe9\xe8,x\n", "unreadable", "illisible"),
    ],
)
def test_a_list_that_cannot_be_read_stops_the_export(text: str | bytes, kind: str, words: str, tmp_path: Path) -> None:
    out = built(tmp_path / "out", COMMUNES)
    (out / "retraits.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(GraphError) as error:
        publish(out, tmp_path / "lot", Wanted())
    assert (error.value.kind, words in str(error.value)) == (kind, True)


def test_somebody_removed_since_does_not_come_back_through_what_changed(tmp_path: Path) -> None:
    before = published(tmp_path, COMMUNES, FACTS).path
    (tmp_path / "out" / "retraits.csv").write_text(f"personne\n{PERSON}\n", encoding="utf-8")
    done = publish(tmp_path / "out", tmp_path / "suivant", Wanted(previous=before, allow_violations=True))
    assert (done.path / "changements.md").is_file()
    for name, content in texts(done.path).items():
        assert "camille" not in content.lower(), name


def test_the_notice_says_who_is_named_from_what_and_how_to_object(lot: Path) -> None:
    text = (lot / "DONNEES-PERSONNELLES.md").read_text(encoding="utf-8")
    for words in ("1 personne élue", "1 mandat", "Communes (v\\_commune\\_2026.csv), Insee, 2026", "D312-1-3", "CNIL"):
        assert words in text
