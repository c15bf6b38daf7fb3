"""What every record claims about where a person lives.

A claim says `lives` (in a region) or `away` (not in the village that lists him, perhaps with the region he went to).
Strong claims come from sources that look (survey, grid, migrants' register, boarders and what else the registry ranks
above the insurances); weak ones are contact addresses. Boarders live where their school is: in the village that lists
the school among its collective households. A region that says no more than `in the county` is no region.
"""

from __future__ import annotations

import duckdb

UNITS = """
create or replace table people._unit as
select unit_name, mode(village order by village) as unit_village from people._record
where source = 'survey' and unit_name is not null and length(village) = 12 group by unit_name
"""

TOLD = """
create or replace table people._told as
with weak_from as (
    select min(authority) as weak_authority from people._authority
    where field = 'residence_region' and source in ('medical_insurance', 'social_insurance')
)
select r.*, coalesce(a.authority, 100 + source_order) as authority,
    starts_with(source, 'education') and coalesce(boarding, false) as boards,
    coalesce(a.authority < weak_authority, false) and (boards or not starts_with(source, 'education')) as strong,
    nullif(if(boards and coalesce(length(residence_region), 0) <> 12, unit_village, residence_region), county) as home_region,
    nullif(away_region, county) as gone_region,
    case
        when coalesce(since, last_day) > last_day or as_of > last_day then null
        when empty_hukou_listed or residence_state in ('2', '3') then 'away'
        when source = 'police_migrants' and life_status in ('moved_out', 'cancelled') then 'away'
        when source in ('police_hukou', 'civil_deaths') or residence_state = '9' then null
        else 'lives'
    end as claim
from people._record r
    left join (from people._authority where field = 'residence_region') a using (source)
    left join people._unit using (unit_name)
    cross join people._moment cross join weak_from
where self
"""

CLAIMS = """
create or replace table people._living_claim as
select person_no, record_no, person_id, record_id, source, claim, strong, authority, as_of, since, away_since,
    residence_state = '3' or coalesce(empty_hukou_listed, false) as empty_listed,
    if(claim = 'away', coalesce(village, home_region, hukou_region), null) as left_region,
    case
        when claim = 'lives' and (length(home_region) = 12 or village is null) then home_region
        when claim = 'lives' then village
        when source <> 'police_migrants' then nullif(coalesce(gone_region, home_region), left_region)
    end as region,
    case
        when claim = 'lives' then residence_address
        when region is not null then coalesce(away_address, residence_address)
    end as address
from people._told where claim is not null
"""


def build_claims(con: duckdb.DuckDBPyConnection) -> None:
    """Make `people._living_claim`: one row per record of role self that says where its person lives, or not.

    Columns: person and record, claim, strong, authority (rank of the source), as_of, since, away_since, empty_listed
    (called 空挂), left_region (the village an `away` speaks of), region and address (NULL where not told).
    """
    con.execute(UNITS)
    con.execute(TOLD)
    con.execute(CLAIMS)
