"""One release, five syntaxes, the same statements; the same bytes whatever the machine, the order and the memory."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Dataset, Graph
from rdflib.compare import isomorphic

from graph.publishing.bundle import publish
from graph.publishing.wanted import Wanted
from tests.graph.publishing.lot import COG, REPORT, SYNTAXES, built, published, stored

ROOT = Path(__file__).parents[3]
RDFLIB = {"graphe.ttl": "turtle", "graphe.nt": "nt", "graphe.jsonld": "json-ld"}


@pytest.fixture(scope="module")
def lot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return published(tmp_path_factory.mktemp("lot")).path


@pytest.mark.parametrize("name", SYNTAXES)
def test_oxigraph_reads_the_statements_of_the_store_in_every_syntax(name: str, lot: Path) -> None:
    found = set(ox.parse(path=str(lot / name), format=SYNTAXES[name]))
    if name in {"graphe.nq", "graphe.trig"}:
        assert found == stored()
    else:
        assert {one.triple for one in found} == {one.triple for one in stored()}


@pytest.mark.parametrize("name", RDFLIB)
def test_rdflib_reads_the_same_graph(name: str, lot: Path) -> None:
    lines = ox.serialize((one.triple for one in stored()), format=ox.RdfFormat.N_TRIPLES)
    expected = Graph().parse(data=lines, format="nt")
    assert isomorphic(Graph().parse(lot / name, format=RDFLIB[name]), expected)


def test_rdflib_finds_a_graph_a_source_in_trig(lot: Path) -> None:
    dataset = Dataset().parse(lot / "graphe.trig", format="trig")
    assert {str(one.identifier) for one in dataset.graphs() if len(one)} >= {COG, REPORT}


@pytest.mark.parametrize("name", ["graphe.nt", "graphe.nq"])
def test_lines_are_in_the_order_of_their_bytes(name: str, lot: Path) -> None:
    lines = (lot / name).read_bytes().splitlines(keepends=True)
    assert lines == sorted(set(lines))


def sums(folder: Path) -> str:
    return (folder / "SHA256SUMS").read_text(encoding="utf-8")


def test_the_size_of_the_slices_does_not_change_a_byte_of_the_bundle(lot: Path, tmp_path: Path) -> None:
    """Memory bounds decide where slices are cut, never what is written: a slice a subject, or all in one."""
    small = published(tmp_path, slice_size=300)
    assert sums(small.path) == sums(lot)


def test_the_order_of_loading_does_not_change_a_byte_of_the_bundle(lot: Path, tmp_path: Path) -> None:
    for seed in range(2):
        out = built(tmp_path / f"out{seed}", seed=seed)
        assert sums(publish(out, tmp_path / f"lot{seed}", Wanted()).path) == sums(lot)


MACHINES = (
    {"PYTHONHASHSEED": "0", "LC_ALL": "C", "TZ": "UTC", "POLARS_MAX_THREADS": "1"},
    {"PYTHONHASHSEED": "1", "LC_ALL": "fr_FR.UTF-8", "TZ": "Pacific/Auckland", "PYTHONUTF8": "0"},
    {"PYTHONHASHSEED": "2", "LC_ALL": "tr_TR.UTF-8", "TZ": "America/Cayenne", "POLARS_MAX_THREADS": "4"},
)


def test_three_machines_write_the_same_bytes(lot: Path, tmp_path: Path) -> None:
    """Three hash seeds, three locales, three time zones, one, two and four threads, other folders."""
    runs = []
    for number, settings in enumerate(MACHINES):
        out = built(tmp_path / str(number) / "out", seed=number)
        code = "import sys; from graph.cli import main; raise SystemExit(main(sys.argv[1:]))"
        options = ["export", "--out", str(out), "-o", str(tmp_path / f"ailleurs{number}")]
        command = [sys.executable, "-c", code, *options]
        environment = {**os.environ, **settings, "COLUMNS": str(60 + 40 * number)}
        runs.append(subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL))
    assert [one.wait(timeout=120) for one in runs] == [0, 0, 0]
    for number in range(len(MACHINES)):
        assert sums(tmp_path / f"ailleurs{number}") == sums(lot)


def test_the_day_of_a_release_comes_from_its_sources_or_from_source_date_epoch(
    lot: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "2026-01-01" in (lot / "LISEZMOI.md").read_text(encoding="utf-8")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225599")  # 2025-12-31T23:59:59Z
    assert published(tmp_path).release.modified.isoformat() == "2025-12-31"


def test_the_json_ld_is_the_one_people_want_to_read(lot: Path) -> None:
    """French keys, short addresses, types told once, several values in a list, numbers and booleans bare."""
    read = json.loads((lot / "graphe.jsonld").read_text(encoding="utf-8"))
    nodes = {one["id"]: one for one in read["@graph"]}
    assert read["@context"]["montant"] == {"@id": "https://schema.org/amount", "@type": "xsd:decimal"}
    assert nodes["flux/parc"] == {
        "id": "flux/parc",
        "type": "FluxFinancier",
        "libelle": ["Parc", {"@value": "Park", "@language": "en"}],
        "montant": "300",
        "financeur": "collectivite/commune/01004",
        "rang": 3,
        "recouvre": "flux/ecole",
        "https://w3id.org/maillage/def#vrai": True,
    }
    assert nodes["territoire/commune/01004"]["codeINSEE"] == "01004"
    assert json.loads((lot / "contexte.jsonld").read_text(encoding="utf-8"))["@context"] == read["@context"]


def test_every_file_of_the_bundle_is_in_its_sums_and_sha256sum_agrees(lot: Path) -> None:
    listed = {path: expected for expected, path in (line.split("  ", 1) for line in sums(lot).splitlines())}
    present = {path.relative_to(lot).as_posix() for path in lot.rglob("*") if path.is_file()} - {"SHA256SUMS"}
    assert set(listed) == present
    for path, expected in listed.items():
        assert hashlib.sha256((lot / path).read_bytes()).hexdigest() == expected


def test_a_big_graph_is_also_cut_by_theme_and_the_themes_are_the_graph(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph.publishing.parts.SPLIT_FROM", 1)
    done = published(tmp_path, slice_size=500)
    parts = [set(ox.parse(path=str(one), format=ox.RdfFormat.TURTLE)) for one in (done.path / "themes").iterdir()]
    whole = set(ox.parse(path=str(done.path / "graphe.ttl"), format=ox.RdfFormat.TURTLE))
    assert set().union(*parts) == whole
    assert sum(map(len, parts)) == len(whole)
    assert {one.theme for one in done.files if one.path.startswith("themes/")} == {
        "gouvernance", "financements", "territoire", "sources",
    }  # fmt: skip
