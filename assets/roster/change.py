"""The month's account of changes: last month's roster plus and minus these rows is this month's, to the person.

A row with field `region` moves one person out of the village `before` and into the village `after`; summed over a
village they close the account (`assets.roster.change_account`). Other fields are corrections of values and move nobody.
A row of kind `boundary` comes before whatever else befell the person; a child that died at once has two rows, birth and
death. Everybody new is looked for before he is called `added` (`assets.roster.transfer`).
"""

from __future__ import annotations

import duckdb

from assets.registry.run import Run
from assets.registry.tables import ddl, load_tables
from assets.roster.moved import build_moved
from assets.roster.transfer import build_transfers

CORRECTED = ("name", "sex", "birth_date", "id_number", "population_category")
"""Values whose change is told: what identifies a person, and his category."""

DIED = """
create or replace table roster._died as
select person_id, min(record_id) as record_id from linkage.record
where role = 'self' and not pending and (life_status = 'dead' or death_date is not null) group by person_id
"""

REASONS = """
create or replace table roster._reason as
with merged as (
    select old_person_id as person_id from linkage.person_redirect
    union
    select r.person_id from linkage.person_redirect r join previous.person_place l on l.person_id = r.old_person_id
    where r.month = $month and l.counted
), split as (
    select person_id from linkage.identity_event where kind = 'split' and month = $month
), left_register as (
    select person_id, max(as_of) as as_of, arg_max(record_id, (as_of, record_id)) as record_id from linkage.record
    where role = 'self' and not pending
        and (life_status in ('moved_out', 'cancelled') or residence_state = '2') group by person_id
), handed_over as (
    select transfer_person_id as person_id, t.person_id as new_id, transfer, key, after
    from roster._transfer t join roster._moved using (person_id)
    where transfer_person_id is not null and holds and transfer = 'left_now'
)
select m.person_id, m.before, m.after, category_before, category_after, case
        when not $built_on then 'opening'
        when before is not null and m.after is not null then 'move_within'
        when g.person_id is not null then 'merged'
        when m.after is null and p.life_state = 'dead' then 'death'
        when m.after is null and (h.person_id is not null or o.person_id is not null) then 'move_out'
        when m.after is null then 'removed'
        when s.person_id is not null then 'split'
        when t.holds then 'move_in'
        when p.birth_date > $last - interval 1 year and coalesce(t.transfer, '') <> 'left_before' then 'birth'
        else 'added'
    end as kind,
    case kind when 'birth' then p.birth_date when 'death' then p.death_date
        when 'move_out' then coalesce(p.away_since, o.as_of) when 'move_in' then coalesce(t.day, told_on)
        when 'move_within' then m.since end as event_date,
    case kind when 'death' then d.record_id when 'move_out' then o.record_id else m.record_id end as record_id,
    kind in ('move_in', 'added') as looked_for, if(looked_for, coalesce(t.transfer, 'none'), h.transfer) as transfer,
    if(looked_for, t.key, h.key) as transfer_key,
    if(looked_for, t.transfer_person_id, h.new_id) as transfer_person_id,
    if(looked_for, t.transfer_region, h.after) as transfer_region,
    if(looked_for, t.transfer_record_id, null) as transfer_record_id,
    if(looked_for, q.searched, null) as searched,
    if(looked_for, q.searched_by, null) as searched_by
from roster._moved m
    left join roster.person p using (person_id)
    left join merged g using (person_id)
    left join split s using (person_id)
    left join left_register o using (person_id)
    left join roster._died d using (person_id)
    left join roster._transfer t using (person_id)
    left join roster._searched q using (person_id)
    left join handed_over h on h.person_id = m.person_id
where m.before is distinct from m.after
"""

# Born since last month and dead by now: in neither roster, and in both the births and the deaths of his village.
DIED_AT_ONCE = """
create or replace table roster._died_at_once as
with mother as (
    select c.child_person_id as person_id, min_by(l.region, (l.person_id, l.role)) as region
    from people.person_child c
        join roster.person_place l on l.person_id = c.person_id and (l.counted or l.role = 'living')
    group by c.child_person_id
), placed as (
    select person_id, max_by(region, role) as region, max_by(record_id, role) as record_id from roster.person_place
    group by person_id
)
select p.person_id, p.birth_date, p.death_date, coalesce(l.region, m.region) as region, l.record_id,
    d.record_id as death_record_id
from roster.person p
    left join placed l using (person_id) left join mother m using (person_id) left join roster._died d using (person_id)
where $built_on and p.life_state = 'dead' and p.birth_date > $last - interval 1 year
    and p.person_id not in (select person_id from previous.person)
    and p.person_id not in (select person_id from previous.former_member)
    and length(coalesce(l.region, m.region)) = 12
"""

ROWS = """
insert into roster.change by name
with line as (
    select *, 1 as step from roster._reason
    union all by name
    select person_id, 0 as step, 'boundary' as kind, reformed_on as event_date, was as before, before as after,
        category_before, category_before as category_after
    from roster._moved where was <> before
    union all by name
    select person_id, 0 as step, 'birth' as kind, birth_date as event_date, region as after, record_id
    from roster._died_at_once
    union all by name
    select person_id, 1 as step, 'death' as kind, death_date as event_date, region as before,
        death_record_id as record_id
    from roster._died_at_once
)
select $month as month, event_date, kind, line.person_id, coalesce(after, before) as region, 'region' as field,
    before, after, l.source, line.record_id, step, category_before, category_after, searched, searched_by, transfer,
    transfer_key, transfer_person_id, transfer_region, transfer_record_id,
    if(kind = 'added', 'transfer: ' || coalesce(transfer_person_id, transfer), null) as note
from line left join linkage.record l using (record_id)
order by line.person_id, step
"""

VALUES = """
insert into roster.change by name
select ? as month, 'corrected' as kind, person_id, region, '{field}' as field, l.{field}::varchar as before,
    n.{field}::varchar as after
from previous.person l
    join roster.person n using (person_id)
    join (select person_id, region from roster.person_place where counted) using (person_id)
where l.in_roster and n.in_roster and l.{field} is distinct from n.{field}
order by person_id
"""


def build_changes(con: duckdb.DuckDBPyConnection, run: Run) -> None:
    """Fill `roster.change`. The first month has an `opening` row for everybody in the roster."""
    tables = load_tables()
    for table in ("person_place", "former_member"):
        run.load_previous(con, table, ddl(tables[table]))
    last_day, before = run.month.last_day, run.previous.key if run.previous else None
    built_on = {"built_on": run.previous is not None, "last": last_day}
    build_moved(con, last_day)
    build_transfers(con, run.month.key, before, last_day)
    con.execute(DIED)
    con.execute(REASONS, built_on | {"month": run.month.key})
    con.execute(DIED_AT_ONCE, built_on)
    con.execute(ROWS, {"month": run.month.key})
    for field in CORRECTED:
        con.execute(VALUES.format(field=field), [run.month.key])
