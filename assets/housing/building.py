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


# Every estate may have its building 1; a number drawn twice in one estate is one building.
MAPPED = r"""
create or replace table housing._map as
with said as (
    select region, building_no, estate, name, floors, units, use, geometry, path, row,
        regexp_replace(address_key, '[^|]*$', '') as building_key
    from standard.place_record
    where source = 'village_map' and kind = 'building' and building_no is not null and region is not null
), drawn as (
    select * from said qualify row_number() over (
        partition by region, building_no, regexp_replace(estate, '\d+$', '') order by path, row
    ) = 1
)
select *, row_number() over (order by region, building_no, estate nulls first, path, row) as map_id from drawn
"""

# Two features of one address are told apart by their numbers alone.
ADDRESSED = """
create or replace table housing._map_address as
select building_key, min(building_no) as building_no from housing._map
where building_key is not null group by building_key having count(*) = 1
"""

LISTED = """
create or replace table housing._listed_building as
select p.region, coalesce(a.building_no, p.building_no) as building_no, p.estate, p.floors, p.units, p.use
from standard.place_record p
    left join housing._map_address a on a.building_key = regexp_replace(p.address_key, '[^|]*$', '')
where p.kind = 'building' and p.source <> 'village_map' and p.building_no is not null and p.region is not null
"""

# The map's building that a number and an estate speak of: the one of that estate, else one of no estate.
CALLED = f"""
create or replace table housing._called as
with said as (
    select region, building_no, estate from housing._dwelling
    union select region, building_no, estate from housing._listed_building
)
select s.*, m.map_id from said s
    join housing._map m on m.region = s.region and m.building_no = s.building_no and not {other_estate("s")}
qualify row_number() over (
    partition by s.region, s.building_no, s.estate
    order by m.estate is not distinct from s.estate desc, m.estate is null desc, m.map_id
) = 1
"""

# Dwellings whose building the map knows by its address under another number take the map's.
NUMBERED = """
create or replace table housing._renumbered as
with addressed as (
    select distinct key, regexp_replace(substr(address_key, 3), '[^|]*$', '') as building_key
    from housing._keyed where address_key is not null
), named as (
    select key, min(m.building_no) as building_no from addressed join housing._map_address m using (building_key)
    group by key having count(distinct m.building_no) = 1
)
select d.key, n.building_no
from housing._dwelling d join named n using (key)
    left join housing._called c on c.region = d.region and c.building_no = d.building_no
        and c.estate is not distinct from d.estate
where c.map_id is null
"""

# The name under which a dwelling's building stands in `building`.
HOUSED = """
create or replace table housing._dwelling_building as
select d.key, coalesce(m.name, if(c.map_id is null, d.estate, null), '') as building_name
from housing._dwelling d
    left join housing._called c on c.region = d.region and c.building_no = d.building_no
        and c.estate is not distinct from d.estate
    left join housing._map m using (map_id)
where d.building_no is not null and d.region is not null
"""

# One row per source that speaks of a building; `unmapped` is its estate where the map lacks it.
SAID = """
create or replace table housing._building_said as
with said as (
    select 1 as turn, 1 as use_turn, map_id, region, building_no, estate, name, floors, units, use, geometry
    from housing._map
    union all
    select 2, 3, null, region, building_no, estate, null, floors, units, use, null from housing._listed_building
    union all
    select 3, 2, null, region, building_no, estate, null, null, count(*)::integer, mode(use order by use), null
    from housing.dwelling where building_no is not null and region is not null group by all
)
select s.* replace (coalesce(s.map_id, c.map_id) as map_id),
    if(s.map_id is null, coalesce(s.estate, ''), null) as unmapped
from said s left join housing._called c on c.region = s.region and c.building_no = s.building_no
    and c.estate is not distinct from s.estate
"""

BUILDINGS = """
insert into housing.building by name
select region, building_no, coalesce(min(name), any_value(unmapped), '') as name,
    arg_min(floors, (turn, floors)) as floors, arg_min(units, (turn, units)) as units,
    arg_min(use, (use_turn, use)) as use, min(geometry) as geometry
from (select * replace (if(map_id is null, unmapped, null) as unmapped) from housing._building_said)
group by region, building_no, map_id, unmapped
order by region, name, building_no
"""


def number_buildings(con: duckdb.DuckDBPyConnection) -> None:
    """Make `housing._map`, `_map_address`, `_listed_building`; give `housing._dwelling` the map's building numbers.

    `housing._called` says which building of the map (`map_id`) a region, number and estate speak of, and
    `housing._dwelling_building` what the building of a dwelling (key) is named in `housing.building`.
    """
    for statement in (MAPPED, ADDRESSED, LISTED, CALLED, NUMBERED):
        con.execute(statement)
    con.execute("""
        update housing._dwelling d set building_no = r.building_no from housing._renumbered r where r.key = d.key
    """)
    con.execute(CALLED)
    con.execute(HOUSED)


def build_buildings(con: duckdb.DuckDBPyConnection) -> None:
    """Fill `housing.building`, after `housing.dwelling`."""
    con.execute(SAID)
    con.execute(BUILDINGS)
