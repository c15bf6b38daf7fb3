"""Why planted cases went wrong: recoverable records that were not found, and records that stand with somebody else."""

from __future__ import annotations

import duckdb

# Every record with its entity and the person that it was linked to.
_STOOD = """
    create or replace temp table stood as
    select record_id, entity, true_person, person_id, verdict
    from judged join linkage._record_profile using (record_id) join linkage._member using (profile)
    left join linkage._verdict using (profile)
"""
_MISSED = """
    with missed as (
        select kind, record_id, entity, home from placed join stood using (record_id) where placed.person_id <> home),
    edge as (
        select l as entity, r as other, weight from linkage._edge union all select r, l, weight from linkage._edge),
    weighed as (
        select kind, missed.record_id, missed.entity, max(weight) filter (stood.person_id = home) as to_home,
            max(weight) filter (stood.person_id <> home) as away
        from missed left join edge using (entity) left join stood on stood.entity = other group by all)
    select kind, case when to_home is null then 'not brought together, or found fainter than any link'
        when not coalesce(clear, true) then 'another person is about as likely'
        when away > to_home then 'another person is likelier' else 'too faint' end as reason, count(*)
    from weighed left join linkage._choice using (entity) group by all order by all
"""
# Of the records of two persons in one cluster, those of the person with fewer there.
_STRAYED = """
    with mixed as (
        select person_id, true_person, row_number() over (partition by person_id order by n desc, true_person) as place
        from cell qualify count(*) over (partition by person_id) > 1),
    strayed as (
        select distinct kind, record_id, verdict
        from member join stood using (true_person) join mixed using (person_id, true_person) where place > 1)
    select kind, case verdict when 'open' then 'a number that is left open' when 'own' then 'a number taken for its own'
        when 'borrowed' then 'a borrowed number' else 'no number' end as reason, count(*)
    from strayed group by all order by all
"""


def reasons(con: duckdb.DuckDBPyConnection) -> list[tuple[str, str, str, int]]:
    """What went wrong, kind of case, reason and number of records; after `planted.account` of our own linkage."""
    con.execute(_STOOD)
    found = (("not found", _MISSED), ("stands with somebody else", _STRAYED))
    return [(what, *row) for what, sql in found for row in con.execute(sql).fetchall()]
