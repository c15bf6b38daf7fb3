"""Where a person lives: of all claims, those that a newer one refutes set aside, the one that holds.

An `away` refutes every older claim for that village and every claim of those who do not look, but none of a better
grade than its own. Who was struck from the migrants' register, and is not said to have gone elsewhere in the county,
has left the county: that refutes every older claim outside his hukou village. A claim that stands alone, for a village
whose own survey does not list the person, moves nobody away from his hukou: not if it is a contact address, nor if any
other source still has him at his hukou. Of what is left the best grade wins, then the newest change, then the newest
list, then what most sources agree on, then the registry's order. Who boards at his school or unit by a list of this
month, or lives in a collective household of a workbook away from his hukou, lives there, whatever list still has him at
home, unless there is news of him. Whom the workbooks of several villages find at home has several homes: by the rule of
2020 (setting `multi_home`) he is at that of his hukou, else where he lived longer; by that of 2015 at the one of the
moment, which the newest list tells. The first day at work is taken for the first day here of him alone whom nobody says
to have left his home before.
"""

from __future__ import annotations

import duckdb

STANDING = """
create or replace table people._living_standing as
with departed as (
    select person_no, left_region as region, max(grade) as gone_grade,
        max((coalesce(changed, date '0001-01-01'), as_of)) filter (grade = 2) as told
    from people._living_claim where claim = 'away' and left_region is not null group by person_no, left_region
), agreed as (
    select person_no, region, count(distinct source)::tinyint as n, bool_or(source = 'survey') as in_survey
    from people._living_claim where region is not null group by person_no, region
), surveyed as (
    select region, until from people._delivered where source = 'survey'
), known as (
    select h.person_no, h.region as hukou_region, a.person_no is not null as home_claimed
    from people._hukou h left join agreed a using (person_no, region) where h.standing = 'here'
), gone as (
    select distinct person_no from people._living_claim where away_inside
), cancelled as (
    select person_no, max(as_of) as cancelled_on from people._living_claim
    where claim = 'away' and source = 'police_migrants' and region is null group by person_no
), told as (
    select c.*, d.gone_grade, d.told as departed, n,
        bool_or((boards or lodges and region is distinct from hukou_region)
            and c.as_of > last_day(last_day - interval 1 month)) over (partition by person_no, region) as lodged,
        multi_home = '2020' and min(region) filter (is_home) over homes <> max(region) filter (is_home) over homes
            as several, coalesce(region = hukou_region, false) as at_hukou,
        coalesce(c.as_of < x.cancelled_on and region is distinct from hukou_region, false) as outdated,
        not (n > 1 or in_survey or boards or s.region is null or c.as_of > s.until or region = hukou_region
            or g.person_no is not null or c.grade > 0 and not home_claimed) as alone
    from (select *, source = 'survey' and claim = 'lives' as is_home from people._living_claim) c
        join agreed using (person_no, region)
        left join known using (person_no)
        left join surveyed s using (region)
        left join gone g using (person_no)
        left join cancelled x using (person_no)
        left join departed d using (person_no, region)
        cross join people._moment
    window homes as (partition by person_no)
)
select * exclude (gone_grade, departed, n, lodged, outdated, alone, several, at_hukou, is_home), row_number() over (
        partition by person_no
        order by grade desc, changed desc nulls last, lodged desc, several and at_hukou and is_home desc,
            if(several and is_home, since, null) nulls last, as_of desc, n desc, authority, record_no
    ) as rank
from told
where not coalesce(alone, false) and not outdated
    and (gone_grade is null or grade > gone_grade
        or grade = 2 and (coalesce(changed, date '0001-01-01'), as_of) > departed)
"""

WINNERS = """
create or replace table people._living as
with first_claim as (
    select * from people._living_standing where rank = 1
), dated as (
    select s.person_no, max(s.since) as since, max(s.started) as started, arg_min(s.address, s.rank) as address
    from people._living_standing s
        join first_claim f using (person_no, region)
    group by s.person_no
), away as (
    select person_no, max(away_since) as away_since, arg_max(record_no, (as_of, -record_no)) as record_no
    from people._living_claim where claim = 'away' and not left_unit group by person_no
)
select p.person_no, coalesce(f.record_no, a.record_no) as record_no, f.region,
    coalesce(f.address, d.address) as address, f.source,
    coalesce(f.grade, 0) as grade,
    coalesce(f.since, d.since, a.away_since, if(a.person_no is null, d.started, null)) as since,
    a.person_no is not null as away,
    coalesce(f.away_since, a.away_since) as away_since
from people._person p
    left join first_claim f using (person_no)
    left join dated d using (person_no)
    left join away a using (person_no)
"""

VALUES = """
insert into people.person_value by name
with told as (
    select c.*, coalesce(s.rank, 1000) as standing_rank from people._living_claim c
        left join people._living_standing s using (record_no)
)
select person_id, field, record_id, row_number() over person as rank, standing_rank = 1 as won, case
        when standing_rank = 1 then 'newest' when standing_rank = 1000 then 'refuted'
        when value = first_value(value) over person then 'agrees' else 'newest'
    end as rule, as_of
from (unpivot told on region as residence_region, address as residence_address into name field value value)
window person as (partition by person_id, field order by standing_rank, as_of desc, record_id)
"""


def build_living(con: duckdb.DuckDBPyConnection) -> None:
    """Make `people._living` (person) from `people._living_claim`, and append both fields to person_value.

    `_living.region` is NULL for who is away (destination unknown) and for who has no claim at all; `away` tells which.
    """
    con.execute(STANDING)
    con.execute(WINNERS)
    con.execute(VALUES)
