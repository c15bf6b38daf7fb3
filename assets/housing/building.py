"""Buildings: those of the village map, and those that people live in or the housing department lists and the map lacks.

The map numbers the buildings of a village, as the village workbook does, and names them as addresses do (东桂苑1号楼).
What another source calls a building is the map's by its number, where no other estate is named, else by its address.
"""

from __future__ import annotations

import duckdb


def other_estate(said: str) -> str:
    """SQL: whether a building of the map `m` and what another source says name different estates.

    A figure behind the name is not compared: 宿舍23号楼 may be building 3 of 宿舍2 as well as building 23 of 宿舍.
    """
    return rf"coalesce(regexp_replace(m.estate, '\d+$', '') <> regexp_replace({said}.estate, '\d+$', ''), false)"


MAPPED = """
create or replace table housing._map as
with said as (
    select region, building_no, estate, name, floors, units, use, geometry, path, row,
        regexp_replace(address_key, '[^|]*$', '') as building_key
    from standard.place_record
    where source = 'village_map' and kind = 'building' and building_no is not null and region is not null
)
select * from said qualify row_number() over (partition by region, building_no order by path, row) = 1
"""

# Two features of one address are told apart by their numbers alone.
ADDRESSED = """
create or replace table housing._map_address as
select building_key, min(building_no) as building_no from housing._map
where building_key is not null group by building_key having count(*) = 1
"""

# Dwellings whose building the map knows by its address under another number take the map's.
NUMBERED = """
create or replace table housing._renumbered as
with addressed as (
    select distinct key, regexp_replace(substr(address_key, 3), '[^|]*$', '') as building_key
    from housing._keyed where address_key is not null
), called as (
    select key, min(m.building_no) as building_no from addressed join housing._map_address m using (building_key)
    group by key having count(distinct m.building_no) = 1
)
select d.key, c.building_no
from housing._dwelling d join called c using (key)
    left join housing._map m on m.region = d.region and m.building_no = d.building_no
where m.region is null or {other_estate}
"""

BUILDINGS = f"""
insert into housing.building by name
with listed as (
    select p.region, coalesce(a.building_no, p.building_no) as building_no, p.estate, p.floors, p.units, p.use
    from standard.place_record p
        left join housing._map_address a on a.building_key = regexp_replace(p.address_key, '[^|]*$', '')
    where p.kind = 'building' and p.source <> 'village_map' and p.building_no is not null and p.region is not null
), said as (
    select 1 as turn, 1 as use_turn, region, building_no, estate, name, floors, units, use, geometry from housing._map
    union all
    select 2, 3, region, building_no, estate, null, floors, units, use, null from listed
    union all
    select 3, 2, region, building_no, estate, null, null, count(*)::integer, mode(use order by use), null
    from housing.dwelling where building_no is not null and region is not null group by all
), known as (
    select s.*, m.region is not null as mapped
    from said s left join housing._map m on m.region = s.region and m.building_no = s.building_no
        and (turn = 1 or not {other_estate("s")})
)
select region, building_no, coalesce(min(name), if(mapped, null, any_value(coalesce(estate, ''))), '') as name,
    arg_min(floors, (turn, floors)) as floors, arg_min(units, (turn, units)) as units,
    arg_min(use, (use_turn, use)) as use, min(geometry) as geometry
from known group by region, building_no, mapped, if(mapped, null, coalesce(estate, ''))
order by region, name, building_no
"""


def number_buildings(con: duckdb.DuckDBPyConnection) -> None:
    """Make `housing._map` and `_map_address`; give dwellings of `housing._dwelling` the map's building number."""
    con.execute(MAPPED)
    con.execute(ADDRESSED)
    con.execute(NUMBERED.format(other_estate=other_estate("d")))
    con.execute("""
        update housing._dwelling d set building_no = r.building_no from housing._renumbered r where r.key = d.key
    """)
