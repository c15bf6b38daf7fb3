"""Every record's cluster and how it came there; numbers that are not the person's own."""

from __future__ import annotations

import duckdb

from assets.registry.tables import create, load_tables


def build(con: duckdb.DuckDBPyConnection) -> None:
    """Make `linkage._placed` and `linkage.number_mark` (borrowed, left open and joined, or wrong in a ledger).

    `linkage._placed`: place (row of person_record), cluster, link_method, link_probability. `linkage._marked` (place,
    kind): the number marks.
    """
    _place(con)
    _mark_numbers(con)


def _place(con: duckdb.DuckDBPyConnection) -> None:
    """Worked out per profile, for whose records it is the same; only decisions name single records."""
    con.execute("""
        create or replace table linkage._placed as
        with entity_size as (
            select entity, sum(records) as in_entity from linkage._content join linkage._member using (profile)
            group by entity),
        sized as (
            select entity, cluster, probability, in_entity, sum(in_entity) over (partition by cluster) as in_cluster
            from linkage._cluster join entity_size using (entity)),
        told as (
            select profile, cluster, case when in_cluster = 1 then 'single'
                when verdict = 'own' and in_entity > 1 then 'id'
                when not named and verdict is distinct from 'own' then 'household'
                else 'model' end as link_method,
                case when in_cluster = 1 then null when in_entity > 1 then 1.0 else probability end as link_probability
            from sized join linkage._member using (entity) join linkage._content using (profile)
            left join (select profile, verdict from linkage._verdict) using (profile)),
        bonded as (
            select rowid as place from standard.person_record
            semi join (from linkage._bond where joined) using (source, source_record_key))
        select place, cluster, if(by_hand, 'decision', link_method) as link_method,
            if(by_hand, 1.0, link_probability) as link_probability
        from (
            select record.place, told.*, bonded.place is not null and link_method <> 'single' as by_hand
            from linkage._row as record join told using (profile)
            left join bonded on bonded.place = record.place)
    """)


def _mark_numbers(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("""
        create or replace table linkage._marked as
        with judged as (
            select profile, number_key, cluster, verdict from linkage._verdict as verdict
            join linkage._member using (profile) join linkage._cluster using (entity)),
        doubted as (from judged where verdict in ('borrowed', 'open')),
        owned as (
            select distinct number_key, cluster from judged
            where verdict = 'own' and number_key in (select number_key from doubted)),
        marked as (
            select profile, 'borrowed' as kind from doubted anti join owned using (number_key, cluster)
            union all
            select profile, 'wrong_ledger' from linkage._wrong_number join linkage._member using (entity))
        select place, kind from linkage._row join marked using (profile)
    """)
    for statement in create(load_tables()["number_mark"], "linkage"):
        con.execute(statement)
    con.execute("""
        insert into linkage.number_mark by name
        select record_id, kind from standard.person_record as said join linkage._marked on place = said.rowid
        order by record_id
    """)
