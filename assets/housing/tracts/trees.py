"""Spanning trees of a graph of buildings, and where to cut them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from heapq import heappop, heappush

import numpy as np
from numpy.typing import NDArray

CLOSE_ENOUGH = 0.02
"""A cut whose sides miss the even share by less than this share of it ends the search."""


@dataclass(frozen=True)
class Graph:
    """Buildings with their dwellings (`sizes`), neighbours (`edges`, m x 2) and distances (`lengths`, metres).

    `seed` is that of the trees drawn.
    """

    sizes: NDArray[np.int64]
    edges: NDArray[np.int64]
    lengths: NDArray[np.float64]
    seed: int = 0

    def part(self, nodes: NDArray[np.int64]) -> Graph:
        """The graph among some of its nodes, numbered anew in their order."""
        new = np.full(len(self.sizes), -1)
        new[nodes] = np.arange(len(nodes))
        edges = new[self.edges]
        kept = (edges >= 0).all(axis=1)
        return Graph(self.sizes[nodes], edges[kept], self.lengths[kept], self.seed)

    @cached_property
    def is_tree(self) -> bool:
        """Whether there is only one spanning tree to draw."""
        return len(self.edges) < len(self.sizes)

    @cached_property
    def beside(self) -> list[list[tuple[int, int]]]:
        """Of every node the edges that end there and the nodes at their other ends."""
        found: list[list[tuple[int, int]]] = [[] for _ in self.sizes]
        for edge, (a, b) in enumerate(self.edges.tolist()):
            found[a].append((edge, b))
            found[b].append((edge, a))
        return found

    def tree(self, draw: np.random.Generator) -> tuple[list[int], list[int]]:
        """A random spanning tree that prefers near neighbours: its nodes from the root on, and everybody's parent.

        Prim's algorithm; on graphs of some dozens of nodes five times as fast as scipy's, whose checks take longer.
        """
        weight = ((self.lengths + 1.0) * draw.uniform(0.1, 1.0, len(self.lengths))).tolist()
        order: list[int] = []
        parent = [-2] * len(self.sizes)
        heap = [(0.0, 0, -1)]
        while heap:
            _, node, above = heappop(heap)
            if parent[node] == -2:
                parent[node] = above
                order.append(node)
                for edge, other in self.beside[node]:
                    if parent[other] == -2:
                        heappush(heap, (weight[edge], other, node))
        return order, parent


@dataclass(frozen=True)
class Cut:
    """One side of a cut: which nodes it holds, and for how many parts it stands; `miss` is 0 for even sides."""

    inside: NDArray[np.bool_]
    parts: int
    miss: float


def best_cut(graph: Graph, parts: int, trees: int, *, one: bool = False) -> Cut | None:
    """The best cut of a connected graph into two sides for `parts` parts; None where it has a single node.

    `one`: the cut-off side is to be a single part; else the sides are to be of like size, where the trees allow it.
    """
    if len(graph.sizes) < 2:
        return None
    draw = np.random.default_rng(graph.seed)
    best: tuple[float, list[int], list[int], int, int] | None = None
    for _ in range(1 if graph.is_tree else trees):
        order, parent = graph.tree(draw)
        miss, node, side = _where(_below(graph.sizes, order, parent), order[1:], parts, one)
        if best is None or miss < best[0]:
            best = miss, order, parent, node, side
        if best[0] < CLOSE_ENOUGH:
            break
    assert best is not None
    miss, order, parent, node, side = best
    return Cut(_descendants(order, parent, node), side, miss)


def _below(sizes: NDArray[np.int64], order: list[int], parent: list[int]) -> NDArray[np.int64]:
    """Dwellings of every node and all below it."""
    total = sizes.tolist()
    for node in order[:0:-1]:
        total[parent[node]] += total[node]
    return np.array(total)


def _where(below: NDArray[np.int64], nodes: list[int], parts: int, one: bool) -> tuple[float, int, int]:
    """How far the best cut misses, the node that it is made above, and the parts of the side below.

    A side of j parts should have j shares of all dwellings; a miss is told per part of the smaller side.
    """
    all_of = int(below.max())
    share = max(all_of / parts, 1e-9)
    j = np.arange(1, parts) if one or parts < 4 else np.arange(parts // 3, parts - parts // 3 + 1)
    if one:
        j = np.array([1, parts - 1]) if parts > 2 else np.array([1])
    miss = np.abs(below[nodes][:, None] - j * share) / share / np.minimum(j, parts - j)
    at = int(np.argmin(miss))
    row, column = divmod(at, len(j))
    return float(miss[row, column]), nodes[row], int(j[column])


def _descendants(order: list[int], parent: list[int], top: int) -> NDArray[np.bool_]:
    inside = [False] * len(order)
    inside[top] = True
    for node in order[1:]:
        if inside[parent[node]]:
            inside[node] = True
    return np.array(inside)
