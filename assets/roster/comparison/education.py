"""五是教育系统信息比对: boarders, staff in dormitories, and pupils whom no village lists (seeds/001).

The first two are what the villages are to be told: these people live at the school, whatever the home village says of
them (`detail`: how its survey lists them).
"""

from __future__ import annotations

import duckdb

AT_SCHOOL = """
insert into roster.comparison_finding by name
with told as (
    select person_id, source, min(record_id) as record_id from linkage.record
    where source in ('education_students', 'education_staff') and role = 'self' and boarding
        and coalesce(life_status, 'alive') = 'alive' and coalesce(residence_state, '1') = '1'
    group by person_id, source
), listing as (
    select person_id, arg_min(layout, region) as layout, arg_min(residence_state, region) as residence_state
    from roster._listed group by person_id
)
select 'education' as comparison, if(t.source = 'education_staff', 'staff_in_dormitory', 'boarder') as finding,
    h.region, t.person_id, t.record_id,
    concat_ws(';', 'listed_by=' || coalesce(l.layout, 'none'), 'state=' || l.residence_state) as detail
from told t
    join roster.person p using (person_id)
    join roster._home h using (person_id)
    left join listing l using (person_id)
where p.life_state = 'alive'
"""

NOT_LISTED = """
insert into roster.comparison_finding by name
with pupil as (
    select person_id, min(record_id) as record_id from linkage.record
    where source = 'education_students' and role = 'self' and coalesce(life_status, 'alive') = 'alive'
    group by person_id
)
select 'education' as comparison, 'pupil_not_on_roster' as finding, h.region, person_id, pupil.record_id,
    'in_roster=' || p.in_roster as detail
from pupil
    join roster.person p using (person_id)
    join roster._home h using (person_id)
    anti join roster._base b using (person_id)
where p.life_state = 'alive'
"""


def compare(con: duckdb.DuckDBPyConnection) -> None:
    """Append the findings on pupils and staff."""
    con.execute(AT_SCHOOL)
    con.execute(NOT_LISTED)
