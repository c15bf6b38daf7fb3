"""The household as the police register and the village workbook number it themselves.

The police number households inside a village: that of the row, or of its list where the row's region code is shorter. A
workbook comes per village or per villager group (contract.md section 3.1): a number under which two groups each have a
householder is two households, any other number is one household of the village, also where a member's group is missing.
"""

from __future__ import annotations

import duckdb

from assets.registry.tables import create, load_tables

NUMBERED = """
insert into people.own_household by name
with twice as (
    select scope, household_no from people._record
    where self and source = 'survey' and relation in ('01', '02') and household_no is not null
    group by scope, household_no having count(distinct group_no) > 1
)
select r.record_id, case
        when r.source = 'police_hukou' then concat_ws('|', 'h',
            coalesce(if(length(r.hukou_region) = 12, r.hukou_region, null), r.scope, ''), r.household_no)
        when t.scope is null then concat_ws('|', 's', coalesce(r.scope, ''), r.household_no)
        else concat_ws('|', 's', r.scope, r.household_no, coalesce(r.group_no, ''))
    end as own_household
from people._record r left join twice t on t.scope = r.scope and t.household_no = r.household_no and r.source = 'survey'
where (self or role = 'head') and r.household_no is not null
    and (r.source = 'police_hukou' or r.source = 'survey' and r.unit_name is null)
order by record_id
"""


def build_own_households(con: duckdb.DuckDBPyConnection) -> None:
    """Make `people.own_household` (record_id, own_household: the same text for the rows of one household)."""
    for statement in create(load_tables()["own_household"], "people"):
        con.execute(statement)
    con.execute(NUMBERED)
