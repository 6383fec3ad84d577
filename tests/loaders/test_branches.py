"""Paths of nested records: one row for each object at the end, with what stands above it, and where it stands."""

from pathlib import Path
from typing import Any

import pytest

from loaders.branches import leaves, rows
from loaders.errors import SourceError
from tests.loaders.declarations import declare

HOLDERS = "contrats.(marche|concession).titulaires?.(titulaire)"
AMENDMENTS = "contrats.(marche|concession).avenants*.(avenant)"
FLAT = {"contrats": [{"id": "1", "titulaires": [{"id": "A"}, {"id": "B"}]}, {"id": "2"}, {"id": "3", "titulaires": []}]}
WRAPPED = {
    "contrats": {
        "marche": [{"id": "1", "titulaires": [{"titulaire": {"id": "A"}}, {"titulaire": [{"id": "B"}]}]}],
        "concession": {"id": "2", "avenants": [{"avenant": {"id": "9"}}]},
    }
}


def walked(tmp_path: Path, tree: Any, *paths: str) -> list[tuple[str, dict[str, str | None]]]:
    listed = ", ".join(f'"{path}"' for path in paths)
    source = declare(tmp_path, f'[read]\nformat = "json"\nrecords = [{listed}]\n[columns]\n')
    return list(rows(source, "essai.json", tree))


def test_a_contract_without_holder_is_a_row_of_its_own(tmp_path: Path) -> None:
    assert [
        (row.get("contrats.id"), row.get("contrats.titulaires.id")) for _, row in walked(tmp_path, FLAT, HOLDERS)
    ] == [
        ("1", "A"),
        ("1", "B"),
        ("2", None),
        ("3", None),
    ]


def test_envelopes_leave_no_trace_in_names_and_are_in_the_pointer(tmp_path: Path) -> None:
    found = walked(tmp_path, WRAPPED, HOLDERS)
    assert [row.get("contrats.titulaires.id") for _, row in found] == ["A", "B", None]
    assert [pointer for pointer, _ in found] == [
        "/contrats/marche/0/titulaires/0/titulaire",
        "/contrats/marche/0/titulaires/1/titulaire/0",
        "/contrats/concession",
    ]


def test_what_lacks_on_a_starred_path_gives_no_row(tmp_path: Path) -> None:
    assert [row["contrats.avenants.id"] for _, row in walked(tmp_path, WRAPPED, AMENDMENTS)] == ["9"]
    assert walked(tmp_path, FLAT, AMENDMENTS) == []


def test_several_paths_are_walked_one_after_the_other(tmp_path: Path) -> None:
    assert len(walked(tmp_path, WRAPPED, HOLDERS, AMENDMENTS)) == 4


@pytest.mark.parametrize(
    ("tree", "path", "problem"),
    [
        ({}, "contrats", "pas de « contrats »"),
        ({"contrats": ["texte"]}, "contrats", "pas un objet"),
        ({"contrats": {"titulaires": [3]}}, "contrats.titulaires", "pas un objet"),
        (FLAT, "contrats.(titulaires", "étape de chemin mal écrite"),
    ],
)
def test_a_path_that_the_file_does_not_have_is_refused(tmp_path: Path, tree: Any, path: str, problem: str) -> None:
    with pytest.raises(SourceError, match=problem):
        walked(tmp_path, tree, path)


def test_a_nested_object_and_a_dotted_key_are_the_same_name() -> None:
    nested = dict(leaves("", {"acheteur": {"id": "1"}, "types": ["a", "b"], "oui": True, "rien": None}))
    assert nested == {"acheteur.id": "1", "types": "a|b", "oui": "true", "rien": None}
    assert dict(leaves("", {"acheteur.id": "1"})) == {"acheteur.id": "1"}
    assert dict(leaves("", {"actes": [{"id": "é"}]})) == {"actes": '[{"id": "é"}]'}
