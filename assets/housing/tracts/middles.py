"""Middles of buildings."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray


def middles(geometries: NDArray[Any]) -> NDArray[np.float64]:
    """Longitude and latitude (n x 2) of the middle of each GeoJSON geometry; NaN where there is none on earth."""
    shapes = shapely.from_geojson(geometries, on_invalid="ignore")
    middle = shapely.get_coordinates(shapely.centroid(np.where(shapely.is_empty(shapes), None, shapes)))
    degrees = np.full((len(geometries), 2), np.nan)
    degrees[~shapely.is_missing(shapes) & ~shapely.is_empty(shapes)] = middle
    on_earth = (np.abs(degrees) <= np.array([180.0, 85.0])).all(axis=1) & (degrees != 0).any(axis=1)
    return np.where(on_earth[:, None], degrees, np.nan)
