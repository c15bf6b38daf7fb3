"""Scored pairs to clusters: components, the rule that two numbers are two persons, decisions, and mentions last.

Who is only mentioned never holds two others together. Grain of `linkage._cluster`: entity.
"""

from __future__ import annotations

import duckdb
import pyarrow as pa

from assets.linkage import born_apart, choice, doubt, exceptions, late, one_each
from assets.linkage.components import components
from assets.linkage.cut import Edge, cut
from assets.registry.run import Run

SCRATCH = (
    "core", "mention", "number_of", "waiting", "core_link", "tie_link", "component", "torn", "attached", "apart",
    "component_of", "lesser",
)  # fmt: skip


def build(con: duckdb.DuckDBPyConnection, run: Run) -> None:
    """Make `linkage._cluster` (entity, cluster, probability) and `linkage._unsure` (l, r, probability, reason).

    `linkage._cut` (component, entities) are those that were cut, as large as they were before.
    """
    certain = run.rules.linkage.certain
    con.execute("create or replace table linkage._cut (component bigint, entities bigint)")
    _nodes(con)
    exceptions.rank(con)
    choice.build(con, certain)
    _clusters_of_core(con)
    late.build(con, certain, choice.MARGIN)
    _place(con, certain)
    _assemble(con)
    doubt.build(con, run.rules.linkage.possible, choice.MARGIN)
    for table in SCRATCH:
        con.execute(f"drop table linkage._{table}")


def _nodes(con: duckdb.DuckDBPyConnection) -> None:
    """The core (who speaks for himself or has an own number), who is only mentioned, and the core's number classes.

    Entities of different number classes are never one person; a tie is of one class, as many numbers as it may hold.
    """
    con.execute("""
        create or replace table linkage._core as
        select entity as node from linkage._entity where is_self or written18 is not null
    """)
    con.execute("""
        create or replace table linkage._mention as
        select entity as node from linkage._entity where not (is_self or written18 is not null)
    """)
    con.execute("""
        create or replace table linkage._number_of as
        with numbered as (
            select tie from linkage._entity join linkage._tie using (entity) where written18 is not null)
        select entity, coalesce(tie, entity) as number from linkage._entity left join linkage._tie using (entity)
        where written18 is not null or (tie in (from numbered) and entity in (from linkage._core))
    """)


def _clusters_of_core(con: duckdb.DuckDBPyConnection) -> None:
    """Components of the core; those that hold what must not be together are cut."""
    components(con, "linkage._core", "linkage._core_link", "linkage._component")
    con.execute(f"""
        create or replace table linkage._torn as
        select component from linkage._component join linkage._number_of on entity = node
        group by component having count(distinct number) > 1
        union
        select component from ({_pairs_apart("linkage._component", "node")})
    """)
    edges = con.execute("""
        select l, r, max(weight) from linkage._core_link join linkage._component on node = l
        where component in (from linkage._torn) group by l, r order by l, r
    """).fetchall()
    repair(con, edges, "linkage._component", "node")


def repair(con: duckdb.DuckDBPyConnection, edges: list[Edge], table: str, node: str) -> None:
    """Cut the components `linkage._torn`, whose links these are; the new components of their nodes go into `table`."""
    if not edges:
        return
    con.execute(f"""
        insert into linkage._cut
        select component, count(*) from {table} where component in (from linkage._torn) group by component
    """)
    named = sorted({entity for edge in edges for entity in edge[:2]})
    numbers = con.execute(
        "select entity, number from linkage._number_of semi join (select unnest(?) as entity) using (entity)", [named]
    ).fetchall()
    pairs = con.execute(f"select l, r from ({_pairs_apart(table, node)})").fetchall()
    mended = cut(edges, dict(numbers), pairs)
    con.register("linkage_mended", pa.table({"entity": list(mended), "component": list(mended.values())}))
    con.execute(f"update {table} set component = m.component from linkage_mended as m where m.entity = {table}.{node}")
    con.unregister("linkage_mended")


def _pairs_apart(components: str, node: str) -> str:
    """SQL of (l, r, component), l < r: what stands in one component and decisions, a register or dates keep apart.

    A register and dates give way where a decision made them one person.
    """
    return f"""
        select a.{node} as l, b.{node} as r, a.component
        from {components} as a join linkage._tie as ta on ta.entity = a.{node}
        join linkage._tie_apart as apart on apart.a = ta.tie join linkage._tie as tb on tb.tie = apart.b
        join {components} as b on b.{node} = tb.entity and b.component = a.component
        where a.{node} < b.{node}
        union
        select l, r, component
        from ({one_each.within(components, node)} union {born_apart.within(components, node)})
        left join linkage._tie as tl on tl.entity = l left join linkage._tie as tr on tr.entity = r
        where (tl.tie = tr.tie) is not true
    """


def _place(con: duckdb.DuckDBPyConnection, certain: float) -> None:
    """Core and late ones together; who came late to one from whom he is kept apart leaves again."""
    con.execute("""
        create or replace table linkage._component_of as
        select node as entity, coalesce(attached.component, own.component) as component
        from linkage._component as own left join linkage._attached as attached on attached.entity = node
        union all
        select entity, component from linkage._attached where entity in (select node from linkage._mention)
        union all select node, component from linkage._apart
    """)
    con.execute(f"""
        create or replace table linkage._torn as
        select distinct component from ({_pairs_apart("linkage._component_of", "entity")})
    """)
    edges = con.execute(f"""
        with link as (
            select l, r, weight from linkage._core_link union all select l, r, weight from linkage._tie_link
            union all select l, r, weight from linkage._edge where probability >= {certain})
        select l, r, max(weight) from link
        join linkage._component_of as a on a.entity = l join linkage._component_of as b on b.entity = r
        where a.component = b.component and a.component in (from linkage._torn) group by l, r order by l, r
    """).fetchall()
    repair(con, edges, "linkage._component_of", "entity")


def _assemble(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("""
        create or replace table linkage._cluster as
        with inside as (
            select edge.l, edge.r, probability from linkage._edge as edge
            join linkage._component_of as a on a.entity = edge.l
            join linkage._component_of as b on b.entity = edge.r and a.component = b.component),
        best as (
            select entity, max(probability) as probability from (
                select l as entity, probability from inside union all select r, probability from inside)
            group by entity)
        select entity, min(entity) over (partition by component) as cluster, probability
        from linkage._component_of left join best using (entity)
    """)
