"""Who stands in another place than last month, and what of it is only the boundaries' doing.

A village that merged, was renumbered or came to another town since last month (`assets.landing.succession`) takes its
people along: they are moved by a row of their own, `boundary`, and what happened to them besides is told from the
village they are in today. Of a village that split, the villages of its town that began when it ended are the heirs.
"""

from __future__ import annotations

import datetime as dt

import duckdb

from assets.landing.succession import AROUND, store_in_force

FOLLOWERS = f"""
create or replace table roster._follower as
select distinct old.code, new.code as follower
from landing.region old
    join landing.region new on left(new.code, 9) = left(old.code, 9)
        and abs(datediff('day', old.valid_to_date, new.valid_from_date)) <= {AROUND}
where old.level = 'village' and new.level = 'village' and new.code <> old.code
    and old.code not in (select code from roster._today) and new.code in (select today from roster._today)
"""

ENDS = """
create or replace table roster._ended as
select code, max(valid_to_date) + 1 as reformed_on from landing.region
where valid_to_date <= $last group by code
"""

# `was` is last month's village by its code then, `before` the same village by today's boundaries.
MOVED = """
create or replace table roster._moved as
with last_place as (
    select person_id, region, category from previous.person_place where counted
), this_place as (
    select person_id, region, category, since, record_id from roster.person_place where counted
)
select person_id, l.region as was, coalesce(t.today, f.follower, l.region) as before, n.region as after, n.since,
    n.record_id, l.category as category_before, n.category as category_after, e.reformed_on
from last_place l full join this_place n using (person_id)
    left join roster._today t on t.code = l.region
    left join roster._follower f on f.code = l.region and f.follower = n.region
    left join roster._ended e on e.code = l.region
where l.region is distinct from n.region or was is distinct from before
"""


def build_moved(con: duckdb.DuckDBPyConnection, last_day: dt.date) -> None:
    """Make `roster._moved`: one row per person whose counted village is not last month's.

    person_id, was, before, after (12 digits, NULL where he was or is not counted), since and record_id of the place,
    category_before, category_after, reformed_on (the day on which the boundaries changed). Also `_today` (code, today).
    """
    store_in_force(con, "roster._today", last_day)
    con.execute(FOLLOWERS)
    con.execute(ENDS, {"last": last_day})
    con.execute(MOVED)
