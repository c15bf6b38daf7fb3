"""The cheapest cut: a component that holds two numbers, or two decided to be two persons, is taken apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

Edge = tuple[int, int, float]
"""Two entities and the weight of their link."""


def cut(edges: Iterable[Edge], numbers: Mapping[int, int], apart: Iterable[tuple[int, int]] = ()) -> dict[int, int]:
    """Cluster of every entity named by an edge: none holds two different `numbers`, nor both of a pair kept `apart`.

    Links are taken the strongest first (ties by the entities), and a link that would bring together what must not be
    is left out: on every path between two such entities the weakest link goes. A cluster is named by its least entity.
    """
    leader: dict[int, int] = {}
    number = dict(numbers)
    edges = sorted(edges, key=lambda edge: (-edge[2], edge[0], edge[1]))
    foes = _foes(apart, {entity for edge in edges for entity in edge[:2]})

    def find(entity: int) -> int:
        leader.setdefault(entity, entity)
        while leader[entity] != entity:
            leader[entity] = leader[leader[entity]]
            entity = leader[entity]
        return entity

    for left, right, _ in edges:
        low, high = sorted((find(left), find(right)))
        a, b = number.get(low), number.get(high)
        if low == high or (a is not None and b is not None and a != b):
            continue
        if any(find(foe) == high for foe in foes.get(low, ())):
            continue
        leader[high] = low
        if a is None and b is not None:
            number[low] = b
        foes.setdefault(low, set()).update(foes.pop(high, ()))
    return {entity: find(entity) for entity in leader}


def _foes(apart: Iterable[tuple[int, int]], named: set[int]) -> dict[int, set[int]]:
    """For every named entity, the named ones it is kept apart from."""
    foes: dict[int, set[int]] = {}
    for left, right in apart:
        if left in named and right in named:
            foes.setdefault(left, set()).add(right)
            foes.setdefault(right, set()).add(left)
    return foes
