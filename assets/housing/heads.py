"""The head of every household and everybody's relation to him.

The head is who the household's own source calls 户主, also while he is away: the relations of the others are to him;
else the name that 户表 gives; else the head of the hukou household of most members; else the eldest adult. Relations
are the household's own source's, then what another source says of the same place.
"""

from __future__ import annotations

import duckdb

ADULT = 18

RELATIONS = """
create or replace table housing._relation as
with stated as (
    select person_id, role, relation, turn from housing._statement
    union all
    -- Whose hukou household is unknown stands in the workbook's as the workbook says.
    select person_id, role, relation, 0 from housing._member join housing._workbook using (person_id, region, key)
    where not told
)
select person_id, role, arg_min(relation, turn) as relation from stated where relation is not null
group by person_id, role
"""

HEADS = """
create or replace table housing._head as
with named as (
    select distinct person_id, concat_ws('|', 'living', scope, own_household) as key
    from linkage.record join people.own_household using (record_id) where role = 'head'
), absent as (
    select l.person_id, l.key
    from housing._listed l
        join linkage.record r on r.person_id = l.person_id and r.role = 'self' and r.source = 'survey'
        join people.own_household o
            on o.record_id = r.record_id and concat_ws('|', 'living', r.scope, own_household) = l.key
    where l.category = '2' group by l.person_id, l.key having bool_or(r.relation in ('01', '02'))
), member as (
    select key, person_id, role, not told as absent, false as named_head from housing._member
    union all
    select key, person_id, null, true, true from absent
), ranked as (
    select m.key, m.person_id, r.relation, row_number() over (
            partition by m.key
            order by named_head or coalesce(r.relation in ('01', '02'), false) desc, absent,
                n.person_id is not null desc,
                coalesce(h.relation in ('01', '02'), false) desc,
                coalesce(datesub('year', b.birth_date, ?) >= ?, false) desc, b.birth_date nulls last, m.person_id
        ) as turn
    from member m
        join people.person_best b using (person_id)
        left join housing._relation r using (person_id, role)
        left join housing._relation h on h.person_id = m.person_id and h.role = 'hukou'
        left join named n on n.person_id = m.person_id and n.key = m.key
)
select key, person_id as head_person_id from ranked where turn = 1
"""


def build_heads(con: duckdb.DuckDBPyConnection, last_day: object) -> None:
    """Make `housing._relation` (person x role) and `housing._head` (household key -> person)."""
    con.execute(RELATIONS)
    con.execute(HEADS, [last_day, ADULT])
