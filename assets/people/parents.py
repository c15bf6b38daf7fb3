"""Who is whose father and mother: what the lists say, the better list first, one of each for a child.

In this order: the parents of birth certificates and of the police register and the children that the export of
全员人口 names with a person; the guardian of whom the school writes that he is father or mother; the hukou household;
the household of the village workbook. What is not stated outright needs an age gap that fits, and a household gives a
parent only where it is safe: one head, and one couple or one person that can be meant by the relations to him.
"""

from __future__ import annotations

import duckdb

YOUNGEST_PARENT, OLDEST_PARENT = 15, 55
"""Years between a parent and a child that anything but a statement is believed for."""

STATED = """
create or replace table people._kin as
select distinct parent.person_no as parent_no, child.person_no as child_no, 1 as basis
from people._record parent join people._record child on child.record_id = parent.of_record_id
where parent.role in ('mother', 'father') and child.self
union
select parent.person_no, child.person_no, 1
from people._record child join people._record parent on parent.record_id = child.of_record_id
where child.source = 'pic_persons' and child.role = 'relative'
union
select guardian.person_no, child.person_no, 2
from people._record guardian
    join people._record child on child.record_id = guardian.of_record_id
    join linkage.record place on place.record_id = child.record_id
    join landing.education_students s
        on s.path = place.path and s.sheet is not distinct from place.sheet and s.row = place.row
where guardian.role = 'guardian' and regexp_matches(s.guardian_relation, '^(?:之|生)?(?:父|母|爸|妈)')
"""

# Members of households that one head heads. kin: `head` (with his spouse), `son` and `daughter` of theirs with
# `wife` and `husband`, `parent` of the head.
MEMBERS = """
create or replace table people._family as
with member as (
    select distinct if(r.source = 'police_hukou', 3, 4)::tinyint as basis, own_household, r.person_no,
        case
            when relation in ('01', '02') or relation[1] = '1' then 'head'
            when relation = '28' then 'husband' when relation = '38' then 'wife'
            when relation[1] = '2' then 'son' when relation[1] = '3' then 'daughter'
            when relation in ('41', '42') then 'of_son' when relation in ('43', '44') then 'of_daughter'
            when relation in ('40', '49') then 'of_either' when relation in ('50', '51', '52') then 'parent'
        end as kin, relation in ('01', '02') as heads
    from people._record r join people.own_household using (record_id)
    where r.self and coalesce(r.life_status, 'alive') = 'alive'
        and coalesce(r.hukou_household_kind, 'family') = 'family'
)
select m.* exclude (heads), heads, b.birth_date, coalesce(w.marital_status, '') <> '10' as wed
from member m
    join people._best_birth_date b using (person_no) left join people._best_marital_status w using (person_no)
where kin is not null
window household as (partition by own_household)
qualify count(*) filter (heads) over household = 1 and count(*) filter (kin = 'head') over household <= 2
"""

# Whose parents stand in the household, and who they may be.
PAIRS = """
create or replace table people._pair (child varchar, parent varchar);
insert into people._pair values ('son', 'head'), ('daughter', 'head'), ('of_son', 'son'), ('of_son', 'wife'),
    ('of_daughter', 'daughter'), ('of_daughter', 'husband'), ('of_either', 'son'), ('of_either', 'wife'),
    ('of_either', 'daughter'), ('of_either', 'husband'), ('head', 'parent');
"""

# Of several sons (or daughters) of the head the one who is not single is meant; of several of those nobody.
HOUSEHOLDS = """
insert into people._kin
with possible as (
    select p.person_no as parent_no, c.person_no as child_no, c.basis, p.wed,
        if(p.kin = 'head', p.heads::varchar, coalesce(sex, p.kin)) as turn
    from people._family c
        join people._pair k on k.child = c.kin
        join people._family p on p.kin = k.parent and p.own_household = c.own_household
        left join people._best_sex s on s.person_no = p.person_no
    where (c.kin <> 'head' or c.heads)
        and datesub('year', p.birth_date, c.birth_date) between {youngest} and {oldest}
), meant as (
    select * from possible qualify wed = bool_or(wed) over (partition by child_no, basis, turn)
)
select parent_no, child_no, basis from meant
qualify count(distinct parent_no) over (partition by child_no, basis, turn) = 1
"""

# The best basis for a parent of that sex; two statements that contradict each other both stand.
PARENTS = """
create or replace table people._parent as
with believed as (
    select parent_no, child_no, min(basis) as basis, any_value(coalesce(sex, '')) as sex
    from people._kin
        left join people._best_sex s on s.person_no = parent_no
        left join people._best_birth_date p on p.person_no = parent_no
        left join people._best_birth_date c on c.person_no = child_no
    where parent_no <> child_no and (basis = 1
        or datesub('year', p.birth_date, c.birth_date) between {youngest} and {oldest})
    group by parent_no, child_no
)
select parent.person_id as parent_person_id, child.person_id as child_person_id
from (from believed qualify basis = min(basis) over (partition by child_no, sex)) b
    join people._person parent on parent.person_no = parent_no
    join people._person child on child.person_no = child_no
"""


def build_parents(con: duckdb.DuckDBPyConnection) -> None:
    """Make `people._parent` (parent_person_id, child_person_id)."""
    ages = {"youngest": YOUNGEST_PARENT, "oldest": OLDEST_PARENT}
    con.execute(STATED)
    con.execute(MEMBERS)
    for statement in PAIRS.strip().split(";")[:-1]:
        con.execute(statement)
    con.execute(HOUSEHOLDS.format(**ages))
    con.execute(PARENTS.format(**ages))
