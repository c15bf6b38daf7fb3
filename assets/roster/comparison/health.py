"""六是卫健部门信息比对: birth certificates against the survey, with both parents (seeds/001).

Births that no village lists, parents linked or not, and children whom no register gives a hukou. Births after the
month and children who died are not compared; a survey delivered before the birth could not list it.
"""

from __future__ import annotations

import duckdb

BORN = """
create or replace table roster._born as
with known as (
    select distinct person_id from linkage.record where role = 'self' and not pending
), parent as (
    select c.person_id, p.role, p.person_id as parent_id, k.person_id is not null as linked
    from linkage.record c
        join linkage.record p on p.of_record_id = c.record_id and p.role in ('mother', 'father')
        left join known k on k.person_id = p.person_id
    where c.source = 'health_births' and c.role = 'self'
), parents as (
    select person_id, min(parent_id) filter (role = 'mother' and linked) as mother,
        min(parent_id) filter (role = 'father' and linked) as father from parent group by person_id
), child as (
    select person_id, min(record_id) as record_id from linkage.record
    where source = 'health_births' and role = 'self' group by person_id
)
select child.person_id, child.record_id, mother, father, p.birth_date, p.hukou_region, p.hukou_state,
    coalesce(if(h.region like '%000000', null, h.region), m.region, f.region, h.region) as region, p.in_roster
from child
    join roster.person p using (person_id)
    join roster._home h using (person_id)
    left join parents using (person_id)
    left join roster._home m on m.person_id = mother
    left join roster._home f on f.person_id = father
where p.life_state = 'alive' and coalesce(p.birth_date <= $last_day, true)
"""

FINDINGS = """
insert into roster.comparison_finding by name
with compared as (
    select c.*, c.person_id not in (select person_id from roster._base)
            and coalesce(c.birth_date <= s.until, true) as missing,
        c.hukou_region is null or coalesce(c.hukou_state = '5', false) as unregistered,
        nullif(concat_ws(';', 'mother=' || mother, 'father=' || father), '') as parents
    from roster._born c left join roster._delivered s on s.source = 'survey' and s.region = c.region
)
select 'health' as comparison, finding, region, person_id, record_id, detail
from (
    select *, 'birth_missing' as finding, 'in_roster=' || in_roster as detail from compared where missing
    union all by name
    select *, if(parents is null, 'parents_unlinked', 'parents_linked') as finding, parents as detail from compared
    union all by name
    select *, 'unregistered_birth' as finding, null as detail from compared where unregistered
)
"""


def compare(con: duckdb.DuckDBPyConnection, last_day: object) -> None:
    """Append the findings on births; `last_day` is the month's last."""
    con.execute(BORN, {"last_day": last_day})
    con.execute(FINDINGS)
