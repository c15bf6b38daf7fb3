"""The floor housing: dwellings, buildings, tracts, households, and everybody's home."""

from __future__ import annotations

import duckdb

from assets.housing.building import build_buildings, number_buildings
from assets.housing.dwelling import build_dwellings
from assets.housing.heads import build_heads
from assets.housing.homes import build_homes
from assets.housing.household import build_members
from assets.housing.occupancy import build_occupancy
from assets.housing.roll import build_listed
from assets.housing.tracts.build import build_tracts
from assets.housing.tracts.disputes import build_disputes
from assets.housing.tracts.households import build_household_tracts
from assets.housing.tracts.staff import build_staff
from assets.housing.tracts.tables import build_tables
from assets.registry.run import Run
from assets.registry.tables import create, load_tables

DWELLINGS = """
insert into housing.dwelling by name
select i.id as dwelling_id, d.* exclude (key), b.building_name, t.tract, t.grid,
    coalesce(o.address, a.address) as address,
    o.use, o.occupancy, o.occupancy_probability, nullif(o.evidence, '') as evidence
from housing._dwelling d
    join housing._dwelling_id i using (key)
    join housing._occupancy o using (key)
    left join housing._dwelling_tract t using (key)
    left join housing._dwelling_building b using (key)
    left join (
        select h.key, min(l.address) as address from housing._home h
            join people.person_location l on l.person_id = h.person_id and l.role = h.role and h.role = 'living'
        group by h.key
    ) a using (key)
order by dwelling_id
"""

DESCRIBED = """
create or replace table housing._described as
with said as (
    select m.key, split_part(m.key, '|', 1) as place, min(m.region) as region,
        mode(m.dwelling order by m.dwelling) as dwelling, bool_or(coalesce(s.boarding, false)) as boarding,
        coalesce(mode(s.group_no order by s.group_no), mode(w.group_no order by w.group_no)) as group_no,
        mode(s.hukou_household_kind order by s.hukou_household_kind) as hukou_kind
    from housing._member m
        left join housing._statement s on s.person_id = m.person_id and s.role = m.role and s.turn = 1
        left join housing._workbook w on not told and w.person_id = m.person_id and w.key = m.key
    group by m.key
)
select k.* replace (coalesce(d.group_no, k.group_no) as group_no), d.building_no, d.unit_no, case
        when split_part(k.key, '|', 3) = 'u'
            or k.place = 'living' and (boarding or regexp_matches(o.use, '集体|宿舍|工棚'))
            or (k.place = 'hukou' or k.dwelling is null) and hukou_kind = 'collective' then 'collective'
        else 'family'
    end as kind
from said k
    left join housing._dwelling d on d.key = k.dwelling
    left join housing._occupancy o on o.key = k.dwelling
"""

HOUSEHOLDS = """
insert into housing.household by name
select i.id as household_id, c.place, h.head_person_id, k.region, k.group_no, t.tract, k.building_no, k.unit_no,
    c.registered, c.present, c.away, k.kind,
    nullif(case split_part(k.key, '|', 3)
        when 's' then split_part(k.key, '|', 5) when 'h' then split_part(k.key, '|', 5)
        when 'u' then split_part(k.key, '|', 6)
    end, '') as household_no
from housing._described k
    join housing._household_id i using (key)
    join housing._count c using (key)
    join housing._household_tract t using (key)
    left join housing._head h using (key)
order by household_id
"""

HOMES = """
insert into housing.person_home by name
select m.person_id, m.role, if(told, i.id, null) as household_id, d.id as dwelling_id,
    if(h.head_person_id = m.person_id, '02', r.relation) as relation, l.id as listed_household_id,
    t.tract
from housing._member m
    join housing._household_id i using (key)
    left join housing._head h using (key)
    left join housing._dwelling_id d on d.key = m.dwelling
    left join housing._relation r using (person_id, role)
    left join (
        select person_id, key, id from housing._listed join housing._household_id using (key)
    ) l on l.person_id = m.person_id and m.role = 'hukou'
    left join housing._household_tract t on t.key = coalesce(l.key, m.key)
order by m.person_id, m.role
"""


def build(con: duckdb.DuckDBPyConnection, run: Run) -> None:
    """Make every table of the floor from the floors people, linkage, standard and landing."""
    con.execute("create schema if not exists housing")
    build_homes(con)
    build_dwellings(con, run)
    number_buildings(con)
    build_members(con, run)
    build_listed(con, run.month)
    build_heads(con, run.month.last_day)
    build_occupancy(con)
    build_tracts(con, run)
    con.execute(DESCRIBED)
    build_household_tracts(con, run.rules.tracts)
    for spec in (spec for spec in load_tables().values() if spec.floor == "housing"):
        for made in create(spec, "housing"):
            con.execute(made)
    for statement in (DWELLINGS, HOUSEHOLDS, HOMES):
        con.execute(statement)
    build_buildings(con)
    build_tables(con)
    build_staff(con)
    build_disputes(con)
    drop_helpers(con)


def drop_helpers(con: duckdb.DuckDBPyConnection) -> None:
    """Drop the floor's helper tables (their names begin with an underscore)."""
    helpers = con.execute(
        "select table_name from duckdb_tables() where schema_name = 'housing' and starts_with(table_name, '_')"
    ).fetchall()
    for (name,) in helpers:
        con.execute(f'drop table housing."{name}"')
