"""What the records say of the home itself: building, unit, grid dwelling, household number, for each place of a person.

A record speaks for a place if it lies in the same village and says that the person lives (or has hukou) there. The
record that decided the place speaks first, then the newest.
"""

from __future__ import annotations

import duckdb

STATEMENTS = """
create or replace table housing._statement as
with told as (
    select r.*, case
            when source = 'police_hukou' then r.hukou_region
            when source in ('survey', 'grid_persons') and coalesce(residence_state, '1') <> '1' then null
            when length(residence_region) = 12 then residence_region
            when source = 'survey' then scope else g.region
        end as region, if(source = 'police_hukou', 'hukou', 'living') as said_of
    from linkage.record r left join landing.grid g on g.grid = r.scope
    where role = 'self' and source <> 'civil_deaths'
)
select l.person_id, l.role, l.region, t.record_id, t.source, t.layout, t.scope, t.group_no, t.building_no, t.unit_no,
    t.dwelling_code, t.household_no, t.unit_name, t.relation, t.hukou_household_kind, t.boarding, row_number() over (
        partition by l.person_id, l.role
        order by t.record_id = l.record_id desc, t.source = 'survey' desc, t.source = 'grid_persons' desc, t.as_of desc,
            t.record_id
    ) as turn
from people.person_location l join told t using (person_id, region)
where t.said_of = l.role or l.role = 'living' and l.category = '1'
"""


def build_homes(con: duckdb.DuckDBPyConnection) -> None:
    """Make `housing._statement`: person x role x record that speaks for that place, in order (`turn`)."""
    con.execute(STATEMENTS)
