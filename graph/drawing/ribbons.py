"""The parts of a Sankey diagram: bars that stand for names, and ribbons between the bars of two columns."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, TypeAlias

from graph.wording import short_euros

Flow: TypeAlias = tuple[str, ...]
"""A name for each column."""

THICK: Final = 12.0
"""Width of a bar, in pixels."""


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One payer, programme or payee: where it stands, how tall it is (pixels), its name and its total in words."""

    x: float
    y: float
    height: float
    colour: str
    side: str
    lines: tuple[str, ...]
    total: str


@dataclass(frozen=True, kw_only=True)
class Ribbon:
    """One flow between two bars of neighbouring columns, as an SVG path."""

    path: str
    thickness: float
    colour: str
    words: str


def ribbons(
    flows: Sequence[tuple[Flow, Decimal]],
    column: int,
    bars: Sequence[Mapping[str, Bar]],
    scale: float,
    colours: Mapping[str, str],
) -> list[Ribbon]:
    """Draw the flows of one column into the next, in the order of the bars so that they cross as little as possible."""
    left, right = list(bars[column]), list(bars[column + 1])
    sums: dict[tuple[str, str, str], Decimal] = defaultdict(Decimal)
    for names, amount in flows:
        sums[names[column], names[column + 1], names[0]] += amount
    order = sorted(sums, key=lambda one: (left.index(one[0]), right.index(one[1]), list(colours).index(one[2])))
    out = _offsets(order, 0, bars[column], sums, scale)
    into = _offsets(
        sorted(order, key=lambda one: (right.index(one[1]), left.index(one[0]))), 1, bars[column + 1], sums, scale
    )
    drawn = []
    for one in order:
        start, end = bars[column][one[0]].x + THICK, bars[column + 1][one[1]].x
        middle = round((start + end) / 2, 1)
        drawn.append(
            Ribbon(
                path=f"M{start} {out[one]} C{middle} {out[one]} {middle} {into[one]} {end} {into[one]}",
                thickness=round(max(float(sums[one]) * scale, 1.0), 1),
                colour=colours[one[2]],
                words=f"{one[0]} → {one[1]} : {short_euros(sums[one])}",
            )
        )
    return drawn


def _offsets(
    order: Sequence[tuple[str, str, str]],
    side: int,
    bars: Mapping[str, Bar],
    sums: Mapping[tuple[str, str, str], Decimal],
    scale: float,
) -> dict[tuple[str, str, str], float]:
    """Return the height at which the middle of each ribbon meets its bar."""
    used: dict[str, float] = defaultdict(float)
    found = {}
    for one in order:
        thick = float(sums[one]) * scale
        found[one] = round(bars[one[side]].y + used[one[side]] + thick / 2, 1)
        used[one[side]] += thick
    return found
