"""A component that holds two numbers, or two who are kept apart, is cut.

The cheapest cut is made where there are two sides (`assets.linkage.cheapest`). Where there are more, the weakest link
of every way between two of them goes, which may cost more (docs/decisions/0080).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from assets.linkage.cheapest import severed

Edge = tuple[int, int, float]
"""Two entities, the lesser first, and the weight of their link; no two are named twice."""


def cut(edges: Collection[Edge], numbers: Mapping[int, int], apart: Collection[tuple[int, int]] = ()) -> dict[int, int]:
    """Cluster of every entity named by an edge: none holds two different `numbers`, nor both of a pair kept `apart`.

    Links are taken the strongest first (ties by the entities), those that the cheapest cut severs last, and a link that
    would bring together what must not be is left out. A cluster is named by its least entity.
    """
    leader: dict[int, int] = {}
    number = dict(numbers)
    gone = severed(edges, numbers, apart)
    edges = sorted(edges, key=lambda edge: (edge[:2] in gone, -edge[2], edge[0], edge[1]))
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
