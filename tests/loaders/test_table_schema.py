"""The Table Schemas of the dossier format: kept equal to the declarations, in the order of the headers."""

import csv
import json
import re
from pathlib import Path
from typing import Any

import pytest

from loaders.table_schema import columns, path, schema, tables, text
from tests.loaders.dossier_rows import DOSSIERS, TABLES, every

EACH = [pytest.param(source, id=name) for name, source in tables().items()]
FIELDS = [pytest.param(source, field, id=f"{name}-{field['name']}") for name, source in tables().items()
          for field in schema(source)["fields"]]  # fmt: skip


def kept(source: Any) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(path(source).read_text(encoding="utf-8"))
    return loaded


def test_every_table_has_its_schema_and_no_other_file_is_there() -> None:
    found = {file.stem for file in path(next(iter(TABLES.values()))).parent.iterdir()}

    assert found == TABLES.keys()


@pytest.mark.parametrize("source", EACH)
def test_the_schema_kept_is_the_one_the_declaration_makes(source: Any, record: bool) -> None:  # noqa: FBT001
    if record:
        path(source).parent.mkdir(exist_ok=True)
        path(source).write_text(text(source), encoding="utf-8", newline="\n")

    assert path(source).read_text(encoding="utf-8") == text(source)


@pytest.mark.parametrize("source", EACH)
def test_the_fields_are_the_headers_in_their_order(source: Any) -> None:
    with (DOSSIERS[0] / f"{source.folder.name}.csv").open(encoding="utf-8", newline="") as stream:
        header = next(csv.reader(stream))

    assert [field["name"] for field in kept(source)["fields"]] == header == list(columns(source))


@pytest.mark.parametrize("source", EACH)
def test_a_schema_says_what_the_national_catalogue_asks(source: Any) -> None:
    asked = {"$schema", "name", "title", "description", "homepage", "version", "contributors", "resources", "fields"}

    assert asked <= kept(source).keys()
    assert re.fullmatch(r"[a-z0-9.-]+", kept(source)["name"])
    assert re.fullmatch(r"\d+\.\d+\.\d+", kept(source)["version"])


@pytest.mark.parametrize("field", [pytest.param(one.values[1], id=one.id) for one in FIELDS])
def test_an_example_is_a_right_cell(field: dict[str, Any]) -> None:
    assert right(field, str(field.get("example", ""))) or "example" not in field


@pytest.mark.parametrize(("source", "field"), FIELDS)
def test_every_cell_of_the_five_dossiers_obeys_its_schema(source: Any, field: dict[str, Any]) -> None:
    for _, row in every(source.folder.name):
        cell = row[field["name"]]

        assert right(field, cell) if cell else not field["constraints"]["required"], row


@pytest.mark.parametrize(
    ("table", "name", "cell"),
    [
        ("financements", "montant", "1 M€"),
        ("financements", "stade", "promesse"),
        ("acteurs", "id", "ville:62119"),
        ("projets", "communes", "62119,62178"),
        ("projets", "debut", "juin 2020"),
    ],
)
def test_a_wrong_cell_is_told_from_a_right_one(table: str, name: str, cell: str) -> None:
    assert not right(next(one for one in kept(TABLES[table])["fields"] if one["name"] == name), cell)


def right(field: dict[str, Any], cell: str) -> bool:
    """Apply what the specification says of a type, a list and a pattern."""
    shapes = {"number": r"-?\d+(\.\d+)?", "integer": r"-?\d+", "year": r"\d{4}", "string": r"(?s).*"}
    said = field["constraints"]
    return bool(re.fullmatch(shapes[field["type"]], cell)) and (
        cell in said.get("enum", [cell]) and bool(re.search(said.get("pattern", ""), cell))
    )


def test_schemas_are_laid_where_the_package_reads_them() -> None:
    assert path(TABLES["projets"]) == Path(__file__).parents[2] / "loaders" / "dossiers" / "schemas" / "projets.json"
