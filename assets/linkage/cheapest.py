"""The cheapest cut through a component that has two sides, as two numbers or twins with their papers are.

Everybody of the one side is another than everybody of the other. The cut costs what can flow from side to side at most
(Ford and Fulkerson 1956). With more sides no quick way to the cheapest cut is known (Dahlhaus et al. 1994), and none is
looked for.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from itertools import combinations

import networkx as nx

from assets.linkage.choice import FIXED

EXACT = 1_000
"""Entities of the largest component in which it is looked for; much smaller ones stop the month (checks/linkage.py)."""
PER_BIT = 1_000
"""Weights are counted in whole thousandths of a bit, so that sums are the same in whatever order they are made."""

Sides = tuple[Collection[int], Collection[int]]


def severed(
    edges: Collection[tuple[int, int, float]], numbers: Mapping[int, int], apart: Iterable[tuple[int, int]]
) -> set[tuple[int, int]]:
    """The links (l, r) that the cheapest cuts go through; one of weight `FIXED` costs more than all others together.

    Of several cuts at one price the one farthest from the side on which the least entity is.
    """
    graph = nx.Graph()
    held = sum(round(weight * PER_BIT) for *_, weight in edges)
    for left, right, weight in edges:
        graph.add_edge(left, right, capacity=held if weight >= FIXED else round(weight * PER_BIT))
    found: set[tuple[int, int]] = set()
    for part in nx.connected_components(graph):
        if len(part) <= EXACT and (sides := _sides(part, numbers, apart)):
            found |= _between(graph.subgraph(part), sides)
    return found


def _sides(part: Collection[int], numbers: Mapping[int, int], apart: Iterable[tuple[int, int]]) -> Sides | None:
    """The two sides of a component, that of the least entity first; None where it has none, or is no matter of two."""
    foes = nx.Graph([pair for pair in apart if pair[0] in part and pair[1] in part])
    numbered = [entity for entity in part if entity in numbers]
    foes.add_edges_from((a, b) for a, b in combinations(numbered, 2) if numbers[a] != numbers[b])
    if not foes or not nx.is_connected(foes) or not nx.is_bipartite(foes):
        return None
    one, other = sorted(nx.bipartite.sets(foes), key=min)
    return (one, other) if foes.number_of_edges() == len(one) * len(other) else None


def _between(part: nx.Graph, sides: Sides) -> set[tuple[int, int]]:
    network = nx.Graph(part)
    for end, side in zip(("one", "other"), sides, strict=True):
        network.add_edges_from((end, entity) for entity in side)
    _, (here, _) = nx.minimum_cut(network, "one", "other")
    return {(min(link), max(link)) for link in part.edges if (link[0] in here) != (link[1] in here)}
