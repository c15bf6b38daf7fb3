"""The persons of 一套表 as its three personal tables show them: everybody once in every village where he is listed.

Who has hukou in a village and who lives there is listed in it (category not NULL in `roster.person_place`), in the
household and tract that list him on the roll. Of those away, whose hukou is empty stands on 空挂户表; of the others,
members of collective households on 集体户个人信息表, all others on 家庭户个人信息表 (contract.md 3.1).
"""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from assets.publish.names import NAMED

CODED = (
    "relation", "sex", "ethnic_group", "marital_status", "education", "hukou_type", "hukou_state", "residence_state",
)  # fmt: skip

# 户编号 is unique inside a tract (census 2020), so that the workbook of a village writes the tract before it.
NUMBERED = """
create or replace table publish._numbered as
select * replace (if(starts_with(tract, region), substr(tract, 13), tract) || '-' || household_no as household_no)
from roster.householder_roll
where household_kind is not null and household_no <> '999'
"""

# What the village itself wrote beside a person, and no roster carries: reasons, rooms, remarks.
TOLD = """
create or replace table publish._told as
with said as (
    select path, sheet, row, away_reason, note from landing.survey_family
    union all by name
    select path, sheet, row, away_reason, note, unit_name, room from landing.survey_collective
    union all by name
    select path, sheet, row, empty_reason, note from landing.survey_empty_hukou
)
select r.person_id, r.scope as region, arg_max(said, (r.as_of, r.record_id)) as said
from linkage.record r
    join said on said.path = r.path and said.sheet is not distinct from r.sheet and said.row = r.row
where r.source = 'survey' and r.role = 'self' and not r.pending
group by r.person_id, r.scope
"""

PLACED = """
create or replace table publish._placed as
select l.region, l.person_id, bool_or(l.role = 'living') as lives, bool_or(l.role = 'hukou') as registered,
    coalesce(min(h.household_id) filter (l.role = 'living'),
        min(coalesce(h.listed_household_id, h.household_id))) as household_id,
    coalesce(min(l.relation) filter (l.role = 'living'), min(l.relation)) as relation,
    min(l.address) filter (l.role = 'living') as living_address,
    coalesce(min(l.record_id) filter (l.role = 'living'), min(l.record_id)) as record_id
from roster.person_place l left join housing.person_home h using (person_id, role)
where l.category is not null and length(l.region) = 12
group by l.region, l.person_id
"""

# Where somebody lives: the address, or the name of the village or county where none is told.
LIVES = f"""
create or replace table publish._lives as
with named as ({NAMED})
select l.person_id, l.region, coalesce(l.address, named.region_name) as address
from roster.person_place l left join named on named.code = l.region
where l.role = 'living'
"""

# What we add to the village's remarks stands in 【】, and is taken out again when the workbook has come back.
LISTED = """
create or replace table publish._listed as
with unit as (
    select p.household_id, mode(r.unit_name order by r.unit_name) as unit_name
    from publish._placed p join linkage.record r using (record_id)
    where r.unit_name is not null group by p.household_id
)
select l.region, n.tract, l.person_id, l.registered, l.lives,
    case when l.registered and not l.lives and p.empty_hukou <> 'no' then 'survey_empty_hukou'
        when n.household_kind = 'collective' then 'survey_collective' else 'survey_family' end as layout,
    n.household_no, n.group_no, n.building_no, n.unit_no, coalesce(t.said.unit_name, unit.unit_name) as unit_name,
    t.said.room as room, p.name,
    case when p.person_id = k.head_person_id then '02' when l.relation not in ('01', '02') then l.relation
        end as relation,
    p.sex, substr(p.birth_date::varchar, 1, case p.birth_precision when 'year' then 4 when 'month' then 7 else 10 end)
        as birth_date,
    if(p.id_status = 'truncated', null, p.id_number) as id_number, p.ethnic_group, p.marital_status, p.education,
    p.hukou_type, case when l.registered then '1' when p.hukou_region is null then p.hukou_state
        when left(p.hukou_region, 6) <> left(l.region, 6) then '4'
        when length(p.hukou_region) < 12 then p.hukou_state
        when left(p.hukou_region, 9) <> left(l.region, 9) then '3' when p.hukou_region = l.region then p.hukou_state
        else '2' end as hukou_state,
    p.hukou_address, if(l.lives, '1', if(p.empty_hukou <> 'no', '3', '2')) as residence_state,
    l.living_address as residence_address, if(l.lives, null, e.address) as away_address,
    if(l.lives, null, p.away_since::varchar) as away_since, if(l.lives, null, t.said.away_reason) as away_reason,
    null as death_date, p.children, p.phone, t.said.empty_reason as empty_reason,
    case p.id_status when 'truncated' then '号码只有前 ' || length(p.id_number) || ' 位可信：' || p.id_number
        when 'invalid' then '身份号码有误，请核对' end as doubt,
    case when layout = 'survey_empty_hukou' then case p.empty_hukou when 'suspected' then '疑似空挂，请核实'
        when 'located' then '空挂，已查到去向：' || coalesce(e.address, '') else '空挂，查无下落' end end as stay,
    nullif(concat_ws('', nullif(regexp_replace(t.said.note, '【[^】]*】', '', 'g'), ''), '【' || doubt || '】',
        '【' || stay || '】'), '') as note
from publish._placed l
    join roster.person p using (person_id)
    left join publish._numbered n on n.household_id = l.household_id
    left join housing.household k on k.household_id = l.household_id
    left join publish._told t on t.person_id = l.person_id and t.region = l.region
    left join publish._lives e on e.person_id = l.person_id and e.region <> l.region
    left join unit on unit.household_id = l.household_id
"""


# Rows in the order of the roll, the head of a household first.
PERSONS = """
create or replace table publish._person as
with turned as (
    select *, row_number() over (
        partition by region order by tract, length(household_no), household_no, relation is distinct from '02',
            relation, birth_date, person_id
    ) as turn
    from publish._listed
)
"""


def list_persons(con: duckdb.DuckDBPyConnection) -> None:
    """Make `publish._numbered` (households of the roll) and `publish._person` (village x person, codes as labels)."""
    for statement in (NUMBERED, TOLD, PLACED, LIVES, LISTED, PERSONS + with_labels("turned", CODED)):
        con.execute(statement)


def with_labels(table: str, coded: Sequence[str]) -> str:
    """`select` of a table in which some columns show the Chinese labels of their codes (`publish.code_list`)."""
    shown = ", ".join(f"coalesce(of_{c}.label_zh, {table}.{c}) as {c}" for c in coded)
    joins = " ".join(
        f"left join publish.code_list of_{c} on of_{c}.field = '{c}' and of_{c}.code = {table}.{c}" for c in coded
    )
    return f"select {table}.* replace ({shown}) from {table} {joins}"
