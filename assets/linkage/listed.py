"""Who stands on a list under his own name is not whom another row of it means that only resembles him.

A ledger lists a home person by person: 老王 in it is not the 王强 whom it lists there too, but the one of the family
whom it does not list. So a row that could be of several in a family (a form of address, a character written wrongly, a
child without a name) goes to the one who is left, and a brother or twin who is listed himself is never merged with it.
What both state of a number is left to the model; one certificate is one child, also where a later list names it.
"""

from __future__ import annotations

import duckdb

from assets.linkage import names, ruled


def build(con: duckdb.DuckDBPyConnection) -> None:
    """Take from `linkage._edge` the pairs whose names only resemble each other where a list names both at one home."""
    con.execute(f"""
        create or replace table linkage._resembling as
        with named as (
            select edge.l, edge.r, {names.sides("a", "b")} from linkage._edge as edge
            join linkage._entity as a on a.entity = edge.l join linkage._entity as b on b.entity = edge.r
            where a.full_name is distinct from b.full_name
                and (coalesce(a.number, a.number_head) is null or coalesce(b.number, b.number_head) is null))
        select l, r, full_name_l, full_name_r from named where {names.level_sql()} not in {names.AGREEING}
    """)
    ruled.part(
        con,
        "listed",
        """
            with asked as (
                select l as entity, full_name_r as name, l, r from linkage._resembling where full_name_r is not null
                union all
                select r, full_name_l, l, r from linkage._resembling where full_name_l is not null),
            home as (
                select profile, is_self, name_key, bit, home_key from linkage._row
                where home_key is not null)
            select distinct l, r from asked join linkage._member using (entity)
            join home as own using (profile) join home as other using (bit, home_key)
            where other.is_self and other.name_key = hash(asked.name)
            except
            select own.entity, other.entity
            from linkage._one_each as own join linkage._one_each as other using (source, number)
        """,
    )
    con.execute("drop table linkage._resembling")
