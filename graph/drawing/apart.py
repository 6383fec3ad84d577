"""Moving points until the rectangles around them no longer meet; the same points always end in the same places."""

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Points = NDArray[np.float64]
    Ranks = NDArray[np.intp]

_PUSHES: Final = 150
_ROUNDS: Final = 40
_WIDENING: Final = 1.08


def apart(points: "Points", rectangles: "Points") -> "Points":
    """Push overlapping rectangles apart, and widen the whole when pushing is not enough."""
    for _ in range(_ROUNDS):
        for _ in range(_PUSHES):
            moves = _push(points, rectangles)
            if moves is None:
                return points
            points = points + moves
        points = points * _WIDENING
    return _column(points, rectangles)


def _push(points: "Points", rectangles: "Points") -> "Points | None":
    """Return how far to move each point, half of each overlap along its shorter side; None when nothing overlaps."""
    low, high = points + rectangles[:, :2], points + rectangles[:, 2:]
    first, second = _met(low, high)
    if not len(first):
        return None
    moves = np.zeros_like(points)
    depth = np.minimum(high[first], high[second]) - np.maximum(low[first], low[second])
    axis = np.argmin(depth, axis=1)
    middles = (low + high) / 2
    direction = np.where(middles[first, axis] <= middles[second, axis], -1.0, 1.0)
    step = direction * (depth[np.arange(len(first)), axis] / 2 + 0.5)
    np.add.at(moves, (first, axis), step)
    np.add.at(moves, (second, axis), -step)
    return moves


def _met(low: "Points", high: "Points") -> "tuple[Ranks, Ranks]":
    """Return the pairs of rectangles that overlap, in the order of their ranks: a sweep from left to right."""
    order = np.argsort(low[:, 0], kind="stable")
    reach = np.searchsorted(low[order, 0], high[order, 0])  # up to where others begin before this one ends
    counts = reach - np.arange(len(order)) - 1
    left = np.repeat(np.arange(len(order)), counts)
    right = left + 1 + np.arange(len(left)) - np.repeat(np.cumsum(counts) - counts, counts)
    one, other = order[left], order[right]
    hit = (low[one, 1] < high[other, 1]) & (low[other, 1] < high[one, 1])
    first, second = np.minimum(one[hit], other[hit]), np.maximum(one[hit], other[hit])
    ranks = np.lexsort((second, first))
    return first[ranks], second[ranks]


def _column(points: "Points", rectangles: "Points") -> "Points":
    """Put everything one under the other: the last resort, for points that will not part."""
    tops = np.concatenate([[0.0], np.cumsum(rectangles[:-1, 3] - rectangles[1:, 1])])
    return np.column_stack([np.zeros(len(points)), tops])
