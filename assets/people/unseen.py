"""Hukou persons whom no list that looks has seen: they are where the rest of their hukou household is.

The village's own survey came and does not list him, no grid, school or health list meets him: he is away if everybody
of his hukou household that a list has seen is away, or, between 16 and 59, if anybody is. Else he is assumed to live
where his hukou is.
"""

from __future__ import annotations

import duckdb

WORKING = (16, 59)
"""Ages that leave the village for work while others stay."""

UNSEEN = """
create or replace table people._unseen as
with surveyed as (
    select distinct scope as region from landing.source_scope where source = 'survey'
), stood as (
    select p.person_no, h.region, r.scope, r.household_no, b.birth_date, c.person_no is not null as met,
        coalesce(l.grade = 2 and l.region = h.region, false) as here,
        coalesce(l.away or l.grade = 2 and l.region <> h.region, false) as away
    from people._person p
        join people._hukou h using (person_no)
        join people._living l using (person_no)
        join people._record r on r.record_no = h.record_no
        left join (select distinct person_no from people._living_claim where grade > 0) c using (person_no)
        left join people._best_birth_date b using (person_no)
    where h.standing = 'here' and r.source = 'police_hukou'
), household as (
    select scope, household_no, count(*) filter (here) as n_here, count(*) filter (away) as n_away from stood
    where household_no is not null group by scope, household_no
)
select person_no
from stood join household using (scope, household_no) join surveyed using (region) cross join people._moment
where not met and n_away > 0
    and (n_here = 0 or coalesce(datesub('year', birth_date, last_day) between {youngest} and {oldest}, false))
"""


def build_unseen(con: duckdb.DuckDBPyConnection) -> None:
    """Make `people._unseen` (person_no): those taken to be away although nobody says so."""
    youngest, oldest = WORKING
    con.execute(UNSEEN.format(youngest=youngest, oldest=oldest))
