"""Grids (网格) of dwellings and blocks, and how many dwellings of a tract each grid holds: n to m."""

from __future__ import annotations

import duckdb

# A dwelling's grid is that of the grid's own dwelling rows, else of most of the people whom it lists there.
DWELLING_GRIDS = """
create or replace table housing._dwelling_grid as
with said as (
    select k.key, p.grid, 1 as turn from housing._keyed k join standard.place_record p on p.record_id = k.place_id
    where p.grid is not null
    union all
    select h.key, r.grid, 2 from housing._home h join linkage.record r using (person_id)
    where h.role = 'living' and r.source = 'grid_persons' and r.role = 'self' and r.grid is not null
), counted as (
    select key, turn, grid, count(*) as n from said group by all
)
select key, arg_max(grid, (-turn, n, grid)) as grid from counted semi join housing._part using (key) group by key
"""

# The grid of most dwellings of a block; a block without any takes that of the block before it in the village, or after.
BLOCK_GRIDS = """
create or replace table housing._block_grid as
with told as (
    select region, building, part, mode(grid order by grid) as grid
    from housing._part join housing._dwelling_grid using (key) group by region, building, part
), ordered as (
    select b.region, b.building, b.part, b.turn, t.grid from housing._block b
        left join told t on t.region = b.region and t.building = b.building and t.part = b.part
)
select region, building, part, coalesce(
        last_value(grid ignore nulls) over (partition by region order by turn),
        first_value(grid ignore nulls) over (partition by region order by turn
            rows between unbounded preceding and unbounded following)
    ) as grid
from ordered
"""

GRID_TRACTS = """
insert into housing.grid_tract by name
select grid, tract, count(*)::integer as dwellings from housing._dwelling_tract
where grid is not null group by grid, tract order by grid, tract
"""

# Those of the list, and those that dwellings stand in and the list lacks. A household counts where its dwelling stands.
GRIDS = """
insert into housing.grid by name
with home as (
    select h.household_id, mode(d.grid order by d.grid) as grid
    from housing.person_home h join housing.dwelling d using (dwelling_id)
    where h.role = 'living' and d.grid is not null group by h.household_id
), lived_in as (
    select grid, count(*)::integer as households from home group by grid
), known as (
    select grid, region, name from landing.grid_list
    union all by name
    select grid, mode(region order by region) as region from housing.dwelling
    where grid is not null and grid not in (select grid from landing.grid_list) group by grid
)
select known.*, coalesce(households, 0) as households from known left join lived_in using (grid) order by grid
"""


def build_grids(con: duckdb.DuckDBPyConnection) -> None:
    """Make `housing._dwelling_grid` (dwelling key -> grid) and `_block_grid` (region, building, part -> grid)."""
    con.execute(DWELLING_GRIDS)
    con.execute(BLOCK_GRIDS)
