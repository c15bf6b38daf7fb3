"""An exact search for contiguous parts inside the bounds, for villages of few large buildings.

Where the trees of partition.py leave parts outside the bounds it tells whether that has to be so: every part is grown
from the building that has fewest neighbours left, and a branch is given up as soon as what it leaves over cannot be
told into parts by its number of dwellings. Large buildings leave few branches; a number of steps bounds the rest.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from assets.housing.tracts.bounds import Bounds
from assets.housing.tracts.trees import Graph

STEPS = 30_000
"""Branches that are looked at for one village and number of parts outside, about a tenth of a second."""

WORST = 0.5
"""Share of the target by which a part that must be outside the bounds may miss them."""

Nodes = int
"""Some buildings of a village, a bit for each."""


def cover(graph: Graph, bounds: Bounds, outside: int) -> NDArray[np.int64] | None:
    """Labels (0, 1, …) of a division of a connected graph with at most `outside` parts outside the bounds.

    None where there is none, or where it was not found within the steps.
    """
    search = _Search(graph, bounds)
    try:
        parts = search.divide((1 << len(graph.sizes)) - 1, outside)
    except TimeoutError:
        return None
    if parts is None:
        return None
    labels = np.zeros(len(graph.sizes), dtype=np.int64)
    for label, part in enumerate(parts):
        labels[list(_each(part))] = label
    return labels


class _Search:
    """The buildings' dwellings and neighbours, and how many steps are left."""

    def __init__(self, graph: Graph, bounds: Bounds) -> None:
        self.sizes = graph.sizes.tolist()
        self.beside = [0] * len(self.sizes)
        for a, b in graph.edges.tolist():
            self.beside[a] |= 1 << b
            self.beside[b] |= 1 << a
        self.bounds = bounds
        self.least, self.most = round(bounds.target * (1 - WORST)), round(bounds.target * (1 + WORST))
        self.steps = STEPS

    def divide(self, nodes: Nodes, outside: int) -> list[Nodes] | None:
        """Parts of some buildings, piece by piece with as few outside as there must be."""
        pieces = list(self._pieces(nodes))
        needed = [int(not self._adds_up(piece)) for piece in pieces]
        parts: list[Nodes] = []
        spare = outside - sum(needed)
        for piece, least in zip(pieces, needed, strict=True):
            tries = ((n, self._grow(piece, *self._start(piece), n)) for n in range(least, least + spare + 1))
            found = next(((n, parts) for n, parts in tries if parts is not None), None)
            if found is None:
                return None
            spare -= found[0] - least
            parts += found[1]
        return parts

    def _start(self, nodes: Nodes) -> tuple[Nodes, Nodes, Nodes]:
        """A part of one building: that with fewest neighbours among `nodes`, where there is least to choose."""
        first = min(_each(nodes), key=lambda i: ((self.beside[i] & nodes).bit_count(), -self.sizes[i], i))
        return 1 << first, self.beside[first] & nodes, 1 << first

    def _grow(self, nodes: Nodes, part: Nodes, border: Nodes, barred: Nodes, outside: int) -> list[Nodes] | None:
        """Parts of `nodes` of which one contains `part`, none of `barred` but what it has, and grows along `border`."""
        self.steps -= 1
        if self.steps < 0:
            raise TimeoutError
        size = self._total(part)
        is_outside = not self.bounds.lower <= size <= self.bounds.upper
        if not is_outside or (outside and size >= self.least):
            rest = self.divide(nodes & ~part, outside - is_outside)
            if rest is not None:
                return [part, *rest]
        for node in _each(border & ~barred):
            barred |= 1 << node
            if size + self.sizes[node] <= (self.most if outside else self.bounds.upper):
                wider = (border | self.beside[node]) & nodes & ~part
                found = self._grow(nodes, part | 1 << node, wider, barred, outside)
                if found is not None:
                    return found
        return None

    def _adds_up(self, nodes: Nodes) -> bool:
        total = self._total(nodes)
        return -(-total // self.bounds.upper) * self.bounds.lower <= total

    def _total(self, nodes: Nodes) -> int:
        return sum(self.sizes[i] for i in _each(nodes))

    def _pieces(self, nodes: Nodes) -> Iterator[Nodes]:
        while nodes:
            piece = border = nodes & -nodes
            while border:
                new = self.beside[(border & -border).bit_length() - 1] & nodes & ~piece
                border = (border & (border - 1)) | new
                piece |= new
            yield piece
            nodes ^= piece


def _each(nodes: Nodes) -> Iterator[int]:
    while nodes:
        yield (nodes & -nodes).bit_length() - 1
        nodes &= nodes - 1
