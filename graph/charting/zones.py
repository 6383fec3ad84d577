"""From degrees to metres: Lambert-93 for mainland France and Corsica, UTM overseas, as IGN defines them on GRS 80."""

from collections.abc import Callable
from dataclasses import dataclass
from math import asinh, atan, atanh, cos, cosh, exp, log, pi, radians, sin, sinh, sqrt, tan
from typing import Final, TypeAlias

Point: TypeAlias = tuple[float, float]
"""Metres to the east and to the north, or degrees of longitude and latitude."""

_AXIS: Final = 6_378_137.0
_FLATTENING: Final = 1 / 298.257222101
_ECCENTRICITY: Final = sqrt(_FLATTENING * (2 - _FLATTENING))

# IGN, NTG_71: the constants of Lambert-93.
_EXPONENT: Final = 0.7256077650
_CONSTANT: Final = 11_754_255.426
_POLE: Final = (700_000.0, 12_655_612.050)
_MERIDIAN: Final = 3.0


@dataclass(frozen=True, kw_only=True)
class Zone:
    """One stretch of land drawn apart: its name, the EPSG code of its metres, its box in degrees, its projection."""

    name: str
    epsg: str
    box: tuple[float, float, float, float]
    metres: Callable[[Point], Point]

    def holds(self, point: Point) -> bool:
        """Tell whether a longitude and a latitude are in this zone."""
        west, south, east, north = self.box
        return west <= point[0] <= east and south <= point[1] <= north


def lambert93(point: Point) -> Point:
    """Return the metres of a longitude and a latitude, to the decimetre (IGN, algorithms ALG0001 and ALG0003)."""
    longitude, latitude = radians(point[0] - _MERIDIAN), radians(point[1])
    wave = _ECCENTRICITY * sin(latitude)
    isometric = log(tan(pi / 4 + latitude / 2) * ((1 - wave) / (1 + wave)) ** (_ECCENTRICITY / 2))
    radius, angle = _CONSTANT * exp(-_EXPONENT * isometric), _EXPONENT * longitude
    return _POLE[0] + radius * sin(angle), _POLE[1] - radius * cos(angle)


def utm(zone: int, *, south: bool = False) -> Callable[[Point], Point]:
    """Return the projection of a UTM zone, to the millimetre within it (Krüger's series, third order)."""
    n = _FLATTENING / (2 - _FLATTENING)
    radius = 0.9996 * _AXIS / (1 + n) * (1 + n**2 / 4 + n**4 / 64)
    series = (n / 2 - 2 * n**2 / 3 + 5 * n**3 / 16, 13 * n**2 / 48 - 3 * n**3 / 5, 61 * n**3 / 240)
    stretch = 2 * sqrt(n) / (1 + n)

    def metres(point: Point) -> Point:
        longitude, latitude = radians(point[0] - (6 * zone - 183)), radians(point[1])
        t = sinh(atanh(sin(latitude)) - stretch * atanh(stretch * sin(latitude)))
        north, east = atan(t / cos(longitude)), asinh(sin(longitude) / sqrt(t**2 + cos(longitude) ** 2))
        terms = [(2 * rank * north, 2 * rank * east, factor) for rank, factor in enumerate(series, start=1)]
        return (
            500_000 + radius * (east + sum(factor * cos(a) * sinh(b) for a, b, factor in terms)),
            (10_000_000 if south else 0) + radius * (north + sum(factor * sin(a) * cosh(b) for a, b, factor in terms)),
        )

    return metres


ZONES: Final = (
    Zone(name="France métropolitaine", epsg="2154", box=(-6.0, 41.0, 10.0, 51.5), metres=lambert93),
    Zone(name="Guadeloupe, Martinique", epsg="5490", box=(-63.2, 14.0, -60.5, 18.3), metres=utm(20)),
    Zone(name="Guyane", epsg="2972", box=(-55.0, 2.0, -51.0, 6.0), metres=utm(22)),
    Zone(name="La Réunion", epsg="2975", box=(55.0, -21.6, 56.0, -20.7), metres=utm(40, south=True)),
    Zone(name="Mayotte", epsg="4471", box=(44.9, -13.2, 45.5, -12.4), metres=utm(38, south=True)),
    Zone(name="Saint-Pierre-et-Miquelon", epsg="4467", box=(-56.6, 46.6, -56.0, 47.2), metres=utm(21)),
)
"""In the order in which they are drawn; land that is in none of them is listed, not drawn."""
