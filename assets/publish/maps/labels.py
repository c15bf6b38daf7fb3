"""Labels that never overlap: every one as large as its neighbours leave room for, shorter where they leave little.

Two labels centred on their buildings are apart if they are so in breadth or in height; both grow with the type size, so
the largest size at which a pair is apart is a quotient, and the least over all pairs is a label's own size. What stays
too small to be read is said in fewer words, at last not at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import floor

import numpy as np
from numpy.typing import NDArray

from assets.publish.maps.ground import Points

Lines = tuple[str, ...]
SMALLEST, LARGEST = 1.9, 3.2
"""Type sizes in mm: 5.4 and 9 points."""
LEADING = 1.15
"""Height of a line in type sizes."""


def place_labels(
    points: Points, wordings: Sequence[Sequence[Lines]], width: float, height: float
) -> list[tuple[float, Lines]]:
    """Type size (mm) and lines of the label at each point (mm); no lines where there is no room.

    `wordings` holds the ways of saying a label, from the longest to the shortest.
    """
    said = [[*ways, ()] for ways in wordings]
    at = [0] * len(said)
    extent = np.array([extent_of(ways[0]) for ways in said]).reshape(-1, 2)
    while True:
        sizes = np.minimum(_apart(points, extent), _inside(points, extent, width, height))
        sizes[extent[:, 0] == 0] = LARGEST
        worst = int(np.argmin(sizes)) if len(sizes) else 0
        if not len(sizes) or sizes[worst] >= SMALLEST:
            break
        worst = _wider(points, extent, worst)
        at[worst] += 1
        extent[worst] = extent_of(said[worst][at[worst]])
    return [(floor(min(size, LARGEST) * 100) / 100, said[i][at[i]]) for i, size in enumerate(sizes.tolist())]


def extent_of(lines: Lines) -> tuple[float, float]:
    """Width and height in type sizes: a Chinese character is as wide as the type, a figure about half."""
    width = max((sum(1.0 if ord(c) > 0x2E7F else 0.58 for c in line) for line in lines), default=0.0)
    return width + 0.3 * (width > 0), len(lines) * LEADING


def _pairs(points: Points, extent: NDArray[np.float64]) -> NDArray[np.float64]:
    """The largest size at which each two labels are apart (n x n); infinite for a label and itself or none."""
    away = np.abs(points[:, None] - points[None])
    room = (extent[:, None] + extent[None]) / 2
    size = (away / np.maximum(room, 1e-9)).max(axis=2)
    empty = extent[:, 0] == 0
    size[empty[:, None] | empty[None] | np.eye(len(points), dtype=bool)] = np.inf
    return size


def _apart(points: Points, extent: NDArray[np.float64]) -> NDArray[np.float64]:
    return _pairs(points, extent).min(axis=1, initial=np.inf)


def _inside(points: Points, extent: NDArray[np.float64], width: float, height: float) -> NDArray[np.float64]:
    """The largest size at which a label stays inside the picture."""
    room = np.minimum(points, np.array([width, height]) - points)
    return (2 * room / np.maximum(extent, 1e-9)).min(axis=1, initial=np.inf)


def _wider(points: Points, extent: NDArray[np.float64], one: int) -> int:
    """The wider of a label and the one that is most in its way."""
    sizes = _pairs(points, extent)[one]
    other = int(np.argmin(sizes))
    return other if np.isfinite(sizes[other]) and sizes[other] < SMALLEST and extent[other, 0] > extent[one, 0] else one
