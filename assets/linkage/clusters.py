"""Scored pairs to clusters: components, the rule that two numbers are two persons, and mentions last.

A record without number goes to the person who supports it best, and to nobody if another is about as good; who is only
mentioned never holds two others together. Grain of `linkage._cluster`: entity.
"""

from __future__ import annotations

import duckdb
import pyarrow as pa

from assets.linkage import doubt, late
from assets.linkage.components import components
from assets.linkage.cut import cut
from assets.registry.run import Run

MARGIN = 3.0
"""Bits by which the best supported person must lead the next one."""
FIXED = 1_000.0
"""Weight of a link that a rule made; no evidence outweighs it."""
SCRATCH = (
    "core", "mention", "number_of", "link", "waiting", "core_link", "component", "torn", "repaired", "attached",
    "apart",
)  # fmt: skip


def build(con: duckdb.DuckDBPyConnection, run: Run) -> None:
    """Make `linkage._cluster` (entity, cluster, probability) and `linkage._unsure` (l, r, probability, reason)."""
    certain = run.rules.linkage.certain
    _nodes(con)
    _choose(con, certain)
    _clusters_of_core(con)
    late.build(con, certain, MARGIN)
    _assemble(con)
    doubt.build(con)
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


def _choose(con: duckdb.DuckDBPyConnection, certain: float) -> None:
    """Of an entity's links to numbers only those to the best one stay; it waits if the next is about as good."""
    con.execute(f"""
        create or replace table linkage._link as
        with towards as (
            select l as entity, r as other, weight from linkage._edge
            union all select r, l, weight from linkage._edge),
        per_number as (
            select towards.entity, number_of.number, max(weight) as weight
            from towards join linkage._number_of as number_of on number_of.entity = towards.other
            where towards.entity not in (select entity from linkage._number_of)
            group by towards.entity, number_of.number),
        ranked as (
            select *, row_number() over (partition by entity order by weight desc, number) as place,
                lead(weight) over (partition by entity order by weight desc, number) as next_weight
            from per_number)
        select entity, number, weight, coalesce(weight - next_weight, {MARGIN}) >= {MARGIN} as clear
        from ranked where place = 1
    """)
    con.execute("create or replace table linkage._waiting as select entity from linkage._link where not clear")
    con.execute(f"""
        create or replace table linkage._core_link as
        with sided as (
            select edge.*, coalesce(nl.number, nr.number) as number,
                case when nl.number is not null then edge.r when nr.number is not null then edge.l end as open
            from linkage._edge as edge
            join linkage._core as cl on cl.node = edge.l join linkage._core as cr on cr.node = edge.r
            left join linkage._number_of as nl on nl.entity = edge.l
            left join linkage._number_of as nr on nr.entity = edge.r
            where probability >= {certain} and l not in (from linkage._waiting) and r not in (from linkage._waiting))
        select l, r, sided.weight from sided left join linkage._link as link on link.entity = open
        where open is null or link.number = sided.number
        union all
        select least(entity, person), greatest(entity, person), {FIXED} from linkage._wrong_number
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
