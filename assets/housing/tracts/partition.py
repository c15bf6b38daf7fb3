"""A village's buildings cut into contiguous parts of even size.

Where trees branch a cut leaves both sides whole: random spanning trees are drawn (near neighbours first) and cut where
the sides come closest to the size wanted, as the recombination of electoral districts does (DeFord, Duchin, Solomon
2021) and the United Kingdom's output areas do with their postcodes (ons.gov.uk, output area production). Parts outside
the bounds are then joined with a neighbour and cut again. The draws are seeded: equal villages are cut equally.
"""

from __future__ import annotations

from itertools import product

import numpy as np
from numpy.typing import NDArray

from assets.housing.tracts.bounds import OUTSIDE, Bounds, cost
from assets.housing.tracts.cover import cover
from assets.housing.tracts.neighbours import Edges, components, row
from assets.housing.tracts.runs import runs
from assets.housing.tracts.trees import Cut, Graph, best_cut

Sizes = NDArray[np.int64]
Labels = NDArray[np.int64]

TREES, MENDING_TREES = 8, 12
"""Spanning trees drawn for one cut, and for one that is to mend a part outside the bounds."""

ATTEMPTS = 6
"""How often a village is cut anew while tracts are outside the bounds: of blocks of flats 3 gained 8 %, 8 two more."""

COUNTS = 3
"""Numbers of tracts that are tried for one village."""

SEARCHED = 80
"""Buildings of a village up to which an exact search is tried."""

ROUNDS = 4
"""Cuts that mend per part of the village, at most."""


def divide(sizes: Sizes, edges: Edges, lengths: NDArray[np.float64], bounds: Bounds) -> Labels:
    """The part (0, 1, …) of each building of a connected village.

    `sizes` are dwellings per building, `edges` (m x 2) the neighbours and `lengths` their distances in metres.
    """
    if len(edges) == len(sizes) - 1 and (edges == row(np.arange(len(sizes)))).all():
        return runs(sizes, bounds)
    best: tuple[float, Labels] | None = None
    for seed, parts in product(range(ATTEMPTS), bounds.parts(int(sizes.sum()))[:COUNTS]):
        graph = Graph(sizes, edges, lengths, seed)
        labels = mend(graph, _halved(graph, parts), bounds)
        price = cost(sizes_of(sizes, labels), bounds)
        best = min(best or (price, labels), (price, labels), key=lambda found: found[0])
        if best[0] < OUTSIDE / 2:
            break
    assert best is not None
    return _searched(Graph(sizes, edges, lengths), best[1], bounds)


def _searched(graph: Graph, labels: Labels, bounds: Bounds) -> Labels:
    """The parts, or others of which fewer are outside the bounds, where few large buildings allow an exact search."""
    size = sizes_of(graph.sizes, labels)
    outside = int(((size < bounds.lower) | (size > bounds.upper)).sum())
    if len(graph.sizes) > SEARCHED:
        return labels
    tried = (cover(graph, bounds, fewer) for fewer in range(outside))
    return next((found for found in tried if found is not None), labels)


def _halved(graph: Graph, parts: int) -> Labels:
    """So many parts, made by cutting in two again and again."""
    labels = np.zeros(len(graph.sizes), dtype=np.int64)
    waiting, done = [(np.arange(len(labels)), parts)], 0
    while waiting:
        nodes, wanted = waiting.pop()
        cut = best_cut(graph.part(nodes), wanted, TREES) if wanted > 1 else None
        if cut is None:
            labels[nodes], done = done, done + 1
        else:
            waiting += [(nodes[~cut.inside], wanted - cut.parts), (nodes[cut.inside], cut.parts)]
    return labels


def mend(graph: Graph, labels: Labels, bounds: Bounds) -> Labels:
    """The parts with those outside the bounds joined with neighbours and cut again, as long as that helps."""
    labels = labels.copy()
    tried: set[frozenset[int]] = set()
    for _ in range(ROUNDS * (int(labels.max(initial=0)) + 1)):
        group = _next_group(graph, labels, bounds, tried)
        if group is None:
            break
        nodes = np.flatnonzero(np.isin(labels, list(group)))
        again = _cut_again(graph.part(nodes), labels[nodes], bounds)
        if again is None:
            tried.add(group)
            continue
        _relabel(labels, nodes, again, sorted(group))
        tried = {other for other in tried if not other & group}
    return np.unique(labels, return_inverse=True)[1].astype(np.int64)


def sizes_of(sizes: Sizes, labels: Labels) -> Sizes:
    """Dwellings per part."""
    return np.bincount(labels, weights=sizes).astype(np.int64)


def _next_group(graph: Graph, labels: Labels, bounds: Bounds, tried: set[frozenset[int]]) -> frozenset[int] | None:
    """A part outside the bounds alone if it is too large, with a neighbour, or with two, whatever was not tried yet."""
    size = sizes_of(graph.sizes, labels)
    far = np.maximum(np.maximum(bounds.lower - size, size - bounds.upper), 0)
    sides = np.unique(np.sort(labels[graph.edges], axis=1), axis=0)
    twos = [frozenset((int(a), int(b))) for a, b in sides if a != b]
    threes = (two | other for two in twos if far[list(two)].any() for other in twos if len(two & other) == 1)
    for groups in ((frozenset((int(a),)) for a in np.flatnonzero(size > bounds.upper)), twos, threes):
        left = [g for g in groups if g not in tried and far[list(g)].any()]
        if left:
            return min(left, key=lambda g: (-far[list(g)].max(), -far[list(g)].sum(), sorted(g)))
    return None


def _cut_again(part: Graph, old: Labels, bounds: Bounds) -> Labels | None:
    """Another division of some joined parts that is better than `old`, as labels 0, 1, …; None if none is found."""
    was = np.unique(old, return_inverse=True)[1]
    best: tuple[float, Labels] | None = None
    for parts in sorted({int(was.max()) + 1, *bounds.parts(int(part.sizes.sum()))}):
        labels = _divided(part, parts)
        if labels is not None:
            price = cost(sizes_of(part.sizes, labels), bounds)
            best = min(best or (price, labels), (price, labels), key=lambda found: found[0])
    return best[1] if best and best[0] < cost(sizes_of(part.sizes, was), bounds) - 1e-9 else None


def _divided(part: Graph, parts: int) -> Labels | None:
    labels = np.zeros(len(part.sizes), dtype=np.int64)
    rest, left = np.arange(len(part.sizes)), parts
    while left > 1:
        cut: Cut | None = best_cut(part.part(rest), left, MENDING_TREES, one=True)
        if cut is None:
            return None
        labels[rest[cut.inside]] = left - 1
        rest, left = rest[~cut.inside], left - 1
    return labels


def _relabel(labels: Labels, nodes: NDArray[np.int64], again: Labels, group: list[int]) -> None:
    names = [*group, *range(int(labels.max()) + 1, int(labels.max()) + 2 + int(again.max()))]
    labels[nodes] = np.array(names)[again]


def contiguous(labels: Labels, edges: Edges) -> bool:
    """Whether every part hangs together."""
    same = edges[labels[edges[:, 0]] == labels[edges[:, 1]]]
    return int(components(same, len(labels)).max(initial=-1)) == int(labels.max(initial=-1))
