"""What is published of tracts and grids: `tract`, `grid` and `grid_tract`."""

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


def build_tables(con: duckdb.DuckDBPyConnection) -> None:
    """Fill `housing.tract`, `grid` and `grid_tract`, after every home."""
    con.execute(TRACTS)
    con.execute(GRIDS)
    con.execute(GRID_TRACTS)
