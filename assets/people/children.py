"""Parents and children: from birth certificates, the police register's parents and the children that the export of
全员人口 names with a person, and from hukou households.

A household gives a parent only where it is safe: one head, a child of the head by relation, and an age gap that fits;
the head's spouse is the other parent by the same gap. Policy without a source value follows from the birth order and
the rule in force on the day of birth (`assets/registry/birth_policy.csv`) and is marked derived.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from assets import registry
from assets.registry.tables import create, load_tables

RULES = Path(registry.__file__).parent / "birth_policy.csv"
YOUNGEST_PARENT, OLDEST_PARENT = 15, 55
"""Years between a parent and a child that a hukou household is believed for."""

STATED = """
create or replace table people._parent as
select distinct parent.person_id as parent_person_id, child.person_id as child_person_id
from people._record parent join people._record child on child.record_id = parent.of_record_id
where parent.role in ('mother', 'father') and child.self and parent.person_no <> child.person_no
union
select parent.person_id, child.person_id
from people._record child join people._record parent on parent.record_id = child.of_record_id
where child.source = 'pic_persons' and child.role = 'relative' and parent.person_no <> child.person_no
"""

FROM_HOUSEHOLDS = """
insert into people._parent
with member as (
    select distinct r.person_id, r.scope, r.household_no, r.relation, b.birth_date
    from people._record r join people._best_birth_date b using (person_no)
    where r.self and r.source = 'police_hukou' and r.household_no is not null
        and coalesce(r.life_status, 'alive') = 'alive' and coalesce(r.hukou_household_kind, 'family') = 'family'
), one_head as (
    select scope, household_no from member group by all
    having count(*) filter (relation in ('01', '02')) = 1 and count(*) filter (relation[1] = '1') <= 1
), parent as (
    select member.* from member semi join one_head using (scope, household_no)
    where relation in ('01', '02') or relation[1] = '1'
), child as (
    select member.* from member semi join one_head using (scope, household_no)
    where relation[1] in ('2', '3') and relation not in ('28', '38')
)
select p.person_id, c.person_id from parent p join child c using (scope, household_no)
where datediff('year', p.birth_date, c.birth_date) between ? and ?
    and not exists (
        from people._parent known where known.child_person_id = c.person_id and known.parent_person_id <> p.person_id
            and (select count(*) from people._parent k where k.child_person_id = c.person_id) >= 2
    )
except select * from people._parent
"""

CHILDREN = """
insert into people.person_child by name
with rule as (
    select *, lead(valid_from, 1, date '9999-12-31') over (order by valid_from) as valid_to
    from (select valid_from::date as valid_from, children from read_csv(?, header = true))
), child as (
    select p.*, b.name as child_name, b.birth_date as child_birth_date, b.sex as child_sex,
        b.id_number as child_id_number, coalesce(o.birth_order, row_number() over (
            partition by parent_person_id order by b.birth_date nulls last, child_person_id)) as birth_order, policy
    from people._parent p
        join people.person_best b on b.person_id = child_person_id
        join people._person n on n.person_id = child_person_id
        left join people._best_birth_order o using (person_no)
        left join people._best_policy using (person_no)
)
select child.* exclude (policy), coalesce(policy, if(birth_order <= children, '1', '2')) as policy,
    policy is null as policy_derived
from child left join rule on child_birth_date >= valid_from and child_birth_date < valid_to
order by parent_person_id, child_person_id
"""


def build_children(con: duckdb.DuckDBPyConnection) -> None:
    """Make `people.person_child` (parent x child), after `person_best`."""
    con.execute(STATED)
    con.execute(FROM_HOUSEHOLDS, [YOUNGEST_PARENT, OLDEST_PARENT])
    for statement in create(load_tables()["person_child"], "people"):
        con.execute(statement)
    con.execute(CHILDREN, [str(RULES)])
