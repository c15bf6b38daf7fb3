"""The floor housing: dwellings, buildings, households, and everybody's home."""

from __future__ import annotations

import duckdb

from assets.housing.building import BUILDINGS, number_buildings
from assets.housing.dwelling import build_dwellings
from assets.housing.heads import build_heads
from assets.housing.homes import build_homes
from assets.housing.household import build_members
from assets.housing.occupancy import build_occupancy
from assets.housing.roll import build_listed
from assets.registry.run import Run
from assets.registry.tables import create, load_tables

DWELLINGS = """
insert into housing.dwelling by name
select i.id as dwelling_id, d.* exclude (key), coalesce(o.address, a.address) as address, o.use, o.occupancy,
    o.occupancy_probability, nullif(o.evidence, '') as evidence
from housing._dwelling d
    join housing._dwelling_id i using (key)
    join housing._occupancy o using (key)
    left join (
        select h.key, min(l.address) as address from housing._home h
            join people.person_location l on l.person_id = h.person_id and l.role = h.role and h.role = 'living'
        group by h.key
    ) a using (key)
order by dwelling_id
"""

HOUSEHOLDS = """
insert into housing.household by name
with described as (
    select m.key, min(m.region) as region, mode(m.dwelling order by m.dwelling) as dwelling,
        mode(s.group_no order by s.group_no) as group_no, bool_or(coalesce(s.boarding, false)) as boarding,
        mode(s.hukou_household_kind order by s.hukou_household_kind) as hukou_kind
    from housing._member m
        left join housing._statement s on s.person_id = m.person_id and s.role = m.role and s.turn = 1
    group by m.key
)
select i.id as household_id, c.place, h.head_person_id, k.region, coalesce(d.group_no, k.group_no) as group_no,
    k.region as tract, d.building_no, d.unit_no, c.registered, c.present, c.away, case
        when split_part(k.key, '|', 3) = 'u'
            or place = 'living' and (boarding or regexp_matches(o.use, '集体|宿舍|工棚'))
            or place = 'hukou' and hukou_kind = 'collective' then 'collective'
        else 'family'
    end as kind,
    nullif(case split_part(k.key, '|', 3)
        when 's' then split_part(k.key, '|', 5) when 'h' then split_part(k.key, '|', 5)
        when 'u' then split_part(k.key, '|', 6)
    end, '') as household_no
from described k
    join housing._household_id i using (key)
    join housing._count c using (key)
    left join housing._head h using (key)
    left join housing._dwelling d on d.key = k.dwelling
    left join housing._occupancy o on o.key = k.dwelling
order by household_id
"""

HOMES = """
insert into housing.person_home by name
select m.person_id, m.role, i.id as household_id, d.id as dwelling_id,
    if(h.head_person_id = m.person_id, '02', r.relation) as relation, l.id as listed_household_id
from housing._member m
    join housing._household_id i using (key)
    left join housing._head h using (key)
    left join housing._dwelling_id d on d.key = m.dwelling
    left join housing._relation r using (person_id, role)
    left join (
        select person_id, id from housing._listed join housing._household_id using (key)
    ) l on l.person_id = m.person_id and m.role = 'hukou'
order by m.person_id, m.role
"""


def build(con: duckdb.DuckDBPyConnection, run: Run) -> None:
    """Make `housing.dwelling`, `building`, `household` and `person_home` from the floors people and standard."""
    con.execute("create schema if not exists housing")
    build_homes(con)
    build_dwellings(con, run)
    number_buildings(con)
    build_members(con, run)
    build_listed(con)
    build_heads(con, run.month.last_day)
    build_occupancy(con)
    for table, statement in (
        ("dwelling", DWELLINGS),
        ("building", BUILDINGS),
        ("household", HOUSEHOLDS),
        ("person_home", HOMES),
    ):
        for made in create(load_tables()[table], "housing"):
            con.execute(made)
        con.execute(statement)
    drop_helpers(con)


def drop_helpers(con: duckdb.DuckDBPyConnection) -> None:
    """Drop the floor's helper tables (their names begin with an underscore)."""
    helpers = con.execute(
        "select table_name from duckdb_tables() where schema_name = 'housing' and starts_with(table_name, '_')"
    ).fetchall()
    for (name,) in helpers:
        con.execute(f'drop table housing."{name}"')
