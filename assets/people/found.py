"""Those from elsewhere whom nobody has found here, and those who are on the lists for the first time.

Who has his hukou elsewhere belongs to the roster because he lives here, and that has to be seen. *Unfound*, in a
village where somebody looked: he stands on contact addresses alone; or on lists that meet people (employers, schools)
after a list that looks has dropped him; or the village's own survey has dropped him and nobody has looked and found him
since the month began. Who was unfound stays so until somebody looks and finds him. *New*: no date says since when he is
here, he was not placed here last month, and those who list him now listed this village then: he has come since, and
thirty days are not shown before next month. The first month, and the first delivery of a list, finds everybody new and
so proves nothing.
"""

from __future__ import annotations

import duckdb

from assets.landing.succession import store_in_force
from assets.registry.run import Run
from assets.registry.tables import ddl, load_tables

LAST = """
create or replace table people._last as
select p.person_no, l.sources, not l.in_roster and coalesce(l.residence_state = '2', false) as had_left
from previous.person l
    left join linkage.person_redirect r on r.old_person_id = l.person_id
    join people._person p on p.person_id = coalesce(r.person_id, l.person_id)
"""

# By today's boundaries: a village that merged takes its people along.
LAST_PLACES = """
create or replace table people._last_place as
select distinct p.person_no, coalesce(v.today, l.region) as region
from previous.person_place l
    left join people._today v on v.code = l.region
    left join linkage.person_redirect r on r.old_person_id = l.person_id
    join people._person p on p.person_id = coalesce(r.person_id, l.person_id)
where l.role = 'living'
"""

# A list that is carried forward still has its rows: what is missing was left out of a new one.
DROPPED = """
create or replace table people._dropped as
with looking as (
    select source from people._living_claim where claim = 'lives' group by source having min(grade) = 2
), listed as (
    select person_no, source from (select person_no, unnest(sources) as source from people._last)
    where source in (from looking)
)
select person_no, bool_or(source = 'survey') as by_village
from listed anti join people._record using (person_no, source) group by person_no
"""

UNFOUND = """
create or replace table people._unfound as
with looked as (
    select distinct region from people._living_claim where grade = 2 and claim = 'lives'
), fresh as (
    select distinct person_no from people._living_standing cross join people._moment
    where grade = 2 and as_of > last_day(last_day - interval 1 month)
)
select l.person_no
from people._living l
    join people._hukou h using (person_no)
    semi join looked on looked.region = l.region
    left join people._last t using (person_no)
    left join people._dropped d using (person_no)
    left join fresh f using (person_no)
where h.standing = 'outside' and case l.grade
        when 0 then true
        when 1 then d.person_no is not null or coalesce(t.had_left, false)
        else f.person_no is null and (coalesce(d.by_village, false) or coalesce(t.had_left, false))
    end
"""

NEW = """
create or replace table people._new as
with listed as (
    select distinct s.source, p.region
    from (select person_no, unnest(sources) as source from people._last) s join people._last_place p using (person_no)
), boarder as (
    select distinct person_no, region from people._living_claim where boards and claim = 'lives'
)
select distinct l.person_no
from people._living l
    join people._hukou h on h.person_no = l.person_no and h.standing = 'outside'
    join people._living_claim c on c.person_no = l.person_no and c.region = l.region
    semi join listed on listed.source = c.source and listed.region = l.region
    left join boarder b on b.person_no = l.person_no and b.region = l.region
    anti join people._last_place p on p.person_no = l.person_no
        and (p.region = l.region or b.person_no is not null and length(p.region) = 12)
where l.since is null and length(l.region) = 12
"""


def build_found(con: duckdb.DuckDBPyConnection, run: Run) -> None:
    """Make `people._unfound` and `people._new` (person_no), after `people._living`."""
    run.load_previous(con, "person_place", ddl(load_tables()["person_place"]))
    store_in_force(con, "people._today", run.month.last_day)
    for statement in (LAST, LAST_PLACES, DROPPED, UNFOUND, NEW):
        con.execute(statement)
