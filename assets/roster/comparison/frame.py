"""What is compared: the village's survey, or the roster where a village has none, and who the departments speak of.

"以摸排数据库为基础": the base of all seven comparisons is the 一套表 (seeds/001). A village without one is compared by
the roster, and every result says so (`base`). Absence says something only of what a list could know: a survey that is
carried forward misses nobody who was born or moved in after its own month.
"""

from __future__ import annotations

import duckdb

from assets.registry.run import Run

DELIVERED = """
create or replace table roster._delivered as
select source, scope as region, last_day(max(delivered_month || '-01')::date) as until
from landing.source_scope where scope_kind = 'village' and length(scope) = 12 group by source, scope
"""

CAME = """
create or replace table roster._came as
select distinct source from landing.source_scope
union select distinct source from linkage.record where not pending
union select distinct source from standard.place_record
"""

# One row per person and village of its survey; who is listed as dead is not listed as living.
LISTED = """
create or replace table roster._listed as
select person_id, scope as region, arg_min(record_id, (empty_hukou_listed, as_of, record_id)) as record_id,
    max(as_of) as as_of, bool_or(empty_hukou_listed or residence_state = '3') as empty_listed,
    coalesce(bool_or(empty_hukou_listed or hukou_state = '1' or hukou_region = scope), false) as local,
    bool_or(not empty_hukou_listed and coalesce(residence_state, '1') = '1') as present,
    arg_min(layout, (empty_hukou_listed, as_of, record_id)) as layout,
    arg_min(residence_state, (empty_hukou_listed, as_of, record_id)) as residence_state
from (
    select * replace (coalesce(empty_hukou_listed, false) as empty_hukou_listed) from linkage.record
    where source = 'survey' and role = 'self' and not pending and length(scope) = 12
        and coalesce(life_status, 'alive') <> 'dead' and death_date is null
) group by person_id, scope
"""

BASE = """
create or replace table roster._base as
select person_id, region, 'survey' as base, record_id, as_of, local, present, empty_listed from roster._listed
union all
select person_id, region, 'roster', min(record_id), null, bool_or(role = 'hukou'), bool_or(role = 'living'), false
from roster.person_place
where category is not null and length(region) = 12
    and region not in (select region from roster._delivered where source = 'survey')
group by person_id, region
"""

REGISTERED = """
create or replace table roster._registered as
select r.person_id, coalesce(r.hukou_region, r.scope) as region, r.record_id, r.moved_in_date,
    coalesce(length(region) = 12 and right(region, 3) <> '000', false) as village
from linkage.record r join roster.person p using (person_id)
where r.source = 'police_hukou' and r.role = 'self' and coalesce(r.life_status, 'alive') = 'alive'
    and p.life_state = 'alive' and coalesce(r.moved_in_date <= $last_day, true)
qualify row_number() over (partition by r.person_id, region order by r.record_id) = 1
"""

# Where a person is dealt with: counted, else living, else registered, else somewhere in the county.
HOMES = """
create or replace table roster._home as
select p.person_id, coalesce(
        l.region, if(length(p.residence_region) = 12, p.residence_region, null),
        if(length(p.hukou_region) = 12, p.hukou_region, null), county.code
    ) as region
from roster.person p
    left join roster.person_place l on l.person_id = p.person_id and l.counted and length(l.region) = 12
    cross join (select rpad(coalesce(nullif($county, ''), left(min(code), 6), '0'), 12, '0') as code
        from landing.region where level = 'county') county
"""


def build_frame(con: duckdb.DuckDBPyConnection, run: Run) -> None:
    """Make the tables that every comparison reads, after `roster.person` and `person_place`.

    `_delivered` (source, village, until: last day that its rows in force can know of), `_came` (source),
    `_listed` (person x village of its survey: record_id, as_of, empty_listed, local: hukou said to be here, present,
    layout, residence_state), `_base` (person x village: the survey or, for want of one, the roster), `_registered`
    (person x village of the police register, the living; `village` tells whether the region is one), `_home` (person,
    region of 12 digits).
    """
    con.execute(DELIVERED)
    con.execute(CAME)
    con.execute(LISTED)
    con.execute(BASE)
    con.execute(REGISTERED, {"last_day": run.month.last_day})
    con.execute(HOMES, {"county": run.rules.county.code})
