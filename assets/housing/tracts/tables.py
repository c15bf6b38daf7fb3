"""What is published of tracts and grids: `tract`, `building_tract`, `grid` and `grid_tract`."""

from __future__ import annotations

import duckdb

from assets.housing.tracts.grids import GRID_TRACTS, GRIDS

TRACTS = """
insert into housing.tract by name
with drawn as (
    select distinct b.tract, b.region, if(g.tract is null, 'drawn', 'given') as kind
    from housing._block_tract b left join (select distinct tract from housing._listed_tract) g using (tract)
), dwelt as (
    select tract, count(*)::integer as dwellings from housing._dwelling_tract group by tract
)
select tract, region, kind, coalesce(dwellings, 0) as dwellings, geometry
from drawn left join dwelt using (tract) left join housing._outline using (tract)
union all by name
select distinct tract, region, 'virtual' as kind, 0 as dwellings from housing._household_tract where virtual
order by tract
"""

# A building of the map without any known dwelling lies in a tract too; an over-large one may lie in several.
BUILDINGS = """
insert into housing.building_tract by name
select region, building_no, building_name, tract, count(*)::integer as dwellings,
    count(*) filter (occupancy = 'occupied')::integer as occupied,
    count(*) filter (occupancy = 'vacant')::integer as vacant
from housing.dwelling where building_no is not null and tract is not null group by all
union all by name
select b.region, m.building_no, coalesce(m.name, '') as building_name, b.tract, 0 as dwellings, 0 as occupied,
    0 as vacant
from housing._block_tract b
    join housing._map m on m.region = b.region and b.building = 'm' || m.map_id
    anti join housing._part p on p.region = b.region and p.building = b.building
order by all
"""


def build_tables(con: duckdb.DuckDBPyConnection) -> None:
    """Fill `housing.tract`, `building_tract`, `grid` and `grid_tract`, after `housing.dwelling` and every home."""
    con.execute(TRACTS)
    con.execute(BUILDINGS)
    con.execute(GRIDS)
    con.execute(GRID_TRACTS)
