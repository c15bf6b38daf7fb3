"""Blocks: what tracts are put together from, whole buildings, and of over-large buildings the floors of a staircase.

A building with more dwellings than a tract may have is split by staircase and floor (census questions and answers 1);
one whose dwellings tell neither is split into runs of eight. A dwelling of no known building is a block of its own.
"""

from __future__ import annotations

import duckdb

from assets.housing.tracts.bounds import Bounds
from assets.registry.rules import TractRules

RUN = 8
"""Dwellings per block of an over-large building whose staircases and floors nobody tells."""

# Which building each dwelling of a village stands in, by the map or by its number and estate.
HOUSED = """
create or replace table housing._housed as
select d.key, d.region, d.building_no, d.group_no, d.estate, d.unit_no, c.map_id,
    coalesce('m' || c.map_id, 'b' || concat_ws('|', d.building_no, coalesce(d.estate, '')), 'd' || d.key) as building
from housing._dwelling d left join housing._called c on c.region = d.region and c.building_no = d.building_no
    and c.estate is not distinct from d.estate
where length(d.region) = 12
"""

# (dwelling key -> building and the part of it): staircase and floor are read from unit numbers as 2-1502.
PARTS = r"""
create or replace table housing._part as
with spelt as (
    select *, count(*) over (partition by region, building) as in_building,
        nullif(regexp_extract(unit_no, '^(\d+)-\d{3,4}$', 1), '')::bigint as stair,
        nullif(regexp_extract(unit_no, '(\d{3,4})$', 1), '')::bigint // 100 as floor
    from housing._housed
), counted as (
    select *, count(floor) over (partition by region, building) = in_building as has_floors,
        row_number() over (partition by region, building order by unit_no nulls last, key) - 1 as turn
    from spelt
)
select key, region, building, building_no, group_no, estate, map_id, case
        when in_building <= $upper then 0
        when has_floors then coalesce(stair, 0) * 1000 + floor
        else turn // $run end as part
from counted
"""

BLOCKS = """
create or replace table housing._block as
with dwelt as (
    select region, building, part, count(*) as dwellings, mode(building_no order by building_no) as building_no,
        mode(group_no order by group_no) as group_no, mode(estate order by estate) as estate,
        any_value(map_id) as map_id
    from housing._part group by region, building, part
), empty as (
    select region, 'm' || map_id as building, 0 as part, 0 as dwellings, building_no, null as group_no, estate, map_id
    from housing._map anti join dwelt using (map_id) where length(region) = 12
), everything as (
    select * from dwelt union all by name select * from empty
), placed as (
    select *, dense_rank() over (partition by region order by estate nulls first,
            if(estate is null, try_cast(group_no as bigint), null) nulls last,
            if(estate is null, group_no, null) nulls last) as place
    from everything
)
select p.*, m.geometry, row_number() over (partition by p.region order by place,
        try_cast(p.building_no as bigint) nulls last, p.building_no nulls last, building, part) - 1 as turn
from placed p left join housing._map m using (map_id)
order by p.region, turn
"""


def build_blocks(con: duckdb.DuckDBPyConnection, rules: TractRules) -> None:
    """Make `housing._part` (dwelling key -> region, building, part) and `housing._block` (region, building, part).

    A block has its `dwellings`, the `geometry` of its building where the map knows it, and its `turn` in the order of
    the village: estate or group (`place`), number, part.
    """
    con.execute(HOUSED)
    con.execute(PARTS, {"upper": Bounds.of(rules).upper, "run": RUN})
    con.execute(BLOCKS)
