"""The exact search against every division there is."""

from collections.abc import Iterator
from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from assets.housing.tracts import cover as module
from assets.housing.tracts.bounds import Bounds
from assets.housing.tracts.cover import cover
from assets.housing.tracts.partition import contiguous, divide, sizes_of
from assets.housing.tracts.trees import Graph

BOUNDS = Bounds(80, 71, 89)


def graph_of(sizes: list[int], edges: list[tuple[int, int]]) -> Graph:
    return Graph(np.array(sizes), np.array(edges, dtype=np.int64).reshape(-1, 2), np.ones(len(edges)))


def divisions(nodes: list[int]) -> Iterator[list[list[int]]]:
    """Every division of some nodes into parts."""
    if not nodes:
        yield []
        return
    first, rest = nodes[0], nodes[1:]
    for n in range(len(rest) + 1):
        for others in combinations(rest, n):
            left = [node for node in rest if node not in others]
            yield from ([[first, *others], *more] for more in divisions(left))


def fewest_outside(sizes: list[int], edges: list[tuple[int, int]]) -> int | None:
    """Of all contiguous divisions whose parts have 40 to 120: how few are outside the bounds."""
    net = nx.Graph(edges)
    net.add_nodes_from(range(len(sizes)))
    found = []
    for parts in divisions(list(range(len(sizes)))):
        totals = [sum(sizes[i] for i in part) for part in parts]
        if min(totals) >= 40 and max(totals) <= 120 and all(nx.is_connected(net.subgraph(part)) for part in parts):
            found.append(sum(not 71 <= total <= 89 for total in totals))
    return min(found, default=None)


@st.composite
def villages(draw: st.DrawFn) -> tuple[list[int], list[tuple[int, int]]]:
    """Some buildings, each beside one before it, and a few more neighbours."""
    sizes = draw(st.lists(st.sampled_from([0, 8, 12, 24, 31, 36, 48, 60]), min_size=2, max_size=7))
    tree = [(draw(st.integers(0, i - 1)), i) for i in range(1, len(sizes))]
    pairs = list(combinations(range(len(sizes)), 2))
    return sizes, sorted({*tree, *draw(st.lists(st.sampled_from(pairs), max_size=5))})


@settings(max_examples=60, deadline=None)
@given(villages(), st.integers(0, 2))
def test_it_finds_a_division_where_there_is_one(village: tuple[list[int], list[tuple[int, int]]], outside: int) -> None:
    sizes, edges = village
    least = fewest_outside(sizes, edges)
    labels = cover(graph_of(sizes, edges), BOUNDS, outside)
    if least is None or least > outside:
        assert labels is None
    else:
        assert labels is not None and contiguous(labels, np.array(edges))
        totals = sizes_of(np.array(sizes), labels)
        assert sum(not 71 <= total <= 89 for total in totals) <= outside


@settings(max_examples=40, deadline=None)
@given(villages())
def test_no_more_tracts_are_outside_than_must_be(village: tuple[list[int], list[tuple[int, int]]]) -> None:
    sizes, edges = village
    least = fewest_outside(sizes, edges)
    assume(least is not None and edges != [(i - 1, i) for i in range(1, len(sizes))])  # a row is cut by runs.py
    labels = divide(np.array(sizes), np.array(edges), np.ones(len(edges)), BOUNDS)
    totals = sizes_of(np.array(sizes), labels)
    assert contiguous(labels, np.array(edges))
    assert sum(not 71 <= total <= 89 for total in totals) <= least


def test_it_gives_up_after_its_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    village = graph_of([40, 40, 40, 40], [(0, 1), (1, 2), (2, 3)])
    assert cover(village, BOUNDS, 0) is not None
    monkeypatch.setattr(module, "STEPS", 1)
    assert cover(village, BOUNDS, 0) is None
