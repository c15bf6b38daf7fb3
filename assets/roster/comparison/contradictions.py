"""Evidence that contradicts other evidence: a finding with both sides named, never a silent choice (issue 5).

The dead who are insured, listed as living or were seen, a dwelling or a person in two villages, a move before the
birth; families stand in `kin`.
"""

from __future__ import annotations

import duckdb

from assets.people.claims import CONTACTED, NO_CLAIM
from assets.roster.comparison.kin import build_kin

DEAD = """
create or replace table roster._dead_by as
select p.person_id, p.death_date, min(r.record_id) as record_id, min(r.as_of) as told_on
from roster.person p join linkage.record r using (person_id)
where p.life_state = 'dead' and r.role = 'self' and not r.pending
    and (r.life_status = 'dead' or r.death_date is not null)
group by p.person_id, p.death_date
"""

INSURED = """
insert into roster.contradiction by name
select 'dead_and_insured' as finding, h.region, person_id, d.record_id, r.record_id as other_record_id,
    concat_ws(';', 'died=' || d.death_date, 'insured_by=' || r.source, 'as_of=' || r.as_of) as detail
from roster._dead_by d
    join linkage.record r using (person_id)
    join roster._home h using (person_id)
where r.source in ('social_insurance', 'medical_insurance') and r.role = 'self'
    and coalesce(r.life_status, 'alive') = 'alive' and r.as_of > d.death_date
"""

SEEN = """
insert into roster.contradiction by name
select 'dead_and_seen' as finding, h.region, person_id, d.record_id, s.record_id as other_record_id,
    concat_ws(';', 'died=' || d.death_date, 'seen_by=' || s.source, 'seen=' || coalesce(s.month, s.day::varchar))
        as detail
from roster._dead_by d
    join roster._sign s using (person_id)
    join roster._home h using (person_id)
where (s.month > strftime(d.death_date, '%Y-%m') or s.day > d.death_date)
    and coalesce(s.month <= $month, s.day <= $last_day)
"""

# Who goes there or meets people (assets/people/claims.py); registers and contact addresses keep the dead, and that
# proves nothing. Where no date of death is told, that of those who say so counts.
LISTED = """
insert into roster.contradiction by name
select 'dead_and_listed' as finding, h.region, person_id, d.record_id, r.record_id as other_record_id,
    concat_ws(';', 'died=' || d.death_date, 'listed_by=' || r.source, 'as_of=' || r.as_of) as detail
from roster._dead_by d
    join linkage.record r using (person_id)
    join roster._home h using (person_id)
where not list_contains($blind, r.source) and r.role = 'self' and not r.pending and r.as_of <= $last_day
    and coalesce(r.as_of > d.death_date, r.as_of >= d.told_on) and coalesce(r.residence_state, '1') = '1'
    and coalesce(r.life_status, 'alive') = 'alive' and r.death_date is null
"""

# One dwelling, by the grid's own code, in rows of two villages.
DWELLINGS = """
insert into roster.contradiction by name
with told as (
    select dwelling_code, region, min(record_id) as record_id from standard.place_record
    where kind = 'dwelling' and dwelling_code is not null and length(region) = 12 group by all
    union
    select dwelling_code, residence_region, min(record_id) from linkage.record
    where source = 'grid_persons' and dwelling_code is not null and length(residence_region) = 12
        and coalesce(residence_state, '1') = '1' and role = 'self' group by all
), one as (
    select dwelling_code, region, min(record_id) as record_id from told group by all
), ranked as (
    select *, row_number() over (partition by dwelling_code order by region) as turn from one
)
select 'dwelling_in_two_villages' as finding, a.region, d.dwelling_id, a.record_id, b.record_id as other_record_id,
    concat_ws(';', 'region=' || a.region, 'other_region=' || b.region) as detail
from ranked a
    join ranked b on b.dwelling_code = a.dwelling_code and b.turn > 1
    left join housing.dwelling d on d.dwelling_code = a.dwelling_code
where a.turn = 1
"""

MOVES = """
insert into roster.contradiction by name
with move as (
    select person_id, record_id, unnest([moved_in_date, since, away_since]) as day,
        unnest(['moved_in_date', 'since', 'away_since']) as field
    from linkage.record
    where role = 'self' and not pending and coalesce(moved_in_date, since, away_since) is not null
), born as (
    select person_id, record_id from people.person_value where field = 'birth_date' and won
)
select 'move_before_birth' as finding, h.region, m.person_id, m.record_id, born.record_id as other_record_id,
    concat_ws(';', m.field || '=' || m.day, 'born=' || p.birth_date) as detail
from move m
    join roster.person p using (person_id)
    join roster._home h using (person_id)
    left join born on born.person_id = m.person_id
where m.day < date_trunc(p.birth_precision, p.birth_date)
"""


# Two villages claim one person: as living there, or as registered there.
TWICE = """
insert into roster.contradiction by name
with claimed as (
    select 'present_twice' as finding, person_id, region, record_id from roster._listed where present
    union all
    select 'registered_twice', person_id, region, record_id from roster._registered where village
), ranked as (
    select *, row_number() over (partition by finding, person_id order by region) as turn from claimed
)
select a.finding, h.region, a.person_id, a.record_id, b.record_id as other_record_id,
    concat_ws(';', 'region=' || a.region, 'other_region=' || b.region) as detail
from ranked a
    join ranked b on b.finding = a.finding and b.person_id = a.person_id and b.turn > 1
    join roster._home h on h.person_id = a.person_id
where a.turn = 1
"""


def build_contradictions(con: duckdb.DuckDBPyConnection, month: str, last_day: object) -> None:
    """Fill `roster.contradiction`: person or dwelling x both records; needs the frame and `_sign`."""
    con.execute(DEAD)
    con.execute(INSURED)
    con.execute(SEEN, {"month": month, "last_day": last_day})
    con.execute(LISTED, {"blind": [*CONTACTED, *NO_CLAIM], "last_day": last_day})
    build_kin(con, last_day)
    con.execute(DWELLINGS)
    con.execute(TWICE)
    con.execute(MOVES)
