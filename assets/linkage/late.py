"""Who is placed after the core: those only mentioned, and those whom two persons supported about equally well."""

from __future__ import annotations

import duckdb

from assets.linkage.components import components


def build(con: duckdb.DuckDBPyConnection, certain: float, margin: float) -> None:
    """Make `linkage._attached` (entity, component) and `linkage._apart` (node, component) from links of `certain` up.

    An entity is attached where its best cluster leads the next one by `margin` bits. Who waits without a name stays
    alone: what other rows add to the one or the other of two in a family (a phone, a home) is the family's.
    """
    _attach(con, certain, margin)
    _stay(con)
    _join_mentions(con, certain)


def _attach(con: duckdb.DuckDBPyConnection, certain: float, margin: float) -> None:
    """Those tied together go together: to the core of their tie, else where the best supported of them goes."""
    con.execute(f"""
        create or replace table linkage._attached as
        with tied as (
            select tie, min(component) as component from linkage._tie join linkage._component on node = entity
            where entity not in (from linkage._waiting) group by tie),
        late as (
            select entity, coalesce(tie, entity) as together, tied.component
            from (select node as entity from linkage._mention union from linkage._waiting)
            join linkage._entity using (entity)
            left join linkage._tie using (entity) left join tied using (tie)
            where name is not null or tie is not null or entity not in (from linkage._waiting)),
        shut as (
            select distinct apart.a as together, component from linkage._tie_apart as apart
            join linkage._tie on tie = apart.b join linkage._component on node = entity),
        towards as (
            select l as entity, r as other, weight from linkage._edge where probability >= {certain}
            union all select r, l, weight from linkage._edge where probability >= {certain}),
        per_cluster as (
            select together, own.component, max(weight) as weight
            from towards join late using (entity) join linkage._component as own on node = other
            where late.component is null and other not in (from linkage._waiting) group by all),
        lesser as (
            select distinct a.component, b.component as better from linkage._lesser as pair
            join linkage._number_of as na using (number) join linkage._number_of as nb on nb.number = better
            join linkage._component as a on a.node = na.entity join linkage._component as b on b.node = nb.entity),
        yielding as (
            select own.together, own.component from per_cluster as own join lesser using (component)
            join per_cluster as other on other.together = own.together and other.component = better
            where other.weight > own.weight - {margin}),
        ranked as (
            select *, row_number() over (partition by together order by weight desc, component) as place,
                lead(weight) over (partition by together order by weight desc, component) as next_weight
            from per_cluster anti join shut using (together, component) anti join yielding using (together, component))
        select entity, late.component from late where late.component is not null
        union all
        select entity, ranked.component from late join ranked using (together)
        where late.component is null and place = 1 and coalesce(weight - next_weight, {margin}) >= {margin}
    """)


def _stay(con: duckdb.DuckDBPyConnection) -> None:
    """Where nobody takes a tie, who is only mentioned stays with whoever of it waits."""
    con.execute("""
        insert into linkage._attached
        with waiting as (
            select tie, min(component) as component from linkage._tie join linkage._component on node = entity
            group by tie)
        select entity, component from linkage._tie join waiting using (tie)
        where entity in (from linkage._mention) and entity not in (select entity from linkage._attached)
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
        union
        select l, r from linkage._tie_link
        join linkage._alone as a on a.node = l join linkage._alone as b on b.node = r
    """)
    components(con, "linkage._alone", "linkage._alone_link", "linkage._apart")
    con.execute("drop table linkage._alone")
    con.execute("drop table linkage._alone_link")
