"""Tracts that a village has already: those of the office's list, else those of last month."""

from __future__ import annotations

import duckdb

from assets.registry.run import Run
from assets.registry.tables import ddl, load_tables

LISTED = """
create or replace table housing._listed_tract as
with said as (
    select coalesce(region, left(tract, 12)) as region, tract, building_no from landing.tract_building
    where tract is not null
)
select region, building_no, if(length(tract) <= 3, region || lpad(tract, 3, '0'), tract) as tract from said
"""

# A number that the list gives to several tracts (two estates with a building 1 each) says nothing.
GIVEN = """
create or replace table housing._given as
select region, building_no, min(tract) as tract from housing._listed_tract
where building_no is not null group by region, building_no having count(distinct tract) = 1
"""

# Last month's tract of most dwellings of a block; a tract stays in its village.
LAST = """
create or replace table housing._last as
with told as (
    select p.region, p.building, p.part, l.tract, count(*) as n
    from housing._part p
        join housing._dwelling_id i using (key)
        join previous.dwelling l on l.dwelling_id = i.id
        join previous.tract t on t.tract = l.tract and t.region = p.region and t.kind <> 'virtual'
    group by all
)
select region, building, part, arg_max(tract, (n, tract)) as tract from told group by region, building, part
"""

# The highest number that a village has given: numbers of tracts that are gone are not given again.
HIGHEST = r"""
create or replace table housing._highest as
with code as (
    select region, tract from previous.tract where kind <> 'virtual'
    union select region, tract from housing._listed_tract
)
select region, max(right(tract, 3)::integer) as last from code
where regexp_full_match(tract, region || '\d{3}') group by region
"""

KNOWN = """
create or replace table housing._known as
with given_village as (
    select distinct region from housing._given
)
select b.region, b.building, b.part, v.region is not null as given,
    if(v.region is null, l.tract, g.tract) as tract, coalesce(h.last, 0) as last
from housing._block b
    left join given_village v using (region)
    left join housing._given g on g.region = b.region and g.building_no = b.building_no
    left join housing._last l on l.region = b.region and l.building = b.building and l.part = b.part
    left join housing._highest h on h.region = b.region
"""


def build_known(con: duckdb.DuckDBPyConnection, run: Run) -> None:
    """Make `housing._known` (block: tract or NULL, `given`: by the office, `last`: the highest number so far)."""
    run.load_previous(con, "tract", ddl(load_tables()["tract"]))
    for statement in (LISTED, GIVEN, LAST, HIGHEST, KNOWN):
        con.execute(statement)
