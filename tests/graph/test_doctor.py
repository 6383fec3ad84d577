"""What the doctor says: every fact has a level, and a machine that cannot work is told why."""

import os
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph import doctor
from graph.doctor import Fact, facts


def said(out: Path, word: str) -> Fact:
    (found,) = [fact for fact in facts(out) if word in fact.text]
    return found


def test_this_machine_can_work(tmp_path: Path) -> None:
    assert [fact for fact in facts(tmp_path) if fact.level == "erreur"] == []


def test_the_network_is_said_to_be_useless(tmp_path: Path) -> None:
    assert said(tmp_path, "réseau : non nécessaire").level == "ok"


def test_nothing_is_written_where_it_looks(tmp_path: Path) -> None:
    facts(tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root écrit partout")
def test_a_folder_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    assert said(tmp_path / "out", "dossier de sortie").level == "erreur"


def test_an_absent_graph_says_what_to_type(tmp_path: Path) -> None:
    fact = said(tmp_path, "graphe : aucun")
    assert (fact.level, "maillage build" in fact.text) == ("attention", True)


def test_the_graph_that_is_there_is_counted(tmp_path: Path) -> None:
    store = ox.Store(str(tmp_path / "graphe"))
    store.add(ox.Quad(ox.NamedNode("urn:a"), ox.NamedNode("urn:b"), ox.NamedNode("urn:c")))
    store.flush()
    del store
    assert said(tmp_path, "graphe :") == Fact("ok", f"graphe : 1 triplet dans {tmp_path}")


def test_a_folder_that_is_not_a_graph_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "graphe").mkdir()
    (tmp_path / "graphe" / "CURRENT").write_text("rien", encoding="utf-8")
    assert said(tmp_path, "graphe :").level == "erreur"


def test_the_declared_sources_are_counted(tmp_path: Path) -> None:
    assert said(tmp_path, "déclarée").level == "ok"


def test_a_dependency_out_of_its_tested_range_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "requires", lambda _: ["rdflib<1", "paquet-absent>=1", "ruff; extra == 'dev'"])
    levels = {fact.text.split()[0]: fact.level for fact in facts(tmp_path)}
    assert (levels["rdflib"], levels["paquet-absent"]) == ("attention", "erreur")
    assert "ruff" not in levels


def test_a_machine_without_chromium_only_loses_the_tests_of_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    assert said(tmp_path, "Chromium").level == "attention"
