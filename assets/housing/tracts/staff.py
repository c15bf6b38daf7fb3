"""两员: who registers each tract and who leads, from the staff reference file, and how much there is to do.

Enumerators of the village (else of its township) share its tracts in the order of their codes, so that everybody has
about as many dwellings. A tract is led by the worker of the grid that most of its dwellings lie in (grid management
keeps its people), else by a supervisor of the village, else of its township. Where nobody is found the name is empty.
"""

from __future__ import annotations

import duckdb

LOAD = """
create or replace table housing._load as
with listed as (
    select tract, count(distinct person_id)::integer as persons,
        count(distinct coalesce(listed_household_id, household_id))::integer as households
    from housing.person_home group by tract
)
select t.tract, t.region, t.dwellings, coalesce(households, 0) as households, coalesce(persons, 0) as persons,
    -- The share of the village's work that lies before the middle of this tract.
    (sum(t.dwellings + 1) over (partition by t.region order by t.tract) - (t.dwellings + 1) / 2)
        / sum(t.dwellings + 1) over (partition by t.region) as before
from housing.tract t left join listed using (tract)
"""

# Who may be asked: of a village first, then of its township; `turn` from 0 among `n`.
ASKED = """
create or replace table housing._asked as
with staff as (
    select distinct name, phone, region, if(contains(role, '指导'), 'supervisor', 'enumerator') as role
    from landing.staff where name is not null
), reach as (
    select v.region, s.* exclude (region), case when s.region = v.region then 1 else 2 end as nearness
    from (select distinct region from housing._load) v join staff s on s.region = v.region
        or left(s.region, 9) = left(v.region, 9)
            and (s.role = 'supervisor' or right(rpad(s.region, 12, '0'), 3) = '000')
), nearest as (
    select * from reach qualify nearness = min(nearness) over (partition by region, role)
)
select region, role, name, phone, row_number() over (partition by region, role order by name, phone) - 1 as turn,
    count(*) over (partition by region, role) as n
from nearest
"""

LED = """
create or replace table housing._led as
with main as (
    select tract, arg_max(grid, (dwellings, grid)) as grid from housing.grid_tract group by tract
)
select m.tract, min(w.name) as name, arg_min(w.phone, (w.name, w.phone)) as phone
from main m join landing.grid_worker w using (grid) group by m.tract
"""

STAFF = """
insert into housing.tract_staff by name
with role as (
    select unnest(['enumerator', 'supervisor']) as role
)
select l.tract, l.region, r.role, l.dwellings, l.households, l.persons, coalesce(w.name, a.name) as name,
    if(w.name is not null, w.phone, a.phone) as phone,
    case when w.name is not null then 'grid_worker' when a.name is not null then 'staff' end as note
from housing._load l cross join role r
    left join housing._led w on w.tract = l.tract and r.role = 'supervisor'
    left join housing._asked a on a.region = l.region and a.role = r.role
        and a.turn = least(floor(l.before * a.n), a.n - 1)
order by l.tract, r.role
"""

WORKLOAD = """
insert into housing.staff_workload by name
select role, name, phone, count(*)::integer as tracts, sum(dwellings)::integer as dwellings,
    sum(households)::integer as households, sum(persons)::integer as persons
from housing.tract_staff where name is not null group by role, name, phone order by role, name, phone
"""


def build_staff(con: duckdb.DuckDBPyConnection) -> None:
    """Fill `housing.tract_staff` and `staff_workload`, after `tract`, `grid_tract` and `person_home`."""
    for statement in (LOAD, ASKED, LED, STAFF, WORKLOAD):
        con.execute(statement)
