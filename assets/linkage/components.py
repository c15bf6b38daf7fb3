"""Connected components in SQL: every node takes the least label around it until nothing changes."""

from __future__ import annotations

import duckdb


def components(con: duckdb.DuckDBPyConnection, nodes: str, edges: str, into: str) -> None:
    """Make table `into` (node, component) from tables `nodes` (node) and `edges` (l, r); component = its least node.

    Labels spread along the edges and then jump to their label's label, so that long chains take few rounds.
    """
    con.execute(f"create or replace temp table both_ways as select l, r from {edges} union select r, l from {edges}")
    con.execute(f"create or replace temp table labels as select node, node as component from {nodes}")
    while True:
        con.execute("""
            create or replace temp table spread as
            with around as (
                select l as node, min(component) as least from both_ways join labels on node = r group by l),
            lowered as (
                select node, least(component, coalesce(least, component)) as component
                from labels left join around using (node))
            select lowered.node, least(lowered.component, jump.component) as component
            from lowered join lowered as jump on jump.node = lowered.component
        """)
        changed = con.execute("""
            select count(*) from labels join spread using (node) where labels.component <> spread.component
        """).fetchall()[0][0]
        con.execute("create or replace temp table labels as from spread")
        if not changed:
            break
    con.execute(f"create or replace table {into} as from labels")
    for table in ("both_ways", "labels", "spread"):
        con.execute(f"drop table {table}")
