"""Rows that speak of a dwelling, a building, an estate, a unit or a household of 户表: `standard.place_record`."""

from __future__ import annotations

import duckdb

# The village map numbers the buildings of a village; a building's name there (东桂苑1号楼) is how addresses call it.
PLACED = """
create or replace temp view std_place_placed as
with said as (
    select r.*, if(r.address is null, null, a.address) as said,
        r.building_name is not null and r.address is null and a.building_no is not null as by_name,
        coalesce(if(length(l.region) = 12, l.region, null), a.region) as place,
        o.group_no as own_group, o.building_no as own_building, o.unit_no as own_unit,
        if(length(e.region) = 12, nullif(e.rest, ''), e.address) as own_estate, a.group_no as said_group,
        a.estate as said_estate, a.road as said_road, a.building_no as said_building, a.unit_no as said_unit
    from std_raw_place r
        left join std_region l on l.raw = coalesce(r.region, r.grid, r.scope)
        left join std_address a on a.raw = coalesce(r.address, r.building_name)
        left join std_address e on e.raw = r.estate
        left join std_home o on o.raw = r.home
), agreed as (
    select s.*, k.own_name is not null as renamed, k.estate as alias_estate, k.road as alias_road,
        k.building_no as alias_building, k.stair as alias_stair, f.estate as family_estate,
        coalesce(said_building = own_building, true) as agrees
    from said s
        left join std_alias k on k.own_name =
            std_own_name(std_family(source), place, own_estate, own_building, std_stair(own_unit))
        left join std_household f
            on f.household = std_own_household(std_family(source), place, household_no, own_building)
)
select *, concat_ws(chr(31), coalesce(place, ''), coalesce(own_group, if(agrees, said_group, null), ''),
    case when by_name then concat_ws(chr(31), coalesce(own_estate, said_estate, ''), coalesce(said_road, ''),
            said_building, '')
        when renamed then concat_ws(chr(31), coalesce(alias_estate, ''), coalesce(alias_road, ''), alias_building,
            coalesce(std_flat(alias_stair, own_unit), ''))
        else concat_ws(chr(31), coalesce(own_estate, if(agrees, said_estate, null), family_estate, ''),
            coalesce(if(agrees, said_road, null), ''), coalesce(own_building, said_building, ''),
            coalesce(own_unit, if(agrees, said_unit, null), '')) end) as spot
from agreed
"""

RECORDS = """
insert into standard.place_record by name
select r.record_id, r.month, r.source, r.layout, r.path, r.sheet, r.row, r.kind, s.region,
    if(r.kind = 'estate', null, coalesce(r.own_building, s.building_no)) as building_no,
    if(r.own_building is null, s.unit_no, r.own_unit) as unit_no,
    case r.kind when 'estate' then r.own_estate when 'household' then n.name
        when 'building' then trim(r.building_name) end as name, r.said as address,
    s.group_no, coalesce(r.own_estate, s.estate) as estate, s.address_key, std_solid(r.dwelling_code) as dwelling_code,
    std_solid(r.grid) as grid, std_own_no(r.household_no) as household_no, h.code as household_kind,
    std_solid(r.use) as use,
    coalesce(o.code, if(r.layout = 'survey_vacant', 'vacant', null), case when r.kind <> 'dwelling' then null
        when std_count(r.persons) > 0 then 'occupied' when std_count(r.persons) = 0 then 'vacant' end) as occupancy,
    std_count(r.persons) as persons, std_count(r.registered) as registered, std_count(r.present) as present,
    std_count(r.away) as away, std_count(r.floors) as floors, std_count(r.units) as units, r.geometry, p.phone
from std_place_placed r
    left join std_spot s on s.spot = r.spot
    left join std_name n on n.raw = r.head_name
    left join std_phone p on p.raw = r.phone
    left join std_place_code h on h.layout = r.layout and h.field = 'household_kind' and h.raw = r.household_kind
    left join std_place_code o on o.layout = r.layout and o.field = 'occupancy' and o.raw = r.occupancy
"""


def prepare(con: duckdb.DuckDBPyConnection) -> None:
    """Make temp view `std_place_placed`: `std_raw_place` with its region, its dwelling's parts and its spot."""
    con.execute(PLACED)


def build(con: duckdb.DuckDBPyConnection) -> None:
    """Fill `standard.place_record`: one row per place row in force."""
    con.execute(RECORDS)
