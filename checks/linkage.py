"""Checks of the linkage: decisions agree, and nothing moved so far from last month that something must have broken.

The limits stand in the settings ([linkage] drift_…), each with its reason; outside them the month is not published.
Last month is `previous.membership`; a county's first month has nothing to drift from.
"""

from __future__ import annotations

from typing import Any

from assets.linkage import model
from assets.registry.run import Run
from checks.queries import Query

RAISE = "look at that delivery first; if the change is real, raise linkage.{setting} in renpu.toml for this run."


def _limits(run: Run) -> dict[str, Any]:
    rules = run.rules.linkage
    return {"limit": rules.drift_match_rate, "fewest": rules.drift_fewest}


# Coverage changes: a village sends its ledger for the first time. Only records of both months can be compared.
KEPT = """
    kept as (
        select n.source, n.person_id as now, b.person_id as before
        from linkage.membership n join previous.membership b using (source, source_record_key)
        where n.valid_to is null and b.valid_to is null)
"""


def _found(month: str) -> str:
    """Persons of every pair of sources, and the share of the smaller one's that are found in the other."""
    return f"""
        said as (select distinct source, {month} as person_id from kept),
        counted as (select source, count(*) as persons from said group by source)
        select a.source as source_a, b.source as source_b,
            least(any_value(ca.persons), any_value(cb.persons)) as smaller, count(*) / smaller as rate
        from said as a join said as b on a.person_id = b.person_id and a.source < b.source
        join counted as ca on ca.source = a.source join counted as cb on cb.source = b.source
        group by a.source, b.source
    """


DECISIONS = Query(
    name="decisions_agree",
    table="link_decision",
    floor="linkage",
    blocking=True,
    holds="no decision says that two records are one person while others say that they are two",
    advice="Have both looked at again (renpu linkage decide with 撤销 withdraws what was said of a pair).",
    sql="""
        select distinct 'decisions ' || array_to_string(contradicts, ', '), len(contradicts) || ' together'
        from linkage.link_decision where decision_state = 'conflict' order by all
    """,
)

UNTRAINED = Query(
    name="levels_are_trained",
    table="record",
    floor="linkage",
    blocking=True,
    holds="every level of the pinned model has its two probabilities",
    advice="The model was pinned unfinished: train it again (python -m assets.linkage.train).",
    sql="select unnest($untrained) as level, 'has no weight' order by all",
    parameters=lambda run: {"untrained": untrained(model.load(model.TRAINED_ON))},
)

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

LARGEST = Query(
    name="no_person_too_large",
    table="record",
    floor="linkage",
    blocking=True,
    holds="nobody has more records of his own than a person can have",
    advice="Look at the person with renpu why, decide whom the records are (renpu linkage decide), or raise "
    "linkage.largest_cluster.",
    sql="""
        select person_id, count(*) || ' records' from linkage.record where role = 'self' and not pending
        group by person_id having count(*) > $limit order by count(*) desc, person_id
    """,
    parameters=lambda run: {"limit": run.rules.linkage.largest_cluster},
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
    parameters=lambda run: {**_limits(run), "limit": run.rules.linkage.drift_churn},
)

QUERIES = (DECISIONS, UNTRAINED, MATCH_RATE, CLUSTER_SIZE, LARGEST, CHURN)


def untrained(settings: dict[str, Any]) -> list[str]:
    """Levels (`comparison.level`) that have no probability of their own, or a certain one."""
    return [
        f"{comparison['output_column_name']}.{level['label_for_charts']}"
        for comparison in settings["comparisons"]
        for level in comparison["comparison_levels"]
        if not level.get("is_null_level")
        and not all(0 < (level.get(side) or 0) < 1 for side in ("m_probability", "u_probability"))
    ]
