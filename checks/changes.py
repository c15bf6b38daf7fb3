"""Checks of the month's changes: last month's roster plus and minus them is this month's, and nobody moves twice."""

from __future__ import annotations

from assets.registry.run import Run
from assets.roster.change_account import INTO, OUT_OF
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
    holds="nobody moves twice in a month's account, but by a boundary, or from birth to death",
    advice="The change account names a person twice: report it.",
    sql="""
        with moved as (
            select person_id, list_sort(list(kind) filter (kind <> 'boundary')) as kinds,
                count(*) filter (kind = 'boundary') as reforms
            from roster.change where field = 'region' and month = $month group by person_id
        )
        select coalesce(kinds[1], 'boundary'), count(*) || ' persons' from moved
        where reforms > 1 or len(kinds) > 1 and kinds <> ['birth', 'death'] group by all order by all
    """,
    parameters=_month,
)

ACCOUNT_ADDS_UP = Query(
    name="account_adds_up",
    table="change_account",
    floor="roster",
    blocking=True,
    holds="every line of the change account closes to 0, villages add up to townships, townships to the county",
    advice="The change account does not close: report it.",
    sql=f"""
        with line as (
            select *, opening + {" + ".join(INTO)} - {" - ".join(OUT_OF)} - closing as open from roster.change_account
            where month = $month
        ), below as (
            select 'county' as level, left(region, 6) || '000000' as region, columns({[*INTO, *OUT_OF]}) from line
            where level = 'township'
            union all
            select 'township', left(region, 9) || '000', columns({[*INTO, *OUT_OF]}) from line where level = 'village'
        ), summed as (
            select level, region, sum(columns(* exclude (level, region))) from below group by level, region
        ), place as (
            select region, count(*) as persons from roster.person_place where counted group by region
        )
        select region, 'open ' || open from line where open <> 0
        union all
        select s.region, s.level || ' is not the sum below it' from summed s join line l using (level, region)
        where {" or ".join(f"s.{c} <> l.{c}" for c in [*INTO, *OUT_OF])}
        union all
        select region, 'closing ' || coalesce(closing, 0) || ', counted ' || coalesce(persons, 0)
        from (from line where level = 'village' and length(region) = 12) full join place using (region)
        where coalesce(closing, 0) <> coalesce(persons, 0)
        order by all
    """,
    parameters=_month,
)

TRANSFER_LOOKED_FOR = Query(
    name="transfer_looked_for",
    table="change",
    floor="roster",
    blocking=True,
    holds="everybody called new was looked for first, and his row says where, by which keys and what was found",
    advice="Somebody was called new without a transfer being looked for: report it.",
    sql="""
        select region, count(*) || ' persons' from roster.change
        where month = $month and kind = 'added'
            and (searched is null or searched_by is null or transfer is null
                or transfer <> 'none' and coalesce(transfer_person_id, transfer_key) is null)
        group by region order by all
    """,
    parameters=_month,
)

QUERIES = (CHANGE_ACCOUNT, MOVED_ONCE, ACCOUNT_ADDS_UP, TRANSFER_LOOKED_FOR)
