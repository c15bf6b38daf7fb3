"""Which household each hukou person is listed with, present or away.

Who lives in his hukou village is listed with the household he lives in. Who is away is listed where the village
workbook lists him, else with the living household of most of his hukou household, else with the hukou household.
"""

from __future__ import annotations

import duckdb

LISTED = """
create or replace table housing._listed as
with living as (
    select person_id, region, key from housing._member where role = 'living'
), hukou as (
    select h.person_id, h.region, h.category, h.key, l.key as living_key
    from housing._member h left join living l on l.person_id = h.person_id and l.region = h.region
    where h.role = 'hukou'
), workbook as (
    select person_id, scope as region, min(concat_ws('|', 'living', scope, own_household)) as key
    from linkage.record join people.own_household using (record_id)
    where role = 'self' and source = 'survey' group by person_id, scope
), majority as (
    select key, mode(living_key order by living_key) as living_key from hukou where living_key is not null group by key
)
select h.person_id, h.region, h.category, h.key as hukou_key,
    coalesce(h.living_key, w.key, m.living_key, h.key) as key
from hukou h
    left join (select * from workbook semi join living using (key)) w
        on w.person_id = h.person_id and w.region = h.region
    left join majority m on m.key = h.key
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
    from housing._member h where role = 'hukou' group by key
)
select key, 'living' as place, coalesce(registered, 0) as registered, present, coalesce(away, 0) as away
from present left join listed using (key)
union all
select key, 'hukou', registered, registered - away, away from hukou
"""


def build_listed(con: duckdb.DuckDBPyConnection) -> None:
    """Make `housing._listed` (hukou person -> household key) and `_count` (key: registered, present, away)."""
    con.execute(LISTED)
    con.execute(COUNTS)
