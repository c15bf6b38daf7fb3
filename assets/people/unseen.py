"""Hukou persons whom no list that looks has seen: they are where the rest of their hukou household is.

The village's own survey came and does not list him, no grid, school or health list meets him: 户表 may count him
(`assets.people.tally`); else he is away if everybody of his hukou household that a list has seen is away, or, between
16 and 59, if anybody is. Else he is assumed to live where his hukou is. A survey that is carried forward says nothing
of who came after it.
"""

from __future__ import annotations

import duckdb

WORKING = (16, 59)
"""Ages that leave the village for work while others stay."""

# Who was known, and registered there, when the rows of the village's survey were delivered.
SURVEYED = """
create or replace table people._surveyed as
select p.person_no
from people._person p
    join people._hukou h on h.person_no = p.person_no and h.standing = 'here'
    join people._delivered d on d.source = 'survey' and d.region = h.region and coalesce(h.since <= d.until, true)
    left join previous.person last using (person_id)
    cross join people._moment
where coalesce((last.first_month || '-01')::date, last_day) <= d.until
"""

UNSEEN = """
create or replace table people._unseen as
with stood as (
    select p.person_no, own_household, b.birth_date, c.person_no is not null as met,
        coalesce(l.grade = 2 and l.region = h.region, false) as here,
        coalesce(l.away or l.grade = 2 and l.region <> h.region, false) as away
    from people._person p
        join people._hukou h using (person_no)
        join people._living l using (person_no)
        join people._record r on r.record_no = h.record_no
        left join people.own_household using (record_id)
        left join (select distinct person_no from people._living_claim where grade > 0) c using (person_no)
        left join people._best_birth_date b using (person_no)
    where h.standing = 'here' and r.source = 'police_hukou'
), household as (
    select own_household, count(*) filter (here) as n_here, count(*) filter (away) as n_away from stood
    where own_household is not null group by own_household
)
select person_no
from stood join household using (own_household) semi join people._surveyed using (person_no)
    left join people._left_over o using (person_no)
    cross join people._moment
where not met and coalesce(o.away, n_away > 0
    and (n_here = 0 or coalesce(datesub('year', birth_date, last_day) between {youngest} and {oldest}, false)))
"""


def build_unseen(con: duckdb.DuckDBPyConnection) -> None:
    """Make `people._surveyed` (person_no: the survey of his hukou village could have listed him) and `people._unseen`.

    `_unseen` (person_no): those taken to be away although nobody says so.
    """
    con.execute(SURVEYED)
    youngest, oldest = WORKING
    con.execute(UNSEEN.format(youngest=youngest, oldest=oldest))
