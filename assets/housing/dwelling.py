"""The frame of dwellings: grid dwellings, the village workbook's units and vacant homes, addresses people live at.

The grid's own code and an address (village, building, unit) are two names of one dwelling where the same people stand
under both, each name preferring the other; a grid row that writes the address itself counts like one person more.
"""

from __future__ import annotations

import duckdb

from assets.housing.stable import map_ids
from assets.registry.run import Run
from assets.registry.tables import ddl, load_tables

NAMES = """
create or replace table housing._named as
with told as (
    select person_id, role, turn, region, group_no, building_no, unit_no, dwelling_code, null as kind, source
    from housing._statement
    union all by name
    select region, group_no, building_no, unit_no, dwelling_code, kind, source, record_id as place_id
    from standard.place_record
    where kind in ('dwelling', 'household')
)
select *, 'g|' || dwelling_code as code_key,
    if(building_no is not null, concat_ws('|', 'a', region, building_no, coalesce(unit_no, '')), null) as address_key
from told where region is not null
"""

SAME = """
create or replace table housing._same as
with stood as (
    select c.code_key, a.address_key from housing._named c join housing._named a using (person_id, role, region)
    where c.code_key is not null and a.code_key is null and a.address_key is not null and a.source = 'survey'
    union all
    select code_key, address_key from housing._named where kind is not null and code_key is not null
        and address_key is not null
), pair as (
    select code_key, address_key, count(*) as n from stood group by all
), ranked as (
    select *, row_number() over (partition by code_key order by n desc, address_key) as of_code,
        row_number() over (partition by address_key order by n desc, code_key) as of_address
    from pair
)
select address_key, code_key from ranked where of_code = 1 and of_address = 1
"""

KEYED = """
create or replace table housing._keyed as
select n.*, coalesce(n.code_key, s.code_key, n.address_key) as key
from housing._named n left join housing._same s using (address_key)
where coalesce(n.code_key, n.address_key) is not null
"""

# Addresses of registers that look at no dwelling found none, unless a frame source knows them or nothing else is told.
HOMES = """
create or replace table housing._home as
with frame as (
    select distinct key from housing._keyed where kind is not null or source in ('survey', 'grid_persons')
)
select person_id, role, arg_min(key, (frame.key is null, turn)) as key
from housing._keyed left join frame using (key) where person_id is not null group by person_id, role
"""

DESCRIBED = """
create or replace table housing._dwelling as
with used as (
    select key from housing._home union select key from housing._keyed where kind is not null
)
select key, min(region) as region, mode(group_no order by group_no) as group_no,
    coalesce(arg_min(building_no, building_no) filter (source = 'survey'), min(building_no)) as building_no,
    coalesce(arg_min(unit_no, unit_no) filter (source = 'survey'), min(unit_no)) as unit_no,
    min(substr(code_key, 3)) as dwelling_code
from housing._keyed semi join used using (key) group by key
"""

OVERLAPS = """
select key, dwelling_id as old_id, 2 as overlap
from housing._dwelling d join previous.dwelling l on l.dwelling_code = d.dwelling_code
union all
select key, dwelling_id, 1 from housing._dwelling d join previous.dwelling l on l.region = d.region
    and l.building_no = d.building_no and l.unit_no is not distinct from d.unit_no
"""


def build_dwellings(con: duckdb.DuckDBPyConnection, run: Run) -> None:
    """Make `housing._home` (person x role -> key), `_keyed`, `_dwelling` (key) and `dwelling_id` (key -> id)."""
    run.load_previous(con, "dwelling", ddl(load_tables()["dwelling"]))
    for statement in (NAMES, SAME, KEYED, HOMES, DESCRIBED):
        con.execute(statement)
    map_ids(con, "_dwelling", "select key from housing._dwelling", OVERLAPS, run.month)
