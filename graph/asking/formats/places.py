"""An answer on a map: a GeoJSON feature for each row whose geometry is known."""

import json
from typing import Any, Final

from pyoxigraph import Literal

from graph.asking.answers import Answer, Term
from graph.asking.formats.results import plain
from graph.errors import GraphError
from graph.publishing.tables.wkt import geometry

_WKT: Final = "http://www.opengis.net/ont/geosparql#wktLiteral"


def as_geojson(answer: Answer) -> str:
    """Return a feature a line (RFC 7946); rows without a place are left out, an answer without any is refused."""
    lines = [line for row in answer.rows if (line := _feature(answer.variables, row))]
    if answer.rows and not lines:
        remedy = "demandez une colonne de géométrie (geo:asWKT), ou un autre format"
        raise GraphError("aucune ligne de cette réponse n'a de lieu", kind="usage", remedy=remedy)
    return '{"type": "FeatureCollection", "features": [\n' + ",\n".join(lines) + "\n]}\n"


def _feature(names: tuple[str, ...], row: tuple[Term | None, ...]) -> str:
    shape: dict[str, Any] | None = None
    said: dict[str, Any] = {}
    for name, term in zip(names, row, strict=True):
        if isinstance(term, Literal) and term.datatype.value == _WKT:
            shape = shape or geometry(term.value)
        elif term is not None:
            said[name] = plain(term)
    return json.dumps({"type": "Feature", "geometry": shape, "properties": said}, ensure_ascii=False) if shape else ""
