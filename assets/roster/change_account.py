"""The account of the month in one line per village, township and county: opening ± changes = closing.

"last month + births + arrivals − deaths − departures ± corrections = this month" (the change account of the roster).
Opening and closing are counted from `person_place` of both months, the columns between from `change`: that they meet
is checked (`checks.changes`), never assumed. Moves inside the county stand on both sides, so that villages add up.
"""

from __future__ import annotations

import duckdb

from assets.registry.run import Run

# One row per person and side: +1 into a village, -1 out of it. `unknown` is who is counted in no village.
ACCOUNT = """
insert into roster.change_account by name
with entry as (
    select coalesce(region, 'unknown') as region, 'opening' as line from previous.person_place where counted
    union all
    select coalesce(after, 'unknown'), if(kind in ('birth', 'move_in', 'added', 'opening'), kind, kind || '_in')
    from roster.change where field = 'region' and month = $month and (after is not null or before is null)
    union all
    select coalesce(before, 'unknown'), if(kind in ('death', 'move_out', 'removed'), kind, kind || '_out')
    from roster.change where field = 'region' and month = $month and (before is not null or after is null)
    union all
    select coalesce(region, 'unknown'), 'closing' from roster.person_place where counted
    union all
    select code, 'listed' from roster._today where code = today
), placed as (
    select line, if(length(region) = 12, left(region, 6) || '000000', region) as county,
        if(length(region) = 12, left(region, 9) || '000', null) as township,
        if(length(region) = 12, region, null) as village
    from entry
)
select $month as month, case when grouping(village) = 0 then 'village' when grouping(township) = 0 then 'township'
        else 'county' end as level,
    case level when 'village' then village when 'township' then township else county end as region,
    {lines}
from placed
group by grouping sets ((county), (township), (village))
having case level when 'village' then village when 'township' then township else county end is not null
order by level, region
"""

LINES = {
    "opening": "opening", "births": "birth", "move_in": "move_in", "within_in": "move_within_in", "added": "added",
    "merged_in": "merged_in", "split_in": "split_in", "boundary_in": "boundary_in", "deaths": "death",
    "move_out": "move_out", "within_out": "move_within_out", "removed": "removed", "merged_out": "merged_out",
    "boundary_out": "boundary_out", "closing": "closing",
}  # fmt: skip
"""Column of `change_account` -> what is counted in it."""

INTO = ("births", "move_in", "within_in", "added", "merged_in", "split_in", "boundary_in")
OUT_OF = ("deaths", "move_out", "within_out", "removed", "merged_out", "boundary_out")
"""opening + INTO - OUT_OF = closing."""

# Who once stood in the roster and no longer does: where transfers are looked for in later months.
FORMER = """
insert into roster.former_member by name
with earlier as (
    select coalesce(r.person_id, f.person_id) as person_id, f.* exclude (person_id)
    from previous.former_member f left join linkage.person_redirect r on r.old_person_id = f.person_id
), left_now as (
    select c.person_id, c.month, c.before as region, c.kind, c.event_date from roster.change c
    where c.field = 'region' and c.month = $month and c.after is null and c.kind <> 'merged'
)
select person_id, month, region, kind, event_date
from (from earlier union all by name from left_now)
where person_id not in (select person_id from roster.person_place where counted)
qualify row_number() over (partition by person_id order by month desc, region, kind, event_date) = 1
order by person_id
"""


def build_account(con: duckdb.DuckDBPyConnection, run: Run) -> None:
    """Fill `roster.change_account` (level x region) and `roster.former_member` (person), after `roster.change`."""
    lines = ",\n    ".join(f"count(*) filter (line = '{line}')::integer as {name}" for name, line in LINES.items())
    con.execute(ACCOUNT.format(lines=lines), {"month": run.month.key})
    con.execute(FORMER, {"month": run.month.key})
