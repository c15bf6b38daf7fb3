"""The drift gate: nothing moved so far from last month that something must have broken (docs/decisions/0046).

The limits stand in the settings ([linkage] drift_…), each with its reason; outside them the month is not published.
Last month is `previous.membership`; a county's first month has nothing to drift from.
"""

from __future__ import annotations

from typing import Any

from assets.registry.run import Run
from assets.registry.sources import load_sources
from checks.queries import Query

RAISE = "look at that delivery first; if the change is real, raise linkage.{setting} in renpu.toml for this run."


def _limits(run: Run) -> dict[str, Any]:
    rules = run.rules.linkage
    pending = [source.source for source in load_sources().values() if source.pending]
    return {"limit": rules.drift_match_rate, "fewest": rules.drift_fewest, "pending": pending}


# What waits for review is put beside persons anew every month, and is no evidence of who they are.
IN_FORCE = "valid_to is null and not list_contains($pending::varchar[], source)"

# Coverage changes: a village sends its ledger for the first time. Record by record only those of both months compare.
KEPT = f"""
    kept as (
        select source, n.person_id as now, b.person_id as before
        from (from linkage.membership where {IN_FORCE}) as n
        join (from previous.membership where {IN_FORCE}) as b using (source, source_record_key))
"""


def _found(month: str) -> str:
    """Every pair of sources: the share of the smaller one's persons that are found in the other, 0 where none is."""
    return f"""
        said as (select distinct source, {month} as person_id from kept),
        counted as (select source, count(*) as persons from said group by source),
        shared as (
            select a.source as source_a, b.source as source_b, count(*) as persons
            from said as a join said as b on a.person_id = b.person_id and a.source < b.source group by all)
        select ca.source as source_a, cb.source as source_b, least(ca.persons, cb.persons) as smaller,
            coalesce(shared.persons, 0) / smaller as rate
        from counted as ca join counted as cb on ca.source < cb.source
        left join shared on source_a = ca.source and source_b = cb.source
    """


def _elsewhere(schema: str) -> str:
    """Every source of both months: its persons, and the share that stands in another of these sources too."""
    return f"""
        select source, count(*) as persons, count(*) filter (sources > 1) / persons as rate
        from (select source, count(*) over (partition by person_id) as sources
            from (select distinct source, person_id from {schema}.membership where {IN_FORCE})
            where source in (select source from linkage.membership where {IN_FORCE})
                and source in (select source from previous.membership where {IN_FORCE}))
        group by source
    """


MATCH_RATE = Query(
    name="match_rates_hold",
    table="membership",
    floor="linkage",
    blocking=True,
    holds="of the records of both months, the share of a source's persons found in another one is about the same",
    advice=f"A column may have moved or numbers were lost: {RAISE.format(setting='drift_match_rate')}",
    sql=f"""
        with {KEPT}, now as (with {_found("now")}), before as (with {_found("before")})
        select now.source_a || ' and ' || now.source_b,
            round(100 * before.rate, 1) || ' % before, ' || round(100 * now.rate, 1) || ' % now'
        from now join before using (source_a, source_b)
        where least(now.smaller, before.smaller) >= $fewest and abs(now.rate - before.rate) > $limit
        order by abs(now.rate - before.rate) desc, now.source_a, now.source_b
    """,
    parameters=_limits,
)

FOUND_ELSEWHERE = Query(
    name="found_elsewhere",
    table="membership",
    floor="linkage",
    blocking=True,
    holds="the share of a source's persons, new ones too, who stand in another source has not fallen",
    advice=f"Its keys or numbers may have changed their form: {RAISE.format(setting='drift_match_rate')}",
    sql=f"""
        with now as ({_elsewhere("linkage")}), before as ({_elsewhere("previous")})
        select source, round(100 * before.rate, 1) || ' % before, ' || round(100 * now.rate, 1) || ' % now'
        from now join before using (source)
        where least(now.persons, before.persons) >= $fewest and before.rate - now.rate > $limit
        order by before.rate - now.rate desc, source
    """,
    parameters=_limits,
)

CLUSTER_SIZE = Query(
    name="clusters_keep_their_size",
    table="membership",
    floor="linkage",
    blocking=True,
    holds="records per person, of the records of both months, are about those of last month",
    advice=f"Persons were torn apart or run together: {RAISE.format(setting='drift_cluster_size')}",
    sql=f"""
        with {KEPT}, size as (
            select count(*) / count(distinct now) as now, count(*) / count(distinct before) as before,
                count(distinct before) as persons
            from kept)
        select 'records per person', round(before, 2) || ' before, ' || round(now, 2) || ' now'
        from size where persons >= $fewest and abs(now / before - 1) > $limit
    """,
    parameters=lambda run: {**_limits(run), "limit": run.rules.linkage.drift_cluster_size},
)

CHURN = Query(
    name="ids_stay",
    table="membership",
    floor="linkage",
    blocking=True,
    holds="few of last month's persons were merged, split or retired",
    advice=f"Keys or numbers of a source may have changed: {RAISE.format(setting='drift_churn')}",
    sql="""
        with before as (
            select count(distinct person_id) as persons from previous.membership where valid_to is null)
        select kind, count(*) || ' of ' || any_value(persons) || ' persons'
        from linkage.identity_event cross join before
        where kind in ('merged', 'split', 'retired') and persons >= $fewest
        group by kind having count(*) > $limit * any_value(persons) order by kind
    """,
    parameters=lambda run: {"fewest": run.rules.linkage.drift_fewest, "limit": run.rules.linkage.drift_churn},
)

QUERIES = (MATCH_RATE, FOUND_ELSEWHERE, CLUSTER_SIZE, CHURN)
