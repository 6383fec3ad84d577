"""Outlines and points of territories: who reads which file, and what is embedded of them."""

import csv
import json
from pathlib import Path

import pytest

from loaders import declared
from loaders.belonging import owners
from loaders.edition import dated

LOADERS = Path(__file__).parents[2] / "loaders"
FILES = {
    "communes-1000m-2024.geojson": ["contours-communes"],
    "communes-5m_2025.geojson": ["contours-communes"],
    "epci-100m-2024.geojson": ["contours-epci"],
    "epci.json": ["epci-etalab"],
    "communes-2019.csv": ["communes"],
    "v_commune_2026.csv": ["communes"],
}


@pytest.mark.parametrize(("name", "sources"), FILES.items())
def test_a_file_of_outlines_is_not_taken_for_a_list(name: str, sources: list[str]) -> None:
    assert [source.name for source in owners(declared(), Path(name))] == sources


def test_how_fine_an_outline_is_does_not_date_it() -> None:
    source = declared()["contours-communes"]

    assert dated(source, "communes-1000m-2024.geojson") == "2024"
    assert dated(source, "communes-1000m.geojson") is None


def communes() -> set[str]:
    with (LOADERS / "communes" / "embarque.csv").open(encoding="utf-8") as file:
        return {row["COM"] for row in csv.DictReader(file) if row["TYPECOM"] == "COM"}


def test_each_embedded_commune_has_its_point_and_no_other_has() -> None:
    with (LOADERS / "codes_postaux" / "embarque.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter=";"))

    assert {row["Code_commune_INSEE"] for row in rows} == communes()
    assert all(row["coordonnees_gps"] for row in rows)


def test_the_embedded_quarters_are_those_of_the_embedded_communes() -> None:
    features = json.loads((LOADERS / "qpv/communes/embarque.geojson").read_text(encoding="utf-8"))["features"]

    assert {one["properties"]["insee_com"] for one in features} <= communes()
    assert all(one["properties"]["code_qp"].startswith("QN") for one in features)


def test_an_embedded_outline_is_closed_and_around_its_points() -> None:
    features = json.loads((LOADERS / "anct/contours/embarque.geojson").read_text(encoding="utf-8"))["features"]
    middles = {"200072460": (2.64242379342, 50.5288922584), "200093201": (3.0470, 50.6311)}  # Béthune; Lille

    for one in features:
        (ring,) = one["geometry"]["coordinates"]
        x, y = middles[one["properties"]["siren_groupement"]]
        assert ring[0] == ring[-1]
        assert min(lon for lon, _ in ring) < x < max(lon for lon, _ in ring)
        assert min(lat for _, lat in ring) < y < max(lat for _, lat in ring)
