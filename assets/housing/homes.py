"""What the records say of the home itself: dwelling, address, household number, for each place of a person.

A record speaks for a place if it lies in the same village and says that the person lives (or has hukou) there. The
record that decided the place speaks first, then the village workbook, the grid, and the newest of the others. Where
somebody of no fixed abode was found is no home, and a row that waits for review says nothing. The police's hukou home
is also the living home of who is at home in his hukou village.
"""

from __future__ import annotations

import duckdb

from assets.registry.sources import layouts_that_stay

# A table of its own: DuckDB 2.0 fails on one of these joins inside the other ("dict-surviving join"), by their sizes.
TOLD = """
create or replace table housing._told as
select r.*, if(source = 'police_hukou', s.hukou_address_key, s.residence_address_key) as address_key, case
        when source = 'police_hukou' then r.hukou_region
        when source in ('survey', 'grid_persons') and coalesce(r.residence_state, '1') <> '1' then null
        when length(r.residence_region) = 12 then r.residence_region
        when source = 'survey' then r.scope else g.region
    end as region, if(source = 'police_hukou', 'hukou', 'living') as said_of
from linkage.record r
    join (
        select record_id, hukou_address_key, residence_address_key from standard.person_record
    ) s using (record_id)
    left join landing.grid_list g on g.grid = r.scope
where role = 'self' and not pending and source <> 'civil_deaths' and not list_contains($found, layout)
"""

STATEMENTS = """
create or replace table housing._statement as
select l.person_id, l.role, l.region, t.record_id, t.source, t.layout, t.scope, t.address_key, t.group_no, t.estate,
    t.building_no, t.unit_no, t.dwelling_code, t.household_no, t.unit_name, t.relation, t.hukou_household_kind,
    t.boarding, row_number() over (
        partition by l.person_id, l.role
        order by t.record_id = l.record_id desc, t.source = 'survey' desc, t.source = 'grid_persons' desc,
            t.as_of desc, t.record_id
    ) as turn
from people.person_location l join housing._told t using (person_id, region)
where t.said_of = l.role or l.role = 'living' and l.category = '1'
"""


def build_homes(con: duckdb.DuckDBPyConnection) -> None:
    """Make `housing._statement`: person x role x record that speaks for that place, in order (`turn`)."""
    found = layouts_that_stay("found")
    con.execute(TOLD, {"found": found})
    con.execute(STATEMENTS)
