import duckdb
import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.linkage.components import components

NODES = 30
GRAPHS = st.lists(st.tuples(st.integers(0, NODES - 1), st.integers(0, NODES - 1)).map(sorted).map(tuple), max_size=40)


@settings(max_examples=40, deadline=None)
@given(GRAPHS)
def test_components_are_those_of_networkx(pairs):
    graph = nx.Graph([pair for pair in pairs if pair[0] != pair[1]])
    graph.add_nodes_from(range(NODES))
    expected = {node: min(part) for part in nx.connected_components(graph) for node in part}
    con = duckdb.connect()
    con.execute("create table nodes as select range::integer as node from range(?)", [NODES])
    con.execute("create table edges (l integer, r integer)")
    con.executemany("insert into edges values (?, ?)", [(-1, -1), *graph.edges])
    components(con, "nodes", "edges", "parts")
    assert dict(con.execute("select node, component from parts").fetchall()) == expected


def test_a_long_chain_is_one_component():
    con = duckdb.connect()
    con.execute("create table nodes as select range::integer as node from range(2000)")
    con.execute("create table edges as select range::integer as l, range::integer + 1 as r from range(1999)")
    components(con, "nodes", "edges", "parts")
    assert con.execute("select distinct component from parts").fetchall() == [(0,)]
