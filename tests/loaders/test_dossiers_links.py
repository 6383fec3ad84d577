"""Dossiers as one territory: what a row names is defined, one thing has one name, and sums hold."""

import csv
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest

from tests.loaders.dossier_rows import DOSSIERS, EACH, TABLES, Row, every, parts, rows

REFERENCES = {
    *("membre_de", "organisme", "pilote", "signataires", "perimetre", "maitre_ouvrage", "partenaires"),
    *("financeur", "beneficiaire", "sujet"),
}
SLUGS = {
    ("projets", "equipements"): "equipements",
    ("projets", "programmes"): "programmes",
    ("programmes", "partie_de"): "programmes",
    ("financements", "projet"): "projets",
    ("financements", "programme"): "programmes",
    ("financements", "partie_de"): "financements",
    ("financements", "recouvre"): "financements",
}
OFFICIAL = {"commune", "epci", "departement", "region"}
DEFINED_IN = {"equipement": "equipements", "programme": "programmes", "projet": "projets", "flux": "financements"}


def column(path: Path, name: str, separator: str = ",") -> set[str]:
    with path.open(encoding="utf-8", newline="") as stream:
        return {row[name] for row in csv.DictReader(stream, delimiter=separator)}


@pytest.mark.parametrize(("folder", "table"), EACH)
def test_what_a_row_refers_to_is_defined_in_some_dossier(folder: Path, table: str) -> None:
    defined = {name: {row["id"] for _, row in every(name)} for name in TABLES if name != "elus"}
    for row in rows(folder, table):
        for cell in (part for name in REFERENCES & row.keys() for part in parts(row[name])):
            prefix, _, code = cell.partition(":")
            if prefix in DEFINED_IN:
                assert code in defined[DEFINED_IN[prefix]], row
            elif prefix not in OFFICIAL:
                assert cell in defined["acteurs"], row
        for (_, name), other in ((key, value) for key, value in SLUGS.items() if key[0] == table):
            assert parts(row[name]) <= defined[other], (row, name)


@pytest.mark.parametrize("folder", DOSSIERS, ids=lambda folder: folder.name)
def test_the_codes_of_communes_and_groupings_are_official(folder: Path, samples: Path) -> None:
    communes = column(samples / "cog" / "v_commune_2026_dep59_62.csv", "COM")
    groupings = column(samples / "epci" / "epcicom2025_dep59_62_reserialise.csv", "siren", ";")
    known = {f"commune:{code}" for code in communes} | {f"epci:{code}" for code in groupings}
    for row in (row for table in TABLES for row in rows(folder, table)):
        cells = {part for name in REFERENCES & row.keys() for part in parts(row[name])} | {row.get("id", "")}

        assert {cell for cell in cells if cell.startswith(("commune:", "epci:"))} <= known, row
        assert parts(row.get("commune", "")) | parts(row.get("communes", "")) <= communes, row


@pytest.mark.parametrize(
    ("table", "key", "cell"),
    [
        *(("acteurs", "id", cell) for cell in ("libelle", "type", "siren")),
        *(("programmes", "id", cell) for cell in ("libelle", "type", "echelon", "sigle")),
        ("equipements", "id", "libelle"),
        ("chiffres", "indicateur", "libelle"),
    ],
)
def test_one_thing_is_named_and_classed_alike_in_every_document(table: str, key: str, cell: str) -> None:
    values: dict[str, set[str]] = defaultdict(set)
    for _, row in every(table):
        values[row[key]] |= {row[cell]} - {""}

    assert {name: found for name, found in values.items() if len(found) > 1} == {}


def test_the_parts_of_a_flow_are_not_more_than_the_whole() -> None:
    whole = {row["id"]: row for _, row in every("financements")}
    inside: dict[str, list[Row]] = defaultdict(list)
    for row in whole.values():
        inside[row["partie_de"]].append(row)
    for name in inside.keys() - {""}:
        stated = [Decimal(part["montant"]) for part in inside[name] if part["montant"]]

        assert sum(stated) <= Decimal(whole[name]["montant"]), name


def test_a_flow_is_no_part_of_itself_nor_of_what_it_may_repeat() -> None:
    above = {row["id"]: row["partie_de"] for _, row in every("financements")}
    for _, row in every("financements"):
        seen, name = {row["id"]}, row["partie_de"]
        while name:
            assert name not in seen, row
            seen.add(name)
            name = above[name]
        assert not seen & parts(row["recouvre"]), row
