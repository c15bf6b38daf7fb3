"""Social units that repeat residents: 社会单位中重复的……应修改为“其他”，退出人口统计 (一数一源, seeds/004).

A unit's list (employer, shop, site, special unit, collective household of the workbook) counts only those whom no
community reports where they are counted. The person loses nothing: he stands in the roster once. Somebody on the lists
of several units is counted by the first in the registry's order.
"""

from __future__ import annotations

import duckdb

from assets.registry.sources import load_sources

COLLECTIVE = "survey_collective"
"""The collective households of the village workbook: a unit's report that comes through the community."""

COPY = "pic_persons"
"""The export of 全员人口 is what is reported into, not who reports."""

# Lists of the communities: what they say of him in the village where he is counted.
COMMUNITY = """
create or replace table roster._reported as
select r.person_id, r.source, r.record_id, s.source_order
from linkage.record r
    join roster.person_place l on l.person_id = r.person_id and l.counted
    join roster._reporter s on s.source = r.source and s.kind = 'community'
    left join landing.grid_list g on g.grid = r.scope
where r.role = 'self' and not r.pending and coalesce(r.layout, '') <> $collective
    and coalesce(r.life_status, 'alive') = 'alive' and r.death_date is null
    and case when r.source = 'police_hukou' then coalesce(r.hukou_region, r.scope)
        else coalesce(if(length(r.residence_region) = 12, r.residence_region, null), g.region, r.scope) end = l.region
    and (l.category = '2' or coalesce(r.residence_state, '1') = '1')
qualify row_number() over (partition by r.person_id order by s.source_order, r.record_id) = 1
"""

ROWS = """
insert into roster.unit_report by name
with row_of as (
    select r.record_id, r.source, coalesce(r.unit_name, if(s.kind = 'unit', r.scope, null)) as unit_name, r.person_id,
        l.region, p.in_roster, p.hukou_state as stated_hukou, p.residence_state as stated_residence,
        coalesce(r.residence_state, '1') = '2' as gone, c.source as community, c.record_id as community_record,
        row_number() over (
            partition by r.person_id, gone order by s.source_order, r.as_of desc, r.record_id
        ) as turn,
        first(r.source) over first_unit as unit, first(r.record_id) over first_unit as unit_record
    from linkage.record r
        join roster.person p using (person_id)
        join roster._reporter s using (source)
        left join roster.person_place l on l.person_id = r.person_id and l.counted
        left join roster._reported c on c.person_id = r.person_id
    where r.role = 'self' and not r.pending and (s.kind = 'unit' or r.layout = $collective)
    window first_unit as (partition by r.person_id, gone order by s.source_order, r.as_of desc, r.record_id)
)
select record_id, source, unit_name, person_id, region,
    case
        when not in_roster then 'outside' when gone then 'left_unit' when community is not null then 'community'
        when turn > 1 then 'other_unit' else 'only_here'
    end as unit_ground, unit_ground = 'only_here' as counted,
    if(counted, stated_hukou, '9') as hukou_state, if(counted, stated_residence, '9') as residence_state,
    case unit_ground when 'community' then community when 'other_unit' then unit end as reported_by,
    case unit_ground when 'community' then community_record when 'other_unit' then unit_record end
        as reported_record_id
from row_of order by record_id
"""


def build_units(con: duckdb.DuckDBPyConnection) -> None:
    """Fill `roster.unit_report`: one row per row of a unit's list, after `roster.person` and `person_place`."""
    con.execute("create or replace table roster._reporter (source varchar, kind varchar, source_order integer)")
    kinds = {"unit": "unit", "village": "community", "grid": "community"}
    reporters = [[n, kinds[s.scope_kind], s.order] for n, s in load_sources().items() if s.scope_kind in kinds]
    con.executemany("insert into roster._reporter values (?, ?, ?)", [r for r in reporters if r[0] != COPY])
    con.execute(COMMUNITY, {"collective": COLLECTIVE})
    con.execute(ROWS, {"collective": COLLECTIVE})
