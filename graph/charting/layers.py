"""The layers of a map: outlines below, points above them, names on top, each in units of the drawing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf, sqrt
from typing import Any, Final

from graph.charting.frames import WIDE, Frame
from graph.charting.keys import TERRITORIES, look
from graph.charting.naming import GAP, SIDES, Named, spots
from graph.charting.shapes import Shape
from graph.charting.sites import Site
from graph.charting.values import Indicator
from graph.charting.zones import Zone
from graph.drawing.entities import Entity
from graph.drawing.labels import LINE
from graph.drawing.projection import Projection
from graph.wording import folded

_ORDER: Final = ("region", "departement", "epci", "canton", "commune", "ancienne-commune", "quartier")
_SMALL: Final = 3.5
_LARGE: Final = 19.0
_VALUED: Final = 7.0
_LONGEST: Final = 60
_CROWD: Final = 20.0
_KNOWN: Final = 12
_BEYOND: Final = 1.2


@dataclass(frozen=True, kw_only=True)
class Ground:
    """Where things are drawn, and how: the frame of each zone, the number of each node, the values shown if any."""

    frames: Mapping[Zone, Frame]
    ids: Mapping[str, str]
    rules: Projection
    measured: Indicator | None

    def layers(self, found: Sequence[Site], behind: Sequence[tuple[str, Shape]]) -> dict[str, list[dict[str, Any]]]:
        """Return what the template draws, from the bottom to the top."""
        marks = sorted(self._marks(found), key=lambda one: (_depth(one["kind"]), -one["radius"], one["id"]))
        return {
            "backdrop": [{"label": label, "path": self.frames[shape.zone].path(shape)} for label, shape in behind],
            "areas": list(self._areas(found)),
            "marks": marks,
            "names": list(self._names(found, {one["id"]: one["radius"] for one in marks})),
        }

    def _areas(self, found: Sequence[Site]) -> Iterator[dict[str, Any]]:
        """Yield the outlines, those of the widest kinds first."""
        areas = [one for one in found if not one.shape.single]
        for one in sorted(areas, key=lambda one: (_depth(one.entity.kind), one.entity.iri)):
            yield {**self._drawn(one.entity), "path": self.frames[one.shape.zone].path(one.shape)}

    def _marks(self, found: Sequence[Site]) -> Iterator[dict[str, Any]]:
        most = max((one.content for one in found), default=0)
        points = [one for one in found if one.shape.single]
        room = min(1.0, _CROWD / sqrt(len(points) or 1))
        for one in points:
            x, y = self.frames[one.shape.zone].place(one.shape.middle)
            yield {**self._drawn(one.entity), "x": x, "y": y, "radius": round(self._radius(one, most) * room, 1)}

    def _drawn(self, one: Entity) -> dict[str, Any]:
        kind = self.rules.kind(one.kind)
        known = {"id": self.ids[one.iri], "kind": one.kind, "fill": kind.fill}
        return {**known, "look": look(one, self.measured), "shape": "dot" if one.kind in TERRITORIES else kind.shape}

    def _radius(self, one: Site, most: int) -> float:
        """Make the width of a territory follow the square root of how many things stand there."""
        if one.entity.kind not in TERRITORIES:
            return _SMALL
        if self.measured:
            return _VALUED
        return _SMALL + _LARGE * sqrt(one.content / most) if most else _SMALL

    def _names(self, found: Sequence[Site], radius: Mapping[str, float]) -> Iterator[dict[str, Any]]:
        """Yield the names that ever have room, with the zoom from which they do; what matters most comes first."""
        order = sorted((one for one in found if one.entity.kind in TERRITORIES), key=self._rank)
        named = [self._named(one, radius, known=rank < _KNOWN) for rank, one in enumerate(order)]
        for one, at, spot in zip(order, named, spots(named, WIDE), strict=True):
            if spot is not None:
                across, down = SIDES.get(spot.side, (0, 0))
                away = {
                    "dx": across * at.radius,
                    "dy": down * at.radius,
                    "x": across * GAP,
                    "y": down * (GAP + LINE / 2),
                }
                yield {
                    "id": self.ids[one.entity.iri],
                    "kind": one.entity.kind,
                    "since": spot.since,
                    "side": spot.side,
                    "at": at,
                    **away,
                }

    def _rank(self, one: Site) -> tuple[Any, ...]:
        """Put quarters after communes, then the greatest value or the fullest place first."""
        values = self.measured.values if self.measured else {}
        return _depth(one.entity.kind), -values.get(one.entity.iri, 0), -one.content, folded(one.entity.label)

    def _named(self, one: Site, radius: Mapping[str, float], *, known: bool) -> Named:
        """Describe the name of a place; those that a reader looks for first may go beyond their outline."""
        frame = self.frames[one.shape.zone]
        x, y = frame.place(one.shape.middle)
        own = radius.get(self.ids[one.entity.iri], 0.0)
        span = inf if known or one.shape.single else _BEYOND * one.shape.width / frame.scale
        return Named(text=one.entity.label[:_LONGEST], x=x, y=y, radius=own, span=span)


def _depth(kind: str) -> int:
    return _ORDER.index(kind) if kind in _ORDER else len(_ORDER)
