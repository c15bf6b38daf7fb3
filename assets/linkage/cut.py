"""The cheapest cut: a component that holds two numbers is taken apart at its weakest links."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

Edge = tuple[int, int, float]
"""Two entities and the weight of their link."""


def cut(edges: Iterable[Edge], numbers: Mapping[int, int]) -> dict[int, int]:
    """Cluster of every entity named by an edge, so that no cluster holds two different `numbers`.

    Links are taken the strongest first (ties by the entities), and a link that would bring two numbers together is
    left out: on every path between two numbers the weakest link goes. A cluster is named by its least entity.
    """
    leader: dict[int, int] = {}
    number = dict(numbers)

    def find(entity: int) -> int:
        leader.setdefault(entity, entity)
        while leader[entity] != entity:
            leader[entity] = leader[leader[entity]]
            entity = leader[entity]
        return entity

    for left, right, _ in sorted(edges, key=lambda edge: (-edge[2], edge[0], edge[1])):
        low, high = sorted((find(left), find(right)))
        a, b = number.get(low), number.get(high)
        if low == high or (a is not None and b is not None and a != b):
            continue
        leader[high] = low
        if a is None and b is not None:
            number[low] = b
    return {entity: find(entity) for entity in leader}
