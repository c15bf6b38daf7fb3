"""Rows that wait for review: they are kept and shown, and count for nothing until then (contract.md section 3.3)."""

from __future__ import annotations

from checks.queries import Query

PENDING_ROWS = Query(
    name="pending_rows",
    table="record",
    floor="linkage",
    blocking=False,
    holds="no declaration waits for review",
    advice="They give no value, no residence and nobody a place in the roster until they are reviewed.",
    sql="""
        with waiting as (
            select r.source || ' of ' || r.month as place, count(*) as n_rows, count(distinct r.person_id) as persons,
                count(distinct r.person_id) filter (k.person_id is null) as unknown
            from linkage.record r
                left join (select distinct person_id from linkage.record where not pending) k using (person_id)
            where r.pending group by all
        )
        select place, n_rows || ' rows of ' || persons || ' persons, ' || unknown || ' of them known by nothing else'
        from waiting order by all
    """,
)
