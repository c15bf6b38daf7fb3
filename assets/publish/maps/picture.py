"""The drawing on a page: what of a village stands in a frame, as the strings and numbers that the template places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from assets.publish.maps.ground import Frame, Points, Shapes
from assets.publish.maps.labels import Lines, extent_of, place_labels
from assets.publish.maps.rows import Building
from assets.publish.maps.shapes import SMALLEST, path

MARGIN = 9.0
"""Millimetres around the outermost buildings: room for their labels and a glimpse of what comes next."""

ORDINARY = 2.4
"""Type size in mm by which it is told whether a building has room for its label."""


@dataclass(frozen=True)
class Label:
    """Lines of a label around a point; `size` is that of the type; all in mm."""

    x: float
    y: float
    size: float
    lines: Lines


@dataclass(frozen=True)
class Shape:
    """A building: how it is shaded, whether its border is disputed, and its path."""

    building: Building
    path: str


@dataclass(frozen=True)
class Picture:
    """A map of `width` x `height` mm; `transform` puts the village's drawing (metres) on it, `pen` is 1 mm there."""

    width: float
    height: float
    scale: str
    bar: tuple[int, float]
    transform: str
    pen: float
    shapes: list[Shape]
    labels: list[Label]
    others: list[Label]


def draw(
    frame: Frame, buildings: Sequence[Building], shapes: Shapes, others: list[tuple[str, shapely.Geometry]]
) -> Picture:
    """The buildings of a page with their labels, and the numbers of the `others`, tracts that reach into the frame."""
    worded = [wordings(building) for building in buildings]
    points = _label_points(frame, shapes, worded)
    placed = place_labels(points, worded, frame.width, frame.height)
    left, top = frame.on_paper(np.zeros((1, 2)))[0]
    return Picture(
        width=round(frame.width, 1),
        height=round(frame.height, 1),
        scale=f"1:{frame.scale:,.0f}",
        bar=(frame.bar[0], round(frame.bar[1], 2)),
        transform=f"translate({left:.2f} {top:.2f}) scale({frame.mm:.5g})",
        pen=round(1 / frame.mm, 3),
        shapes=[
            Shape(building, path(shape, frame.on_paper, SMALLEST))
            for building, shape in zip(buildings, shapes, strict=True)
        ],
        labels=_labels(points, placed),
        others=_others(frame, others),
    )


def _label_points(frame: Frame, shapes: Shapes, worded: list[list[Lines]]) -> Points:
    """Inside a building that has room for its label, else below it."""
    points = frame.on_paper(shapely.get_coordinates(shapely.centroid(shapes)).reshape(-1, 2))
    size = np.maximum(np.ptp(shapely.bounds(shapes).reshape(-1, 2, 2), axis=1) * frame.mm, SMALLEST)
    needed = np.array([extent_of(ways[0]) for ways in worded]).reshape(-1, 2) * ORDINARY
    below = np.where((size >= needed).all(axis=1), 0.0, (size + needed)[:, 1] / 2)
    return points + np.stack([np.zeros(len(size)), below], axis=1)


def wordings(building: Building) -> list[Lines]:
    """How a building's label may be worded, the longest first."""
    called = building.name if building.number in building.name else f"{building.number} {building.name}".strip()
    counts = f"{building.dwellings}套{building.households}户" + (f"空{building.vacant}" if building.vacant else "")
    ways: list[Lines] = [(called, counts), (building.number, counts)] if building.dwellings > 1 else []
    return [*ways, (called,), (building.number,)]


def _labels(points: Points, placed: list[tuple[float, Lines]]) -> list[Label]:
    return [
        Label(round(x, 2), round(y, 2), size, lines)
        for (x, y), (size, lines) in zip(points.tolist(), placed, strict=True)
        if lines
    ]


def _others(frame: Frame, outlines: list[tuple[str, shapely.Geometry]]) -> list[Label]:
    """The number of every other tract, where a good piece of it lies in the frame."""
    half = np.array([frame.width, frame.height]) / 2 / frame.mm
    (west, south), (east, north) = np.array(frame.middle) - half, np.array(frame.middle) + half
    seen = [(number, shapely.clip_by_rect(shape, west, south, east, north)) for number, shape in outlines]
    large = [(number, piece) for number, piece in seen if shapely.area(piece) * frame.mm**2 > 200]
    if not large:
        return []
    points = frame.on_paper(shapely.get_coordinates(shapely.point_on_surface([piece for _, piece in large])))
    return [
        Label(round(x, 2), round(y, 2), 5.0, (number,))
        for (number, _), (x, y) in zip(large, points.tolist(), strict=True)
    ]
