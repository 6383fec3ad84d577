"""`maillage export`: a folder is a bundle, a file is a file; what is refused is one line and the right code."""

from pathlib import Path

import pytest

from graph.cli import main
from tests.graph.publishing.lot import COMMUNES, ODBL, built


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return built(tmp_path / "out", COMMUNES)


def test_a_folder_is_a_bundle_and_what_to_read_and_do_next_is_told(
    out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", "--out", str(out), "-o", str(tmp_path / "lot"), "--profile", "portail"]) == 0
    told, remarked = capsys.readouterr()
    assert "triplets" in told
    assert f"pour publier en votre nom : {out / 'publication.toml'}" in remarked
    assert f"maillage verify {tmp_path / 'lot'}" in told
    assert [path.name for path in (tmp_path / "lot").glob("catalogue*")] == ["catalogue-portail.ttl"]


def test_without_output_the_bundle_is_beside_the_graph(out: Path) -> None:
    assert main(["export", "--out", str(out)]) == 0
    assert (out / "publication" / "SHA256SUMS").is_file()


@pytest.mark.parametrize("name", ["graphe.ttl", "graphe.nt", "graphe.nq", "graphe.trig", "graphe.jsonld"])
def test_a_file_is_one_file_in_the_syntax_of_its_name(name: str, out: Path, tmp_path: Path) -> None:
    assert main(["export", "--out", str(out), "-o", str(tmp_path / name)]) == 0
    assert (tmp_path / name).is_file()
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(["out", name])


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        (["-o", "graphe.ttl", "--only", "01004"], 2, "--only vaut pour un lot, pas pour un seul fichier"),
        (["-o", "lot", "--only", "nulle-part"], 2, "--only « nulle-part » n'est pas dans le graphe"),
        (["-o", "lot", "--profile", "autre"], 2, "au choix"),
        (["-o", "lot", "--previous", "rien"], 3, "ce n'est pas un lot de Maillage"),
    ],
)
def test_bad_usage_is_one_line(
    options: list[str], code: int, words: str, out: Path, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    try:
        done = main(["export", "--out", str(out), *options])
    except SystemExit as ended:
        done = int(str(ended.code))
    told = capsys.readouterr().err
    assert (done, words in told, told.count("\n")) == (code, True, 1)
    assert not (tmp_path / "lot").exists()


@pytest.mark.parametrize(("state", "words"), [('{"violations": 2}', "2 violation(s)"), (None, "jamais validé")])
def test_a_graph_that_is_not_known_to_be_right_is_not_published(
    state: str | None, words: str, out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (out / "etat.json").unlink()
    if state:
        (out / "etat.json").write_text(state, encoding="utf-8")
    assert main(["export", "--out", str(out), "-o", str(tmp_path / "lot")]) == 5
    assert words in capsys.readouterr().err
    assert not (tmp_path / "lot").exists()


def test_what_stops_an_export_is_one_line_that_says_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A licence nobody has read, a datum about a person, a list of removals that names nobody."""
    private = '<urn:x> { <personne/camille-exemple-01004> schema:birthDate "1970-01-01"^^xsd:date . }'
    strange = ODBL.replace("https://opendatacommons.org/licenses/odbl/1-0/", "https://example.org/licence-maison")
    cases = {
        "licence": (built(tmp_path / "licence", COMMUNES, strange), 5, "Lieux : licence inconnue"),
        "personne": (built(tmp_path / "personne", COMMUNES, private), 5, "donnée personnelle"),
        "retraits": (
            built(tmp_path / "retraits", COMMUNES),
            2,
            "retraits.csv, ligne 2 : cette ligne ne nomme personne",
        ),
    }
    (tmp_path / "retraits" / "retraits.csv").write_text("nom,prenom\nExemple,\n", encoding="utf-8")
    for name, (folder, code, words) in cases.items():
        lot = tmp_path / f"lot-{name}"
        assert main(["export", "--out", str(folder), "-o", str(lot), "--allow-violations"]) == code
        told = capsys.readouterr().err
        assert (words in told, told.count("\n")) == (True, 1), told
        assert not lot.exists()


def test_a_person_who_asked_is_in_no_file_that_the_command_writes(out: Path, tmp_path: Path) -> None:
    (out / "retraits.csv").write_text("nom;prenom\nExemple;Camille\n", encoding="utf-8")
    assert main(["export", "--out", str(out), "-o", str(tmp_path / "lot"), "--allow-violations"]) == 0
    files = [path for path in (tmp_path / "lot").rglob("*") if path.is_file()]
    assert [path.name for path in files if b"camille" in path.read_bytes().lower()] == []


def test_what_changed_since_the_previous_bundle_is_told_in_words_and_as_a_patch(out: Path, tmp_path: Path) -> None:
    from graph.publishing.bundle import publish  # noqa: PLC0415
    from graph.publishing.wanted import Wanted  # noqa: PLC0415

    before = publish(out, tmp_path / "avant", Wanted())
    after = built(tmp_path / "out2", COMMUNES.replace('"Ain"', '"Ain (01)"'))
    options = ["export", "--out", str(after), "-o", str(tmp_path / "apres"), "--previous", str(before.path)]
    assert main(options) == 0
    patch = (tmp_path / "apres" / "changements.rdfp").read_text(encoding="utf-8")
    assert '"Ain"@fr' in patch
    assert '"Ain (01)"@fr' in patch
    assert before.release.version in (tmp_path / "apres" / "changements.md").read_text(encoding="utf-8")
