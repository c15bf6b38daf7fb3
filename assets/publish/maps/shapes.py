"""Shapes as SVG paths."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import shapely

from assets.publish.maps.ground import Points

SMALLEST = 2.0
"""Millimetres: what is drawn smaller, or known as a point alone, is a square of this size."""


def path(shape: Any, place: Callable[[Points], Points], smallest: float = 0.0) -> str:
    """The `d` of a shape's rings after `place`; a square around its middle where it is smaller than `smallest`."""
    rings = [place(shapely.get_coordinates(ring)) for ring in shapely.get_parts(shapely.get_rings(shape))]
    corners = np.concatenate(rings) if rings else np.zeros((1, 2))
    if not rings or np.ptp(corners, axis=0).max() < smallest:
        middle = place(shapely.get_coordinates(shapely.centroid(shape)))
        rings = [middle + np.array([[-1, -1], [1, -1], [1, 1], [-1, 1], [-1, -1]]) * smallest / 2]
    return "".join(f"M{'L'.join(f'{x:.1f} {y:.1f}' for x, y in ring[:-1].tolist())}Z" for ring in rings)
