"""八大难题: the eight difficulties that the county met (seeds/001), each a list of whom or what it concerns.

Every list is of this month's roster; who is dead is on none. 建筑物漏绘 asks for a map: a village that sent none has no
such list, rather than one of all its buildings.
"""

from __future__ import annotations

import duckdb

CHILD = 18

PERSONS = """
insert into roster.difficulty by name
with place as (
    select person_id, max(region) filter (role = 'hukou') as hukou, max(region) filter (role = 'living') as living,
        max(address) filter (role = 'living') as address
    from roster.person_place where category is not null or length(region) = 6 group by person_id
), person as (
    select p.person_id, p.empty_hukou, p.located_by, p.residence_state, p.hukou_state, h.region,
        place.hukou, place.living, place.address, datesub('year', p.birth_date, $last_day) as age
    from roster.person p join roster._home h using (person_id) left join place using (person_id)
    where p.in_roster
)
select 'empty_hukou' as finding, coalesce(hukou, region) as region, person_id, null as record_id,
    concat_ws(';', 'state=' || empty_hukou, 'located_by=' || located_by) as detail
from person where empty_hukou <> 'no'
union all by name
select 'separated' as finding, region, person_id, concat_ws(';', 'hukou=' || hukou, 'living=' || living) as detail
from person semi join (from people.residence where separated) using (person_id)
union all by name
select 'away_address_unknown' as finding, hukou as region, person_id, 'region=' || coalesce(living, 'unknown') as detail
from person where residence_state = '2' and length(hukou) = 12 and address is null
union all by name
select 'unregistered_child' as finding, region, person_id, 'age=' || age as detail
from person where hukou_state = '5' and age < $child
"""

# Who stands on a list of the office concerned, where the roster counts him.
LISTED = """
insert into roster.difficulty by name
select if(r.source = 'special_units', 'special_area', 'no_fixed_abode') as finding,
    if(h.region like '%000000', coalesce(max(r.residence_region) filter (length(r.residence_region) = 12), h.region),
        h.region) as region,
    r.person_id, min(r.record_id) as record_id, 'in_roster=' || p.in_roster as detail
from linkage.record r join roster.person p using (person_id) join roster._home h using (person_id)
where r.source in ('special_units', 'no_fixed_abode') and r.role = 'self' and p.life_state = 'alive'
    and coalesce(r.residence_state, '1') = '1'
group by r.source, h.region, r.person_id, p.in_roster
"""

# The homes of one person: those that he heads a household of, owns, or lives in; each dwelling once.
HOMES = """
insert into roster.difficulty by name
with named as (
    select r.person_id, p.region, p.dwelling_code, p.estate, p.building_no, p.unit_no, r.record_id
    from linkage.record r
        join standard.place_record p on p.path = r.path and p.row = r.row and p.sheet is not distinct from r.sheet
    where r.role in ('head', 'owner') and p.kind in ('dwelling', 'household')
        and p.source in ('survey', 'grid_dwellings')
        and length(p.region) = 12 and coalesce(p.dwelling_code, p.building_no) is not null
), coded as (
    select n.person_id, d.dwelling_id, d.region, d.building_no, n.record_id
    from named n join housing.dwelling d using (dwelling_code)
), addressed as (
    select n.person_id, d.dwelling_id, d.region, d.building_no, n.record_id
    from named n join housing.dwelling d on d.region = n.region and d.building_no = n.building_no
        and d.unit_no is not distinct from n.unit_no and d.estate is not distinct from n.estate
    where n.dwelling_code is null
), lived_in as (
    select l.person_id, d.dwelling_id, d.region, d.building_no, l.record_id
    from roster.person_place l join housing.dwelling d using (dwelling_id)
    where l.role = 'living' and l.category is not null
), home as (
    select person_id, dwelling_id, region, building_no, min(record_id) as record_id
    from (from coded union all from addressed union all from lived_in) group by all
), owners as (
    select person_id from coded union select person_id from addressed
)
select 'several_homes' as finding, region, person_id, dwelling_id, building_no, record_id, row_number() over (
        partition by person_id order by lives_there desc, region, dwelling_id
    ) as home_no
from (
    select home.*, p.dwelling_id is not distinct from home.dwelling_id as lives_there,
        count(*) over (partition by person_id) as homes
    from home semi join owners using (person_id) join roster.person p using (person_id) where p.life_state = 'alive'
)
where homes > 1
"""

BUILDINGS = """
insert into roster.difficulty by name
select 'building_not_drawn' as finding, d.region, d.building_no, d.dwelling_id, 'estate=' || d.estate as detail
from housing.dwelling d
    semi join (from roster._delivered where source = 'village_map') m on m.region = d.region
    anti join (from standard.place_record where source = 'village_map' and kind = 'building') m
        on m.region = d.region and m.building_no = d.building_no
where d.occupancy = 'occupied' and d.building_no is not null
"""


def build_difficulties(con: duckdb.DuckDBPyConnection, last_day: object) -> None:
    """Fill `roster.difficulty`: finding x person, dwelling or both."""
    con.execute(PERSONS, {"last_day": last_day, "child": CHILD})
    con.execute(LISTED)
    con.execute(HOMES)
    con.execute(BUILDINGS)
