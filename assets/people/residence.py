"""Hukou and living place put together: the four categories, who is counted where, and who is away (warehouse.md).

Category is relative to a village. Who has hukou in one village and lives in another of the county has a `2` row there
and a `3` row here, and is counted here. Nobody known to have left, and nobody said to live elsewhere, is assumed to
live where his hukou is. In no category are persons only mentioned by others' rows or told from nobody by their only one
(`assets.people.slight`), those from elsewhere whom nobody has found here (`assets.people.found`), the dead, the unborn
and foreigners.
"""

from __future__ import annotations

import duckdb

from assets.registry.tables import create, load_tables

SEEN_MONTHS = 6
"""Months for which a visit or payment is a sign of life."""

# Newborns and small children that no list has looked for live where their mother lives.
WITH_MOTHER = """
create or replace table people._with_mother as
select p.person_no, l.region, l.address, l.since, l.record_no
from (
    select child.person_no, arg_min(mother.person_no, (mother.as_of, mother.record_no)) as mother_no
    from people._record child
        join people._record mother on mother.of_record_id = child.record_id and mother.role = 'mother'
    where child.self and child.source = 'health_births' group by child.person_no
) p
join people._living own on own.person_no = p.person_no and own.grade < 2 and not own.away
join people._hukou h on h.person_no = p.mother_no
join people._living m on m.person_no = p.mother_no
join lateral (
    select coalesce(m.region, if(m.away, null, h.region)) as region,
        coalesce(m.address, if(m.away, null, h.address)) as address, m.since,
        coalesce(m.record_no, h.record_no) as record_no
) l on l.region is not null
"""

# Who is doubtful (assets/people/hukou.py) is believed in only by those who meet him: not by a village list that has his
# hukou wrong, nor by a contact address, but by a visit or payment of the last months.
SEEN = """
create or replace table people._seen as
select distinct r.person_no
from people._record r
    join (select person_no, doubtful from people._hukou) using (person_no)
    left join people._hukou_claim k using (record_no)
    left join people._living_claim l using (record_no)
    cross join people._moment
where r.self and (not doubtful or k.standing is distinct from 'struck' and l.claim = 'lives' and l.grade > 0
    or try_cast(r.seen_month || '-01' as date) > last_day - interval {months} month)
"""

PLACED = """
create or replace table people._placed as
select p.person_no, h.standing, h.region as hukou_region, h.address as hukou_address, h.since as hukou_since,
    h.record_no as hukou_record, life_state = 'alive' and not unborn and s.person_no is not null
        and h.standing <> 'foreign' and t.person_no is null and f.person_no is null as eligible,
    s.person_no is null as unmet,
    l.away or u.person_no is not null or f.person_no is not null as gone, l.source, l.away_since,
    l.region is null and m.region is null and not gone and h.standing = 'here' as assumed,
    if(assumed, h.region, coalesce(m.region, if(u.person_no is null or length(l.region) = 6, l.region, null)))
        as living_region,
    case when assumed then h.address when living_region is not null then coalesce(m.address, l.address) end
        as living_address,
    if(m.region is null, l.since, null) as living_since,
    if(assumed, h.record_no, coalesce(m.record_no, l.record_no)) as living_record,
    coalesce(length(living_region) = 12, false) as living_inside,
    coalesce(datediff('day', living_since, last_day) >= threshold_days, n.person_no is null)
        and (v.person_no is null or h.standing <> 'outside') as settled
from people._person p
    join people._hukou h using (person_no)
    join people._living l using (person_no)
    join people._life using (person_no)
    left join people._with_mother m using (person_no)
    left join people._seen s using (person_no)
    left join people._slight t using (person_no)
    left join people._unseen u using (person_no)
    left join people._unfound f using (person_no)
    left join people._visit v on v.person_no = p.person_no
    left join people._new n on n.person_no = p.person_no and m.person_no is null
    cross join people._moment
"""

LOCATIONS = """
create or replace table people._location as
with hukou_row as (
    select person_no, 'hukou' as role, hukou_region as region, hukou_address as address, hukou_since as since,
        hukou_record as record_no, eligible, living_inside,
        if(standing = 'here', if(living_region is not distinct from hukou_region, '1', '2'), null) as category
    from people._placed where hukou_region is not null and standing in ('here', 'outside')
), living_row as (
    select person_no, 'living' as role, living_region as region, living_address as address, living_since as since,
        living_record as record_no, eligible, living_inside,
        case
            when not living_inside then null
            when standing = 'here' and hukou_region = living_region then '1'
            when standing = 'none' then '4'
            when settled then '3'
        end as category
    from people._placed where living_region is not null
), both_rows as (
    select * replace (if(eligible, category, null) as category) from hukou_row
    union all by name
    select * replace (if(eligible, category, null) as category) from living_row
)
select *, category is not null and row_number() over (
        partition by person_no order by category is null, role = 'living' desc
    ) = 1 as counted
from both_rows
"""

LOCATION_OUT = """
insert into people.person_location by name
select p.person_id, l.* exclude (person_no, record_no, eligible, living_inside), r.record_id
from people._location l join people._person p using (person_no) left join people._record r using (record_no)
order by person_id, role
"""


def build_residence(con: duckdb.DuckDBPyConnection) -> None:
    """Make `people._placed` (person), `people._location` and `people.person_location` (person x role)."""
    con.execute(WITH_MOTHER)
    con.execute(SEEN.format(months=SEEN_MONTHS))
    con.execute(PLACED)
    con.execute(LOCATIONS)
    for statement in create(load_tables()["person_location"], "people"):
        con.execute(statement)
    con.execute(LOCATION_OUT)
