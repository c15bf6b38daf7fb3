"""Dwellings written in different ways brought to one key: `region|group or estate|building|unit-room`.

A spot is what one record writes. What it leaves out (the village of an estate, the group of a house, the estate of a
flat) is taken from the other records where they agree: at least four of five that say it say the same.
"""

from __future__ import annotations

import duckdb

# `n`: the rows that write the spot and are evidence: what waits for review completes nobody else's address.
SPOTS = """
create or replace temp table std_spot_said as
select spot, count(*) filter (not pending) as n, p[1] as region, nullif(p[2], '') as group_no,
    nullif(p[3], '') as estate, nullif(p[4], '') as road, nullif(p[5], '') as building_no, nullif(p[6], '') as unit_no
from (
    select spot, pending, string_split(spot, chr(31)) as p from (
        select unnest([hukou_spot, home_spot]) as spot, pending from std_placed
        union all select spot, false from std_place_placed
    )
) group by all
"""

# The village that an estate or a road number lies in, in the county (`area` empty) and in each town (9 digits): two
# towns may each have an estate of one name. And the estate that stands at a road number.
VILLAGES = """
create or replace temp table std_village_of as
with said as (
    select unnest([estate, if(regexp_matches(road, '[0-9]$'), road, null)]) as name, region, n from std_spot_said
    where n > 0 and length(region) = 12 and (length(estate) > 3 or building_no is not null)
), counted as (
    select name, area, region, sum(n) as n from said, unnest(['', left(region, 9)]) as a(area)
    where name is not null group by all
)
select name, area, arg_max(region, (n, region)) as region from counted
group by name, area having max(n) >= 0.8 * sum(n)
"""

ROADS = """
create or replace temp table std_road as
with said as (
    select region, road, estate, sum(n) as n from std_resolved
    where n > 0 and estate is not null and regexp_matches(road, '[0-9]$') group by all
)
select region, road, arg_max(estate, (n, estate)) as estate from said group by region, road
having max(n) >= 0.8 * sum(n)
"""

# A flat has a unit with a room, or a number behind a building of an estate; a lone 1 or 2 behind a village house is
# the survey's count of dwellings in it, which no address writes.
RESOLVED = """
create or replace temp table std_resolved as
select s.* replace (
        if(length(s.region) = 12, s.region, coalesce(e.region, r.region, nullif(left(s.region, 6), ''))) as region),
    unit_no is not null and (estate is not null or road is not null or regexp_matches(unit_no, '-|.{3}')) as flat
from (
    select *, case when length(region) = 9 then region when region in ('', getvariable('std_county')) then '' end
        as area
    from std_spot_said
) s
    left join std_village_of e on e.name = s.estate and e.area = s.area
    left join std_village_of r on r.name = s.road and r.area = s.area
"""

LOCALITY = """
create or replace temp table std_local as
select s.* replace (coalesce(s.estate, r.estate) as estate),
    if(s.flat, coalesce(s.estate, r.estate, s.road), coalesce(s.group_no, s.estate, s.road)) as locality,
    if(s.flat, s.unit_no, null) as unit_key
from std_resolved s left join std_road r on r.region = s.region and r.road = s.road and s.flat
"""

# What those say that name the locality of the same building, and of the same flat.
COMPLETED = """
create or replace temp table std_completed as
with said as (
    select region, flat, building_no, unit_key, locality, sum(n) as n from std_local
    where n > 0 and locality is not null and building_no is not null group by all
), of_unit as (
    select region, flat, building_no, unit_key, arg_max(locality, (n, locality)) as locality from said
    group by region, flat, building_no, unit_key having max(n) >= 0.8 * sum(n)
), of_building as (
    select region, flat, building_no, arg_max(locality, (n, locality)) as locality
    from (select region, flat, building_no, locality, sum(n) as n from said group by all)
    group by region, flat, building_no having max(n) >= 0.8 * sum(n)
)
select l.spot, l.region, l.building_no, l.unit_no, l.unit_key, coalesce(l.locality, u.locality, b.locality) as locality,
    coalesce(l.group_no, if(not l.flat, coalesce(u.locality, b.locality), null)) as group_no,
    coalesce(l.estate, if(l.flat, coalesce(u.locality, b.locality), null)) as estate
from std_local l
    left join of_unit u on u.region = l.region and u.flat = l.flat and u.building_no = l.building_no
        and u.unit_key is not distinct from l.unit_key
    left join of_building b on b.region = l.region and b.flat = l.flat and b.building_no = l.building_no
"""

KEYS = """
create or replace temp table std_spot as
select spot, region, estate, building_no, unit_no,
    if(regexp_full_match(group_no, '[0-9]+'), group_no, null) as group_no,
    if(region is null or coalesce(building_no, if(locality is null, null, unit_key)) is null, null,
        concat_ws('|', region, coalesce(locality, ''), coalesce(building_no, ''), coalesce(unit_key, ''))
    ) as address_key
from std_completed
"""


def build(con: duckdb.DuckDBPyConnection) -> None:
    """Make temp table `std_spot` (spot, region, group_no, estate, building_no, unit_no, address_key).

    From `std_placed` (persons) and `std_place_placed` (places). A record that names no building has no key.
    """
    for step in (SPOTS, VILLAGES, RESOLVED, ROADS, LOCALITY, COMPLETED, KEYS):
        con.execute(step)
    for table in ("spot_said", "village_of", "resolved", "road", "local", "completed"):
        con.execute(f"drop table std_{table}")
