"""What 户表 counts of a hukou household, and what that says of those whom the village lists nowhere by name.

户表 is found through anybody of the hukou household whom it, or the workbook's household of that number, names. Where
it counts as many registered persons as are known, the numbers of present and away that are left after those listed by
name decide the others, if they are all present or all away; else nothing is said of them.
"""

from __future__ import annotations

import duckdb

MEMBERS = """
create or replace table people._member as
with listed as (
    select person_no, village, bool_or(claim = 'lives') as present,
        bool_and(claim = 'away' and (coalesce(empty_hukou_listed, false) or residence_state = '3')) as empty
    from people._told where source = 'survey' and claim is not null group by person_no, village
)
select h.person_no, o.own_household, h.region, l.person_no is not null as listed, l.present, l.empty
from people._hukou h
    join people._record r on r.record_no = h.record_no and r.source = 'police_hukou'
    join people.own_household o on o.record_id = r.record_id
    semi join (from people._life where life_state = 'alive') a on a.person_no = h.person_no
    anti join people._slight s on s.person_no = h.person_no
    left join listed l on l.person_no = h.person_no and l.village = h.region
where h.standing = 'here'
"""

TALLIES = """
create or replace table people._tally as
with counted as (
    select o.own_household, p.registered, p.present, p.away
    from standard.place_record p
        join people._record r on r.of_record_id = p.record_id and r.role = 'head'
        join people.own_household o on o.record_id = r.record_id
    where p.kind = 'household'
), named as (
    select distinct m.own_household, c.*
    from people._member m
        join people._record r on r.person_no = m.person_no and r.source = 'survey' and r.scope = m.region
        join people.own_household o on o.record_id = r.record_id
        join (select own_household as list_no, * exclude (own_household) from counted) c on c.list_no = o.own_household
)
select own_household, registered, present, away from named
qualify count(*) over (partition by own_household) = 1
"""

LEFT_OVER = """
create or replace table people._left_over as
with household as (
    select own_household, count(*) as members, count(*) filter (not listed) as others,
        count(*) filter (present) as n_present, count(*) filter (not present) as n_away
    from people._member group by own_household
)
select m.person_no, t.away > n_away as away
from people._member m join household h using (own_household) join people._tally t using (own_household)
where not listed and registered = members
    and (t.present - n_present, t.away - n_away) in ((0, others), (others, 0))
"""


def build_tally(con: duckdb.DuckDBPyConnection) -> None:
    """Make `people._member`, `_tally` and `_left_over`, after `people._slight`.

    `_member`: hukou person x household of the police register; `listed` by name by his village, `present`, `empty`.
    `_tally`: household -> persons registered, present and away by 户表. `_left_over`: person_no, away.
    """
    for statement in (MEMBERS, TALLIES, LEFT_OVER):
        con.execute(statement)
