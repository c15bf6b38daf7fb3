"""Who is new is looked for first: 首先应考虑使用“迁（流）入（出）”功能，无法找到的，再新增 (消重补漏方案 (四)).

Looked through, in this order, for the whole county: who left the roster this month (under another id), who left it in
an earlier month (`former_member`), who is known outside it; then what lists say of an arrival: movers, the hukou and
the migrants' register, any other dated list. By the person's own id, an id merged into it, the identity number, and
name with birth date. A transfer is found (`holds`) where the person was said to have left, stood in another village or
lived elsewhere, or where a list dates the arrival within the year. Who was dropped and is back in his village did not
move: he is named and stays `added`.
"""

from __future__ import annotations

import datetime as dt

import duckdb

from assets.linkage.numbers import USABLE
from assets.registry.sources import layouts_that_stay

WITHIN = 365
"""Days for which a told arrival is a transfer, as a birth of the year is a birth (registers are late)."""

# Everybody of last month who was outside the roster, or is now; ids merged since count for the one they became.
KNOWN = """
create or replace table roster._outside as
with former as (
    select coalesce(r.person_id, f.person_id) as person_id, f.* exclude (person_id)
    from previous.former_member f left join linkage.person_redirect r on r.old_person_id = f.person_id
    where f.kind <> 'death'
    qualify row_number() over (
        partition by coalesce(r.person_id, f.person_id) order by f.month desc, f.region, f.kind, f.person_id
    ) = 1
), gone as (
    select person_id, before as region from roster._moved where after is null and before is not null
)
select coalesce(r.person_id, l.person_id) as person_id, l.person_id as was_id, l.name, l.sex, l.id_number,
    if(l.birth_precision = 'day', l.birth_date, null) as birth_date, l.id_status in {usable} as numbered,
    case when g.person_id is not null then 'left_now' when f.person_id is not null then 'left_before' else 'outside'
        end as transfer,
    f.kind as left_as, coalesce(g.region, ft.today, f.region) as left_region,
    coalesce(lt.today, l.residence_region) as lived_region
from previous.person l
    left join linkage.person_redirect r on r.old_person_id = l.person_id
    left join gone g on g.person_id = l.person_id
    left join former f on f.person_id = coalesce(r.person_id, l.person_id)
    left join roster._today ft on ft.code = f.region
    left join roster._today lt on lt.code = l.residence_region
where l.life_state = 'alive' and (g.person_id is not null or not l.in_roster)
"""

ARRIVALS = """
create or replace table roster._arrival as
select m.person_id, m.after, p.name, p.sex, p.id_number, p.birth_date, p.id_status in {usable} as numbered,
    p.birth_precision = 'day' as dated, coalesce(p.birth_date > $last - interval 1 year, false) as young
from roster._moved m join roster.person p using (person_id) where m.before is null and m.after is not null
"""

# The same person by his own id, or somebody who is not in the roster any more and could be he.
SAME = """
create or replace table roster._same as
select a.person_id, k.was_id, if(k.was_id = k.person_id, 'person_id', 'redirect') as key
from roster._arrival a join roster._outside k using (person_id)
union all
select a.person_id, k.was_id, 'id_number'
from roster._arrival a join roster._outside k on k.id_number = a.id_number
where a.numbered and k.numbered and k.person_id <> a.person_id
union all
select a.person_id, k.was_id, 'name_birth'
from roster._arrival a join roster._outside k on k.name = a.name and k.birth_date = a.birth_date
where a.dated and k.person_id <> a.person_id and not coalesce(a.numbered and k.numbered, false)
    and coalesce(a.sex = k.sex, true)
"""

# What a list says of the arrival: the day, and where from.
TOLD = """
create or replace table roster._arrived as
select a.person_id, case
        when source in ('movers_out', 'movers_back') then 'movers' when source = 'police_hukou' then 'police'
        when source = 'police_migrants' then 'migrants' else 'listed' end as transfer,
    r.record_id, if(source = 'police_hukou', r.moved_in_date, r.since) as day,
    case source when 'police_migrants' then r.hukou_region when 'movers_back' then r.away_region end as from_region
from roster._arrival a join linkage.record r using (person_id)
where r.role = 'self' and not r.pending and not list_contains($lodgings, coalesce(r.layout, ''))
    and coalesce(r.residence_state, '1') = '1' and day between $last - {within} and $last
    and (source = 'police_hukou' or coalesce(r.residence_region, a.after) = a.after)
    and (not young or a.birth_date < day and r.source in ('movers_back', 'police_migrants'))
union all
select a.person_id, 'police', r.record_id, r.as_of, r.hukou_region
from roster._arrival a join linkage.record r using (person_id)
where r.source = 'police_hukou' and r.role = 'self' and r.life_status = 'moved_out'
    and r.hukou_region <> a.after and r.as_of between $last - {within} and $last
"""

FOUND = """
create or replace table roster._transfer as
with possible as (
    select a.person_id, k.transfer, s.key, nullif(k.was_id, a.person_id) as transfer_person_id,
        coalesce(left_region, if(lived_region <> a.after, lived_region, null)) as transfer_region,
        null as transfer_record_id, null::date as day, coalesce(
            k.left_as = 'move_out' or if(k.transfer = 'outside', lived_region, left_region) <> a.after, false
        ) as holds
    from roster._arrival a join roster._same s using (person_id) join roster._outside k using (was_id)
    where k.person_id = a.person_id
        or k.person_id not in (select person_id from roster.person_place where counted)
            and k.person_id not in (select person_id from roster.person where life_state = 'dead')
    union all by name
    select person_id, transfer, 'record' as key, from_region as transfer_region, record_id as transfer_record_id, day,
        true as holds
    from roster._arrived
), ranked as (
    select *, list_position($places, transfer) as place, list_position($keys, key) as turn from possible
), once as (
    -- One who left can be only one of those who came.
    from ranked qualify transfer_person_id is null or row_number() over (
        partition by transfer_person_id order by holds desc, turn, person_id
    ) = 1
)
select * exclude (place, turn), max(day) over (partition by person_id) as told_on from once
qualify row_number() over (
    partition by person_id
    order by holds desc, place, turn, day desc nulls last, transfer_person_id, transfer_record_id, transfer_region
) = 1
"""

PLACES = ("left_now", "left_before", "outside", "movers", "police", "migrants", "listed")
KEYS = ("person_id", "redirect", "id_number", "name_birth", "record")

# What was looked through: the months and the lists that came; with which keys: those that the person has.
SEARCHED = """
create or replace table roster._searched as
with list as (
    select string_agg(distinct source, ',' order by source) as lists from (
        select source from landing.source_scope union select source from linkage.record where not pending
    ) where list_contains($looked, source)
), earlier as (
    select min(month) as first_month, max(month) as last_month from previous.former_member
)
select a.person_id, concat_ws(';', 'left_now=' || $month, 'left_before=' || first_month || '..' || last_month,
        'outside=' || $before, 'lists=' || lists) as searched,
    concat_ws(',', 'person_id', 'redirect', if(numbered, 'id_number', null),
        if(name is not null and dated and birth_date is not null, 'name_birth', null), 'record') as searched_by
from roster._arrival a cross join list cross join earlier
"""


def build_transfers(con: duckdb.DuckDBPyConnection, month: str, before: str | None, last_day: dt.date) -> None:
    """Make `roster._transfer` (one row per arrival of whom anything was found) and `roster._searched` (arrival).

    `_transfer`: person_id, transfer and key (code lists), transfer_person_id (another id than his own),
    transfer_region, transfer_record_id, day, told_on, holds. `_searched`: person_id, searched, searched_by.
    """
    lodgings = layouts_that_stay("unit", "boarders")
    looked = ["movers_out", "movers_back", "police_hukou", "police_migrants"]
    con.execute(KNOWN.format(usable=USABLE))
    con.execute(ARRIVALS.format(usable=USABLE), {"last": last_day})
    con.execute(SAME)
    con.execute(TOLD.format(within=WITHIN), {"last": last_day, "lodgings": lodgings})
    con.execute(FOUND, {"places": list(PLACES), "keys": list(KEYS)})
    con.execute(SEARCHED, {"looked": looked, "month": month, "before": before})
