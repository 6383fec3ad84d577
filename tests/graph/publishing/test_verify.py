"""`maillage verify`: a bundle that is fine is fine, and each way to spoil one is one line that names the file."""

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.cli import main
from graph.errors import GraphError
from graph.publishing.verification.verify import verify
from graph.publishing.wanted import Published
from tests.graph.publishing.lot import COMMUNES, FACTS, ODBL, published


@pytest.fixture(scope="module")
def lot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return published(tmp_path_factory.mktemp("lot"), COMMUNES, FACTS, ODBL, allow_violations=True).path


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out the two longest checks, which have tests of their own: our shapes, and those of the catalogues."""
    monkeypatch.setattr("graph.publishing.verification.verify._shapes", lambda *_: iter(()))
    monkeypatch.setattr("graph.publishing.verification.linking.faults", lambda *_: ())


def test_a_graph_that_breaks_our_shapes_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.publishing.verification.linking.faults", lambda *_: ())
    (told,) = [str(one) for one in verify(published(tmp_path, COMMUNES).path)]
    assert told.startswith("graphe.nt : ")
    assert "violations des formes, dont : " in told


def test_a_catalogue_that_portals_would_drop_is_told(
    lot: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph.publishing.verification.verify._shapes", lambda *_: iter(()))
    copy = shutil.copytree(lot, tmp_path / "copie")
    edit("catalogue-strict.ttl", "dct:publisher", "dct:contributor")(copy)
    told = [str(one) for one in verify(copy)]
    assert any(one.startswith("catalogue-strict.ttl : https://") for one in told)
    edit("catalogue-strict.ttl", "@prefix", "@prefixe")(copy)
    assert any("catalogue-strict.ttl : catalogue illisible" in str(one) for one in verify(copy))


def test_the_bundle_of_the_embedded_graph_is_in_order(embedded: Published, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(embedded.path)]) == 0
    told = capsys.readouterr()
    assert (told.out, "tout est en ordre" in told.err) == ("", True)


def edit(name: str, old: str, new: str) -> Callable[[Path], None]:
    def spoil(lot: Path) -> None:
        path = lot / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        times = -1 if name.startswith("catalogue") else 1
        path.write_text(text.replace(old, new, times), encoding="utf-8")

    return spoil


def listed(name: str, old: str, new: str) -> Callable[[Path], None]:
    """Spoil a file and make every list agree with it: only what it says can tell."""

    def spoil(lot: Path) -> None:
        before = hashlib.sha256((lot / name).read_bytes()).hexdigest()
        size = (lot / name).stat().st_size
        edit(name, old, new)(lot)
        after = hashlib.sha256((lot / name).read_bytes()).hexdigest()
        for path in lot.rglob("*"):
            if path.suffix in {".json", ".ttl"} or path.name == "SHA256SUMS":
                text = path.read_text(encoding="utf-8")
                for old_hash, new_hash in ((before, after), (before.upper(), after.upper())):
                    text = text.replace(old_hash, new_hash)
                path.write_text(text.replace(str(size), str((lot / name).stat().st_size)), encoding="utf-8")

    return spoil


SPOILT = {
    "altered": (edit("csv/commune.csv", "Ambérieu", "Amberieu"), "csv/commune.csv : altéré"),
    "missing": (lambda lot: (lot / "excel" / "commune.csv").unlink(), "excel/commune.csv : absent"),
    "added": (lambda lot: (lot / "virus.exe").touch(), "virus.exe : en trop"),
    "added deep": (lambda lot: (lot / "csv" / "de-plus.csv").touch(), "csv/de-plus.csv : en trop"),
    "turtle differs": (
        listed("graphe.ttl", "Camille Exemple", "Camille Autre"),
        "graphe.ttl : ne dit pas la même chose",
    ),
    "json-ld differs": (listed("graphe.jsonld", '"300"', '"301"'), "graphe.jsonld : ne dit pas la même chose"),
    "trig differs": (listed("graphe.trig", "Ain", "Oise"), "graphe.trig : ne dit pas la même chose"),
    "quads differ": (listed("graphe.nq", '"Ain"', '"Oise"'), "graphe.nq : ne dit pas la même chose"),
    "turtle broken": (listed("graphe.ttl", "@prefix", "@prefixe"), "graphe.ttl : graphe.ttl, ligne 1 : illisible"),
    "part differs": (listed("odbl/graphe.ttl", "Café", "Bar"), "odbl/graphe.ttl : ne dit pas la même chose"),
    "rows": (edit("datapackage.json", '"rows": 2', '"rows": 7'), "lignes, 7 annoncées"),
    "triples": (edit("datapackage.json", '"triples": ', '"triples": 9'), "annoncés"),
    "void": (edit("void.ttl", "void:triples", "void:documents"), "void.ttl : "),
    "catalogue forgets": (
        edit("catalogue-strict.ttl", "/csv/commune.csv", "/csv/autre.csv"),
        "ne nomme pas csv/commune.csv",
    ),
    "catalogue invents": (
        edit("catalogue-portail.ttl", "/csv/commune.csv", "/csv/autre.csv"),
        "csv/autre.csv, qui n'est pas",
    ),
    "no catalogue": (lambda lot: [one.unlink() for one in lot.glob("catalogue*")], "catalogue : aucun catalogue"),
    "metadata broken": (edit("csv/csv-metadata.json", '"tables"', '"feuilles"'), "métadonnées illisibles"),
    "dead link": (edit("LISEZMOI.md", "](DONNEES-PERSONNELLES.md)", "](AUTRE.md)"), "lien vers AUTRE.md"),
    "contact": (listed("graphe.nt", "vu par", "tél. 03 21 00 00 00, vu par"), "graphe.nt : donnée personnelle"),
}


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("fault", SPOILT)
def test_each_way_to_spoil_a_bundle_is_told_in_a_line(fault: str, lot: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(lot, tmp_path / "copie")
    spoil, words = SPOILT[fault]
    spoil(copy)
    told = {str(one) for one in verify(copy)}
    assert [one for one in told if words in one], told
    assert all("\n" not in one for one in told)


@pytest.mark.usefixtures("quick")
def test_the_command_prints_a_line_a_problem_and_ends_with_1(
    lot: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = shutil.copytree(lot, tmp_path / "copie")
    (copy / "excel" / "commune.csv").unlink()
    assert main(["verify", str(copy)]) == 1
    told = capsys.readouterr()
    assert any(line.startswith("excel/commune.csv : absent") for line in told.out.splitlines())
    assert "problème" in told.err


@pytest.mark.parametrize("what", ["nowhere", "empty", "tampered", "no list"])
def test_what_is_not_a_bundle_is_unreadable_in_one_line(what: str, lot: Path, tmp_path: Path) -> None:
    target = tmp_path / "lot"
    if what in {"tampered", "no list"}:
        shutil.copytree(lot, target)
        if what == "tampered":
            (target / "SHA256SUMS").write_text(f"{'0' * 64}  ../../etc/passwd\n", encoding="utf-8")
        else:
            (target / "datapackage.json").write_text(json.dumps({"resources": [{}]}), encoding="utf-8")
    elif what == "empty":
        target.mkdir()
    with pytest.raises(GraphError) as error:
        list(verify(target))
    assert error.value.kind == "unreadable"


@pytest.mark.usefixtures("quick")
def test_a_signature_laid_beside_the_sums_is_no_problem(lot: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(lot, tmp_path / "copie")
    for name in ("SHA256SUMS.minisig", "SHA256SUMS.asc", "SHA256SUMS.sigstore.json"):
        (copy / name).touch()
    assert list(verify(copy)) == []
