"""Who is placed after the core: those only mentioned, and those whom two persons supported about equally well."""

from __future__ import annotations

import duckdb

from assets.linkage.components import components


def build(con: duckdb.DuckDBPyConnection, certain: float, margin: float) -> None:
    """Make `linkage._attached` (entity, component) and `linkage._apart` (node, component) from links of `certain` up.

    An entity is attached where its best cluster leads the next one by `margin` bits.
    """
    _attach(con, certain, margin)
    _join_mentions(con, certain)


def _attach(con: duckdb.DuckDBPyConnection, certain: float, margin: float) -> None:
    con.execute(f"""
        create or replace table linkage._attached as
        with late as (select node as entity from linkage._mention union from linkage._waiting),
        towards as (
            select l as entity, r as other, weight from linkage._edge where probability >= {certain}
            union all select r, l, weight from linkage._edge where probability >= {certain}),
        per_cluster as (
            select towards.entity, component, max(weight) as weight
            from towards join late using (entity) join linkage._component on node = other
            where other not in (from linkage._waiting) group by all),
        ranked as (
            select *, row_number() over (partition by entity order by weight desc, component) as place,
                lead(weight) over (partition by entity order by weight desc, component) as next_weight
            from per_cluster)
        select entity, component from ranked where place = 1 and coalesce(weight - next_weight, {margin}) >= {margin}
    """)


def _join_mentions(con: duckdb.DuckDBPyConnection, certain: float) -> None:
    """Mentions of somebody who has no record of his own are joined among themselves."""
    con.execute("""
        create or replace table linkage._alone as
        select node from linkage._mention where node not in (select entity from linkage._attached)
    """)
    con.execute(f"""
        create or replace table linkage._alone_link as
        select edge.l, edge.r from linkage._edge as edge
        join linkage._alone as a on a.node = edge.l join linkage._alone as b on b.node = edge.r
        where probability >= {certain}
    """)
    components(con, "linkage._alone", "linkage._alone_link", "linkage._apart")
    con.execute("drop table linkage._alone")
    con.execute("drop table linkage._alone_link")
