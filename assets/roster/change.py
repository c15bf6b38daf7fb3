"""The month's account of changes: last month's roster plus and minus these rows is this month's, to the person.

A row with field `region` moves one person out of the village `before` and into the village `after`; summed over a
village they close the account. Other fields are corrections of values and move nobody. A person new to the roster is
looked for among those who left it this month before he is called `added`; the note says what was found.
"""

from __future__ import annotations

import datetime as dt

import duckdb

from assets.registry.run import Run
from assets.registry.tables import ddl, load_tables

CORRECTED = ("name", "sex", "birth_date", "id_number", "population_category")
"""Values whose change is told: what identifies a person, and his category."""

MOVED = """
create or replace table roster._moved as
with last_place as (
    select person_id, region from previous.person_place where counted
), this_place as (
    select person_id, region, since, record_id from roster.person_place where counted
)
select person_id, l.region as before, n.region as after, n.since, n.record_id
from last_place l full join this_place n using (person_id) where l.region is distinct from n.region
"""

REASONS = """
create or replace table roster._reason as
with merged as (
    select old_person_id as person_id from linkage.person_redirect union select person_id from linkage.person_redirect
        where month = $month
), split as (
    select person_id from linkage.identity_event where kind = 'split' and month = $month
), left_register as (
    select person_id, max(as_of) as as_of, max(record_id) as record_id from linkage.record
    where role = 'self' and not pending
        and (life_status in ('moved_out', 'cancelled') or residence_state = '2') group by person_id
), died as (
    select person_id, min(record_id) as record_id from linkage.record
    where role = 'self' and not pending and (life_status = 'dead' or death_date is not null) group by person_id
)
select m.person_id, m.before, m.after, case
        when not $built_on then 'opening'
        when before is not null and after is not null then 'move_within'
        when g.person_id is not null then 'merged'
        when after is null and p.life_state = 'dead' then 'death'
        when after is null and o.person_id is not null then 'move_out'
        when after is null then 'removed'
        when s.person_id is not null then 'split'
        when k.person_id is null and p.birth_date > $last - interval 1 year then 'birth'
        when m.since > $since then 'move_in'
        else 'added'
    end as kind,
    case kind when 'birth' then p.birth_date when 'death' then p.death_date
        when 'move_out' then coalesce(p.away_since, o.as_of)
        when 'move_in' then m.since when 'move_within' then m.since end as event_date,
    case kind when 'death' then d.record_id when 'move_out' then o.record_id else m.record_id end as record_id
from roster._moved m
    left join roster.person p using (person_id)
    left join previous.person k using (person_id)
    left join merged g using (person_id)
    left join split s using (person_id)
    left join left_register o using (person_id)
    left join died d using (person_id)
"""

ROWS = """
insert into roster.change by name
with gone as (
    select person_id, name, birth_date, id_number from roster._reason join previous.person using (person_id)
    where kind in ('move_out', 'removed')
), transfer as (
    select p.person_id, min(gone.person_id) as gone_id from roster._reason r join roster.person p using (person_id)
        join gone on gone.birth_date = p.birth_date and (gone.name = p.name or gone.id_number = p.id_number)
    where r.kind = 'added' group by p.person_id
)
select $month as month, event_date, kind, r.person_id, coalesce(after, before) as region, 'region' as field,
    before, after, source, r.record_id,
    if(kind = 'added', coalesce('transfer: ' || gone_id, 'transfer: none'), null) as note
from roster._reason r left join linkage.record l using (record_id)
    left join transfer t on t.person_id = r.person_id
order by r.person_id
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
    run.load_previous(con, "person_place", ddl(load_tables()["person_place"]))
    con.execute(MOVED)
    month = {"month": run.month.key}
    # Who came too late last month to live here by the threshold arrives in the account of this month.
    since = (run.previous or run.month).last_day - dt.timedelta(days=run.rules.residence.threshold_days)
    con.execute(REASONS, month | {"built_on": run.previous is not None, "last": run.month.last_day, "since": since})
    con.execute(ROWS, month)
    for field in CORRECTED:
        con.execute(VALUES.format(field=field), [run.month.key])
