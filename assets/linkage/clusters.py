"""Scored pairs to clusters: components, the rule that two numbers are two persons, and mentions last.

Who is only mentioned never holds two others together. Grain of `linkage._cluster`: entity.
"""

from __future__ import annotations

import duckdb
import pyarrow as pa

from assets.linkage import choice, doubt, late
from assets.linkage.components import components
from assets.linkage.cut import cut
from assets.registry.run import Run

SCRATCH = (
    "core", "mention", "number_of", "choice", "waiting", "core_link", "component", "torn", "repaired", "attached",
    "apart",
)  # fmt: skip


def build(con: duckdb.DuckDBPyConnection, run: Run) -> None:
    """Make `linkage._cluster` (entity, cluster, probability) and `linkage._unsure` (l, r, probability, reason)."""
    certain = run.rules.linkage.certain
    _nodes(con)
    choice.build(con, certain)
    _clusters_of_core(con)
    late.build(con, certain, choice.MARGIN)
    _assemble(con)
    doubt.build(con, run.rules.linkage.possible, choice.MARGIN)
    for table in SCRATCH:
        con.execute(f"drop table linkage._{table}")


def _nodes(con: duckdb.DuckDBPyConnection) -> None:
    """The core (who speaks for himself or has an own number), who is only mentioned, and the core's number classes.

    Entities of different number classes are never one person.
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
        select entity, coalesce(person, entity) as number
        from linkage._entity left join linkage._wrong_number using (entity) where written18 is not null
    """)


def _clusters_of_core(con: duckdb.DuckDBPyConnection) -> None:
    """Components of the core, those with two numbers cut."""
    components(con, "linkage._core", "linkage._core_link", "linkage._component")
    con.execute("""
        create or replace table linkage._torn as
        select component from linkage._component join linkage._number_of on entity = node
        group by component having count(distinct number) > 1
    """)
    edges = con.execute("""
        select l, r, weight from linkage._core_link join linkage._component on node = l
        where component in (select component from linkage._torn) order by l, r
    """).fetchall()
    numbers = con.execute("""
        select entity, number from linkage._number_of join linkage._component on node = entity
        where component in (select component from linkage._torn)
    """).fetchall()
    con.execute("create or replace table linkage._repaired (node integer, component integer)")
    if mended := list(cut(edges, dict(numbers)).items()):
        con.register("linkage_mended", pa.table({"node": [n for n, _ in mended], "component": [c for _, c in mended]}))
        con.execute("insert into linkage._repaired from linkage_mended")
        con.unregister("linkage_mended")
    con.execute("""
        update linkage._component set component = repaired.component
        from linkage._repaired as repaired where repaired.node = _component.node
    """)


def _assemble(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("""
        create or replace table linkage._cluster as
        with placed as (
            select node as entity, coalesce(attached.component, own.component) as component
            from linkage._component as own left join linkage._attached as attached on attached.entity = node
            union all
            select entity, component from linkage._attached where entity in (select node from linkage._mention)
            union all select node, component from linkage._apart),
        inside as (
            select edge.l, edge.r, probability from linkage._edge as edge
            join placed as a on a.entity = edge.l join placed as b on b.entity = edge.r and a.component = b.component),
        best as (
            select entity, max(probability) as probability from (
                select l as entity, probability from inside union all select r, probability from inside)
            group by entity)
        select entity, (min(entity) over (partition by component))::integer as cluster, probability
        from placed left join best using (entity)
    """)
