"""Contradictions inside families: heads, spouses and parents, both sides named (issue 5, Bad input).

Households are compared inside the source that writes them, so that a wrong household of ours accuses nobody. Under
sixteen nobody heads a household by himself: who lives on his own work counts as an adult from then (Civil Code,
article 18). Less than twelve years between parent and child is what no register allows.
"""

from __future__ import annotations

import duckdb

YOUNGEST_HEAD, ADULT, YOUNGEST_PARENT = 16, 18, 12

# The living members of every household that a source itself numbers; `place` names it inside the source.
MEMBERS = """
create or replace table roster._kin as
select own_household as place, r.source, r.person_id, r.record_id, r.relation, p.sex, p.birth_date,
    datesub('year', p.birth_date, $last_day) as age,
    case when r.relation in ('01', '02') then 'head' when r.relation[1] = '1' then 'spouse' else 'other' end as part
from linkage.record r join people.own_household using (record_id) join roster.person p using (person_id)
where r.role = 'self' and not r.pending and p.life_state = 'alive'
    and (r.source = 'police_hukou' or r.layout = 'survey_family')
    and coalesce(r.life_status, 'alive') = 'alive' and coalesce(r.hukou_household_kind, 'family') = 'family'
qualify row_number() over (partition by place, r.person_id order by part, r.record_id) = 1
"""

DOUBLED = """
insert into roster.contradiction by name
with told as (
    select *, first_value(person_id) over same as first_id, first_value(record_id) over same as first_record
    from roster._kin where part in ('head', 'spouse')
    window same as (partition by place, part order by record_id)
)
select if(part = 'head', 'two_heads', 'two_spouses') as finding, h.region, first_id as person_id,
    t.person_id as other_person_id, first_record as record_id, t.record_id as other_record_id,
    'source=' || t.source as detail
from told t join roster._home h on h.person_id = t.first_id
where t.person_id <> first_id
"""

SAME_SEX = """
insert into roster.contradiction by name
select 'spouses_of_one_sex' as finding, h.region, a.person_id, b.person_id as other_person_id, a.record_id,
    b.record_id as other_record_id, 'sex=' || a.sex as detail
from roster._kin a
    join roster._kin b using (place)
    join roster._home h on h.person_id = a.person_id
where a.part = 'head' and b.part = 'spouse' and a.sex in ('1', '2') and a.sex = b.sex
"""

YOUNG_HEAD = """
insert into roster.contradiction by name
with adult as (
    select place, arg_min(person_id, (birth_date, person_id)) as person_id from roster._kin
    where age >= $adult group by place
), born as (
    select person_id, record_id from people.person_value where field = 'birth_date' and won
)
select 'young_head' as finding, h.region, k.person_id, a.person_id as other_person_id, k.record_id,
    born.record_id as other_record_id, 'age=' || k.age as detail
from roster._kin k
    join roster._home h on h.person_id = k.person_id
    left join adult a using (place)
    left join born on born.person_id = k.person_id
where k.part = 'head' and k.age < $youngest
"""

PARENTS = """
insert into roster.contradiction by name
with born as (
    select person_id, record_id from people.person_value where field = 'birth_date' and won
)
select 'parent_too_young' as finding, h.region, c.child_person_id as person_id, c.person_id as other_person_id,
    own.record_id, others.record_id as other_record_id,
    'years=' || datediff('year', p.birth_date, k.birth_date) as detail
from people.person_child c
    join roster.person p on p.person_id = c.person_id
    join roster.person k on k.person_id = c.child_person_id
    join roster._home h on h.person_id = c.child_person_id
    left join born own on own.person_id = c.child_person_id
    left join born others on others.person_id = c.person_id
where datediff('year', p.birth_date, k.birth_date) < $youngest
"""


def build_kin(con: duckdb.DuckDBPyConnection, last_day: object) -> None:
    """Append `two_heads`, `two_spouses`, `spouses_of_one_sex`, `young_head` and `parent_too_young`; needs `_home`."""
    con.execute(MEMBERS, {"last_day": last_day})
    con.execute(DOUBLED)
    con.execute(SAME_SEX)
    con.execute(YOUNG_HEAD, {"adult": ADULT, "youngest": YOUNGEST_HEAD})
    con.execute(PARENTS, {"youngest": YOUNGEST_PARENT})
