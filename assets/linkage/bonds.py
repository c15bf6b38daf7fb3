"""What decisions mean for this month's entities: who is tied together, and who is kept apart, whatever rules say.

A tie is all entities that decisions, or the rule on a wrong number in a ledger, make one person before anything is
linked. Where a rule and a decision disagree, the rule gives way.
"""

from __future__ import annotations

import duckdb

from assets.linkage import content
from assets.linkage.components import components

BONDED = """
    select place, bond, apart from linkage._bond join (
        select rowid as place, source, source_record_key from standard.person_record) using (source, source_record_key)
"""
"""The records of this month that decisions speak of."""


def part_numbers(con: duckdb.DuckDBPyConnection) -> None:
    """Of two who state one number and are decided to be two persons, the less supported one has borrowed it.

    The better one is whom the police know by the number, then whom more records name; changes `linkage._verdict`.
    """
    content.tell(
        con,
        f"(from ({BONDED}) join linkage._row using (place))",
    )
    con.execute(f"""
        create or replace temp table bearer as
        select distinct verdict.profile, verdict.number_key, bond, verdict.verdict,
            ({content.police_sql("mask")}, records, -verdict.profile) as support
        from ({BONDED}) join linkage._row using (place) join linkage._profile using (profile)
        join linkage._verdict as verdict using (profile) where apart is not null and verdict <> 'borrowed'
    """)
    con.execute("""
        update linkage._verdict set verdict = 'borrowed' where profile in (
            select weaker.profile from bearer as weaker
            join bearer as better on better.number_key = weaker.number_key and better.support > weaker.support
            join linkage._kept_apart on a = weaker.bond and b = better.bond)
    """)
    con.execute("drop table bearer")


def build(con: duckdb.DuckDBPyConnection) -> None:
    """Make `linkage._tie` (entity, tie) and `linkage._tie_apart` (a, b: ties, in both orders).

    Rows that a decision denies leave `linkage._wrong_number`, `linkage._two_numbers`, `linkage._edge` and `_ruled`.
    """
    con.execute(f"""
        create or replace table linkage._bonded as
        select distinct bond, entity from ({BONDED}) join linkage._row using (place)
        join linkage._member using (profile)
    """)
    con.execute("create or replace table linkage._denied (entity bigint)")
    _tie(con)
    con.execute("""
        insert into linkage._denied
        select entity from linkage._wrong_number join linkage._tie using (entity)
        where tie in (select a from linkage._tie_apart where a = b)
    """)
    con.execute("delete from linkage._wrong_number where entity in (from linkage._denied)")
    _tie(con)
    for table in ("_edge", "_ruled", "_two_numbers"):
        con.execute(f"""
            delete from linkage.{table} as pair
            using linkage._tie as tl, linkage._tie as tr, linkage._tie_apart as apart
            where tl.entity = pair.l and tr.entity = pair.r and apart.a = tl.tie and apart.b = tr.tie
        """)
    con.execute("drop table linkage._bonded")
    con.execute("drop table linkage._denied")


def _tie(con: duckdb.DuckDBPyConnection) -> None:
    """Components over entities and bonds; a bond is a node below zero."""
    con.execute("""
        create or replace temp table tie_link as
        select -bond as l, entity as r from linkage._bonded
        union all select entity, person from linkage._wrong_number
    """)
    con.execute("create or replace temp table tie_node as select l as node from tie_link union select r from tie_link")
    components(con, "tie_node", "tie_link", "linkage._tie")
    con.execute("""
        create or replace table linkage._tie_apart as
        select distinct tie_a.component as a, tie_b.component as b from linkage._kept_apart as kept
        join linkage._tie as tie_a on tie_a.node = -kept.a join linkage._tie as tie_b on tie_b.node = -kept.b
    """)
    con.execute("""
        create or replace table linkage._tie as
        select node as entity, component as tie from linkage._tie where node > 0
    """)
    con.execute("drop table tie_link; drop table tie_node")
