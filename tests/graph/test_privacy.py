"""Nothing of a person but name, function, body and dates is ever written: tried on files that are full of the rest."""

import csv
import re
from datetime import date
from pathlib import Path

import pytest

from graph import store
from graph.build import build

PERSONAL = ("profession", "catégorie socio", "categorie_socio", "nuance", "lieu_naissance", "nationalité")


def cells(path: Path) -> list[dict[str, str]]:
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = raw.decode("iso-8859-1")
    lines = text.splitlines()
    lines = lines[1:] if lines[0] == "Titre du rapport" else lines
    separator = max("\t;,", key=lines[0].count)
    return list(csv.DictReader(lines, delimiter=separator))


def iso(text: str) -> str | None:
    """The day a cell means, in the five forms of the RNE, read here without the code under test."""
    if found := re.match(r"(\d{4})-(\d\d)-(\d\d)", text):
        return date(*map(int, found.groups())).isoformat()
    if found := re.match(r"(\d{1,2})/(\d{1,2})/(\d{4})$", text):
        day, month, year = map(int, found.groups())
        return date(year, month, day).isoformat()
    return None


@pytest.fixture(scope="module")
def written(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """All that a build of the real RNE files writes, reports and rejects and store, as one text."""
    out = tmp_path_factory.mktemp("rne")
    build(out, data=samples / "rne", only=["rne"])
    files = [path for path in out.rglob("*") if path.is_file() and store.path(out) not in path.parents]
    assert {path.suffix for path in files} >= {".csv", ".html", ".json", ".nt", ".zst"}
    return "\n".join([*map(read, files), *(str(quad) for quad in store.open_store(out))])


def read(path: Path) -> str:
    with store.opened(path) as stream:
        return stream.read().decode("utf-8", errors="replace")


@pytest.fixture(scope="module")
def rows(samples: Path) -> list[dict[str, str]]:
    return [row for path in sorted((samples / "rne").iterdir()) for row in cells(path)]


def test_no_birth_date_is_written(written: str, rows: list[dict[str, str]]) -> None:
    births = {
        day for row in rows for name, cell in row.items() if "naissance" in (name or "") and (day := iso(cell or ""))
    }
    mandates = {
        day for row in rows for name, cell in row.items() if "début" in (name or "") and (day := iso(cell or ""))
    }
    dates = set(re.findall(r"\d{4}-\d\d-\d\d", written))

    assert len(births) > 1000
    assert not (births - mandates) & dates
    assert not {f"{d[8:]}/{d[5:7]}/{d[:4]}" for d in births - mandates} & set(re.findall(r"\d\d/\d\d/\d{4}", written))


def test_no_profession_label_or_birthplace_is_written(written: str, rows: list[dict[str, str]]) -> None:
    values = {
        cell
        for row in rows
        for name, cell in row.items()
        if name and cell and any(word in name.lower() for word in PERSONAL) and len(cell) > 15
    }

    assert len(values) > 50
    assert [value for value in sorted(values) if value in written] == []


def test_a_person_has_nothing_but_a_name(written: str) -> None:
    facts = re.findall(r"(?m)^<https://w3id\.org/maillage/id/personne/[^>]+> <([^>]+)>", written)

    assert {fact.rpartition("/")[2].rpartition("#")[2] for fact in facts} <= {
        "type",
        "label",
        "givenName",
        "familyName",
        "wasDerivedFrom",
    }
    assert len(facts) > 10_000
