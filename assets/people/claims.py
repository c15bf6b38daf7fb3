"""What every record claims about where a person lives.

A claim says `lives` (in a region) or `away` (not in the village that lists him, perhaps with the region he went to).
Grade 2 are sources that look where people live (survey, grid, migrants' register, ledgers, boarders and what else the
registry ranks above the insurances), grade 1 those that meet them (schools, employers, sites, health), grade 0 the
contact addresses of the insurances, the staff of shops who do not live there (contract.md section 6 names neither them
nor the export before the insurances), and the export of 全员人口, which copies what was once entered. Boarders and
workers on a site live where their unit is: at the address told, else in the village that lists the unit among its
collective households. Who left a unit left that place alone; who came back lives in his hukou village. Where somebody
of no fixed abode was found is no claim. A region that says no more than `in the county` is no region. A change dated
in the last 90 days is news (`changed`): lists of the same month may have been written before it; the first day at work
is none.
"""

from __future__ import annotations

import duckdb

RECENT = 90
"""Days for which a dated arrival or departure is news."""

CONTACTS = ("medical_insurance", "social_insurance")
"""Sources that keep an address to write to."""
CONTACTED = (*CONTACTS, "pic_persons", "business_staff")
"""Sources of grade 0: nobody went there or met the person, save the staff who live in their shop."""
NO_CLAIM = ("police_hukou", "civil_deaths")
"""Sources that say nothing of where somebody lives."""

UNITS = """
create or replace table people._unit as
select unit_name, mode(village order by village) as unit_village from people._record
where source = 'survey' and unit_name is not null and length(village) = 12 group by unit_name
"""

TOLD = """
create or replace table people._told as
with contacts as (
    select min(authority) as contacts_from from people._authority
    where field = 'residence_region' and source in {contacts}
)
select r.*, coalesce(a.authority, 100 + source_order) as authority,
    coalesce(stay = 'boarders' and boarding, false) as boards, coalesce(stay in ('unit', 'boarders'), false) as at_unit,
    case
        when source in {contacted} and not (source = 'business_staff' and boards) then 0
        when a.authority < contacts_from and (boards or not at_unit) then 2 else 1
    end as grade,
    case
        when (boards or stay = 'unit') and coalesce(length(residence_region), 0) <> 12 then unit_village
        when stay in ('away', 'back') then coalesce(residence_region, hukou_region)
        else residence_region
    end as lived_region,
    nullif(lived_region, county) as home_region,
    nullif(away_region, county) as gone_region,
    case
        when coalesce(since, last_day) > last_day or as_of > last_day or stay = 'found' then null
        when empty_hukou_listed or residence_state in ('2', '3') then 'away'
        when source = 'police_migrants' and life_status in ('moved_out', 'cancelled') then 'away'
        when source in {no_claim} or residence_state = '9' then null
        else 'lives'
    end as claim,
    case
        when claim = 'lives' then if(at_unit, null, since)
        when source = 'police_migrants' then as_of when claim = 'away' then away_since
    end as event_date,
    if(event_date between last_day - {recent} and last_day, event_date, null) as changed
from people._record r
    left join (from people._authority where field = 'residence_region') a using (source)
    left join people._unit using (unit_name)
    cross join people._moment cross join contacts
where self
"""

CLAIMS = """
create or replace table people._living_claim as
select person_no, record_no, person_id, record_id, source, boards,
    boards or source = 'survey' and unit_name is not null as lodges, claim, grade, authority, as_of, changed,
    if(at_unit, null, since) as since, if(at_unit, since, null) as started, away_since,
    claim = 'away' and at_unit as left_unit,
    residence_state = '3' or coalesce(empty_hukou_listed, false) as empty_listed,
    coalesce(claim = 'away' and left(away_region, 6) = county, false) as away_inside,
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
from people._told cross join people._moment where claim is not null
"""


def build_claims(con: duckdb.DuckDBPyConnection) -> None:
    """Make `people._living_claim`: one row per record of role self that says where its person lives, or not.

    Columns: person and record, boards, lodges (boards, or lives in a collective household of the workbook), claim,
    grade, authority (rank of the source), as_of, changed, since, started (first day at work: he may have lived there
    before), away_since, left_unit (away from a unit, not from home), empty_listed (called 空挂), away_inside (went
    elsewhere in the county), left_region (the village an `away` speaks of), region and address (NULL if not told).
    """
    con.execute(UNITS)
    con.execute(TOLD.format(recent=RECENT, contacts=CONTACTS, contacted=CONTACTED, no_claim=NO_CLAIM))
    con.execute(CLAIMS)
