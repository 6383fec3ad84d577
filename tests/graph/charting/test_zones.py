"""Projections against what others publish: INSEE's own pairs of metres and degrees, and the definitions of IGN."""

import pytest

from graph.charting.zones import ZONES, lambert93, utm


def test_lambert_93_gives_the_metres_that_insee_publishes_beside_the_degrees() -> None:
    x, y = lambert93((2.75745010376, 48.4868011475))  # BPE 2025, Fontaine-le-Port

    assert (round(x, 1), round(y, 1)) == (682076.9, 6820754.6)


def test_lambert_93_puts_its_origin_where_ign_does() -> None:
    assert lambert93((3.0, 46.5)) == pytest.approx((700_000, 6_600_000), abs=0.01)  # IGN, NTG_71


def test_utm_follows_the_meridian_of_grs_80() -> None:
    assert utm(31)((3.0, 45.0)) == pytest.approx((500_000, 0.9996 * 4_984_944.378), abs=0.001)


@pytest.mark.parametrize(
    ("epsg", "degrees", "metres"),
    [
        ("2975", (55.45, -20.88), (338767.167, 7690355.572)),
        ("5490", (-63.2, 14.0), (478401.805, 1547735.426)),
        ("2972", (-55.0, 2.0), (54806.140, 221604.011)),
        ("4471", (44.9, -13.2), (489164.608, 8540744.701)),
        ("4467", (-56.6, 46.6), (530636.424, 5160792.822)),
    ],
)
def test_overseas_metres_are_those_of_proj(
    epsg: str, degrees: tuple[float, float], metres: tuple[float, float]
) -> None:
    zone = next(one for one in ZONES if one.epsg == epsg)

    assert zone.holds(degrees)
    assert zone.metres(degrees) == pytest.approx(metres, abs=0.001)


def test_no_place_is_in_two_zones() -> None:
    for zone in ZONES:
        west, south, east, north = zone.box
        corners = [(x, y) for x in (west, east) for y in (south, north)]
        assert not [other for other in ZONES if other is not zone and any(map(other.holds, corners))]
