"""What every residence rule says of everybody's places: the rules have names, and the settings choose (decision 53).

For each place in the county at which a person is registered, hukou and living place alike, so that who is registered in
two places is shown in both and counted once (`counted`):

- D7, D8 and D9 of the census short form (R601, 2020), seen from that village. Tracts are not known on this floor: D7 is
  1 in the whole village.
- The clock of D9 runs from the first departure; a return of at most `short_return_days` does not stop it. A month's
  state keeps the first departure and the day of a return that is still short.
- 人户分离: living and registered in different townships, away for half a year.
- Usual residence by half a year here (`usual_half_year`), and by the census: who sleeps here at the moment and has his
  hukou here, none, or left it half a year ago; and who left his hukou here less than half a year ago.
- Who has lived here since his birth has not arrived: his mother's arrival counts, else the household's.
- Who is here for less than `threshold_days`, with his hukou elsewhere, is out of scope (`short`); so is who came for a
  visit, treatment, travel or business (`assets.people.visits`).
"""

from __future__ import annotations

import duckdb

from assets.registry.run import Run
from assets.registry.tables import create, ddl, load_tables

ARRIVED = """
create or replace table people._arrived as
with born as (
    select person_no, living_region from people._placed join people._best_birth_date using (person_no)
    where living_since = birth_date
), kin as (
    select child.person_no, mother.person_no as kin_no, 1 as turn
    from people._record child join people._record mother on mother.of_record_id = child.record_id
    where child.person_no in (select person_no from born) and child.self and mother.role = 'mother'
    union
    select child.person_no, mate.person_no, 2
    from people._record child
        join people.own_household c on c.record_id = child.record_id
        join people.own_household m on m.own_household = c.own_household
        join people._record mate on mate.record_id = m.record_id
    where child.person_no in (select person_no from born) and child.self and mate.self
), told as (
    select b.person_no, arg_min(p.living_since, (turn, p.living_since)) as since
    from born b
        join kin using (person_no)
        join people._placed p on p.person_no = kin_no and p.living_region = b.living_region
        anti join born other on other.person_no = kin_no
    group by b.person_no
)
select p.* replace (if(b.person_no is null, p.living_since, t.since) as living_since)
from people._placed p left join born b using (person_no) left join told t using (person_no)
"""

CLOCK = """
create or replace table people._clock as
with last as (
    select p.person_no, min(left_since) as left_since, max(returned_on) as returned_on
    from previous.residence l
        left join linkage.person_redirect r on r.old_person_id = l.person_id
        join people._person p on p.person_id = coalesce(r.person_id, l.person_id)
    group by p.person_no
), told as (
    select p.*, last_day, county, last.left_since as left_before, last.returned_on as back_before,
        standing in ('here', 'outside') and living_region is distinct from hukou_region and not assumed as absent,
        if(standing = 'here', least(p.away_since, living_since), living_since) as stated
    from people._arrived p left join last using (person_no) cross join people._moment
)
select person_no, absent, case
        when absent and left_before is not null
            and coalesce(datediff('day', back_before, coalesce(stated, last_day)), 0) <= $short
        then least(left_before, stated)
        when absent then stated
        when datediff('day', back_since, last_day) <= $short then left_before
    end as left_since, if(not absent and left_since is not null, back_since, null) as returned_on
from (
    select *, coalesce(back_before, if(living_since >= left_before, living_since, null), last_day) as back_since
    from told
)
"""

SEEN = """
create or replace table people._usual as
select p.person_no, p.standing, p.hukou_region, p.living_region, p.living_inside, p.eligible, p.settled, county,
    c.absent, c.left_since, c.returned_on,
    datesub('month', c.left_since, last_day + 1) as months_away,
    coalesce(datediff('day', c.left_since, last_day) >= usual_days, absent) as long_away,
    case
        when living_inside
        then standing <> 'outside' or coalesce(datediff('day', living_since, last_day) >= usual_days, true)
        else standing = 'here' and coalesce(datediff('day', p.away_since, last_day) < usual_days, false)
    end as usual_half_year,
    case
        when living_inside then standing <> 'outside' or long_away
        else standing = 'here' and left_since is not null and not long_away
    end as usual_census
from people._arrived p join people._clock c using (person_no) cross join people._moment
"""

RESIDENCES = """
insert into people.residence by name
select p.person_id, l.role, l.region, l.category, l.counted,
    case
        when living_region = l.region then '1' when living_region is null then '9'
        when left(living_region, 9) = left(l.region, 9) then '3' when left(living_region, 6) = county then '4'
        when left(living_region, 2) in ('71', '81', '82') then '6' else '5'
    end as d7,
    case
        when standing = 'none' then '5' when hukou_region = l.region then '1'
        when left(hukou_region, 9) = left(l.region, 9) then '2'
        when standing = 'county' or left(hukou_region, 6) = county then '3' else '4'
    end as d8,
    case
        when standing = 'none' then null when not absent then '1' when left_since is null then null
        when months_away < 6 then '2' when months_away < 12 then '3' when months_away < 60
        then (months_away // 12 + 3)::varchar when months_away < 120 then '8' else '9'
    end as d9,
    left_since, returned_on,
    coalesce(absent and long_away and left(living_region, 9) <> left(hukou_region, 9), false) as separated,
    u.usual_half_year, u.usual_census,
    if(l.category is null and u.living_inside and not settled, coalesce(v.reason, 'short'), null) as out_of_scope
from people._location l
    join people._usual u using (person_no)
    join people._person p using (person_no)
    left join people._visit v using (person_no)
where length(l.region) = 12 and u.eligible
order by person_id, role
"""


def build_usual(con: duckdb.DuckDBPyConnection, run: Run) -> None:
    """Make `people._usual` (person) and `people.residence` (person x role in the county), after `people._location`."""
    spec = load_tables()["residence"]
    run.load_previous(con, "residence", ddl(spec))
    con.execute(ARRIVED)
    con.execute(CLOCK, {"short": run.rules.residence.short_return_days})
    con.execute(SEEN)
    for statement in create(spec, "people"):
        con.execute(statement)
    con.execute(RESIDENCES)
