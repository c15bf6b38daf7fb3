"""`field_comparison` and `field_agreement`: the fields of `assets.roster.comparison.fields`, one after another."""

from __future__ import annotations

import duckdb

from assets.roster.comparison.fields import CHILD_SOURCES, FIELDS, Compared

EXPORT = "pic_persons"
"""The export of 全员人口, the system that the county's data are compared with (seeds/004)."""

KNOWN = """
create or replace table roster._known as
with named as (
    select name, min(name_key) as name_key from linkage.record where name is not null group by name
), placed as (
    select l.person_id, max(k.hukou_address_key) filter (l.role = 'hukou') as hukou_address_key,
        max(if(r.source = 'police_hukou', k.hukou_address_key, k.residence_address_key)) filter (l.role = 'living')
            as residence_address_key,
        max(l.relation) filter (l.role = 'hukou') as hukou_relation,
        max(l.relation) filter (l.role = 'living') as living_relation
    from roster.person_place l
        left join linkage.record r using (record_id)
        left join standard.person_record k using (record_id)
    group by l.person_id
), child as (
    select child_person_id as person_id, min(birth_order) as birth_order, min(policy) as policy
    from people.person_child group by child_person_id
)
select p.person_id, n.name_key, p.sex, p.birth_date, p.birth_precision, p.id_number, p.marital_status, p.ethnic_group,
    p.hukou_type, p.hukou_state, p.hukou_region, p.hukou_address, p.residence_region, p.residence_address,
    p.empty_hukou, p.death_date, p.phone, p.children, l.* exclude (person_id), c.birth_order, c.policy,
    c.person_id is not null as is_child
from roster.person p
    left join named n using (name)
    left join placed l using (person_id)
    left join child c using (person_id)
"""

COMPARED = """
insert into roster.field_comparison by name
select r.person_id, '{field}' as field, r.source, value, bool_or(coalesce({agrees}, false)) as agrees
from (select *, nullif(({value})::varchar, '') as value from linkage.record r where not r.pending and {spoken}) r
    join roster._known p using (person_id)
    {join}
where value is not null and {of}
group by r.person_id, r.source, value
"""
SELF = "r.role = 'self'"
OF_CHILDREN = (
    f"list_contains({list(CHILD_SOURCES)}, r.source) and r.role = if(r.source = '{EXPORT}', 'relative', 'self')"
)
AGREEMENT = f"""
insert into roster.field_agreement by name
with stated as (
    from roster.field_comparison where field = $field
), held as (
    select s.person_id, s.source, bool_or(coalesce(s.value = e.value or s.agrees and e.agrees, false)) as agrees
    from stated s join stated e using (person_id) where e.source = '{EXPORT}' group by s.person_id, s.source
), counted as (
    select source, count(*) as exported, count(*) filter (agrees) as export_agreeing from held group by source
), told as (
    select source, count(*) as stated, count(*) filter (agrees) as agreeing from stated group by source
)
select $field as field, source, stated, agreeing, round(agreeing / stated, 4) as agree_rate,
    coalesce(exported, 0) as exported, coalesce(export_agreeing, 0) as export_agreeing,
    round(export_agreeing / exported, 4) as export_rate
from told left join counted using (source) order by source
"""


def build_statements(con: duckdb.DuckDBPyConnection) -> None:
    """Fill `roster.field_comparison` (person x field x source x value) and `field_agreement` (field x source)."""
    con.execute(KNOWN)
    for field in FIELDS:
        con.execute(_compared(field))
        con.execute(AGREEMENT, {"field": field.field})


def _compared(field: Compared) -> str:
    return COMPARED.format(
        field=field.field,
        value=field.value,
        agrees=field.agrees,
        spoken=OF_CHILDREN if field.child else SELF,
        join=field.join,
        of="is_child" if field.child else "true",
    )
