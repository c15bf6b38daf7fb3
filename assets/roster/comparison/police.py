"""一是公安部门信息比对: the hukou register against the survey of the same village (seeds/001).

Missing from the survey; wrongly listed as local; and the empty hukou screened out: whom the village lists as 空挂, whom
`person.empty_hukou` calls so, and those missing whom nobody who looks for people has met. Of them `still_unfound` are
those of whom no such source, the village included, gives a phone or a place: they go on to the insurances.
"""

from __future__ import annotations

import duckdb

REGISTERS = ("police_hukou", "social_insurance", "medical_insurance", "pic_persons", "civil_deaths")
"""Sources that hold a file of somebody whom they need not have met."""

MISSING = """
insert into roster.comparison_finding by name
with elsewhere as (
    select person_id, min(region) as listed_in from roster._base group by person_id
)
select 'police' as comparison, 'missing_from_survey' as finding, r.region, r.person_id, r.record_id,
    'listed_in=' || listed_in as detail
from roster._registered r
    join roster.person p using (person_id)
    left join elsewhere using (person_id)
    left join roster._delivered s on s.source = 'survey' and s.region = r.region
    anti join roster._base b on b.person_id = r.person_id and b.region = r.region
where r.village and coalesce(r.moved_in_date <= s.until, true) and coalesce(p.birth_date <= s.until, true)
"""

# Absence from the register counts only in a village that the police delivered, up to the month of its delivery, and of
# nobody whom the register has in a village that it does not name.
WRONG = """
insert into roster.comparison_finding by name
with held as (
    select person_id, min(region) as registered_in, bool_and(village) as placed from roster._registered
    group by person_id
)
select 'police' as comparison, 'wrongly_local' as finding, b.region, b.person_id, b.record_id,
    'registered_in=' || coalesce(registered_in, p.hukou_region, 'unknown') as detail
from roster._base b
    join roster.person p using (person_id)
    join roster._delivered d on d.source = 'police_hukou' and d.region = b.region
    left join held using (person_id)
    anti join roster._registered r on r.person_id = b.person_id and r.region = b.region
where b.local and p.life_state = 'alive' and coalesce(b.as_of <= d.until, true) and coalesce(placed, true)
"""

SCREENED = """
create or replace table roster._screened as
with met as (
    select person_id, bool_or(not coalesce(empty_hukou_listed, false)) as met,
        bool_or(coalesce(phone, residence_region, residence_address, away_region, away_address, dwelling_code,
            unit_name) is not null) as reachable
    from linkage.record
    where role = 'self' and not pending and not list_contains($registers, source) group by person_id
), missing as (
    select person_id, region from roster.comparison_finding where finding = 'missing_from_survey'
)
select r.person_id, r.region, r.record_id, coalesce(b.empty_listed, false) as empty_listed, p.empty_hukou,
    coalesce(reachable, false) as reachable
from roster._registered r
    join roster.person p using (person_id)
    left join roster._base b on b.person_id = r.person_id and b.region = r.region
    left join missing n on n.person_id = r.person_id and n.region = r.region
    left join met on met.person_id = r.person_id
where r.village and (b.empty_listed or p.empty_hukou <> 'no' and p.hukou_region = r.region
    or n.person_id is not null and not coalesce(met, false))
"""

EMPTY = """
insert into roster.comparison_finding by name
select 'police' as comparison, unnest(if(reachable, ['empty_hukou_found'], ['empty_hukou_found', 'still_unfound']))
        as finding, region, person_id, record_id,
    concat_ws(';', 'listed_empty=' || empty_listed, 'empty_hukou=' || empty_hukou) as detail
from roster._screened
"""


def compare(con: duckdb.DuckDBPyConnection) -> None:
    """Append the police's findings; `_screened` (person x village) holds the empty hukou and who is `reachable`."""
    con.execute(MISSING)
    con.execute(WRONG)
    con.execute(SCREENED, {"registers": list(REGISTERS)})
    con.execute(EMPTY)
