"""The command line: what it says, where, and with which exit code."""

from pathlib import Path

import pytest

from graph.cli import main
from graph.cli.verbs import parser

VERBS = ["build", "validate", "query", "explain", "view", "export", "dossier", "sources", "doctor"]


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli") / "out"
    main(["build", "--quiet", "--only", "regions", "departements", "--out", str(folder)])
    return folder


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help_in_french_with_an_example(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        parser().parse_args([verb, "--help"])
    said = capsys.readouterr().out

    assert stopped.value.code == 0
    assert "exemple : maillage" in said
    assert "usage :" in said
    assert "cette aide" in said


QUERIES = {
    "service.rq": ("SELECT * WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", 5, "SERVICE"),
    "from.rq": ("SELECT * FROM <file:///etc/passwd> WHERE { ?s ?p ?o }", 5, "FROM"),
    "load.rq": ("LOAD <file:///etc/passwd>", 2, ""),
    "faute.rq": ("SELECT * WHERE { ?s ?p }", 2, "ligne 2"),
    "lente.rq": ("SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", 4, "arrêtée"),
}


@pytest.mark.parametrize("name", QUERIES)
def test_a_query_that_cannot_be_run_is_one_line_and_its_code(
    name: str, out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text, code, word = QUERIES[name]
    (tmp_path / name).write_text(f"#+ summary: Essai ?\n{text}\n", encoding="utf-8")
    given = main(["query", str(tmp_path / name), "--timeout", "3", "--out", str(out)])
    said = capsys.readouterr()

    assert given == code
    assert word in said.err
    assert len(said.err.strip().splitlines()) == 1
    assert said.out == ""


MISTAKES = {
    "no graph": (["query", "intercommunalites", "--out", "rien"], 3, "aucun graphe"),
    "no file": (["validate", "rien.ttl"], 3, "introuvable"),
    "no data": (["build", "--data", "rien", "--out", "o"], 3, "n'existe pas"),
    "no source": (["build", "--only", "comunes", "--out", "o"], 2, "proches : communes"),
    "no question": (["query", "comunes", "--out", "rien"], 2, "question inconnue"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_one_line_and_its_code(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    arguments, code, word = MISTAKES[name]
    given = main(arguments)
    said = capsys.readouterr().err

    assert (given, len(said.strip().splitlines())) == (code, 1)
    assert word in said
    assert "Traceback" not in said


def test_a_build_with_a_broken_file_ends_with_1_and_builds_the_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "v_commune_2026.csv").write_bytes(b"")
    given = main(["build", "--data", str(tmp_path), "--only", "communes", "regions", "--out", str(tmp_path / "o")])
    said = capsys.readouterr().out

    assert given == 1
    assert "fichier vide" in said
    assert "✓ regions" in said


def test_the_answer_goes_to_the_standard_output_and_the_rest_to_the_other(
    out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["query", "sources-du-graphe", "-f", "csv", "--out", str(out)]) == 0
    asked = capsys.readouterr()
    assert main(["query", "sources-du-graphe", "-o", str(tmp_path / "s.csv"), "--out", str(out)]) == 0
    told = capsys.readouterr()

    assert asked.out.count("v_region_2024.csv") >= 1
    assert (tmp_path / "s.csv").read_text(encoding="utf-8") == asked.out
    assert told.out == ""
