"""`maillage validate` with a user's files: right ones, broken ones, and wrong words on the command line."""

import json
import socket
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest

from graph.cli import main

CATS = "@prefix ex: <https://exemple.fr/> .\nex:a a ex:Chat ;\n  ex:nom 'Mistigri' .\n"
SHAPES = """@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix ex: <https://exemple.fr/> . @prefix sh: <http://www.w3.org/ns/shacl#> .
ex:F a sh:NodeShape ; sh:targetClass ex:Chat ; sh:property [ sh:path ex:nom ; sh:maxCount 1 ; sh:minLength 2 ] ."""
IMPORTS = "@prefix owl: <http://www.w3.org/2002/07/owl#> . <https://exemple.fr/o> a owl:Ontology ; owl:imports <{}> ."


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder with sound cats and their shapes, and no network at all."""

    def refused(*_: object, **__: object) -> NoReturn:
        raise AssertionError("le réseau a été demandé")

    monkeypatch.setattr(socket.socket, "connect", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "chats.ttl").write_text(CATS, encoding="utf-8")
    (tmp_path / "formes.ttl").write_text(SHAPES, encoding="utf-8")
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    """Return the exit code, the standard output and the other."""
    try:
        code = main(["validate", *words])
    except SystemExit as stopped:
        code = int(str(stopped.code))
    said = capsys.readouterr()
    assert "Traceback" not in said.err
    return code, said.out, said.err


def data(name: str, content: bytes | str) -> Callable[[], list[str]]:
    def write() -> list[str]:
        Path(name).write_bytes(content if isinstance(content, bytes) else content.encode())
        return [name, "--shapes", "formes.ttl"]

    return write


def shapes(content: str) -> Callable[[], list[str]]:
    def write() -> list[str]:
        Path("f.ttl").write_text(content, encoding="utf-8")
        return ["chats.ttl", "--shapes", "f.ttl"]

    return write


def folder() -> list[str]:
    Path("dossier.ttl").mkdir()
    return ["dossier.ttl"]


FORMS = SHAPES.partition("sh:property")[0]
SERVICE = "sh:sparql [ sh:select 'SELECT $this WHERE { SERVICE <http://127.0.0.1:9/> { $this ?p ?o } }' ] ."
REMOTE = json.dumps({"@context": "http://127.0.0.1:9/c", "@id": "urn:a"})
XML = '<?xml version="1.0"?>\n<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
WRONG: dict[str, tuple[Callable[[], list[str]], int, str]] = {
    "Turtle cut in the middle": (
        data("a.ttl", CATS[:-12]),
        3,
        "a.ttl, ligne 3, colonne 10 : le Turtle s'arrête avant la fin",
    ),
    "Turtle cut in a text": (data("a.ttl", CATS[:-8]), 3, "a.ttl, ligne 3, colonne 10"),
    "N-Triples cut": (
        data("a.nt", '<urn:a> <urn:p> "b" .\n<urn:a> <urn:'),
        3,
        "a.nt, ligne 2, colonne 9 : le N-Triples s'arrête",
    ),
    "TriG cut": (
        data("a.trig", "<urn:g> {\n <urn:a> <urn:p> 1 .\n"),
        3,
        "a.trig, ligne 3, colonne 1 : le TriG s'arrête",
    ),
    "N-Quads cut": (data("a.nq", "<urn:a> <urn:p>"), 3, "a.nq, ligne 1"),
    "JSON-LD cut": (
        data("a.jsonld", '{"@id": "urn:a",\n"urn:p": '),
        3,
        "a.jsonld, ligne 2, colonne 10 : le JSON-LD s'arrête",
    ),
    "RDF/XML cut": (data("a.rdf", XML), 3, "a.rdf, ligne 2"),
    "Latin-1": (
        data("a.ttl", CATS.replace("Mistigri", "Réglisse").encode("latin-1")),
        3,
        "a.ttl, ligne 3, colonne 12 : ce n'est pas du Turtle en UTF-8",
    ),
    "UTF-16": (data("a.ttl", CATS.encode("utf-16")), 3, "a.ttl, ligne 1, colonne 1 : ce n'est pas du Turtle en UTF-8"),
    "a binary": (data("a.ttl", bytes(range(256))), 3, "a.ttl, ligne 1, colonne 1 : ce n'est pas du Turtle valide"),
    "an empty file": (data("a.ttl", ""), 3, "a.ttl : fichier vide"),
    "empty shapes": (shapes(""), 3, "f.ttl : fichier vide"),
    "a folder": (folder, 3, "dossier.ttl : c'est un dossier"),
    "a missing file": (lambda: ["rien.ttl"], 3, "rien.ttl : fichier introuvable"),
    "missing shapes": (lambda: ["chats.ttl", "--shapes", "rien.ttl"], 3, "rien.ttl : fichier introuvable"),
    "an address": (lambda: ["https://exemple.fr/a.ttl"], 5, "une adresse n'est pas lue"),
    "an address of shapes": (
        lambda: ["chats.ttl", "--shapes", "http://127.0.0.1:9/f.ttl"],
        5,
        "une adresse n'est pas lue",
    ),
    "a remote context": (data("a.jsonld", REMOTE), 5, "contexte JSON-LD distant refusé"),
    "imported shapes": (
        shapes(IMPORTS.format("http://127.0.0.1:9/f") + SHAPES),
        5,
        "owl:imports <http://127.0.0.1:9/f> n'est pas suivi",
    ),
    "an entity": (data("a.rdf", '<!DOCTYPE r [<!ENTITY a "aa">]><r/>'), 5, "DOCTYPE ou ENTITY est refusé"),
    "a service": (shapes(FORMS + SERVICE), 5, "SERVICE est refusé"),
    "no shape in the shapes": (
        lambda: ["chats.ttl", "--shapes", "chats.ttl"],
        2,
        "chats.ttl : aucune forme SHACL dans ce fichier",
    ),
    "a table": (data("a.csv", "a,b\n"), 2, "a.csv : format inconnu"),
    "an unknown form": (lambda: ["chats.ttl", "-f", "docx"], 2, "au choix"),
    "two words at odds": (lambda: ["chats.ttl", "--strict", "--partial"], 2, "ne vont pas ensemble"),
    "no graph here": (list, 3, "out : aucun graphe ici ; lancez d'abord : maillage build"),
    "a regular expression": (shapes(FORMS + "sh:pattern '([' ."), 3, "formes SHACL inutilisables"),
    "a count that is no number": (
        shapes(FORMS + "sh:property [ sh:path ex:nom ; sh:maxCount 'un' ] ."),
        3,
        "formes SHACL inutilisables",
    ),
    "a list that is none": (shapes(FORMS + "sh:in 3 ."), 3, "formes SHACL inutilisables"),
    "a list without end": (
        shapes(FORMS + "sh:in <urn:l> . <urn:l> rdf:first 1 ; rdf:rest <urn:l> ."),
        3,
        "sh:in de https://exemple.fr/F n'est pas une liste",
    ),
    "a shape without path": (shapes(FORMS + "sh:property [ sh:minCount 1 ] ."), 3, "formes SHACL inutilisables"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_cannot_be_validated_is_one_line_that_names_the_file_and_a_code(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    prepare, expected, word = WRONG[name]
    code, out, err = run(capsys, *prepare())
    assert (code, out) == (expected, "")
    assert word in err
    assert len(err.strip().splitlines()) == 1


def test_sound_data_end_with_0(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "chats.ttl", "--shapes", "formes.ttl")
    assert (code, out.splitlines()[0]) == (0, "Publiable : aucune violation sur 2 triplets.")


def test_a_finding_ends_with_1_and_names_the_line_of_the_file(capsys: pytest.CaptureFixture[str]) -> None:
    Path("autres.ttl").write_text(CATS.replace("Mistigri", "M").replace("ex:a ", "ex:b "), encoding="utf-8")
    code, out, _ = run(capsys, "chats.ttl", "autres.ttl", "--shapes", "formes.ttl")
    assert code == 1
    assert "https://exemple.fr/b = M [autres.ttl, ligne 2]" in out
    assert "→ Qui : auteur de autres.ttl (1)" in out


def test_the_gravity_that_ends_with_1_is_chosen(capsys: pytest.CaptureFixture[str]) -> None:
    Path("chats.ttl").write_text(CATS.replace("Mistigri", "M"), encoding="utf-8")
    assert run(capsys, "chats.ttl", "--shapes", "formes.ttl", "--fail-on", "none")[0] == 0


def test_a_file_that_says_nothing_is_a_finding_even_beside_others(capsys: pytest.CaptureFixture[str]) -> None:
    Path("rien.ttl").write_text("# rien\n", encoding="utf-8")
    code, out, _ = run(capsys, "chats.ttl", "rien.ttl", "--shapes", "formes.ttl")
    assert code == 1
    assert "rien.ttl ne contient aucun triplet." in out


def test_a_file_of_no_triple_alone_is_never_right(capsys: pytest.CaptureFixture[str]) -> None:
    Path("rien.ttl").write_text("@prefix ex: <urn:ex:> .\n", encoding="utf-8")
    code, out, _ = run(capsys, "rien.ttl", "--shapes", "formes.ttl", "--partial")
    assert (code, out.splitlines()[0]) == (1, "Rien n’a été vérifié : aucune forme ne concerne ces données.")


def test_an_import_of_the_data_is_said_and_not_followed(capsys: pytest.CaptureFixture[str]) -> None:
    Path("chats.ttl").write_text(IMPORTS.format("http://127.0.0.1:9/o") + CATS, encoding="utf-8")
    code, out, _ = run(capsys, "chats.ttl", "--shapes", "formes.ttl")
    assert code == 0
    assert "L'import de http://127.0.0.1:9/o n'est pas suivi : rien n'est lu sur le réseau." in out


def test_an_import_that_is_given_too_is_followed(capsys: pytest.CaptureFixture[str]) -> None:
    Path("f.ttl").write_text(IMPORTS.format("https://exemple.fr/autres") + SHAPES, encoding="utf-8")
    Path("g.ttl").write_text(
        "<https://exemple.fr/autres> a <http://www.w3.org/2002/07/owl#Ontology> .", encoding="utf-8"
    )
    assert run(capsys, "chats.ttl", "--shapes", "f.ttl", "--shapes", "g.ttl")[0] == 0


def test_the_terms_of_the_data_may_be_declared_by_an_ontology(capsys: pytest.CaptureFixture[str]) -> None:
    Path("chats.ttl").write_text(CATS.replace("ex:nom", "ex:robe 'tigrée' ; ex:nom"), encoding="utf-8")
    Path("o.ttl").write_text(
        "<https://exemple.fr/robe> a <http://www.w3.org/2002/07/owl#DatatypeProperty> .", encoding="utf-8"
    )
    words = ("chats.ttl", "--shapes", "formes.ttl")
    code, out, _ = run(capsys, *words)
    assert code == 1
    assert "La propriété https://exemple.fr/robe (1 triplet) n'est déclarée nulle part" in out
    assert run(capsys, *words, "--ontology", "o.ttl")[0] == 0


@pytest.mark.parametrize("engine", ["compiled", "pyshacl"])
def test_a_text_of_five_megabytes_is_judged_and_never_printed_whole(
    engine: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("chats.ttl").write_text(CATS.replace("Mistigri", "M" * 5_000_000), encoding="utf-8")
    Path("f.ttl").write_text(
        SHAPES.replace("sh:minLength 2", "sh:maxLength 9 ; sh:pattern '^[a-z]*$'"), encoding="utf-8"
    )
    for form in ("text", "csv"):
        code, out, _ = run(capsys, "chats.ttl", "--shapes", "f.ttl", "--engine", engine, "-f", form)
        assert code == 1
        assert "maxLength" in out or "MaxLength" in out
        assert len(out) < 100_000


def test_ten_thousand_values_in_a_list_are_no_trouble(capsys: pytest.CaptureFixture[str]) -> None:
    listed = " ".join(f"'nom{n}'" for n in range(10_000))
    Path("f.ttl").write_text(SHAPES.replace("sh:minLength 2", f"sh:in ( {listed} )"), encoding="utf-8")
    for engine in ("compiled", "pyshacl"):
        code, out, _ = run(capsys, "chats.ttl", "--shapes", "f.ttl", "--engine", engine)
        assert code == 1
        assert "(nom0, nom1, nom2, nom3, nom4, nom5, nom6, nom7, nom8, nom9, nom10, nom11, …)" in out


def test_a_shape_of_itself_is_judged_or_refused_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    Path("f.ttl").write_text(SHAPES.replace("sh:minLength 2", "sh:node ex:F"), encoding="utf-8")
    Path("chats.ttl").write_text(CATS.replace("'Mistigri'", "ex:a"), encoding="utf-8")
    code, out, err = run(capsys, "chats.ttl", "--shapes", "f.ttl")
    assert code in (0, 1) or (code == 3 and len(err.strip().splitlines()) == 1)
    assert out or err


EXTENSIONS = {
    "r.html": "<!doctype html>", "r.json": "{\n", "r.csv": "gravite,regle", "r.ttl": "@prefix", "r.txt": "Publiable",
}  # fmt: skip


@pytest.mark.parametrize("name", EXTENSIONS)
def test_the_form_of_the_report_is_guessed_from_the_file_to_write(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = run(capsys, "chats.ttl", "--shapes", "formes.ttl", "-o", name)
    assert (code, out, err.strip()) == (0, "", f"écrit : {name}")
    assert Path(name).read_text(encoding="utf-8").startswith(EXTENSIONS[name])
