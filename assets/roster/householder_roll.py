"""户主姓名底册: every household and every vacant dwelling of a tract, numbered as the census form wants it.

Numbers run from 001 inside a tract in the order of group, estate, building, unit and the household's own number, each
as people read numbers (2 before 10); one household, one number; vacant dwellings are numbered too (census 2015
questions and answers). A hukou household whose members are all away is listed with nobody present. Households that
wholly died in the year before share the number 999 of their tract.
"""

from __future__ import annotations

import datetime as dt

import duckdb

from assets.roster.natural_order import natural

# One row per tract. The dead keep the home that they had, so a household of dead alone is in no other table any more.
DIED_OUT = """
create or replace table roster._died_out as
with gone as (
    select household_id, min(tract) as tract, arg_max(name, (death_date, person_id)) as head_name from roster.person
    where household_id is not null group by household_id
    having bool_and(life_state = 'dead') and max(death_date) > ?
)
select t.region, tract, string_agg(head_name, '、' order by household_id) as head_name, 'family' as household_kind,
    0 as registered, 0 as present, 0 as away, format('全户死亡 {} 户', count(*)) as note, '999' as household_no
from gone anti join housing.household using (household_id) join housing.tract t using (tract)
group by t.region, tract
"""

ROLL = f"""
insert into roster.householder_roll by name
with listed as (
    select listed_household_id as household_id, count(*)::integer as away
    from housing.person_home where role = 'hukou' group by listed_household_id
), entry as (
    select *, kind as household_kind, if(present = 0, '全户外出', null) as note
    from housing.household where place = 'living'
    union all by name
    -- Of a hukou household only those stand here whom no living household lists: all of them are away.
    select h.* replace (listed.away as registered, 0 as present, listed.away as away), h.kind as household_kind,
        '全户外出' as note
    from housing.household h join listed using (household_id) where h.place = 'hukou'
), homed as (
    select household_id, mode(dwelling_id order by dwelling_id) as dwelling_id from housing.person_home
        join entry using (household_id)
    group by household_id
), vacant as (
    select d.*, 0 as registered, 0 as present, 0 as away, '空户' as note
    from housing.dwelling d anti join homed using (dwelling_id) where d.occupancy = 'vacant'
), line as (
    select e.region, e.group_no, e.tract, e.building_no, e.unit_no, e.household_id, p.name as head_name,
        e.household_no as listed_no, e.household_kind, e.registered, e.present, e.away, p.phone, e.note, d.estate,
        d.dwelling_id,
        coalesce(if(e.present = 0, p.hukou_address, p.residence_address), d.address) as address
    from entry e
        left join roster.person p on p.person_id = e.head_person_id
        left join homed on homed.household_id = e.household_id
        left join housing.dwelling d on d.dwelling_id = homed.dwelling_id
    union all by name
    select region, group_no, tract, estate, building_no, unit_no, dwelling_id, registered, present, away, address, note
    from vacant
)
select * from roster._died_out
union all by name
select * exclude (estate, listed_no), format('{{:03d}}', row_number() over (
        partition by tract
        order by {natural("group_no")} nulls last, estate nulls first, {natural("building_no")} nulls last,
            {natural("unit_no")} nulls last, {natural("listed_no")} nulls last, coalesce(household_id, dwelling_id)
    )) as household_no
from line order by tract, household_no
"""


def build_roll(con: duckdb.DuckDBPyConnection, last_day: dt.date) -> None:
    """Fill `roster.householder_roll`; registered, present and away add up to the village's."""
    con.execute(DIED_OUT, [last_day - dt.timedelta(days=365)])
    con.execute(ROLL)
