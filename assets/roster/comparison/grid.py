"""四是网格化管理信息比对: what the grid says of dwellings against who is listed in them, both ways (seeds/001).

A dwelling that the grid calls vacant and where the survey has people, person by person; and one that the grid calls
occupied and where the survey has nobody, with those whom the grid itself lists there. Shops, plants and offices are
occupied by no household, and are not compared.
"""

from __future__ import annotations

import duckdb

NOT_HOMES = "商铺|店铺|厂房|办公|仓库"

STATED = """
create or replace table roster._grid_dwelling as
select d.dwelling_id, d.dwelling_code, d.region, g.record_id, g.occupancy
from standard.place_record g join housing.dwelling d using (dwelling_code)
where g.source = 'grid_dwellings' and g.occupancy in ('occupied', 'vacant') and length(d.region) = 12
    and not regexp_matches(coalesce(g.use, d.use, ''), $not_homes)
qualify row_number() over (partition by d.dwelling_id order by g.record_id) = 1
"""

LIVED_IN = """
create or replace table roster._lived_in as
select l.dwelling_id, l.person_id, b.base, b.record_id
from roster.person_place l join roster._base b using (person_id, region)
where l.role = 'living' and l.category is not null and l.dwelling_id is not null and b.present
"""

VACANT = """
insert into roster.comparison_finding by name
select 'grid' as comparison, 'vacant_but_occupied' as finding, g.region, l.person_id, dwelling_id, g.record_id,
    concat_ws(';', 'base=' || l.base, 'listed_by=' || l.record_id) as detail
from roster._grid_dwelling g join roster._lived_in l using (dwelling_id) where g.occupancy = 'vacant'
"""

NOBODY = """
insert into roster.comparison_finding by name
with said as (
    select distinct person_id, dwelling_code from linkage.record
    where source = 'grid_persons' and role = 'self' and coalesce(residence_state, '1') = '1'
        and dwelling_code is not null
)
select 'grid' as comparison, 'occupied_but_nobody' as finding, g.region, p.person_id, dwelling_id, g.record_id,
    if(p.person_id is null, 'grid_persons=none', null) as detail
from roster._grid_dwelling g
    anti join roster._lived_in l using (dwelling_id)
    left join said on said.dwelling_code = g.dwelling_code
    left join roster.person p on p.person_id = said.person_id and p.life_state = 'alive'
where g.occupancy = 'occupied'
qualify p.person_id is not null or row_number() over (partition by g.dwelling_id order by p.person_id nulls last) = 1
"""


def compare(con: duckdb.DuckDBPyConnection) -> None:
    """Append the grid's findings: dwelling x person, or the dwelling alone where nobody at all is known."""
    con.execute(STATED, {"not_homes": NOT_HOMES})
    con.execute(LIVED_IN)
    con.execute(VACANT)
    con.execute(NOBODY)
