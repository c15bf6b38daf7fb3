"""The cut against oracles of networkx that know nothing of how it is done."""

from itertools import combinations

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


@settings(max_examples=300, deadline=None)
@given(LINKS, NUMBERS, APART)
def test_every_link_is_kept_that_breaks_nothing_beside_all_stronger_ones(links, numbers, apart):
    graph = nx.Graph()
    graph.add_nodes_from(node for link in links for node in link[:2])
    for left, right, _ in strongest_first(links):
        graph.add_edge(left, right)
        if broken(graph, numbers, apart):
            graph.remove_edge(left, right)
    assert cut(links, numbers, apart) == clusters(graph)


@settings(max_examples=300, deadline=None)
@given(LINKS, st.sets(NODES, max_size=6))
def test_between_numbers_the_maximum_spanning_forest_of_their_contraction_stays(links, numbered):
    """With all numbered entities made one, a forest joins no two of them: the heaviest forest is the cheapest cut."""
    rank = {link: place for place, link in enumerate(reversed(strongest_first(links)), start=1)}
    contracted = nx.MultiGraph()
    for link in links:
        left, right = ("numbered" if node in numbered else node for node in link[:2])
        if left != right:
            contracted.add_edge(left, right, weight=rank[link], link=link)
    kept = nx.Graph()
    kept.add_nodes_from(node for link in links for node in link[:2])
    for *_, said in nx.maximum_spanning_edges(contracted, data=True):
        kept.add_edge(*said["link"][:2])
    assert cut(links, {node: node for node in numbered}) == clusters(kept)


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
