"""What stands on the maps, counted in SQL: buildings with their dwellings and households, and tracts with their sums.

No resident is named: numbers of the householder roll stand for households, and a building that is called by the name
of a householder in it is shown by its number alone; so is one whose name says no more than its village and number.
"""

from __future__ import annotations

from assets.publish.names import NAMED

# Every line of the roll that stands for one household or one vacant dwelling, and the building that it stands in.
LINES = """
create or replace temp table map_line as
select r.tract, r.household_no::integer as number, r.household_kind is not null as is_household, r.head_name,
    d.building_no, d.building_name
from roster.householder_roll r left join housing.dwelling d on d.dwelling_id = r.dwelling_id and d.tract = r.tract
where r.dwelling_id is not null or r.household_id is not null
"""

# Household numbers as people write them: 001–009、016.
NUMBERS = """
create or replace temp table map_numbers as
with run as (
    select tract, building_no, building_name, number,
        number - row_number() over (partition by tract, building_no, building_name order by number) as island
    from map_line
), stretch as (
    select tract, building_no, building_name, min(number) as first, max(number) as last from run
    group by tract, building_no, building_name, island
)
select tract, building_no, building_name, string_agg(
        if(first = last, format('{:03d}', first), format('{:03d}–{:03d}', first, last)), '、' order by first
    ) as numbers, min(first) as first
from stretch group by tract, building_no, building_name
"""

BUILDINGS = r"""
with lived as (
    select tract, building_no, building_name, count(*) filter (is_household)::integer as households,
        bool_or(coalesce(contains(building_name, head_name), false)) as is_persons_name
    from map_line where building_no is not null group by all
), told as (
    select region, tract, building_no, building_name, min(address) as address,
        mode(group_no order by group_no) as group_no
    from housing.dwelling where building_no is not null and tract is not null group by all
), claim as (
    select d.region, d.building_no, string_agg(
            coalesce(r.region_name, d.other_region) || d.other_building_no || '号', '、'
            order by d.other_region, d.other_building_no
        ) as claimed
    from housing.disputed_building d left join map_region r on r.code = d.other_region
    group by d.region, d.building_no
), part as (
    select *, count(*) over (partition by region, building_no, building_name) > 1 as is_part from housing.building_tract
)
select p.region, p.tract, p.building_no, if(l.is_persons_name or starts_with(r.region_name, regexp_replace(
        p.building_name, '\d*(号楼|号|栋|幢)?$', '')), '', p.building_name) as name, t.group_no, b.floors,
    p.is_part, p.dwellings, p.occupied, p.vacant, coalesce(l.households, 0) as households, n.numbers, t.address,
    if(b.geometry is null, null, c.claimed) as claimed, b.geometry
from part p
    left join map_region r on r.code = p.region
    left join housing.building b on b.region = p.region and b.building_no = p.building_no and b.name = p.building_name
    left join lived l on l.tract = p.tract and l.building_no = p.building_no and l.building_name = p.building_name
    left join map_numbers n on n.tract = p.tract and n.building_no = p.building_no
        and n.building_name = p.building_name
    left join told t on t.region = p.region and t.tract = p.tract and t.building_no = p.building_no
        and t.building_name = p.building_name
    left join claim c on c.region = p.region and c.building_no = p.building_no
order by p.region, p.tract, n.first nulls last, try_cast(p.building_no as bigint) nulls last, p.building_no,
    p.building_name
"""

TRACTS = """
with staff as (
    select tract, max(name) filter (role = 'enumerator') as enumerator,
        max(name) filter (role = 'supervisor') as supervisor, max(persons) as persons
    from housing.tract_staff group by tract
), line as (
    select tract, count(*) filter (is_household)::integer as households,
        count(*) filter (is_household and building_no is null)::integer as unplaced
    from map_line group by tract
), home as (
    select tract, count(*) filter (occupancy = 'vacant')::integer as vacant,
        count(*) filter (building_no is null)::integer as loose
    from housing.dwelling where tract is not null group by tract
)
select t.region, t.tract, t.kind, t.dwellings, coalesce(l.households, 0) as households, coalesce(h.vacant, 0) as vacant,
    coalesce(s.persons, 0) as persons, s.enumerator, s.supervisor, coalesce(h.loose, 0) as loose,
    coalesce(l.unplaced, 0) as unplaced, n.numbers as unplaced_numbers, t.geometry as outline
from housing.tract t
    left join staff s using (tract)
    left join line l using (tract)
    left join home h using (tract)
    left join map_numbers n on n.tract = t.tract and n.building_no is null
order by t.region, t.tract
"""

REGIONS = f"create or replace temp table map_region as {NAMED}"

NAMES = "select code, region_name from map_region"
