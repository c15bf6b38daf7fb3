"""Which buildings of a village stand side by side: the edges along which a tract may run on.

Buildings with a position are neighbours in the sense of Gabriel: no third building stands in the circle between them.
That graph is connected and part of the Delaunay triangulation, so what hangs together here does so by every customary
graph. A building without a position hangs behind the one with the next number; a village without any map is one row
of buildings in the order of group, estate and number.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import Delaunay, KDTree, QhullError

Edges = NDArray[np.int64]
Points = NDArray[np.float64]

METRES_PER_DEGREE = 111_320.0
APART = 0.5
"""Metres by which buildings on one spot, or the parts of one building, are drawn apart (eastwards)."""


def metres(degrees: Points) -> Points:
    """Longitude and latitude (n x 2, WGS84) as metres east and north of the village's middle; NaN stays NaN."""
    middle = np.nanmean(degrees, axis=0)
    scale = METRES_PER_DEGREE * np.array([np.cos(np.radians(middle[1])), 1.0])
    return (degrees - middle) * scale


def drawn_apart(points: Points) -> Points:
    """The points (n x 2, metres) with those on one spot put side by side, `APART` from each other."""
    spot = np.unique(np.round(points / APART).astype(np.int64), axis=0, return_inverse=True)[1].ravel()
    order = np.argsort(spot, kind="stable")
    first = np.searchsorted(spot[order], spot[order])
    rank = np.empty(len(points), dtype=np.int64)
    rank[order] = np.arange(len(points)) - first
    # All of a shared spot stand at its first point: what lay a hand's breadth apart keeps its order.
    stand = np.where((rank > 0)[:, None], points[order[np.searchsorted(spot[order], spot)]], points)
    return stand + np.stack([rank * APART, np.zeros(len(points))], axis=1)


def gabriel(points: Points) -> Edges:
    """Pairs (m x 2, indices) of neighbours among distinct points (n x 2, metres): a connected graph."""
    if len(points) < 3:
        return row(np.arange(len(points)))
    try:
        triangles = Delaunay(points)
    except QhullError:  # all on one line
        spread = np.argmax(np.ptp(points, axis=0))
        return row(np.lexsort((points[:, 1 - spread], points[:, spread])))
    pairs = np.sort(np.concatenate([triangles.simplices[:, [i, j]] for i, j in ((0, 1), (1, 2), (0, 2))]), axis=1)
    pairs = np.unique(pairs, axis=0).astype(np.int64)
    middle, radius = points[pairs].mean(axis=1), np.linalg.norm(points[pairs[:, 0]] - points[pairs[:, 1]], axis=1) / 2
    third = KDTree(points).query(middle, k=3)[0][:, 2]
    left_out = triangles.coplanar[:, [0, 2]].astype(np.int64)
    return joined(np.concatenate([pairs[third > radius * (1 + 1e-9)], left_out]), pairs, len(points))


def joined(edges: Edges, more: Edges, n: int) -> Edges:
    """`edges` and so many of `more` as join their components, should rounding have parted them."""
    for edge in more:
        of = components(edges, n)
        if of.max(initial=0) == 0:
            break
        if of[edge[0]] != of[edge[1]]:
            edges = np.concatenate([edges, edge[None]])
    return edges


def components(edges: Edges, n: int) -> NDArray[np.int64]:
    """The component (0, 1, …) that each of `n` nodes lies in."""
    links = coo_array((np.ones(len(edges)), (edges[:, 0], edges[:, 1])), shape=(n, n))
    return connected_components(links, directed=False)[1].astype(np.int64)


def row(order: NDArray[np.int64]) -> Edges:
    """Nodes in one row: each beside the next of `order`."""
    return np.stack([order[:-1], order[1:]], axis=1).astype(np.int64).reshape(-1, 2)


def neighbours(points: Points, place: NDArray[np.int64]) -> Edges:
    """Pairs of neighbours among the buildings of a village.

    `points` is n x 2 in metres, NaN where no position is known; rows stand in the order of the village (group, estate,
    number); `place` numbers the group or estate of each.
    """
    known = np.flatnonzero(~np.isnan(points[:, 0]))
    if len(known) == 0:
        return row(np.arange(len(points)))
    edges = known[gabriel(drawn_apart(points[known]))].reshape(-1, 2)
    return np.concatenate([edges, hung(np.isnan(points[:, 0]), place)])


def hung(unknown: NDArray[np.bool_], place: NDArray[np.int64]) -> Edges:
    """Edges of buildings without a position; rows of one place stand together.

    Each hangs behind the one before it of its place, those before the first known one behind the one after them; a
    place without any position hangs as one row behind the last known building of the place before it.
    """
    at = np.arange(len(unknown))
    known = np.flatnonzero(~unknown)
    start = np.searchsorted(place, place)  # first row of the place
    first = np.append(known, len(unknown))[np.searchsorted(known, start)]
    has_known = (first < len(unknown)) & (place[np.minimum(first, len(unknown) - 1)] == place)
    elsewhere = known[np.maximum(np.searchsorted(known, start) - 1, 0)]
    host = np.where(has_known & (at < first), at + 1, at - 1)
    host = np.where(~has_known & (at == start), elsewhere, host)
    return np.stack([at[unknown], host[unknown]], axis=1).astype(np.int64)
