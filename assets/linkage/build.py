"""The linkage floor of one month, step by step."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import duckdb

from assets.linkage import (
    blocking,
    bonds,
    clusters,
    decisions,
    entities,
    exceptions,
    history,
    ids,
    links,
    listed,
    namesakes,
    numbers,
    pending,
    presence,
    profiles,
    score,
)
from assets.registry.run import Run
from assets.registry.tables import create, ddl, load_tables

SCRATCH = (
    "profile_place", "place", "entity_place", "block", "pair", "unsure", "placed", "vote", "kept_apart",
)  # fmt: skip
"""Dropped at the end. What explains a link (`why`) and what clerks are shown a sample of (assets/quality) stays."""


def build(con: duckdb.DuckDBPyConnection, run: Run) -> None:
    """Make all tables of the floor from `standard.person_record` and last month's state."""
    for step in steps(run).values():
        step(con)


def steps(run: Run) -> dict[str, Callable[[duckdb.DuckDBPyConnection], None]]:
    """The steps of the floor by name, in their order; each leaves its tables in the schema for the next."""
    return {
        "decisions": partial(_begin, run=run),
        "profiles": profiles.build,
        "numbers": numbers.build,
        "parted numbers": bonds.part_numbers,
        "entities": entities.build,
        "blocking": blocking.build,
        "score": partial(score.build, run=run),
        "exceptions": exceptions.build,
        "namesakes": namesakes.build,
        "listed": listed.build,
        "ties": bonds.build,
        "clusters": partial(clusters.build, run=run),
        "marks": _marks,
        "pending": pending.build,
        "ids": ids.build,
        "history": partial(history.build, run=run),
        "tables": _tables,
        "links": partial(links.build, run=run),
        "presence": partial(presence.build, run=run),
    }


def _begin(con: duckdb.DuckDBPyConnection, run: Run) -> None:
    con.execute("create schema if not exists linkage")
    for table in ("membership", "person_redirect"):
        run.load_previous(con, table, ddl(load_tables()[table]))
    decisions.build(con, run)


def _tables(con: duckdb.DuckDBPyConnection) -> None:
    _records(con)
    _possible_matches(con)
    for table in SCRATCH:
        con.execute(f"drop table linkage._{table}")


def _marks(con: duckdb.DuckDBPyConnection) -> None:
    """Every record's cluster and how it came there; numbers that are not the person's own."""
    _place(con)
    _mark_numbers(con)


def _place(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("""
        create or replace table linkage._placed as
        with sized as (
            select record_id, profile, entity, cluster, probability, joined,
                count(*) over (partition by cluster) as in_cluster, count(*) over (partition by entity) as in_entity
            from linkage._record_profile join linkage._member using (profile) join linkage._cluster using (entity)
            join standard.person_record using (record_id) left join linkage._bond using (source, source_record_key))
        select record_id, cluster, case when in_cluster = 1 then 'single'
            when joined then 'decision'
            when verdict = 'own' and in_entity > 1 then 'id'
            when profile.name is null and verdict is distinct from 'own' then 'household'
            else 'model' end as link_method,
            case when in_cluster = 1 then null when joined or in_entity > 1 then 1.0
                else probability end as link_probability
        from sized join linkage._profile as profile using (profile)
        left join linkage._verdict as verdict using (profile)
    """)


def _mark_numbers(con: duckdb.DuckDBPyConnection) -> None:
    """Borrowed, left open and joined to another number, or wrong in a ledger."""
    for statement in create(load_tables()["number_mark"], "linkage"):
        con.execute(statement)
    con.execute("""
        insert into linkage.number_mark by name
        with owned as (
            select distinct verdict.number, cluster
            from linkage._verdict as verdict join linkage._member using (profile)
            join linkage._cluster using (entity) where verdict = 'own'),
        marked as (
            select profile, 'borrowed' as kind from linkage._verdict as verdict join linkage._member using (profile)
            join linkage._cluster using (entity) left join owned using (number, cluster)
            where owned.cluster is null and verdict in ('borrowed', 'open')
            union all
            select profile, 'wrong_ledger' from linkage._wrong_number join linkage._member using (entity))
        select record_id, kind from linkage._record_profile join marked using (profile) order by record_id
    """)


def _records(con: duckdb.DuckDBPyConnection) -> None:
    spec = load_tables()["record"]
    for statement in create(spec, "linkage"):
        con.execute(statement)
    said = ", ".join(f"said.{c}" for c in spec.columns if c not in ("person_id", "link_method", "link_probability"))
    con.execute(f"""
        insert into linkage.record by name
        select {said}, person_id, link_method, link_probability
        from standard.person_record as said join linkage._placed using (record_id) join linkage._person using (cluster)
    """)


def _possible_matches(con: duckdb.DuckDBPyConnection) -> None:
    for statement in create(load_tables()["possible_match"], "linkage"):
        con.execute(statement)
    con.execute("""
        insert into linkage.possible_match by name
        select least(a.person_id, b.person_id) as person_id_a, greatest(a.person_id, b.person_id) as person_id_b,
            probability, case reason when 'two_numbers' then '双重户口' when 'ambiguous' then '两人证据相当'
                else '疑似同一人' end as reason
        from linkage._unsure join linkage._person as a on a.cluster = l join linkage._person as b on b.cluster = r
        order by person_id_a, person_id_b
    """)
