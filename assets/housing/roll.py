"""Which household each hukou person is listed with, present or away.

Who lives in his hukou village is listed with the household he lives in. Who is away is listed where the village
workbook lists him among people who live there, else with the living household of most of his hukou household, else with
the hukou household. Where that is unknown, the workbook's household lists him, all of it away; else a line of his own.
"""

from __future__ import annotations

import duckdb

from assets.housing.stable import map_ids
from assets.registry.month import Month

WORKBOOK = """
create or replace table housing._workbook as
select person_id, scope as region, relation, group_no, concat_ws('|', 'living', scope, coalesce(own_household,
        concat_ws('|', 'u', scope, unit_name, coalesce(household_no, '')))) as key
from linkage.record left join people.own_household using (record_id)
where role = 'self' and source = 'survey' and coalesce(own_household, unit_name) is not null
qualify row_number() over (partition by person_id, scope order by key, record_id) = 1
"""

LISTED = """
create or replace table housing._listed as
with living as (
    select person_id, region, key from housing._member where role = 'living'
), hukou as (
    select h.person_id, h.region, h.category, h.key, l.key as living_key, w.key as workbook_key,
        w.key in (select key from living) as lived_in
    from housing._member h
        left join living l on l.person_id = h.person_id and l.region = h.region
        left join housing._workbook w on w.person_id = h.person_id and w.region = h.region
    where h.role = 'hukou'
), majority as (
    select key, mode(living_key order by living_key) as living_key from hukou where living_key is not null group by key
)
select h.person_id, h.region, h.category, h.key as hukou_key, coalesce(h.living_key, if(lived_in, workbook_key, null),
        m.living_key, h.key, workbook_key, concat_ws('|', 'living', region, 'x', person_id)) as key
from hukou h left join majority m on m.key = h.key
"""

COUNTS = """
create or replace table housing._count as
with present as (
    select key, count(*)::integer as present from housing._member where role = 'living' group by key
), listed as (
    select key, count(*)::integer as registered, count(*) filter (category = '2')::integer as away
    from housing._listed group by key
), hukou as (
    select h.key, count(*)::integer as registered, count(*) filter (category = '2')::integer as away
    from housing._member h where role = 'hukou' and told group by key
)
select key, 'living' as place, coalesce(registered, 0) as registered, coalesce(present, 0) as present,
    coalesce(away, 0) as away
from present full join (from listed where starts_with(key, 'living|')) listed using (key)
union all
select key, 'hukou', registered, registered - away, away from hukou
"""

OVERLAPS = """
select key, old_id, count(*) as overlap from (
    select m.key, if(told, p.household_id, p.listed_household_id) as old_id
    from housing._member m join previous.person_place p using (person_id, role)
) where old_id is not null
group by key, old_id
"""


def build_listed(con: duckdb.DuckDBPyConnection, month: Month) -> None:
    """Make `housing._workbook`, `_listed` (hukou person -> household key), `_count` and `_household_id` (key -> id).

    `_count` gives key, place, registered, present and away. In `_member`, whose hukou household is unknown stands from
    here on in the one that lists him.
    """
    con.execute(WORKBOOK)
    con.execute(LISTED)
    con.execute("""
        update housing._member m set key = l.key from housing._listed l
        where m.role = 'hukou' and not m.told and l.person_id = m.person_id
    """)
    con.execute(COUNTS)
    map_ids(con, "_household", "select distinct key from housing._member", OVERLAPS, month)
