"""Rows that wait for review are put beside the persons whom all other rows made (contract.md sections 3.3 and 4).

Nothing that founds, links or weighs persons reads them: clusters, owners of numbers and frequencies of names are what
they would be without them. Each row then goes to one person by fixed rules, so it can never hold two together: whom a
decision joins it to; whom it was put beside last month, as long as that is one person who is still known otherwise; who
owns the number it states, under an agreeing name; who agrees in name and birth date and is found in the same village;
who agrees in name and is found at the same dwelling or phone; who has no name yet and is of the same sex and day there;
who agrees in the whole name, sex and birth date, wherever he lives. At the best of these only one person may come into
question. Beside the number one character of the name may differ, at the same home or phone all but the surname, if
nobody of the very name comes into question. Who fits nobody is a person of his own. Rows that a decision joins go as
one; of those that it parts and one person fits, he is the one whom more speaks for, and nobody's where both are alike.
"""

from __future__ import annotations

import duckdb

from assets.linkage import names, sought

SCRATCH = ("waits", "found_at", "fits", "founded", *sought.SCRATCH)

YEARS = 1
"""Years by which the birth dates of one name at one home or phone may differ (虚岁, a digit)."""

WAITS = """
    create or replace table linkage._waits as
    select said.*, bond, joined, coalesce('b' || bond, record_id) as unit
    from linkage._waiting_said as said left join linkage._bond using (source, source_record_key) where is_self = {}
"""

FOUND_AT = """
    create or replace table linkage._found_at as
    unpivot (
        select record_id, 'p' || phone as phone, 'd' || dwelling as dwelling, 'h' || household as household
        from (select record_id, phone, dwelling, household from linkage._waits
            union select record_id, phone, dwelling, household from linkage._known))
    on phone, dwelling, household into name kind value place
"""

# A number that nobody else states is believed: whoever has another one is not meant.
FITS = """
    create or replace table linkage._fits as
    with asked as (select *, number in (select number from linkage._known) as elsewhere from linkage._waits
    ), paired as (
        select a.record_id as l, k.record_id as r, 2 as rule from asked as a join linkage._known as k using (number)
        union
        select a.record_id, k.record_id, 3 from asked as a join linkage._known as k using (birth_date, village)
        union
        select a.record_id, k.record_id, 4 from asked as a join linkage._found_at as here using (record_id)
            join linkage._found_at as there on there.place = here.place
            join linkage._known as k on k.record_id = there.record_id
        where a.birth_date is null or k.birth_date is null or abs(year(a.birth_date) - year(k.birth_date)) <= {years}
        union
        select a.record_id, k.record_id, 6 from asked as a join linkage._known as k using (full_name, birth_date, sex)
    ), beside as (
        select a.record_id, k.cluster, rule, a.birth_date = k.birth_date and a.sex = k.sex as same_birth, {sides}
        from paired join asked as a on a.record_id = paired.l join linkage._known as k on k.record_id = paired.r
        where rule = 2 or coalesce(a.sex = k.sex, true)
            and (a.number is null or a.elsewhere or k.cluster not in (from linkage._numbered))
    ), judged as (select *, {level} as level from beside
    ), namesake as (select record_id from judged where level = 'equal'
    ), housemate as (select record_id, cluster from judged where rule = 4 and surname_l = surname_r
    ), named as (
        select record_id, rule, cluster from linkage._named_beside semi join linkage._waits using (record_id)
        join linkage._placed using (place)
    ), kept as (
        select record_id, min(cluster) as cluster, rule from named where rule = 1
        group by record_id, rule having count(distinct cluster) = 1
    ), fitting as (
        select record_id, cluster, rule from judged
        where list_contains({agreeing}, level) or rule = 2 and (level = 'none'
            or same_birth and record_id not in (from namesake)
                and (level in ('one_character', 'near') or (record_id, cluster) in (from housemate)))
        union all
        select record_id, cluster, 5 from judged where rule = 4 group by record_id, cluster
        having bool_or(level = 'none' and same_birth) and bool_and(level = 'none' or list_contains({agreeing}, level))
        union all select record_id, cluster, rule from named where rule = 0
        union all select record_id, cluster, rule from kept
    ), free as (
        select waits.unit, bond, cluster, rule from fitting join linkage._waits as waits using (record_id)
        anti join (from named where rule is null) using (record_id, cluster)
    ), best as (
        select unit, min(cluster) as cluster from (from free qualify rule = min(rule) over (partition by unit))
        group by unit having count(distinct cluster) = 1
    ), backed as (
        select unit, bond, cluster, min(if(rule = 1, 9, rule)) as rule, bool_or(rule = 2) as by_number
        from best join free using (unit, cluster) group by all
    ), yielding as (
        select own.unit from backed as own join linkage._kept_apart on a = own.bond
        join backed as other on other.bond = b and other.cluster = own.cluster and other.rule <= own.rule
    )
    select record_id, cluster, case when joined then 'decision' when by_number then 'id' else 'household' end
        as link_method
    from backed anti join yielding using (unit) join linkage._waits using (unit)
"""
# Those that fit nobody, by number and name, else by name and where they are found; but not with whom a decision denies.
FOUNDED = """
    create or replace table linkage._founded as
    with told as (
        select record_id, unit, bond, coalesce('n' || number || '|' || coalesce(name, ''),
            'p' || name || '|' || coalesce(household, dwelling, phone), 'r' || record_id) as own
        from linkage._waits anti join linkage._fits using (record_id)
    ), labelled as (select record_id, bond, min(own) over (partition by unit) as label from told
    ), denied as (
        select one.label from labelled as one join linkage._kept_apart on a = one.bond
        join labelled as other on other.bond = b and other.label = one.label
    )
    select record_id, (dense_rank() over (order by label, if(label in (from denied), bond, null))
        + (select coalesce(max(cluster), 0) from linkage._placed))::bigint as cluster
    from labelled
"""

PLACED = """
    insert into linkage._placed by name
    with founded as (
        select record_id, cluster, if(joined and count(*) over (partition by cluster) > 1, 'decision', 'single')
            as link_method
        from linkage._founded join linkage._waits using (record_id))
    select place, cluster, link_method from (from linkage._fits union all from founded)
    join linkage._waits using (record_id)
"""


def build(con: duckdb.DuckDBPyConnection) -> None:
    """Append the pending rows to `linkage._placed`; needs it, `linkage._marked`, `_bond` and `_kept_apart`.

    First those who speak for themselves, then whom they mention: he is one of the former, or somebody known.
    """
    if con.execute("from standard.person_record where pending limit 1").fetchall():
        _put(con)


def _put(con: duckdb.DuckDBPyConnection) -> None:
    sought.build(con)
    for speaks in (True, False):
        con.execute(WAITS.format(speaks))
        con.execute(FOUND_AT)
        agreeing = str(list(names.AGREEING))
        sides, level = names.sides("a", "k"), names.level_sql()
        con.execute(FITS.format(sides=sides, level=level, agreeing=agreeing, years=YEARS))
        con.execute(FOUNDED)
        con.execute(PLACED)
        if speaks:
            sought.grow(con)
    for table in SCRATCH:
        con.execute(f"drop table linkage._{table}")
