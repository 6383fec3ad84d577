"""Features: one row for each object of a map, its properties under their own names and its outline as `geometry`."""

from collections.abc import Callable, Iterator
from typing import Any, Final

from loaders.geometry import Arcs, GeometryError, wkt

GEOMETRY: Final = "geometry"
_DEGREES: Final = ("CRS84", "4326")
Feature = tuple[str, dict[str, Any], Callable[[], str | None]]
"""The pointer of an object, its properties, and how to write its outline when somebody reads it."""


def is_map(tree: Any) -> bool:
    """Tell a GeoJSON collection or a TopoJSON file from any other JSON."""
    return isinstance(tree, dict) and tree.get("type") in ("FeatureCollection", "Topology")


def features(tree: dict[str, Any]) -> Iterator[Feature]:
    """Yield every object of a GeoJSON collection or of a TopoJSON file, in order."""
    if tree["type"] == "Topology":
        arcs = Arcs(tree)
        for name, node in _object(tree.get("objects")).items():
            yield from _objects(_object(node), arcs, f"/objects/{_step(name)}")
        return
    for rank, feature in enumerate(tree.get("features") or ()):
        outline = _object(feature).get(GEOMETRY)
        yield f"/features/{rank}", _properties(feature), lambda outline=outline: wkt(outline)  # type: ignore[misc]


def projection(tree: dict[str, Any]) -> str | None:
    """Return the name of the projection when it is declared and is not degrees of longitude and latitude."""
    declared = tree.get("crs") or {}
    name = str((declared.get("properties") or {}).get("name", "")) if isinstance(declared, dict) else str(declared)
    return name if name and not name.endswith(_DEGREES) else None


def _objects(node: dict[str, Any], arcs: Arcs, pointer: str) -> Iterator[Feature]:
    """Take the members of a collection for objects, unless the collection itself has properties."""
    if node.get("type") == "GeometryCollection" and "properties" not in node:
        for rank, one in enumerate(node.get("geometries") or ()):
            yield from _objects(_object(one), arcs, f"{pointer}/geometries/{rank}")
    else:
        yield pointer, _properties(node), lambda: wkt(arcs.geometry(node))


def _properties(feature: dict[str, Any]) -> dict[str, Any]:
    """Return the properties, with the identifier that stands beside them when none bears its name."""
    own = _object(feature.get("properties") or {})
    return own if "id" not in feature or "id" in own else {"id": feature["id"], **own}


def _object(node: Any) -> dict[str, Any]:
    if not isinstance(node, dict):
        raise GeometryError("pas un objet de carte")
    return node


def _step(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")
