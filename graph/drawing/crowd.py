"""Springs for thousands of nodes: each is pushed away by the crowds of a grid instead of by every other node."""

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Points = NDArray[np.float64]
    Pairs = NDArray[np.intp]

_STEPS: Final = 80
_CELLS: Final = 20
"""Cells along each side of the grid: 400 crowds, whatever the number of nodes."""
_GOLDEN: Final = np.pi * (3 - 5**0.5)


def crowd(count: int, pairs: "Pairs") -> "Points":
    """Return a point for each of so many nodes, linked ones near each other; the same pairs give the same points."""
    near = (1 / count) ** 0.5
    turns = np.arange(count) * _GOLDEN
    points = np.column_stack([np.cos(turns), np.sin(turns)]) * np.sqrt((np.arange(count) + 0.5) / count)[:, None]
    for step in range(_STEPS):
        forces = _repulsion(points, near) + _attraction(points, pairs, near)
        lengths = np.maximum(np.hypot(*forces.T), 1e-9)[:, None]
        points = points + forces / lengths * np.minimum(lengths, 0.1 * (1 - step / _STEPS))
    return points


def _repulsion(points: "Points", near: float) -> "Points":
    """Push each node away from the middle of each cell, as strongly as there are nodes in it."""
    low = points.min(axis=0)
    side = max(float(np.ptp(points, axis=0).max()), 1e-9) / _CELLS
    places = np.minimum(((points - low) / side).astype(np.intp), _CELLS - 1) @ np.array([1, _CELLS])
    cells, cell, counts = np.unique(places, return_inverse=True, return_counts=True)
    xs, ys = (np.bincount(cell, weights=axis, minlength=len(cells)) / counts for axis in points.T)
    squares = (points[:, :1] - xs) ** 2 + (points[:, 1:] - ys) ** 2 + (near / 2) ** 2
    pushes = counts * near**2 / squares
    away = [
        axis * pushes.sum(axis=1) - np.einsum("ij,j->i", pushes, middles)
        for axis, middles in zip(points.T, (xs, ys), strict=True)
    ]
    return np.column_stack(away)


def _attraction(points: "Points", pairs: "Pairs", near: float) -> "Points":
    """Draw the two ends of each link together, as strongly as the square of their distance."""
    between = points[pairs[:, 0]] - points[pairs[:, 1]]
    pull = between * np.hypot(*between.T)[:, None] / near
    forces = np.zeros_like(points)
    np.add.at(forces, pairs[:, 0], -pull)
    np.add.at(forces, pairs[:, 1], pull)
    return forces
