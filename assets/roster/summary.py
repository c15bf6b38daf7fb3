"""分村（居）, 分小组 and 普查小区 summaries: counted from person_place, so that they cross-foot with it and each other.

category_1 to category_4 count everybody once, where he is counted; `away` counts every hukou row of category 2, those
counted in another village of the county included: registered = category_1 + away, present = category_1 + 3 + 4. Age,
sex and the sum of the categories speak of those counted here. Births and deaths are those dated in the month; who died
without ever having had a home here stands in no tract.
"""

from __future__ import annotations

import datetime as dt

import duckdb

from assets.registry.tables import load_tables

PLACED = """
create or replace table roster._placed as
select l.person_id, l.role, l.region, coalesce(l.tract, t.tract, '') as tract,
    coalesce(h.group_no, d.group_no, '') as group_no, l.category, l.counted, p.sex, p.birth_date,
    p.death_date, datesub('year', p.birth_date, ?) as age
from roster.person_place l
    join roster.person p using (person_id)
    left join housing.household h on h.household_id = coalesce(l.household_id, l.listed_household_id)
    left join housing.dwelling d on d.dwelling_id = l.dwelling_id
    left join housing.tract t on t.tract = p.tract and t.region = l.region
where length(l.region) = 12
"""

COUNTED = """
create or replace table roster._summed as
with person as (
    select region, tract, group_no,
        count(*) filter (role = 'hukou' and category is not null) as registered,
        count(*) filter (role = 'living' and category is not null) as present,
        count(*) filter (role = 'hukou' and category = '2') as away,
        count(*) filter (counted and category = '1') as category_1,
        count(*) filter (counted and category = '2') as category_2,
        count(*) filter (counted and category = '3') as category_3,
        count(*) filter (counted and category = '4') as category_4,
        count(*) filter (counted and sex = '1') as male,
        count(*) filter (counted and sex = '2') as female,
        count(*) filter (counted and age < 15) as age_0_14,
        count(*) filter (counted and age between 15 and 59) as age_15_59,
        count(*) filter (counted and age between 60 and 64) as age_60_64,
        count(*) filter (counted and age >= 65) as age_65_up
    from roster._placed group by region, tract, group_no
), last_place as (
    select * from roster._placed
    qualify row_number() over (partition by person_id order by counted desc, role = 'living' desc) = 1
), event as (
    select region, tract, group_no, count(*) filter (birth_date between $first and $last) as births,
        count(*) filter (death_date between $first and $last) as deaths
    from last_place group by region, tract, group_no
), household as (
    select region, coalesce(tract, '') as tract, coalesce(group_no, '') as group_no, count(*) as households
    from housing.household where place = 'living' and present > 0 group by all
), dwelling as (
    select region, coalesce(tract, '') as tract, coalesce(group_no, '') as group_no, count(*) as dwellings,
        count(*) filter (occupancy = 'vacant') as vacant
    from housing.dwelling where length(region) = 12 group by all
), village as (
    select code as region, '' as tract, '' as group_no from landing.region where level = 'village'
), cell as (
    select region, tract, group_no from person union select region, tract, group_no from household
    union select region, tract, group_no from dwelling union from village
)
select cell.*, columns(* exclude (region, tract, group_no))
from cell
    left join person using (region, tract, group_no) left join event using (region, tract, group_no)
    left join household using (region, tract, group_no) left join dwelling using (region, tract, group_no)
"""


KEYS = {"village_summary": "region", "group_summary": "region, group_no", "tract_summary": "region, tract, group_no"}


def build_summaries(con: duckdb.DuckDBPyConnection, first: dt.date, last: dt.date) -> None:
    """Fill `roster.village_summary`, `group_summary` and `tract_summary`; group_no is empty where no group is known."""
    con.execute(PLACED, [last])
    con.execute(COUNTED, {"first": first, "last": last})
    measures = load_tables()["village_summary"].columns[1:]
    sums = ", ".join(f"coalesce(sum({m}), 0)::integer as {m}" for m in measures)
    for table, key in KEYS.items():
        con.execute(
            f"insert into roster.{table} by name select {key}, {sums} from roster._summed group by {key} order by {key}"
        )
    counts = " + ".join(measures)
    con.execute(f"delete from roster.group_summary where group_no = '' and {counts} = 0")
    con.execute(f"delete from roster.tract_summary where tract = '' or {counts} = 0")
