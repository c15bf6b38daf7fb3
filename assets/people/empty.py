"""空挂: whose hukou stands in a village where neither he nor his family has a dwelling (warehouse.md, Definitions).

`suspected`: the village's own survey came, could have listed him (`assets.people.unseen`) and neither does nor counts
him (`assets.people.tally`), and no source says anything of where he lives. So is whoever it does not list of a
household in which it counts nobody present and calls everybody whom it does list 空挂.
`located`: listed as 空挂, or suspected with his family, and another source says where he lives. `unlocated`: listed,
unknown.
"""

from __future__ import annotations

import duckdb

EMPTY = """
create or replace table people._empty as
with listed as (
    select distinct person_no from people._living_claim where empty_listed
), emptied as (
    select own_household from people._member join people._tally t using (own_household)
    group by own_household having max(t.present) = 0 and bool_and(empty)
), family as (
    select person_no from people._member semi join emptied using (own_household) where not listed
), seen as (
    select distinct person_no from people._living_claim where region is not null or claim = 'away'
)
select p.person_no, case
        when not eligible or standing <> 'here' or living_region = hukou_region and not assumed then 'no'
        when coalesce(l.person_no, f.person_no) is not null and living_region is not null and not assumed then 'located'
        when l.person_no is not null then 'unlocated'
        when f.person_no is not null then 'suspected'
        when seen.person_no is null and o.person_no is null and v.person_no is not null then 'suspected'
        else 'no'
    end as empty_hukou,
    if(empty_hukou = 'located', p.source, null) as located_by
from people._placed p
    left join listed l using (person_no)
    left join family f using (person_no)
    left join seen using (person_no)
    left join people._left_over o using (person_no)
    left join people._surveyed v using (person_no)
"""


def build_empty(con: duckdb.DuckDBPyConnection) -> None:
    """Make `people._empty`: person_no, empty_hukou, located_by (source of the living place)."""
    con.execute(EMPTY)
