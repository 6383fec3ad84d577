"""Geometries as GeoSPARQL wants them: GeoJSON coordinates written as well-known text, digit by digit as published."""

from decimal import Decimal, InvalidOperation
from typing import Any, Final

_DEPTHS: Final = {
    "Point": 0,
    "MultiPoint": 1,
    "LineString": 1,
    "MultiLineString": 2,
    "Polygon": 2,
    "MultiPolygon": 3,
}
"""How many lists enclose a position, by type of GeoJSON geometry (RFC 7946, 3.1)."""
_DIGITS: Final = 60
_SIZES: Final = (2, 3, 4)  # longitude, latitude, then an altitude and a measure that nobody reads


class GeometryError(ValueError):
    """A geometry that is none, or not in degrees; `str()` says why in French."""


def wkt(geometry: Any) -> str | None:
    """Write a GeoJSON geometry, its numbers as text, in longitude and latitude; null and empty ones give None."""
    if geometry is None:
        return None
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind == "GeometryCollection":
        members = [text for text in map(wkt, _listed(geometry.get("geometries"))) if text]
        return f"GEOMETRYCOLLECTION({', '.join(members)})" if members else None
    if kind not in _DEPTHS:
        raise GeometryError(f"type de géométrie inconnu : « {kind} »")
    coordinates = geometry.get("coordinates")
    if not coordinates:
        return None
    text = _written(coordinates, _DEPTHS[kind])
    return f"{kind.upper()}({text})" if kind == "Point" else f"{kind.upper()}{text}"


def _written(node: Any, depth: int) -> str:
    if depth:
        return f"({', '.join(_written(one, depth - 1) for one in _listed(node))})"
    return _position(node)


def _position(node: Any) -> str:
    """Write « longitude latitude », and leave out the altitude."""
    if not isinstance(node, list) or len(node) not in _SIZES:
        raise GeometryError("une position n'a pas de longitude et de latitude")
    for value, bound in zip(node, (180, 90), strict=False):
        if not abs(_number(value)) <= bound:
            raise GeometryError(f"{value} n'est pas en degrés")
    return f"{node[0]} {node[1]}"


def _number(value: Any) -> Decimal:
    """Return a finite number; one of hundreds of digits, which no place on Earth needs, is refused with the rest."""
    try:
        number = Decimal(value)
    except (InvalidOperation, TypeError, ValueError) as error:
        raise GeometryError(f"« {str(value)[:40]} » n'est pas un nombre") from error
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int) or abs(exponent) > _DIGITS or len(str(value)) > _DIGITS:
        raise GeometryError(f"« {str(value)[:40]} » n'est pas une coordonnée")
    return number


class Arcs:
    """The arcs of a TopoJSON file, as positions in degrees; quantised ones are taken back to degrees exactly."""

    def __init__(self, topology: dict[str, Any]) -> None:
        """Keep the arcs and the transform; they are read when a geometry asks for them."""
        self._arcs = _listed(topology.get("arcs") or [])
        transform = topology.get("transform")
        if transform is not None and not isinstance(transform, dict):
            raise GeometryError("transform illisible")
        self._transform = transform

    def geometry(self, node: Any) -> Any:
        """Return a TopoJSON geometry as a GeoJSON one: its arcs joined end to end (TopoJSON 1.0, 2.1.4)."""
        kind = node.get("type") if isinstance(node, dict) else None
        if kind is None:
            return None
        if kind == "GeometryCollection":
            return {"type": kind, "geometries": [self.geometry(one) for one in _listed(node.get("geometries"))]}
        if kind == "Point":
            return {"type": kind, "coordinates": self._placed(node.get("coordinates"))}
        if kind == "MultiPoint":
            return {"type": kind, "coordinates": [self._placed(one) for one in _listed(node.get("coordinates"))]}
        return {"type": kind, "coordinates": self._joined(node.get("arcs"), _DEPTHS.get(kind, 1))}

    def _joined(self, node: Any, depth: int) -> list[Any]:
        if depth > 1:
            return [self._joined(one, depth - 1) for one in _listed(node)]
        line: list[Any] = []
        for index in _listed(node):
            line += self._arc(int(_number(index)))[1 if line else 0 :]
        return line

    def _arc(self, rank: int) -> list[Any]:
        """Return one arc; ~n names arc n in reverse."""
        if not -len(self._arcs) <= rank < len(self._arcs):
            raise GeometryError(f"arc absent : {rank}")
        arc = _listed(self._arcs[rank if rank >= 0 else ~rank])
        positions = arc if self._transform is None else [self._placed(one) for one in _summed(arc)]
        return positions if rank >= 0 else positions[::-1]

    def _placed(self, position: Any) -> Any:
        if self._transform is None:
            return position
        terms = (_listed(self._transform.get(name)) for name in ("scale", "translate"))
        return [f"{_number(p) * _number(s) + _number(t):f}" for p, s, t in zip(_listed(position), *terms, strict=False)]


def _summed(arc: list[Any]) -> list[list[Decimal]]:
    """Return the positions of a quantised arc, each of which is written as a step from the one before."""
    found, x, y = [], Decimal(0), Decimal(0)
    for step in arc:
        dx, dy = (*map(_number, _listed(step)), None, None)[:2]
        if dx is None or dy is None:
            raise GeometryError("coordonnées incomplètes")
        x, y = x + dx, y + dy
        found.append([x, y])
    return found


def _listed(node: Any) -> list[Any]:
    if not isinstance(node, list):
        raise GeometryError("coordonnées incomplètes")
    return node
