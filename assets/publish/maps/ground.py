"""From degrees to paper: a village's own metres, and a round scale at which a stretch of ground fits a frame."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from assets.housing.tracts.middles import middles
from assets.housing.tracts.neighbours import METRES_PER_DEGREE

Shapes = NDArray[np.object_]
Points = NDArray[np.float64]

SCALES = (
    500,
    600,
    750,
    *(step * 10**power for power in range(3, 6) for step in (1, 1.25, 1.5, 2, 2.5, 3, 3.5, 4, 5, 6, 7.5)),
)
"""Scales (1 : n) that a ruler reads; a single building is not drawn larger than the first."""

ASTRAY, TIMES = 2000.0, 8.0
"""A building is astray that stands so many metres, and so many times as far as most, from the midst of its village."""

BARS = tuple(step * 10**power for power in range(5) for step in (1, 2, 5))
"""Lengths of a scale bar in metres."""


def ground(geometries: Sequence[str | None]) -> Shapes:
    """GeoJSON texts (WGS84) as shapes in metres east and north of their midst; None where none is on earth.

    Equirectangular: over the few kilometres of a village no distance is off by more than the thickness of a line.
    """
    texts = np.array([*geometries, None], dtype=object)
    degrees = middles(texts)
    known = ~np.isnan(degrees[:, 0])
    shapes: Shapes = np.asarray(shapely.from_geojson(texts, on_invalid="ignore"), dtype=object)
    shapes[~known] = None
    if not known.any():
        return shapes[:-1]
    middle = np.median(degrees[known], axis=0)
    scale = METRES_PER_DEGREE * np.array([np.cos(np.radians(middle[1])), 1.0])
    return np.asarray(shapely.transform(shapes[:-1], lambda xy: (xy - middle) * scale), dtype=object)


def astray(shapes: Shapes) -> NDArray[np.bool_]:
    """Which of some shapes stand so far from the others that their position must be wrong; False for None."""
    points = np.full((len(shapes), 2), np.nan)
    known = ~shapely.is_missing(shapes)
    points[known] = shapely.get_coordinates(shapely.centroid(shapes[known]))
    if not known.any():
        return known
    away = np.linalg.norm(points - np.nanmedian(points, axis=0), axis=1)
    return np.asarray(np.nan_to_num(away) > max(ASTRAY, TIMES * float(np.nanmedian(away))))


@dataclass(frozen=True)
class Frame:
    """A picture of `width` x `height` mm, north up, on the scale 1 : `scale` around `middle` (metres)."""

    width: float
    height: float
    scale: float
    middle: tuple[float, float]

    @staticmethod
    def around(shapes: Shapes, width: float, most: float, least: float, margin: float) -> Frame:
        """The largest round scale at which some shapes (at least one) fit, on a picture no higher than they need.

        `most` and `least`: bounds of the height; `margin` is left free on all sides; all in mm.
        """
        west, south, east, north = shapely.total_bounds(shapes)
        room = np.array([width, most]) - 2 * margin
        needed = float(max((east - west) / room[0], (north - south) / room[1], 0.0)) * 1000
        scale = next((s for s in SCALES if s >= needed), needed)
        height = min(most, max(least, (north - south) * 1000 / scale + 2 * margin))
        return Frame(width, height, scale, ((west + east) / 2, (south + north) / 2))

    @property
    def mm(self) -> float:
        """Millimetres on paper per metre."""
        return 1000 / self.scale

    def on_paper(self, points: Points) -> Points:
        """Metres east and north as millimetres from the upper left corner."""
        return (points - np.array(self.middle)) * [self.mm, -self.mm] + [self.width / 2, self.height / 2]

    @property
    def bar(self) -> tuple[int, float]:
        """Metres of the scale bar and its length in mm, a quarter of the width at most."""
        metres = max((b for b in BARS if b * self.mm <= self.width / 4), default=BARS[0])
        return metres, metres * self.mm
