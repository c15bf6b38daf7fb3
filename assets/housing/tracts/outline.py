"""Outlines of tracts: every building's surroundings, put together per tract.

The surroundings of a building are the points nearer to it than to any other (Voronoi cells, from which the United
Kingdom's output areas are made too), as far as the village's buildings reach. Cells of neighbours in Gabriel's sense
touch, so a tract that hangs together has an outline in one piece: whoever doubts the one can look at the other.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray

from assets.housing.tracts.neighbours import METRES_PER_DEGREE, drawn_apart

MARGIN = 20.0
"""Metres that a village's outline reaches beyond the middles of its outer buildings."""


def outlines(degrees: NDArray[np.float64], points: NDArray[np.float64], tract: Sequence[str]) -> dict[str, str]:
    """GeoJSON text of every tract that has a building with a position; `points` are `degrees` in metres (n x 2)."""
    known = np.flatnonzero(~np.isnan(points[:, 0]))
    if len(known) == 0:
        return {}
    spots, of = drawn_apart(points[known]), np.array(tract, dtype=object)[known]
    cells = _cells(spots)
    origin, scale = _scale(degrees[known], points[known])
    found = {}
    for code in sorted(set(of)):
        whole = shapely.transform(shapely.union_all(cells[of == code]), lambda xy: xy * scale + origin)
        found[code] = shapely.to_geojson(shapely.set_precision(whole, 1e-7))
    return found


def _cells(spots: NDArray[np.float64]) -> NDArray[np.object_]:
    """The cell of each of some distinct points, inside the margin around all of them."""
    border = shapely.buffer(shapely.convex_hull(shapely.multipoints(spots)), MARGIN)
    if len(spots) == 1:
        return np.array([border], dtype=object)
    cells = shapely.voronoi_polygons(shapely.multipoints(spots), extend_to=border, ordered=True)
    return np.asarray(shapely.intersection(shapely.get_parts(cells), border), dtype=object)


def _scale(
    degrees: NDArray[np.float64], points: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Origin (degrees) and degrees per metre of the projection that made `points` of `degrees`."""
    latitude = degrees[0, 1] - points[0, 1] / METRES_PER_DEGREE
    scale = 1 / (METRES_PER_DEGREE * np.array([np.cos(np.radians(latitude)), 1.0]))
    return degrees[0] - points[0] * scale, scale
