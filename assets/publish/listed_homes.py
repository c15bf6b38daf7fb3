"""户表, 空宅表 and 楼盘小区信息表: households of the roll, vacant dwellings, and estates, by village and tract.

What the village wrote of them and no table carries (owner, reason, manager) is shown again, not asked for twice.
"""

from __future__ import annotations

import duckdb

from assets.publish.listed import with_labels
from assets.roster.natural_order import natural

# A family with several homes is told apart by a serial behind its name (seeds/001, 多处住房): 姓名 序号.
HOUSEHOLDS = f"""
create or replace table publish._household as
with several as (
    select person_id, region, min(home_no) as house_serial from roster.difficulty
    where finding = 'several_homes' group by person_id, region having count(*) > 1
), line as (
    select n.region, n.tract, n.household_no, n.head_name, n.group_no, n.building_no, n.unit_no, n.household_kind,
        n.head_name || ' ' || s.house_serial as house_serial, n.registered, n.present, n.away,
        n.phone as head_phone, n.note,
        row_number() over (partition by n.region order by n.tract, length(n.household_no), n.household_no) as turn
    from publish._numbered n
        left join housing.household h using (household_id)
        left join several s on s.person_id = h.head_person_id and s.region = n.region
)
{with_labels("line", ("household_kind",))}
"""

VACANT = f"""
create or replace table publish._vacant as
with told as (
    select p.region, p.estate, p.building_no, p.unit_no, v.owner_name, v.vacant_reason, v.note
    from standard.place_record p
        join landing.survey_vacant v on v.path = p.path and v.sheet is not distinct from p.sheet and v.row = p.row
    qualify row_number() over (
        partition by p.region, p.estate, p.building_no, p.unit_no order by p.month desc, p.record_id) = 1
), owner as (
    select p.dwelling_code, min(r.name) as owner_name
    from standard.place_record p join linkage.record r on r.of_record_id = p.record_id and r.role = 'owner'
    where p.dwelling_code is not null group by p.dwelling_code
)
select d.region, d.tract, d.group_no, d.building_no, d.unit_no,
    coalesce(d.address, d.estate) as address,
    coalesce(t.owner_name, o.owner_name) as owner_name, t.vacant_reason, t.note,
    row_number() over (partition by d.region order by d.tract, {natural("d.group_no")} nulls last,
        d.estate nulls first, {natural("d.building_no")} nulls last, {natural("d.unit_no")} nulls last, d.dwelling_id
    ) as turn
from housing.dwelling d
    left join told t on t.region = d.region and t.estate is not distinct from d.estate
        and t.building_no is not distinct from d.building_no and t.unit_no is not distinct from d.unit_no
    left join owner o using (dwelling_code)
where d.occupancy = 'vacant' and length(d.region) = 12
"""

# A row of the whole village (tract NULL) and one of each of its tracts: a building may be cut by floors (2020 tracts).
ESTATES = """
create or replace table publish._estate as
with counted as (
    select region, tract, estate, count(distinct building_no) as buildings, count(*) as units,
        count(*) filter (occupancy = 'occupied') as occupied_units
    from housing.dwelling where estate is not null and length(region) = 12
    group by grouping sets ((region, estate), (region, tract, estate))
), told as (
    select p.region, p.name as estate, e.address, e.staircases, e.manager, e.contact_name, e.contact_phone, e.note
    from standard.place_record p
        join landing.survey_estate e on e.path = p.path and e.sheet is not distinct from p.sheet and e.row = p.row
    qualify row_number() over (partition by p.region, p.name order by p.month desc, p.record_id) = 1
)
select region, c.tract, estate, t.address, c.buildings, if(c.tract is null, try_cast(t.staircases as integer), null)
        as staircases, c.units, c.occupied_units, t.manager, t.contact_name, t.contact_phone, t.note,
    row_number() over (partition by region order by c.tract nulls first, estate) as turn
from counted c full join told t using (region, estate)
where length(region) = 12
"""


def list_homes(con: duckdb.DuckDBPyConnection) -> None:
    """Make `publish._household`, `_vacant` and `_estate`, after `list_persons`."""
    for statement in (HOUSEHOLDS, VACANT, ESTATES):
        con.execute(statement)
