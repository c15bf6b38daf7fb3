"""The cheapest cut through a component that has two sides: two numbers, or two entities that are kept apart.

It costs what can flow from the one side to the other at most (Ford and Fulkerson 1956). With more sides no quick way to
the cheapest cut is known (Dahlhaus et al. 1994), and none is looked for.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

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

    Of several cuts at one price the one nearest to the side with the greater number, or the greater of the two.
    """
    graph = nx.Graph()
    held = sum(round(weight * PER_BIT) for *_, weight in edges)
    for left, right, weight in edges:
        graph.add_edge(left, right, capacity=held if weight >= FIXED else round(weight * PER_BIT))
    pairs = [pair for pair in apart if not _numbered(pair, numbers)]
    found: set[tuple[int, int]] = set()
    for part in nx.connected_components(graph):
        if len(part) <= EXACT and (sides := _sides(part, numbers, pairs)):
            found |= _between(graph.subgraph(part), sides)
    return found


def _numbered(pair: tuple[int, int], numbers: Mapping[int, int]) -> bool:
    """Whether their numbers say already that they are two."""
    return pair[0] in numbers and pair[1] in numbers and numbers[pair[0]] != numbers[pair[1]]


def _sides(part: Collection[int], numbers: Mapping[int, int], pairs: Iterable[tuple[int, int]]) -> Sides | None:
    """The two sides of a component; None where it has none, or more."""
    held = sorted({numbers[entity] for entity in part if entity in numbers})
    met = [sorted(pair) for pair in pairs if pair[0] in part and pair[1] in part]
    if len(held) == 2 and not met:
        one, other = ([entity for entity in part if numbers.get(entity) == number] for number in held)
        return one, other
    if len(held) < 2 and len(met) == 1:
        ((low, high),) = met
        return [low], [high]
    return None


def _between(part: nx.Graph, sides: Sides) -> set[tuple[int, int]]:
    network = nx.Graph(part)
    for end, side in zip(("one", "other"), sides, strict=True):
        network.add_edges_from((end, entity) for entity in side)
    _, (here, _) = nx.minimum_cut(network, "one", "other")
    return {(min(link), max(link)) for link in part.edges if (link[0] in here) != (link[1] in here)}
