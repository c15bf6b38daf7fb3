"""What the community's police officer hands to each enumerator: hukou households, person by person (seeds/002).

社区民警以村社为单位将户籍信息分配给各普查员，普查员定期将修改清单反馈至社区民警. A hukou household stands whole in
one tract, that of the household; beside everybody stands where he lives by the evidence of this month.
"""

from __future__ import annotations

import duckdb

from assets.publish.listed import with_labels

CODED = ("relation", "sex")

HUKOU = f"""
create or replace table publish._hukou as
with line as (
    select l.region, h.tract, h.group_no, h.household_no, h.household_id, p.name, l.relation, p.sex,
        substr(p.birth_date::varchar, 1, case p.birth_precision when 'year' then 4 when 'month' then 7 else 10 end)
            as birth_date,
        p.id_number, l.address as hukou_address,
        case l.category when '1' then '户在人在' when '2' then '户在人不在' end as category,
        case p.empty_hukou when 'suspected' then '疑似空挂' when 'located' then '空挂（已查到去向）'
            when 'unlocated' then '空挂（查无下落）' end as empty_hukou,
        case when e.region is distinct from l.region then coalesce(e.address, '外出，去向不详')
            when e.address = l.address then '本村，同户籍地址' else concat_ws('：', '本村', e.address) end
            as lives, p.phone,
        row_number() over (partition by l.region order by h.tract, try_cast(h.group_no as integer) nulls last,
            h.group_no, length(h.household_no), h.household_no, h.household_id, l.relation is distinct from '02',
            l.relation, p.birth_date, l.person_id) as turn
    from roster.person_place l
        join roster.person p using (person_id)
        join housing.household h on h.household_id = coalesce(l.household_id, l.listed_household_id)
        left join publish._lives e on e.person_id = l.person_id
    where l.role = 'hukou' and l.category is not null and length(l.region) = 12
)
{with_labels("line", CODED)}
"""


def list_hukou(con: duckdb.DuckDBPyConnection) -> None:
    """Make `publish._hukou` (one row per hukou person of a village), after `list_persons`."""
    con.execute(HUKOU)
