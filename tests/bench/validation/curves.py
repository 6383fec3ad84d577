"""The curves of the measures as SVG: seconds against focus nodes, both on logarithmic scales."""

from collections import defaultdict
from collections.abc import Iterable
from math import log10
from typing import Final

WIDE, TALL, LEFT, FOOT = 720, 420, 60, 40
FROM, TO, LEAST, MOST = 3.5, 6.2, -0.5, 3.2
COLOURS: Final = ("#0072B2", "#D55E00", "#009E73", "#CC79A7")


def curves(points: Iterable[tuple[str, int, float]]) -> str:
    """Return the picture of (engine, focus nodes, seconds)."""
    lines: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for engine, focus, seconds in sorted(points):
        lines[engine].append((_x(log10(focus)), _y(log10(seconds))))
    body = [*_grid(), *(_line(name, line, COLOURS[n % len(COLOURS)]) for n, (name, line) in enumerate(lines.items()))]
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {TALL}" font-family="sans-serif" font-size="13">'
    )
    return "\n".join([head, f'<rect width="{WIDE}" height="{TALL}" fill="#fff"/>', *body, "</svg>"]) + "\n"


def _x(power: float) -> float:
    return round(LEFT + (power - FROM) / (TO - FROM) * (WIDE - LEFT - 110), 1)


def _y(power: float) -> float:
    return round((TALL - FOOT) - (power - LEAST) / (MOST - LEAST) * (TALL - FOOT - 20), 1)


def _grid() -> Iterable[str]:
    right, foot = WIDE - 110, TALL - FOOT
    for power in (4, 5, 6):
        x = _x(power)
        yield f'<path d="M{x} 20V{foot}" stroke="#ddd"/>'
        yield f'<text x="{x}" y="{foot + 18}" text-anchor="middle">{10**power:,}</text>'
    for power in (0, 1, 2, 3):
        y = _y(power)
        yield f'<path d="M{LEFT} {y}H{right}" stroke="#ddd"/>'
        yield f'<text x="{LEFT - 8}" y="{y + 4}" text-anchor="end">{10**power:,} s</text>'
    yield f'<text x="{(LEFT + right) / 2}" y="{TALL - 6}" text-anchor="middle">focus nodes (nœuds vérifiés)</text>'


def _line(name: str, line: list[tuple[float, float]], colour: str) -> str:
    path = " ".join(f"{x},{y}" for x, y in line)
    dots = "".join(f'<circle cx="{x}" cy="{y}" r="3.5" fill="{colour}"/>' for x, y in line)
    x, y = line[-1]
    return (
        f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>{dots}'
        f'<text x="{x + 9}" y="{y + 4}" fill="{colour}">{name}</text>'
    )
