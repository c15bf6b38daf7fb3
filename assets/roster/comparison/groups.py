"""五多: the five groups of which another district has many (seeds/002), each person listed.

公租房 are the dwellings of buildings that the housing department calls so. 特殊群体 are those whom a unit reports and
those of no fixed abode; criminal records are never taken in. Counted per township in `finding_summary`.
"""

from __future__ import annotations

import duckdb

RENTAL = """
insert into roster.group_of_note by name
with rented as (
    select distinct region, estate, building_no from standard.place_record
    where kind in ('building', 'dwelling') and building_no is not null and regexp_matches(use, '公租|公共租赁|廉租')
), dwelling as (
    select d.* from housing.dwelling d semi join rented r on r.region = d.region and r.building_no = d.building_no
        and coalesce(r.estate = d.estate, true)
    union
    select * from housing.dwelling where regexp_matches(use, '公租|公共租赁|廉租')
)
select 'public_rental' as finding, d.region, l.person_id, dwelling_id
from dwelling d left join (
    select person_id, dwelling_id from roster.person_place where role = 'living' and category is not null
) l using (dwelling_id)
where length(d.region) = 12
"""

SITES = """
insert into roster.group_of_note by name
select 'building_site' as finding, h.region, r.person_id, min(r.record_id) as record_id, 'in_roster=' || p.in_roster
        as detail
from linkage.record r join roster.person p using (person_id) join roster._home h using (person_id)
where r.source = 'construction_workers' and r.role = 'self' and coalesce(r.residence_state, '1') = '1'
    and p.life_state = 'alive'
group by h.region, r.person_id, p.in_roster
"""

TAKEN_OVER = """
insert into roster.group_of_note by name
select if(finding = 'empty_hukou', finding, 'special_group') as finding, region, person_id, record_id,
    if(finding = 'empty_hukou', detail, 'kind=' || finding) as detail
from roster.difficulty where finding in ('empty_hukou', 'special_area', 'no_fixed_abode')
"""

FOREIGN = """
insert into roster.group_of_note by name
select 'foreign_resident' as finding, coalesce(if(length(f.residence_region) = 12, f.residence_region, null), h.region)
        as region, f.person_id, f.record_id
from roster.foreign_resident f join roster._home h using (person_id)
"""

SUMMARY = """
insert into roster.finding_summary by name
with listed as (
    select 'difficulty' as listing, finding, region, person_id, dwelling_id from roster.difficulty
    union all
    select 'group_of_note', finding, region, person_id, dwelling_id from roster.group_of_note
    union all
    select 'contradiction', finding, region, person_id, dwelling_id from roster.contradiction
), placed as (
    select *, left(region, 6) || '000000' as county,
        if(substr(region, 7, 3) = '000', null, left(region, 9) || '000') as township,
        if(right(region, 3) = '000', null, region) as village
    from listed
), counted as (
    select listing, finding, case when grouping(village) = 0 then 'village' when grouping(township) = 0 then 'township'
            else 'county' end as level,
        case level when 'village' then village when 'township' then township else county end as region,
        count(*) as findings, count(distinct person_id) as persons, count(distinct dwelling_id) as dwellings
    from placed
    group by grouping sets ((listing, finding, county), (listing, finding, township), (listing, finding, village))
)
select * from counted where region is not null order by listing, level, region, finding
"""


def build_groups(con: duckdb.DuckDBPyConnection) -> None:
    """Fill `roster.group_of_note`, after `difficulty`."""
    for statement in (RENTAL, SITES, TAKEN_OVER, FOREIGN):
        con.execute(statement)


def build_summary(con: duckdb.DuckDBPyConnection) -> None:
    """Fill `roster.finding_summary`: persons are counted once per region, so townships may add up to more."""
    con.execute(SUMMARY)
