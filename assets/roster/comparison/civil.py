"""七是民政部门信息比对: the dead who are still listed, and those who were seen alive after their death (seeds/001).

Still listed: by the survey of the village, if it was delivered after the death; in a village without one by the police
register, the grid or the export of 全员人口, since the roster itself drops the dead. Seen alive: a visit, payment or
gate in a later month, an arrival or a departure of a later day. It revives nobody (assets/people/life.py).
"""

from __future__ import annotations

import duckdb

LISTERS = ("police_hukou", "grid_persons", "pic_persons")

DEAD = """
create or replace table roster._dead as
select person_id, min(death_date) as death_date, min(record_id) as record_id from linkage.record
where source = 'civil_deaths' and role = 'self' and death_date <= $last_day group by person_id
"""

LISTED = """
insert into roster.comparison_finding by name
with surveyed as (
    select region from roster._delivered where source = 'survey'
), listing as (
    select person_id, region, 'survey' as source, as_of, record_id from roster._listed
    union all
    select r.person_id, h.region, r.source, r.as_of, r.record_id
    from linkage.record r join roster._dead using (person_id) join roster._home h using (person_id)
    where list_contains($listers, r.source) and r.role = 'self' and coalesce(r.life_status, 'alive') = 'alive'
        and r.death_date is null and h.region not in (select region from surveyed)
)
select 'civil_affairs' as comparison, 'dead_still_listed' as finding, l.region, d.person_id, d.record_id,
    concat_ws(';', 'listed_by=' || string_agg(distinct l.source, ',' order by l.source),
        'record=' || min(l.record_id)) as detail
from roster._dead d join listing l on l.person_id = d.person_id and l.as_of > d.death_date
group by l.region, d.person_id, d.record_id
"""

SIGNS = """
create or replace table roster._sign as
select person_id, record_id, source, seen_month as month, null::date as day from linkage.record
where role = 'self' and not pending and seen_month is not null
union all
select person_id, record_id, source, null, unnest([since, away_since, moved_in_date]) from linkage.record
where role = 'self' and not pending and coalesce(since, away_since, moved_in_date) is not null
union all
select person_id, null, 'presence', sighted_month, null from roster.person where sighted_month is not null
"""

SEEN = """
insert into roster.comparison_finding by name
with seen as (
    select d.*, s.record_id as sign_id, s.source, coalesce(s.month, strftime(s.day, '%Y-%m')) as seen_in
    from roster._dead d join roster._sign s using (person_id)
    where (s.month > strftime(d.death_date, '%Y-%m') or s.day > d.death_date)
        and coalesce(s.month <= $month, s.day <= $last_day)
)
select 'civil_affairs' as comparison, 'dead_but_seen' as finding, h.region, person_id, seen.record_id,
    concat_ws(';', 'seen_by=' || string_agg(distinct source, ',' order by source), 'seen_in=' || max(seen_in),
        'record=' || arg_max(sign_id, (seen_in, sign_id))) as detail
from seen join roster._home h using (person_id)
group by h.region, person_id, seen.record_id
"""


def compare(con: duckdb.DuckDBPyConnection, month: str, last_day: object) -> None:
    """Append the findings on the dead of civil affairs up to `last_day`; makes `_dead` and `_sign` (signs of life)."""
    con.execute(DEAD, {"last_day": last_day})
    con.execute(LISTED, {"listers": list(LISTERS)})
    con.execute(SIGNS)
    con.execute(SEEN, {"month": month, "last_day": last_day})
