"""Decisions of people, replayed before anything is linked: which records are one person, and which never are.

Works on keys, whether their records are in force or not: A = B and B = C make A = C also in a month without B.
A bond is all records that decisions join. `linkage.link_decision` tells what every decision does this month.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping

import duckdb

from assets.linkage import ledger
from assets.linkage.components import components
from assets.registry.run import Run
from assets.registry.tables import create, load_tables

SCRATCH = ("ledger", "valid_decision", "decided_key", "must", "key_bond", "contradiction")


def build(con: duckdb.DuckDBPyConnection, run: Run) -> None:
    """Make `linkage.link_decision`, `linkage._bond` and `linkage._kept_apart`.

    `linkage._bond`: source, source_record_key, bond, joined (the bond has other records), apart (label, where somebody
    decided that the bond is not another one). `linkage._kept_apart`: a, b, two such bonds, in both orders.
    """
    ledger.load(con, run.workspace, "linkage._ledger")
    _valid(con)
    _bonds(con)
    _contradictions(con)
    _tell(con)
    for table in SCRATCH:
        con.execute(f"drop table linkage._{table}")


def _valid(con: duckdb.DuckDBPyConnection) -> None:
    """Those that decide something and were not withdrawn since, with their keys as numbers."""
    con.execute("""
        create or replace table linkage._decided_key as
        select row_number() over (order by source, source_record_key)::integer as node, source, source_record_key
        from (
            select source_a as source, source_record_key_a as source_record_key from linkage._ledger
            union select source_b, source_record_key_b from linkage._ledger)
    """)
    con.execute("""
        create or replace table linkage._valid_decision as
        with numbered as (
            select said.entry, decision_id, decision, a.node as l, b.node as r
            from linkage._ledger as said
            join linkage._decided_key as a on (a.source, a.source_record_key) = (source_a, source_record_key_a)
            join linkage._decided_key as b on (b.source, b.source_record_key) = (source_b, source_record_key_b))
        select * from numbered as said
        where decision in ('must_link', 'cannot_link') and not exists (
            select 1 from numbered as later
            where later.decision = 'withdrawn' and (later.l, later.r) = (said.l, said.r) and later.entry > said.entry)
    """)


def _bonds(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("""
        create or replace table linkage._must as
        select l, r from linkage._valid_decision where decision = 'must_link'
    """)
    components(con, "linkage._decided_key", "linkage._must", "linkage._key_bond")
    con.execute("""
        create or replace table linkage._kept_apart as
        with said as (
            select a.component as a, b.component as b from linkage._valid_decision
            join linkage._key_bond as a on a.node = l join linkage._key_bond as b on b.node = r
            where decision = 'cannot_link')
        select a, b from said where a <> b union select b, a from said where a <> b
    """)
    con.execute("""
        create or replace table linkage._bond as
        select source, source_record_key, component as bond, count(*) over (partition by component) > 1 as joined,
            if(component in (select a from linkage._kept_apart), 'bond ' || first_value(source || '|'
                || source_record_key) over (partition by component order by node), null) as apart
        from linkage._decided_key join linkage._key_bond using (node)
    """)


def _contradictions(con: duckdb.DuckDBPyConnection) -> None:
    """For every "two persons" inside a bond, the shortest chain of "one person" against it."""
    rows = con.execute("select decision_id, l, r from linkage._valid_decision where decision = 'must_link'").fetchall()
    beside: dict[int, dict[int, str]] = {}
    for decision, left, right in sorted(rows):
        beside.setdefault(left, {}).setdefault(right, decision)
        beside.setdefault(right, {}).setdefault(left, decision)
    broken = con.execute("""
        select decision_id, l, r from linkage._valid_decision
        join linkage._key_bond as a on a.node = l join linkage._key_bond as b on b.node = r
        where decision = 'cannot_link' and a.component = b.component order by decision_id
    """).fetchall()
    con.execute("create or replace table linkage._contradiction (decision_id varchar, contradicts varchar[])")
    for decision, left, right in broken:
        together = sorted([decision, *chain(beside, left, right)])
        con.executemany("insert into linkage._contradiction values (?, ?)", [[name, together] for name in together])


def chain(beside: Mapping[int, Mapping[int, str]], start: int, end: int) -> list[str]:
    """The decisions on a shortest way from one key to another; `beside` names the decision between neighbours.

    Empty where the two are the same key. Raises KeyError where no way leads there.
    """
    came: dict[int, int] = {start: start}
    waiting = deque([start])
    while waiting and end not in came:
        here = waiting.popleft()
        for there in beside.get(here, {}):
            if there not in came:
                came[there] = here
                waiting.append(there)
    names = []
    while end != start:
        names.append(beside[came[end]][end])
        end = came[end]
    return names


def _tell(con: duckdb.DuckDBPyConnection) -> None:
    for statement in create(load_tables()["link_decision"], "linkage"):
        con.execute(statement)
    con.execute("""
        insert into linkage.link_decision by name
        with present as (
            select (source, source_record_key) as record from standard.person_record semi join (
                select source_a as source, source_record_key_a as source_record_key from linkage._ledger
                union select source_b, source_record_key_b from linkage._ledger) using (source, source_record_key)),
        against as (
            select decision_id, list_sort(list_distinct(flatten(list(contradicts)))) as contradicts
            from linkage._contradiction group by decision_id)
        select said.*, contradicts, case
            when decision not in ('must_link', 'cannot_link') then 'noted'
            when decision_id not in (select decision_id from linkage._valid_decision) then 'withdrawn'
            when contradicts is not null then 'conflict'
            when (source_a, source_record_key_a) in (from present)
                and (source_b, source_record_key_b) in (from present) then 'in_force'
            else 'absent' end as decision_state
        from linkage._ledger as said left join against using (decision_id) order by entry
    """)
