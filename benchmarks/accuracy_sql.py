"""The SQL of `benchmarks.accuracy`: truth joined to a published month, counted by sizes of clusters."""

from __future__ import annotations

# One row per record of role self in force: whom the roster takes it for, and whom it speaks of.
JUDGED = """
    create or replace table judged as
    select record.record_id, record.source, record.person_id, truth.true_person, truth.strata
    from month.record as record join read_parquet(?) as truth
        on truth.path = record.path and truth.sheet is not distinct from record.sheet
        and truth.row = record.row and truth.role = record.role
    where record.role = 'self'
"""
CELL = "create or replace table cell as select person_id, true_person, count(*) as n from judged group by all"

# The truth of the month.
STANDING = """
    create table standing as
    select true_person, in_roster, in_any_file, alive, usual_resident, counted_region, category::varchar as category
    from read_parquet(?) where month = ?
"""

# A true person and a roster person are matched when each holds most of the other's records.
MATCHED = """
    create table matched as
    with of_true as (
        select true_person, arg_max(person_id, (n, person_id)) as person_id from cell group by true_person),
    of_found as (
        select person_id, arg_max(true_person, (n, true_person)) as true_person from cell group by person_id)
    select person_id, of_found.true_person, of_true.person_id is not null as is_match
    from of_found left join of_true using (person_id, true_person)
"""

# Every true person of the month with what the roster says of the person matched.
VERDICT = """
    create table verdict as
    select standing.*, person.person_id, coalesce(person.in_roster, false) as said_in_roster,
        person.population_category as said_category, place.region as said_region,
        coalesce(person.usual_resident, false) as said_usual
    from standing left join matched on matched.true_person = standing.true_person and matched.is_match
        left join month.person as person on person.person_id = matched.person_id
        left join month.person_place as place on place.person_id = person.person_id and place.counted
"""

_PAIRS = "coalesce(sum(n * (n - 1) // 2), 0)::bigint"

# Pairs with at least one record of the tag: those of n records less those of the n - k others.
_TAGGED = "coalesce(sum(n * (n - 1) // 2 - (n - k) * (n - k - 1) // 2), 0)::bigint as pairs"
STRATA = f"""
    with of_true as (select true_person, sum(n) as n from cell group by all),
    of_found as (select person_id, sum(n) as n from cell group by all),
    spelt as (select unnest(strata) as tag, true_person, person_id from judged),
    tagged as (select tag, true_person, person_id, count(*) as k from spelt group by all),
    same as (
        select tag, {_TAGGED} from (select tag, true_person, sum(k) as k from tagged group by all)
            join of_true using (true_person) group by tag),
    linked as (
        select tag, {_TAGGED} from (select tag, person_id, sum(k) as k from tagged group by all)
            join of_found using (person_id) group by tag),
    agreeing as (select tag, {_TAGGED} from tagged join cell using (true_person, person_id) group by tag),
    sizes as (select tag, sum(k)::bigint as records from tagged group by tag)
    select 'all' as stratum, (select count(*) from judged), (select {_PAIRS} from of_true),
        (select {_PAIRS} from of_found), (select {_PAIRS} from cell)
    union all
    select tag, records, same.pairs, linked.pairs, agreeing.pairs
    from sizes join same using (tag) join linked using (tag) join agreeing using (tag)
    order by stratum <> 'all', stratum
"""

_BETWEEN = """
    select a.{by} as one, b.{by} as other,
        sum(if(a.{by} = b.{by}, a.n * (a.n - 1) // 2, a.n * b.n))::bigint as pairs
    from {sizes} as a join {sizes} as b on {key} and a.{by} <= b.{by} group by all
"""


def between(records: str, by: str) -> str:
    """SQL of the pairs between two values of column `by`, and within one, over the table `records`.

    `records` has a row per record with true_person and person_id; columns of the answer as in `Pairs`.
    """
    same = _BETWEEN.format(by=by, sizes="by_true", key="a.true_person = b.true_person")
    linked = _BETWEEN.format(by=by, sizes="by_found", key="a.person_id = b.person_id")
    agreeing = _BETWEEN.format(
        by=by, sizes="by_cell", key="a.true_person = b.true_person and a.person_id = b.person_id"
    )
    return f"""
    with by_cell as (select {by}, person_id, true_person, count(*) as n from {records} group by all),
    by_true as (select {by}, true_person, sum(n) as n from by_cell group by all),
    by_found as (select {by}, person_id, sum(n) as n from by_cell group by all),
    same as ({same}), linked as ({linked}), agreeing as ({agreeing}),
    sizes as (select {by}, count(*) as records from {records} group by {by})
    select one || ' – ' || other, x.records + if(one = other, 0, y.records), coalesce(same.pairs, 0),
        coalesce(linked.pairs, 0), coalesce(agreeing.pairs, 0)
    from same full join linked using (one, other) full join agreeing using (one, other)
        join sizes as x on x.{by} = one join sizes as y on y.{by} = other
    order by one, other
    """


CLUSTERS = """
    with exact as (
        select true_person from cell
        where person_id in (select person_id from cell group by person_id having count(*) = 1)
            and true_person in (select true_person from cell group by true_person having count(*) = 1))
    select count(distinct person_id) as found_persons, count(distinct true_person) as true_persons,
        count(distinct person_id) / count(distinct true_person) as found_per_true,
        (select count(*) from exact) as exact, (select count(*) from exact) / count(distinct true_person) as exact_share
    from cell
"""

# Persons of the roster without truth (only mentioned ones) that it counts: false members too.
ROSTER = """
    with member as (select * from verdict where in_roster and in_any_file),
    counted as (
        select person.person_id, matched.true_person, matched.is_match, coalesce(standing.in_roster, false) as is_true
        from month.person as person left join matched using (person_id) left join standing using (true_person)
        where person.in_roster)
    select (select count(*) from standing where in_roster) as true_members, count(*) as true_members_in_any_file,
        (select count(*) from counted) as roster_members,
        count(*) filter (not said_in_roster) as missing,
        (select count(*) from counted where is_true and not is_match) as counted_twice,
        (select count(*) from counted where not is_true and true_person is not null) as false_members,
        (select count(*) from counted where true_person is null) as false_members_only_mentioned,
        avg((said_in_roster and said_category = category)::int)::double as category_right,
        avg((said_in_roster and said_region = counted_region)::int)::double as region_right,
        avg((said_usual = usual_resident)::int)::double as usual_resident_right,
        (select count(*) from standing where usual_resident) as true_usual_residents,
        (select count(*) from month.person where usual_resident) as roster_usual_residents
    from member
"""
CATEGORIES = """
    select category::integer, count(*), (select count(*) from verdict as v where v.said_category = member.category),
        count(*) filter (said_in_roster and said_category = category)
    from verdict as member where in_roster and in_any_file group by category order by category
"""
CONFUSION = """
    select coalesce(category, '0') as told, if(said_in_roster, coalesce(said_category, '0'), '0') as said, count(*) as n
    from verdict where in_any_file and (in_roster or said_in_roster) group by all having told <> said
    order by n desc, told, said
"""
