import random

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from assets.linkage.choice import FIXED
from assets.linkage.cut import cut

EDGES = st.lists(
    st.tuples(st.integers(0, 14), st.integers(0, 14), st.integers(1, 9).map(float)).filter(lambda e: e[0] < e[1]),
    unique_by=lambda e: e[:2],
    max_size=40,
)
NUMBERS = st.dictionaries(st.integers(0, 14), st.integers(100, 103), max_size=8)


@given(EDGES, NUMBERS)
def test_no_cluster_holds_two_numbers(edges, numbers):
    held = {}
    for entity, cluster in cut(edges, numbers).items():
        if entity in numbers:
            held.setdefault(cluster, set()).add(numbers[entity])
    assert all(len(found) == 1 for found in held.values())


@given(EDGES, NUMBERS)
def test_a_link_is_only_left_out_between_two_numbers(edges, numbers):
    clusters = cut(edges, numbers)
    held = {clusters[e]: n for e, n in numbers.items() if e in clusters}
    for left, right, _ in edges:
        a, b = clusters[left], clusters[right]
        assert a == b or (held.get(a) is not None and held.get(b) is not None and held[a] != held[b])


@given(EDGES)
def test_without_numbers_nothing_is_cut(edges):
    graph = nx.Graph([edge[:2] for edge in edges])
    assert cut(edges, {}) == {node: min(part) for part in nx.connected_components(graph) for node in part}


@given(EDGES, NUMBERS, st.randoms())
def test_the_order_of_the_links_does_not_matter(edges, numbers, order: random.Random):
    shuffled = edges[:]
    order.shuffle(shuffled)
    assert cut(shuffled, numbers) == cut(edges, numbers)


def test_the_weakest_link_between_two_numbers_goes():
    assert cut([(1, 2, 9.0), (2, 3, 4.0), (3, 4, 8.0)], {1: 100, 4: 101}) == {1: 1, 2: 1, 3: 3, 4: 3}


def test_one_strong_link_is_cheaper_than_two_that_are_weaker():
    links = [(1, 2, 10.0), (2, 3, 9.9), (2, 4, 9.9), (3, 4, 9.9), (3, 5, 9.8), (4, 5, 9.8)]
    assert cut(links, {1: 100, 5: 101}) == {1: 1, 2: 2, 3: 2, 4: 2, 5: 2}


def test_a_link_that_people_made_outweighs_all_others():
    others = [link for node in range(3, 9) for link in ((2, node, 400.0), (node, 9, 400.0))]
    found = cut([(1, 2, FIXED), *others], {1: 100, 9: 101})
    assert found[1] == found[2] != found[9]


APART = st.lists(st.tuples(st.integers(0, 14), st.integers(0, 14)).filter(lambda pair: pair[0] < pair[1]), max_size=6)


@given(EDGES, NUMBERS, APART)
def test_no_cluster_holds_two_that_are_kept_apart(edges, numbers, apart):
    clusters = cut(edges, numbers, apart)
    assert clusters.keys() == {entity for edge in edges for entity in edge[:2]}
    assert all(clusters[a] != clusters[b] for a, b in apart if a in clusters and b in clusters)


@given(EDGES, APART)
def test_a_link_is_only_left_out_where_it_would_join_two_kept_apart(edges, apart):
    clusters = cut(edges, {}, apart)
    foes = {frozenset((clusters[a], clusters[b])) for a, b in apart if a in clusters and b in clusters}
    assert all(clusters[a] == clusters[b] or frozenset((clusters[a], clusters[b])) in foes for a, b, _ in edges)


def test_the_weakest_link_between_two_kept_apart_goes():
    assert cut([(1, 2, 9.0), (2, 3, 4.0), (3, 4, 8.0)], {}, [(1, 4)]) == {1: 1, 2: 1, 3: 3, 4: 3}
