"""Who lives together, and who stands in one hukou household.

The hukou household is the police register's (contract.md section 6); of whom no register tells it, it is unknown. The
living household is the village workbook's; who stands in none and lodges at his unit, by the list that places him, by
another list of people at a unit of that village or by his address in its dormitory, joins the unit's collective
household; others join the household of their dwelling, the household of the mother whose place they were given, the
household where most of their hukou household lives in that village, and else those of their own dwelling or hukou
household, or nobody.

A dormitory is what contract.md calls so: 集体宿舍 and 工棚 among the uses of a dwelling (2.5), 宿舍 in the table of
collective households (3.1), 集体宿舍 of schools (seeds/001, the fifth comparison).
"""

from __future__ import annotations

import duckdb

from assets.registry.run import Run
from assets.registry.sources import layouts_that_stay
from assets.registry.tables import ddl, load_tables

OWN_KEYS = """
create or replace table housing._own_key as
select person_id, role,
    arg_min(case
        when role = 'hukou' or unit_name is null then own_household
        else concat_ws('|', 'u', region, unit_name, coalesce(household_no, ''))
    end, turn) filter (coalesce(own_household, unit_name) is not null) as key
from housing._statement left join people.own_household using (record_id)
where source = if(role = 'hukou', 'police_hukou', 'survey')
group by person_id, role having key is not null
"""

# (person, role, region, dwelling, own key, hukou household) of everybody placed in a village of the county.
PLACED = """
create or replace table housing._resident as
select l.person_id, l.role, l.region, l.category, d.key as dwelling, k.key as own, h.key as hukou,
    nullif(r.person_id, l.person_id) as with_person
from people.person_location l
    left join linkage.record r using (record_id)
    left join housing._home d on d.person_id = l.person_id and d.role = l.role
    left join housing._own_key k on k.person_id = l.person_id and k.role = l.role
    left join housing._own_key h on h.person_id = l.person_id and h.role = 'hukou'
where length(l.region) = 12 and l.category is not null
"""

# What most of those who share a dwelling, or a hukou household and a village, say their living household is.
JOINED = """
create or replace table housing._joined as
with by_unit as (
    select regexp_extract(own, '^u[|][^|]*[|][^|]*[|]') as unit, mode(own order by own) as key
    from housing._resident where role = 'living' and starts_with(own, 'u|') group by unit
), lodging as (
    select l.person_id, 'u|' || l.region || '|' || r.unit_name || '|' as unit, r.record_id <> l.record_id as others
    from people.person_location l join linkage.record r using (person_id)
    where l.role = 'living' and r.role = 'self' and not r.pending and r.unit_name is not null
        and (r.boarding or list_contains($units, r.layout))
    union all
    select person_id, unit, true from people.person_location l
        join by_unit on split_part(unit, '|', 2) = region and contains(address, split_part(unit, '|', 3))
    where role = 'living' and regexp_matches(address, '宿舍|工棚')
), lodger as (
    select person_id, arg_min(unit, (others, unit)) as unit from lodging
    where not others or unit in (select unit from by_unit) group by person_id
), by_dwelling as (
    select dwelling, mode(own order by own) as key from housing._resident
    where role = 'living' and own is not null and dwelling is not null group by dwelling
), first_pass as (
    select r.*, coalesce(own, u.key, l.unit, b.key) as found
    from housing._resident r
        left join lodger l using (person_id) left join by_unit u using (unit) left join by_dwelling b using (dwelling)
    where role = 'living'
), by_hukou as (
    select hukou, region, mode(coalesce(found, 'd|' || dwelling) order by found, dwelling) as key from first_pass
    where hukou is not null and (found is not null or dwelling is not null) group by hukou, region
)
select f.person_id, coalesce(f.found, m.found, if(f.dwelling is null, b.key, null), 'd|' || f.dwelling, b.key,
        'x|' || f.hukou, 'x|' || f.person_id) as key
from first_pass f
    left join first_pass m on m.person_id = f.with_person
    left join by_hukou b on b.hukou = f.hukou and b.region = f.region
"""

# The key of an unknown hukou household is NULL here; `assets.housing.roll` says where its person is listed.
MEMBERS = """
create or replace table housing._member as
select r.person_id, r.role, r.region, r.category, r.dwelling, r.role || '|' || r.region || '|' ||
        if(r.role = 'living', coalesce(j.key, 'x|' || r.person_id), r.own) as key,
    r.role = 'living' or r.own is not null as told
from housing._resident r left join housing._joined j using (person_id)
"""


def build_members(con: duckdb.DuckDBPyConnection, run: Run) -> None:
    """Make `housing._member` (person x role -> household key, `told` by a source), and `previous.person_place`."""
    run.load_previous(con, "person_place", ddl(load_tables()["person_place"]))
    for statement in (OWN_KEYS, PLACED):
        con.execute(statement)
    con.execute(JOINED, {"units": layouts_that_stay("unit")})
    con.execute(MEMBERS)
