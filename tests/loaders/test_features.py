"""Maps as tables: one row for each object, its outline in degrees as published, and one line for a broken map."""

import json
from pathlib import Path
from typing import Any

import pytest

from loaders.errors import SourceError
from loaders.source import Source
from loaders.table import read
from tests.loaders.declarations import declare

HEAD = """
[read]
format = "json"
[columns]
nom = { header = "nom", kind = "text", required = true }
"""
OUTLINE = 'contour = { header = "geometry", kind = "wkt" }\n'
IGNORED = '[ignored]\ncontour = ["geometry"]\n'
LAMBERT = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::2154"}}
SAME = {"scale": [1, 1], "translate": [0, 0]}
Row = tuple[str, str | None, str | None]


def declaring(tmp_path: Path, columns: str) -> Source:
    return declare(tmp_path, HEAD + columns)


def rows(tmp_path: Path, tree: object, columns: str = OUTLINE) -> list[Row]:
    """Return pointer, name and outline of each row."""
    path = tmp_path / "essai.json"
    path.write_text(tree if isinstance(tree, str) else json.dumps(tree), encoding="utf-8")
    frame = read(declaring(tmp_path, columns), path, tmp_path).frame.collect()
    return [(one["_pointer"], one["nom"], one.get("contour")) for one in frame.rows(named=True)]


def collection(*geometries: object, **more: Any) -> dict[str, Any]:
    features = [{"type": "Feature", "properties": {"nom": "A"}, "geometry": one} for one in geometries]
    return {"type": "FeatureCollection", "features": features, **more}


def topology(arcs: list[Any], *geometries: dict[str, Any], **more: Any) -> dict[str, Any]:
    named = [{**one, "properties": {"nom": "A"}} for one in geometries]
    objects = {"bassin/minier": {"type": "GeometryCollection", "geometries": named}}
    return {"type": "Topology", "arcs": arcs, "objects": objects, **more}


SQUARE = [[[2.5, 50.4], [2.75, 50.4], [2.75, 50.6], [2.5, 50.4]]]
HOLE = [[2.6, 50.45], [2.65, 50.45], [2.65, 50.5], [2.6, 50.45]]
GEOJSON = {
    "point": ({"type": "Point", "coordinates": [2.64, 50.53]}, "POINT(2.64 50.53)"),
    "altitude": ({"type": "Point", "coordinates": [2.64, 50.53, 27]}, "POINT(2.64 50.53)"),
    "polygon": (
        {"type": "Polygon", "coordinates": SQUARE},
        "POLYGON((2.5 50.4, 2.75 50.4, 2.75 50.6, 2.5 50.4))",
    ),
    "hole": (
        {"type": "Polygon", "coordinates": [*SQUARE, HOLE]},
        "POLYGON((2.5 50.4, 2.75 50.4, 2.75 50.6, 2.5 50.4), (2.6 50.45, 2.65 50.45, 2.65 50.5, 2.6 50.45))",
    ),
    "several": (
        {"type": "MultiPolygon", "coordinates": [SQUARE]},
        "MULTIPOLYGON(((2.5 50.4, 2.75 50.4, 2.75 50.6, 2.5 50.4)))",
    ),
    "collection": (
        {"type": "GeometryCollection", "geometries": [{"type": "Point", "coordinates": [2.64, 50.53]}]},
        "GEOMETRYCOLLECTION(POINT(2.64 50.53))",
    ),
    "none": (None, None),
    "empty": ({"type": "MultiPolygon", "coordinates": []}, None),
}


@pytest.mark.parametrize(("geometry", "expected"), GEOJSON.values(), ids=GEOJSON)
def test_an_outline_is_written_as_geosparql_wants_it(tmp_path: Path, geometry: object, expected: str | None) -> None:
    assert rows(tmp_path, collection(geometry)) == [("/features/0", "A", expected)]


def test_the_digits_of_a_coordinate_are_those_of_the_file(tmp_path: Path) -> None:
    text = (
        '{"type": "FeatureCollection", "features": [{"properties": {"nom": "A"},'
        ' "geometry": {"type": "Point", "coordinates": [2.6400000000000001234, 50.530]}}]}'
    )
    assert rows(tmp_path, text) == [("/features/0", "A", "POINT(2.6400000000000001234 50.530)")]


def test_a_map_whose_outline_nobody_reads_may_be_in_any_projection(tmp_path: Path) -> None:
    tree = collection({"type": "Point", "coordinates": [682000, 7046000]}, crs=LAMBERT)
    assert rows(tmp_path, tree, IGNORED) == [("/features/0", "A", None)]


def test_the_identifier_beside_the_properties_is_a_column_too(tmp_path: Path) -> None:
    tree = {"type": "FeatureCollection", "features": [{"id": 7, "properties": {"nom": "A"}, "geometry": None}]}
    path = tmp_path / "essai.json"
    path.write_text(json.dumps(tree), encoding="utf-8")
    essai = declaring(tmp_path, 'rang = { header = "id", kind = "integer" }\n' + IGNORED)
    frame = read(essai, path, tmp_path).frame.collect()
    assert frame["rang"].to_list() == ["7"]


# two squares that share the side from (1 0) to (1 1): the second takes it backwards
SHARED = [[[1, 0], [1, 1]], [[1, 1], [0, 1], [0, 0], [1, 0]], [[1, 0], [2, 0], [2, 1], [1, 1]]]
LEFT, RIGHT = "POLYGON((1 0, 1 1, 0 1, 0 0, 1 0))", "POLYGON((1 0, 2 0, 2 1, 1 1, 1 0))"


def test_the_arcs_of_a_topojson_are_joined_and_a_shared_one_is_turned_round(tmp_path: Path) -> None:
    tree = topology(SHARED, {"type": "Polygon", "arcs": [[0, 1]]}, {"type": "Polygon", "arcs": [[2, -1]]})
    at = "/objects/bassin~1minier/geometries/"
    assert rows(tmp_path, tree) == [(at + "0", "A", LEFT), (at + "1", "A", RIGHT)]


def test_the_steps_of_a_quantised_topojson_are_added_up_without_rounding(tmp_path: Path) -> None:
    transform = {"scale": [0.1, 0.01], "translate": [2.5, 50.4]}
    tree = topology(
        [[[0, 0], [1, 0], [0, 3], [-1, -3]]],
        {"type": "Polygon", "arcs": [[0]]},
        {"type": "Point", "coordinates": [3, 7]},
        transform=transform,
    )
    written = [outline for _, _, outline in rows(tmp_path, tree)]
    assert written == ["POLYGON((2.5 50.40, 2.6 50.40, 2.6 50.43, 2.5 50.40))", "POINT(2.8 50.47)"]


def test_the_single_object_of_a_topojson_is_a_row(tmp_path: Path) -> None:
    tree = {"type": "Topology", "arcs": [], "objects": {"bud": {"type": None, "properties": {"nom": "A"}}}}
    assert rows(tmp_path, tree) == [("/objects/bud", "A", None)]


BROKEN = {
    "lambert": (collection({"type": "Point", "coordinates": [682000, 7046000]}, crs=LAMBERT), "EPSG::2154"),
    "lambert-unsaid": (collection({"type": "Point", "coordinates": [682000, 7046000]}), "682000 n'est pas en degrés"),
    "unknown-shape": (collection({"type": "Cercle", "coordinates": [2, 50]}), "« Cercle »"),
    "no-shape": (collection("POINT(2 50)"), "type de géométrie inconnu"),
    "words": (collection({"type": "Point", "coordinates": ["est", "nord"]}), "« est » n'est pas un nombre"),
    "not-a-number": (collection({"type": "Point", "coordinates": ["NaN", "50"]}), "NaN"),
    "one-number": (collection({"type": "Point", "coordinates": [2.6]}), "longitude et de latitude"),
    "shallow": (collection({"type": "Polygon", "coordinates": [2.6, 50.5]}), "coordonnées incomplètes"),
    "no-arc": (topology([], {"type": "Polygon", "arcs": [[4]]}), "arc absent : 4"),
    "arcs-of-words": (topology([], {"type": "Polygon", "arcs": [["x"]]}), "« x » n'est pas un nombre"),
    "arcs-are-none": (topology([], {"type": "Polygon"}), "coordonnées incomplètes"),
    "half-a-step": (
        topology([[[1]]], {"type": "LineString", "arcs": [0]}, transform=SAME),
        "coordonnées incomplètes",
    ),
    "arc-beyond-count": (topology([], {"type": "LineString", "arcs": ["1e999999999"]}), "n'est pas une coordonnée"),
    "step-of-nothing": (
        topology([[["1e-999999999", 0]]], {"type": "LineString", "arcs": [0]}, transform=SAME),
        "n'est pas une coordonnée",
    ),
    "infinite": (collection({"type": "Point", "coordinates": ["Infinity", "50"]}), "n'est pas une coordonnée"),
    "transform-of-text": (topology([], transform="non"), "transform illisible"),
    "feature-of-text": ({"type": "FeatureCollection", "features": ["A"]}, "pas un objet de carte"),
    "objects-in-a-list": ({"type": "Topology", "arcs": [], "objects": []}, "pas un objet de carte"),
}


@pytest.mark.parametrize(("tree", "expected"), BROKEN.values(), ids=BROKEN)
def test_a_map_that_cannot_be_placed_is_refused_in_one_line(tmp_path: Path, tree: object, expected: str) -> None:
    with pytest.raises(SourceError) as caught:
        rows(tmp_path, tree)
    line = str(caught.value)
    assert line.startswith("essai : essai.json")
    assert expected in line
    assert "\n" not in line


def test_a_map_nested_without_end_is_refused_in_one_line(tmp_path: Path) -> None:
    deep = '{"type": "GeometryCollection", "geometries": [' * 3000 + "]}" * 3000
    text = '{"type": "FeatureCollection", "features": [{"properties": {"nom": "A"}, "geometry": ' + deep + "}]}"
    with pytest.raises(SourceError, match="JSON trop imbriqué"):
        rows(tmp_path, text)
