"""`maillage sources`, its list, `fetch` and `check`, as they are typed: what is printed, and which exit code."""

import json
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from graph.cli import main
from graph.cli.verbs import sources as verb
from graph.fetching.fetch import Fetcher
from loaders import declared
from loaders.addresses import Address
from tests.graph.fetching.server import Site, serving

COMMUNES = "TYPECOM,COM,REG,DEP,CTCD,ARR,TNCC,NCC,NCCENR,LIBELLE,CAN,COMPARENT"
BETHUNE = "COM,62119,32,62,62D,622,0,BETHUNE,Béthune,Béthune,6211,"
REGIONS = "REG,CHEFLIEU,TNCC,NCC,NCCENR,LIBELLE\n32,59350,4,HAUTS DE FRANCE,Hauts-de-France,Hauts-de-France\n"
READ = (
    "  colonnes  type ← « TYPECOM », code ← « COM », departement ← « DEP », tncc ← « TNCC », "
    "sans_article ← « NCCENR », nom et nom_publie ← « LIBELLE », parent ← « COMPARENT » ; 5 laissées de côté exprès"
)
Said = pytest.CaptureFixture[str]


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    for name in ("http_proxy", "all_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with serving() as one:
        yield one


def declare(monkeypatch: pytest.MonkeyPatch, *paths: str, site: Site, local: bool = True) -> None:
    """Let the command know one source only, whose files are on the test's own server."""
    addresses = tuple(Address(url=site.url(path), file=f"v_region_{n}.csv") for n, path in enumerate(paths, 2026))
    known = {"regions": replace(declared()["regions"], fetch=addresses)}
    monkeypatch.setattr(verb, "chosen", lambda _: known)
    monkeypatch.setattr(verb, "Fetcher", partial(Fetcher, local=local))


def test_the_list_has_every_source_under_its_theme_and_what_the_marks_mean(capsys: Said) -> None:
    code = main(["sources", "--out", "rien"])
    said = capsys.readouterr().out

    assert code == 0
    assert all(f" {name} " in said for name in declared())
    assert [theme for theme in ("territoires", "élus", "dossiers") if f"\n    {theme}" in said]
    assert all(len(line) <= 160 for line in said.splitlines())
    marked = {line.split()[1] for line in said.splitlines() if line.startswith(("↓", " ?")) and line.split()[1:]}
    assert {source.name for source in declared().values() if source.addresses} <= marked


def test_a_good_file_is_told_in_a_few_lines(tmp_path: Path, capsys: Said) -> None:
    path = tmp_path / "v_commune_2026.csv"
    path.write_text(f"{COMMUNES}\n{BETHUNE}\n", encoding="utf-8")

    assert main(["sources", "check", str(path)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        str(path),
        "  source    communes (Code officiel géographique : communes)",
        "  édition   2026",
        "  lecture   UTF-8, séparateur « , », en-tête ligne 1",
        "  en-têtes  ceux de l'édition 2026",
        READ,
        "  lignes    1 lues, 1 retenues ; extrait : 1 département",
        "  ✓ rien à signaler",
    ]


def test_what_drifted_is_told_with_what_to_do(tmp_path: Path, capsys: Said) -> None:
    path = tmp_path / "v_commune_2027.csv"
    path.write_text(f"{COMMUNES.replace('LIBELLE', 'LIBELE')},NEUF\n{BETHUNE},\n", encoding="utf-8")

    assert main(["sources", "check", str(path)]) == 1
    said = capsys.readouterr().out
    assert "✗ colonne obligatoire absente : nom_publie, attendue sous « LIBELLE » ; est-ce « LIBELE » ?" in said
    assert "✗ colonne non déclarée : « NEUF »" in said
    assert "loaders/communes/source.toml" in said


def test_json_says_everything(tmp_path: Path, capsys: Said) -> None:
    path = tmp_path / "export.csv"
    path.write_text(f"{COMMUNES}\n{BETHUNE}\n", encoding="utf-8")

    assert main(["sources", "check", str(path), "-f", "json"]) == 1
    (one,) = json.loads(capsys.readouterr().out)
    assert (one["source"], one["candidates"][0]["name"], one["findings"]) == (None, "communes", True)
    assert main(["sources", "check", str(path), "--source", "communes", "-f", "json"]) == 0


MISTAKES = {
    "no file": (["sources", "check", "rien.csv"], 3, "introuvable"),
    "no source": (["sources", "check", "pyproject.toml", "--source", "comunes"], 2, "proches : communes"),
    "a family": (["sources", "check", "pyproject.toml", "--source", "rne"], 2, "plusieurs sources"),
    "no name": (["sources", "fetch", "comunes", "--dry-run"], 2, "proches : communes"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_one_line_and_its_code(name: str, capsys: Said) -> None:
    arguments, code, word = MISTAKES[name]
    given = main(arguments)
    said = capsys.readouterr()

    assert (given, said.out, len(said.err.strip().splitlines())) == (code, "", 1)
    assert word in said.err


def test_a_dry_run_says_what_would_come_and_opens_nothing(tmp_path: Path, capsys: Said) -> None:
    code = main(["sources", "fetch", "rne-maires", "epcicom", "--dry-run", "--to", str(tmp_path / "o")])
    said = capsys.readouterr()

    assert code == 0
    assert said.out.startswith("rne-maires : à télécharger ← https://www.data.gouv.fr/fr/datasets/r/2876a346")
    assert "epcicom : pas d'adresse stable, à prendre sur https://www.collectivites-locales.gouv.fr/" in said.err
    assert not (tmp_path / "o").exists()


def test_a_download_is_a_line_then_what_to_type(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    declare(monkeypatch, "/r", site=site)
    site.answers["/r"] = lambda asked: asked.say(200, REGIONS.encode(), ETag='"1"')

    assert main(["sources", "fetch", "--to", str(tmp_path)]) == 0
    said = capsys.readouterr()
    assert said.out == ""
    assert f"✓ regions : {tmp_path}/v_region_2026.csv, {len(REGIONS)} octets, sans date d'édition, sha256" in said.err
    assert f"1 fichier téléchargé, 0 inchangé ; ensuite : maillage build --data {tmp_path}" in said.err
    assert main(["sources", "fetch", "--to", str(tmp_path)]) == 0
    assert f"= regions : {tmp_path}/v_region_2026.csv, inchangé" in capsys.readouterr().err


FAILURES = {
    "unreachable": (404, {}, [], 3, "répond 404"),
    "too big": (200, {"Content_Length": "3000000"}, ["--max-size", "1"], 4, "--max-size"),
    "another host": (302, {"Location": "https://exemple.test/x"}, [], 5, "hôte refusé : exemple.test"),
}


@pytest.mark.parametrize("name", FAILURES)
def test_a_download_that_fails_is_one_line_and_its_code_and_the_others_come(
    name: str, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    code, headers, options, exits, word = FAILURES[name]
    declare(monkeypatch, "/bad", "/good", site=site)
    site.answers["/bad"] = lambda asked: asked.say(code, b"", **headers)
    site.answers["/good"] = lambda asked: asked.say(200, REGIONS.encode())

    assert main(["sources", "fetch", "--to", str(tmp_path), *options]) == exits
    said = capsys.readouterr().err
    assert next(line for line in said.splitlines() if line.startswith("✗")).count(word) == 1
    assert (tmp_path / "v_region_2027.csv").exists()


def test_a_download_that_drifted_is_kept_told_and_ends_with_1(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    declare(monkeypatch, "/r", site=site)
    site.answers["/r"] = lambda asked: asked.say(200, REGIONS.replace("TNCC", "ZONE").encode())

    assert main(["sources", "fetch", "--to", str(tmp_path)]) == 1
    assert "✗ colonne non déclarée : « ZONE »" in capsys.readouterr().out
    assert (tmp_path / "v_region_2026.csv").exists()


def test_no_option_lets_the_command_speak_plain_http(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    declare(monkeypatch, "/r", site=site, local=False)

    assert main(["sources", "fetch", "--to", str(tmp_path)]) == 5
    assert "n'est pas https" in capsys.readouterr().err
    assert not site.seen
