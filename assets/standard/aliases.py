"""Buildings that a register numbers in its own way: the village's third building is 宿舍2号楼 in everybody's address.

The grid and the village workbook number the buildings of a village one after another. Where their rows also write the
address, the two names of a building are learnt from each other, and the address's name becomes the key's.
"""

from __future__ import annotations

import duckdb

SHARE = 0.8  # of the rows that name a building both ways, so many must agree
FLATS = 3  # and at least so many, where rooms tell that the two are one building

# In a village where most houses bear the register's number, an address with another number is an old address.
ALIASES = """
create or replace temp table std_alias as
with both_ways as (
    select family, home_place as region, coalesce(own_estate, '') as estate, own_building as building,
        coalesce(own_stair, '') as stair,
        coalesce(home_estate, '') as to_estate, coalesce(home_road, '') as to_road, home_building as to_building,
        coalesce(std_stair(home_unit), '') as to_stair, home_unit is not null as flat
    from std_sited
    where at_home and not pending and own_building is not null and home_building is not null and length(home_place) = 12
        and (home_read = home_place or length(home_read) = 6 or home_read is null)
        and (std_room(own_unit) = std_room(home_unit) or home_unit is null and coalesce(length(own_unit), 0) < 3)
), counted as (
    select *, count(*) as n from both_ways group by all
), numbering as (
    select family, region, flat, sum(n) filter (building = to_building) >= 0.5 * sum(n) as same
    from counted group by all
), meant as (
    select family, region, flat, estate, building, stair, sum(n) as rows, max(n) as most,
        arg_max({{'estate': to_estate, 'road': to_road, 'building': to_building, 'stair': to_stair}},
            (n, to_estate, to_road, to_building, to_stair)) as alias
    from counted group by all
)
select std_own_name(family, region, estate, building, stair) as own_name, nullif(alias.estate, '') as estate,
    nullif(alias.road, '') as road, alias.building as building_no, alias.stair as stair
from meant join numbering using (family, region, flat)
where most >= {share} * rows and (building, stair) <> (alias.building, alias.stair)
    and if(flat, most >= {flats}, not coalesce(same, false))
qualify row_number() over (partition by own_name order by flat desc) = 1
"""

# The village workbook's columns name no estate; an address of the same household in the same building does.
HOUSEHOLDS = """
create or replace temp table std_household as
with said as (
    select std_own_household(family, home_place, household_no, own_building) as household, home_estate as estate,
        count(*) as n
    from std_sited
    where at_home and not pending and own_building = home_building and household_no is not null
        and home_estate is not null and (home_read = home_place or length(home_read) = 6 or home_read is null)
    group by all
)
select household, arg_max(estate, (n, estate)) as estate from said group by household having max(n) >= {share} * sum(n)
"""


def install(con: duckdb.DuckDBPyConnection) -> None:
    """Make the macros: a unit is a staircase and a room (1-102 is room 102 of staircase 1, 102 has none)."""
    con.execute("""
        create or replace temp macro std_family(source) as split_part(source, '_', 1);
        create or replace temp macro std_own_name(family, region, estate, building, stair) as
            concat_ws(chr(31), family, region, coalesce(estate, ''), building, coalesce(stair, ''));
        create or replace temp macro std_own_household(family, region, household_no, building) as
            concat_ws(chr(31), family, region, std_solid(household_no), building);
        create or replace temp macro std_stair(unit) as
            if(contains(unit, '-'), regexp_extract(unit, '^[^-]*'), '');
        create or replace temp macro std_room(unit) as regexp_replace(unit, '^[^-]*-', '');
        create or replace temp macro std_flat(stair, unit) as
            if(stair = '', std_room(unit), stair || '-' || std_room(unit));
    """)


def build(con: duckdb.DuckDBPyConnection) -> None:
    """Make temp tables `std_alias` (own_name, estate, road, building_no, stair), `std_household` (household, estate).

    `own_name`: family of sources (grid, survey), region, estate, building and staircase as the columns have them,
    joined by chr(31); the others: the same building as addresses write it. `household`: family, region, household
    number and building. Both come from `std_sited`.
    """
    con.execute(HOUSEHOLDS.format(share=SHARE))
    con.execute(ALIASES.format(share=SHARE, flats=FLATS))
