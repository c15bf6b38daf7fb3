"""Checks of the month's changes: last month's roster plus and minus them is this month's, and nobody moves twice."""

from __future__ import annotations

from assets.registry.run import Run
from checks.queries import Query


def _month(run: Run) -> dict[str, str]:
    return {"month": run.month.key}


CHANGE_ACCOUNT = Query(
    name="change_account",
    table="change",
    floor="roster",
    blocking=True,
    holds="last month's roster plus and minus the changes is this month's, village by village",
    advice="The change account does not close: report it.",
    sql="""
        with line as (
            select coalesce(region, 'unknown') as region, 1 as expected, 0 as found
            from previous.person_place where counted
            union all
            select coalesce(after, 'unknown'), 1, 0 from roster.change
            where field = 'region' and month = $month and after is not null
            union all
            select coalesce(before, 'unknown'), -1, 0 from roster.change
            where field = 'region' and month = $month and before is not null
            union all
            select coalesce(region, 'unknown'), 0, 1 from roster.person_place where counted
        )
        select region, 'expected ' || sum(expected) || ', found ' || sum(found) from line
        group by region having sum(expected) <> sum(found) order by all
    """,
    parameters=_month,
)

MOVED_ONCE = Query(
    name="moved_once",
    table="change",
    floor="roster",
    blocking=True,
    holds="nobody moves twice in a month's account",
    advice="The change account names a person twice: report it.",
    sql="""
        with moved as (
            select person_id, min(kind) as kind, count(*) as times from roster.change
            where field = 'region' and month = $month group by person_id having count(*) > 1
        )
        select kind, count(*) || ' persons' from moved group by kind order by all
    """,
    parameters=_month,
)

QUERIES = (CHANGE_ACCOUNT, MOVED_ONCE)
