"""Moving points until the rectangles around them no longer meet; the same points always end in the same places."""

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Points = NDArray[np.float64]

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
    overlap = np.minimum(high[:, None], high[None, :]) - np.maximum(low[:, None], low[None, :])
    hits = np.triu((overlap > 0).all(axis=2), 1)
    if not hits.any():
        return None
    first, second = np.nonzero(hits)
    moves = np.zeros_like(points)
    depth = overlap[first, second]
    axis = np.argmin(depth, axis=1)
    middles = (low + high) / 2
    direction = np.where(middles[first, axis] <= middles[second, axis], -1.0, 1.0)
    step = direction * (depth[np.arange(len(first)), axis] / 2 + 0.5)
    np.add.at(moves, (first, axis), step)
    np.add.at(moves, (second, axis), -step)
    return moves


def _column(points: "Points", rectangles: "Points") -> "Points":
    """Put everything one under the other: the last resort, for points that will not part."""
    tops = np.concatenate([[0.0], np.cumsum(rectangles[:-1, 3] - rectangles[1:, 1])])
    return np.column_stack([np.zeros(len(points)), tops])
