"""The pairs of records that stand for `possible_match`: of two persons, the two that look most alike."""

from __future__ import annotations

import duckdb

from assets.linkage.ledger import Key


def pairs(con: duckdb.DuckDBPyConnection) -> list[tuple[Key, Key]]:
    """Keys of one record of either person of every possible match, in the order of the matches.

    Reads the month's linkage through `assets.linkage.month_view.opened`. Where the two were never scored against each
    other (two numbers) the record of the least entity speaks for its person.
    """
    found = con.execute("""
        with person as (
            select person_id, entity from linkage._person join linkage._cluster using (cluster)),
        match as (select person_id_a as a, person_id_b as b from linkage.possible_match),
        facing as (
            select a, b, pa.entity as ea, pb.entity as eb, weight from match
            join person as pa on pa.person_id = a join person as pb on pb.person_id = b
            left join linkage._edge on l = least(pa.entity, pb.entity) and r = greatest(pa.entity, pb.entity)),
        best as (
            select a, b, arg_max((ea, eb), (coalesce(weight, -1000), -ea, -eb)) as pair from facing group by a, b),
        spoken as (
            select entity, arg_min((source, source_record_key), (role <> 'self', source, source_record_key)) as key
            from linkage.record join linkage._record_profile using (record_id) join linkage._member using (profile)
            group by entity)
        select ka.key[1], ka.key[2], kb.key[1], kb.key[2] from best
        join spoken as ka on ka.entity = pair[1] join spoken as kb on kb.entity = pair[2] order by a, b
    """).fetchall()
    return [((a, ka), (b, kb)) for a, ka, b, kb in found]
