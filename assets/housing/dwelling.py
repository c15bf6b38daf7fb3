"""The frame of dwellings: grid dwellings, the village workbook's households and vacant homes, addresses people live at.

The grid's own code and an address key are two names of one dwelling where a grid row writes both, or the same people
stand under both, each name preferring the other.
"""

from __future__ import annotations

import duckdb

from assets.housing.stable import map_ids
from assets.registry.run import Run
from assets.registry.tables import ddl, load_tables

NAMES = """
create or replace table housing._named as
select person_id, role, turn, source, 'g|' || dwelling_code as code_key, 'a|' || address_key as address_key, region,
    group_no, estate, building_no, unit_no, null as place_id
from housing._statement where coalesce(dwelling_code, address_key) is not null
union all
select null, null, null, source, 'g|' || dwelling_code, 'a|' || address_key, region,
    group_no, estate, building_no, unit_no, record_id
from standard.place_record
where kind in ('dwelling', 'household') and region is not null and coalesce(dwelling_code, address_key) is not null
"""

SAME = """
create or replace table housing._same as
with pair as (
    select code_key, address_key from housing._named where code_key is not null and address_key is not null
    union all
    select c.code_key, a.address_key from housing._named c join housing._named a using (person_id, role)
    where c.code_key is not null and a.code_key is null and a.address_key is not null and a.source = 'survey'
), counted as (
    select code_key, address_key, count(*) as n from pair group by all
), ranked as (
    select *, row_number() over (partition by code_key order by n desc, address_key) as of_code,
        row_number() over (partition by address_key order by n desc, code_key) as of_address
    from counted
)
select address_key, code_key from ranked where of_code = 1 and of_address = 1
"""

KEYED = """
create or replace table housing._keyed as
select n.*, coalesce(n.code_key, s.code_key, n.address_key) as key
from housing._named n left join housing._same s using (address_key)
"""

# Addresses of registers that look at no dwelling found none, unless a frame source knows them or nothing else is told.
HOMES = """
create or replace table housing._home as
with frame as (
    select distinct key from housing._keyed where place_id is not null or source in ('survey', 'grid_persons')
)
select person_id, role, arg_min(key, (frame.key is null, turn)) as key
from housing._keyed left join frame using (key) where person_id is not null group by person_id, role
"""

# The address parts of the row that describes the dwelling best: a place row, then the workbook's, then anybody's.
DESCRIBED = """
create or replace table housing._dwelling as
with used as (
    select key from housing._home union select key from housing._keyed where place_id is not null
), ranked as (
    select *, row_number() over (
            partition by key
            order by building_no is null, place_id is null, source = 'survey' desc, region, building_no, unit_no,
                estate nulls last, group_no nulls last
        ) as turn_of_key
    from housing._keyed semi join used using (key)
), code as (
    select key, min(substr(code_key, 3)) as dwelling_code, mode(group_no order by group_no) as group_no
    from housing._keyed group by key
)
select r.key, r.region, code.group_no, r.estate, r.building_no, r.unit_no, code.dwelling_code
from ranked r join code using (key) where turn_of_key = 1
"""

OVERLAPS = """
select key, dwelling_id as old_id, 2 as overlap
from housing._dwelling d join previous.dwelling l on l.dwelling_code = d.dwelling_code
union all
select key, dwelling_id, 1 from housing._dwelling d join previous.dwelling l on l.region = d.region
    and l.building_no = d.building_no and l.unit_no is not distinct from d.unit_no
    and l.estate is not distinct from d.estate
"""


def build_dwellings(con: duckdb.DuckDBPyConnection, run: Run) -> None:
    """Make `housing._home` (person x role -> key), `_keyed`, `_dwelling` (key) and `_dwelling_id` (key -> id)."""
    run.load_previous(con, "dwelling", ddl(load_tables()["dwelling"]))
    for statement in (NAMES, SAME, KEYED, HOMES, DESCRIBED):
        con.execute(statement)
    map_ids(con, "_dwelling", "select key from housing._dwelling", OVERLAPS, run.month)
