"""The tracts of one village: a pure function of its buildings, so that villages may be cut in any order, anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assets.housing.tracts.bounds import Bounds
from assets.housing.tracts.carried import carried, kept
from assets.housing.tracts.neighbours import metres, neighbours
from assets.housing.tracts.outline import outlines
from assets.housing.tracts.partition import divide
from assets.housing.tracts.trees import Graph
from assets.registry.rules import TractRules

FIRST_VIRTUAL = 900
"""Tracts are numbered from 001 inside a village; numbers from here on are virtual tracts (census 2010)."""


@dataclass(frozen=True)
class Village:
    """Buildings of a village, or the parts of over-large ones, in its order: group or estate, number, staircase, floor.

    `dwellings` in each; `degrees` (n x 2) longitude and latitude, NaN where no map knows them; `place` numbers the
    group or estate; `area` what tracts may not reach across (the grid, or 0 for all); `tract` the code that the office
    gave or that last month gave, None for new ones; `given`: the office's are kept whatever their size; `last` is the
    highest number given to a tract of the village so far.
    """

    region: str
    dwellings: NDArray[np.int64]
    degrees: NDArray[np.float64]
    place: NDArray[np.int64]
    area: NDArray[np.int64]
    tract: Sequence[str | None]
    given: bool
    last: int = 0


@dataclass(frozen=True)
class Divided:
    """The tract code of each building of a village, and the outline of each tract as GeoJSON text."""

    tract: list[str]
    outline: dict[str, str]


def divide_village(village: Village, rules: TractRules) -> Divided:
    """Cut a village into tracts, or carry on those that it has."""
    codes, known = np.unique([t or "" for t in village.tract], return_inverse=True)
    known = np.where(codes[known] == "", -1, known).astype(np.int64)
    points = metres(village.degrees) if not np.isnan(village.degrees).all() else village.degrees
    labels = np.zeros(len(known), dtype=np.int64)
    for area in np.unique(village.area):
        nodes = np.flatnonzero(village.area == area)
        graph = _graph(village.dwellings[nodes], points[nodes], village.place[nodes])
        labels[nodes] = _labels(graph, known[nodes], rules, village.given) + labels.max(initial=0) + 1
    tract = _named(village, np.unique(labels, return_inverse=True)[1])
    return Divided(tract, outlines(village.degrees, points, tract))


def _graph(dwellings: NDArray[np.int64], points: NDArray[np.float64], place: NDArray[np.int64]) -> Graph:
    edges = neighbours(points, place)
    lengths = np.nan_to_num(np.linalg.norm(points[edges[:, 0]] - points[edges[:, 1]], axis=1))
    return Graph(dwellings, edges, lengths)


def _labels(graph: Graph, known: NDArray[np.int64], rules: TractRules, given: bool) -> NDArray[np.int64]:
    bounds = Bounds.of(rules)
    if (known < 0).all():
        return divide(graph.sizes, graph.edges, graph.lengths, bounds)
    dense = np.full(len(known), -1)
    dense[known >= 0] = np.unique(known[known >= 0], return_inverse=True)[1]
    return carried(graph, dense, bounds) if given else kept(graph, dense, bounds, Bounds.kept(rules))


def _named(village: Village, labels: NDArray[np.int64]) -> list[str]:
    """Codes of the parts: the code that most of a part's dwellings had, each given once; else the next free number."""
    shares: dict[tuple[int, str], int] = {}
    for label, code, dwellings in zip(labels.tolist(), village.tract, village.dwellings.tolist(), strict=True):
        if code:
            shares[label, code] = shares.get((label, code), 0) + dwellings + 1
    names: dict[int, str] = {}
    for (label, code), _ in sorted(shares.items(), key=lambda share: (-share[1], share[0])):
        if label not in names and code not in names.values():
            names[label] = code
    last = village.last
    for label in dict.fromkeys(labels.tolist()):
        if label not in names:
            last += 1
            names[label] = f"{village.region}{last:03d}"
    return [names[label] for label in labels.tolist()]
