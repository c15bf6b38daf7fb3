"""The month's persons as this floor knows them: `people.person_best`, one row per person ever known."""

from __future__ import annotations

import duckdb

from assets.people.best import FIELDS, Survivor
from assets.registry.run import Run
from assets.registry.tables import create, load_tables

SOURCES = """
create or replace table people._presence as
select person_no, count(*) filter (not pending)::integer as n_records,
    count(distinct source) filter (not pending)::integer as n_sources,
    coalesce(list(distinct source order by source) filter (not pending), []) as sources
from people._record group by person_no
"""

STATES = """
create or replace table people._state as
with counted as (
    select person_no, region, category from people._location where counted
)
select p.person_no, c.person_no is not null as in_roster, c.category as population_category,
    hukou_region, hukou_address, living_region as residence_region, living_address as residence_address,
    case
        when standing = 'foreign' then null
        when standing = 'none' then '5' when standing = 'outside' then '4' when standing = 'county' then '3'
        when not living_inside or living_region = hukou_region then '1'
        when left(living_region, 9) = left(hukou_region, 9) then '2' else '3'
    end as hukou_state,
    case
        when empty_hukou in ('located', 'unlocated') and coalesce(category, '2') = '2' then '3'
        when category = '2' or category is null and gone then '2'
        when category is not null or living_region is not null then '1'
    end as residence_state,
    if(residence_state in ('2', '3'), coalesce(away_since, living_since), null) as away_since,
    category is not null and if(usual_rule = 'census', usual_census, usual_half_year) as usual_resident,
    empty_hukou, located_by
from people._placed p
    join people._empty using (person_no)
    join (select person_no, usual_half_year, usual_census from people._usual) using (person_no)
    left join counted c using (person_no)
    cross join people._moment
"""

KNOWN = """
insert into people.person_best by name
select p.person_id, coalesce(id_status, 'none') as id_status, {fields}, l.life_state, l.death_date,
    s.* exclude (person_no),
    if(l.life_state = 'dead', 0, resident_probability) as resident_probability,
    n_records, n_sources, sources, coalesce(last.first_month, ?) as first_month, ? as last_seen_month,
    sighted_month
from people._person p
    join people._presence using (person_no)
    join people._life l using (person_no)
    join people._state s using (person_no)
    join people._probability using (person_no)
    left join people._sighted using (person_no)
    {joins}
    left join (select person_id, first_month from previous.person) last on last.person_id = p.person_id
"""

REMEMBERED = """
insert into people.person_best by name
select {columns} from (
    select * replace (false as in_roster, false as usual_resident, 0 as resident_probability, 0 as n_records,
        0 as n_sources, []::varchar[] as sources, null as population_category, 'no' as empty_hukou, null as located_by,
        greatest(last_seen_month, g.sighted_month) as last_seen_month, g.sighted_month as sighted_month)
    from previous.person
        join (select person_id, person_no from people._person anti join people._presence using (person_no))
            using (person_id)
        left join people._sighted g using (person_no)
)
"""


def build_person(con: duckdb.DuckDBPyConnection, run: Run) -> None:
    """Make `people.person_best`. Who has no record in force keeps last month's values and is not in the roster.

    A phone that no record states is the one given at gates with the person's own name and number.
    """
    con.execute(SOURCES)
    con.execute(STATES)
    spec = load_tables()["person_best"]
    for statement in create(spec, "people"):
        con.execute(statement)
    plain = [s for s in FIELDS if s.field not in ("death_date", "birth_order", "policy")]
    fields = ", ".join(", ".join((_value(s), *(t for t in s.takes if t != "id_status"))) for s in plain)
    joins = "\n    ".join(f"left join people._best_{s.field} using (person_no)" for s in plain)
    con.execute(KNOWN.format(fields=fields, joins=joins), [run.month.key, run.month.key])
    con.execute(REMEMBERED.format(columns=", ".join(spec.columns)))


def _value(survivor: Survivor) -> str:
    return f"coalesce({survivor.field}, {survivor.filled}) as {survivor.field}" if survivor.filled else survivor.field
