"""The cut against oracles that know nothing of how it is done: every way to part two sides, components of networkx."""

from itertools import combinations, product

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.linkage.cut import cut

NODES = st.integers(0, 11)
PAIR = st.tuples(NODES, NODES).filter(lambda pair: pair[0] < pair[1])
LINKS = st.lists(st.tuples(PAIR, st.integers(1, 6).map(float)), unique_by=lambda link: link[0], max_size=30).map(
    lambda links: [(*pair, weight) for pair, weight in links]
)
NUMBERS = st.dictionaries(NODES, st.integers(100, 103), max_size=8)
APART = st.lists(PAIR, max_size=6)


def strongest_first(links):
    return sorted(links, key=lambda link: (-link[2], link[0], link[1]))


def broken(graph, numbers, apart):
    """Whether some component holds two numbers, or two that are kept apart."""
    for part in nx.connected_components(graph):
        two = any(a in part and b in part for a, b in apart)
        if two or len({numbers[node] for node in part if node in numbers}) > 1:
            return True
    return False


def clusters(graph):
    return {node: min(part) for part in nx.connected_components(graph) for node in part}


def cost(links, found):
    return sum(weight for left, right, weight in links if found[left] != found[right])


def strongest_kept(links, numbers, apart):
    """Every link that breaks nothing beside all stronger ones."""
    graph = nx.Graph()
    graph.add_nodes_from(node for link in links for node in link[:2])
    for left, right, _ in strongest_first(links):
        graph.add_edge(left, right)
        if broken(graph, numbers, apart):
            graph.remove_edge(left, right)
    return clusters(graph)


def cheapest(links, side):
    """What it costs at least to part 0 from 1; `side` names the one or the other for some nodes."""
    nodes = {node for link in links for node in link[:2]}
    free = sorted(nodes - side.keys())
    ways = (side | dict(zip(free, way, strict=True)) for way in product((0, 1), repeat=len(free)))
    return min(cost(links, way) for way in ways)


@settings(max_examples=200, deadline=None)
@given(LINKS, PAIR, st.dictionaries(NODES, st.integers(0, 1), max_size=2))
def test_nothing_cheaper_parts_two_numbers(links, pair, more):
    numbers = more | {pair[0]: 0, pair[1]: 1}
    graph = nx.Graph([link[:2] for link in links])
    parts = [[link for link in links if link[0] in part] for part in nx.connected_components(graph)]
    found = cut(links, numbers)
    for part in parts:
        named = {node for link in part for node in link[:2]}
        held = {node: number for node, number in numbers.items() if node in named}
        assert cost(part, found) == (cheapest(part, held) if len(set(held.values())) == 2 else 0)


@settings(max_examples=200, deadline=None)
@given(LINKS, PAIR, st.dictionaries(NODES, st.integers(0, 1), max_size=2))
def test_nothing_cheaper_parts_those_who_are_all_kept_apart(links, pair, more):
    side = more | {pair[0]: 0, pair[1]: 1}
    apart = [(one, other) for one in side for other in side if side[one] < side[other]]
    assert cost(links, cut(links, {}, apart)) == cheapest(links, side)


@settings(max_examples=200, deadline=None)
@given(LINKS, NUMBERS, APART)
def test_with_more_sides_every_link_is_kept_that_breaks_nothing_beside_all_stronger_ones(links, numbers, apart):
    found, kept = cut(links, numbers, apart), strongest_kept(links, numbers, apart)
    graph = nx.Graph([link[:2] for link in links])
    for part in nx.connected_components(graph):
        inside = [link for link in links if link[0] in part]
        assert cost(inside, found) <= cost(inside, kept)
        if len({numbers[node] for node in part if node in numbers}) > 2:
            assert {node: found[node] for node in part} == {node: kept[node] for node in part}


@settings(max_examples=200, deadline=None)
@given(LINKS, NUMBERS, APART)
def test_no_two_linked_clusters_could_be_one(links, numbers, apart):
    """Nothing is cut that need not be."""
    found = cut(links, numbers, apart)
    for left, right, _ in links:
        if found[left] != found[right]:
            whole = nx.Graph()
            whole.add_nodes_from(node for node in found if found[node] in (found[left], found[right]))
            whole.add_edges_from(combinations(sorted(whole), 2))
            assert broken(whole, numbers, apart)
