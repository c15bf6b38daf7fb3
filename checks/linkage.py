"""Checks of the linkage itself: decisions agree and hold, the model is whole, nobody is larger than a person can be.

And no two records were left uncompared by a blocking rule because too many agreed in its key.
"""

from __future__ import annotations

from typing import Any

from assets.linkage import model
from checks.queries import Query

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

OBEYED = Query(
    name="decisions_hold",
    table="link_decision",
    floor="linkage",
    blocking=True,
    holds="two records that were decided to be one person are one, and those decided to be two are two",
    advice="The linkage broke a rule of its own (docs/decisions/0043): report the decision with renpu why of its two "
    "records. Until that is mended, renpu linkage decide with 撤销 withdraws it.",
    sql="""
        with said as (from linkage.link_decision where decision_state = 'in_force'),
        key as (
            select source_a as source, source_record_key_a as source_record_key from said
            union select source_b, source_record_key_b from said),
        owner as (
            select source, source_record_key, list_sort(list(distinct person_id)) as persons
            from linkage.record semi join key using (source, source_record_key) group by all),
        judged as (
            select decision_id, decision, len(list_distinct(a.persons || b.persons)) as persons,
                list_has_any(a.persons, b.persons) as met
            from said
            join owner as a on (a.source, a.source_record_key) = (source_a, source_record_key_a)
            join owner as b on (b.source, b.source_record_key) = (source_b, source_record_key_b))
        select 'decision ' || decision_id, decision || ', ' || persons || if(persons = 1, ' person', ' persons')
        from judged where if(decision = 'must_link', persons > 1, met) order by all
    """,
)
SIZES = (model.SMALLEST, model.TRAINED_ON, 3_000_000)
"""A trial with a few villages, the county that the model was trained on, and one larger than any."""

UNTRAINED = Query(
    name="levels_are_trained",
    table="record",
    floor="linkage",
    blocking=True,
    holds="every level of the pinned model has its two probabilities",
    advice="The model was pinned unfinished: train it again (renpu linkage train).",
    sql="select unnest($untrained) as level, 'has no weight' order by all",
    parameters=lambda run: {"untrained": sorted({x for persons in SIZES for x in untrained(model.load(persons))})},
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

LARGE_CUT = Query(
    name="no_large_component_is_cut",
    table="record",
    floor="linkage",
    blocking=True,
    holds="what was linked and then cut apart, for it held two numbers or two kept apart, was no larger than a person",
    advice="So much held together by weak links is a fault of some column (a filled-down name, birth date or phone): "
    "look at the newest deliveries, or raise linkage.largest_cluster.",
    sql="""
        select 'a component of ' || entities || ' entities', count(*) || ' cut' from linkage._cut
        where entities > $limit group by entities order by entities desc
    """,
    parameters=lambda run: {"limit": run.rules.linkage.largest_cluster},
    figures="select count(*) as components_cut, coalesce(max(entities), 0) as largest_cut from linkage._cut",
)

DROPPED = Query(
    name="no_block_is_dropped",
    table="record",
    floor="linkage",
    blocking=False,
    holds="no blocking rule left out records because too many agree even in its finer key",
    advice="Many rows say the same of different people (a filled-down number, phone or address): look at that column "
    "in the newest deliveries. Other rules may still have compared these records.",
    sql="select rule, dropped || ' blocks left out' from linkage._block where dropped > 0 order by rule",
)

QUERIES = (DECISIONS, OBEYED, UNTRAINED, LARGEST, LARGE_CUT, DROPPED)


def untrained(settings: dict[str, Any]) -> list[str]:
    """Levels (`comparison.level`) that are missing, have no probability of their own, or a certain one."""
    trained = {
        name
        for name, level in _levels(settings).items()
        if all(0 < (level.get(side) or 0) < 1 for side in ("m_probability", "u_probability"))
    }
    return [name for name in _levels(model.settings()) if name not in trained]


def _levels(settings: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {
        f"{comparison['output_column_name']}.{level['label_for_charts']}": level
        for comparison in settings["comparisons"]
        for level in comparison["comparison_levels"]
        if not level.get("is_null_level")
    }
