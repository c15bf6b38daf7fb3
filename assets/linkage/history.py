"""What became of every person id this month, and which person every source record belongs to since when.

The account closes: persons before = kept + merged + retired, persons now = kept + revived + new + split. A `split` row
of a person who is also `kept` or `revived` says that a record came over from another person.
"""

from __future__ import annotations

import duckdb

from assets.registry.run import Run
from assets.registry.tables import create, load_tables


def build(con: duckdb.DuckDBPyConnection, run: Run) -> None:
    """Make `linkage.identity_event`, `linkage.membership` and `linkage.person_redirect`."""
    for table in ("identity_event", "membership", "person_redirect"):
        for statement in create(load_tables()[table], "linkage"):
            con.execute(statement)
    _events(con, run.month.key)
    _membership(con, run)
    _redirects(con, run.month.key)
    con.execute("drop table vote; drop table settled")


def _events(con: duckdb.DuckDBPyConnection, month: str) -> None:
    con.execute("""
        create or replace temp table moved as
        select old, person_id, sum(weight) as weight
        from vote join linkage._person using (cluster) where old is not null group by all
    """)
    con.execute(
        """
        insert into linkage.identity_event by name
        with before as (
            select person_id, bool_or(valid_to is null) as active from previous.membership group by person_id),
        mapped as (select person_id from linkage._person where origin <> 'minted'),
        gone as (
            select before.person_id, (
                select arg_min(moved.person_id, (-weight, moved.person_id)) from moved where old = before.person_id)
                as into_person
            from before where active and person_id not in (select person_id from mapped)),
        minted as (
            select person_id, (
                select arg_min(old, (-weight, old)) from moved where moved.person_id = _person.person_id) as out_of
            from linkage._person where origin = 'minted'),
        came_over as (
            select distinct moved.person_id, old from moved
            where old <> moved.person_id and moved.person_id in (select person_id from mapped)
                and old in (select person_id from mapped))
        select $month as month, origin as kind, person_id, null as other_person_id from linkage._person
        where origin <> 'minted'
        union all
        select $month, if(into_person is null, 'retired', 'merged'), person_id, into_person from gone
        union all select $month, if(out_of is null, 'new', 'split'), person_id, out_of from minted
        union all select $month, 'split', person_id, old from came_over
        order by kind, person_id, other_person_id
        """,
        {"month": month},
    )
    con.execute("drop table moved")


def _membership(con: duckdb.DuckDBPyConnection, run: Run) -> None:
    """An unchanged row stays as it is; one that ended gets the last month in force; a new one opens this month."""
    con.execute("""
        create or replace temp table voted as
        select line, place, person_id from vote join linkage._person using (cluster)
    """)
    con.execute(
        """
        insert into linkage.membership by name
        with present as (select line, min(person_id) as person_id from voted where line is not null group by line),
        past as (
            select past.*, present.person_id as now_person,
                valid_to is not null or coalesce(present.person_id = past.person_id, past.person_id in (
                    select person_id from settled)) as stays
            from previous.membership as past left join present using (line))
        select source, source_record_key, person_id, valid_from, if(stays, valid_to, $last) as valid_to from past
        union all
        select source, source_record_key, now_person, $month, null
        from past where now_person is not null and (valid_to is not null or not stays)
        union all
        select source, source_record_key, min(person_id), $month, null
        from (from voted where line is null)
        join (select rowid as place, source, source_record_key from standard.person_record) using (place)
        group by source, source_record_key
        """,
        {"month": run.month.key, "last": run.previous.key if run.previous else None},
    )
    con.execute("drop table voted")


def _redirects(con: duckdb.DuckDBPyConnection, month: str) -> None:
    """Who was merged away points to whom he is now; older redirects follow to the end, and end where he lives again.

    Whoever had been merged into one who lives again goes with him, if that is where all of his records are.
    """
    con.execute(
        """
        insert into linkage.person_redirect by name
        with merged as (
            select person_id as old_person_id, other_person_id as person_id
            from linkage.identity_event where kind = 'merged'),
        past as (
            from previous.person_redirect where old_person_id not in (select person_id from linkage._person)),
        left_as as (
            select person_id as old_person_id, source, source_record_key from previous.membership
            where person_id in (select old_person_id from past)
            qualify valid_to = max(valid_to) over (partition by person_id)),
        parted as (
            select old_person_id, min(now.person_id) as person_id
            from left_as join linkage.membership as now using (source, source_record_key)
            where now.valid_to is null group by old_person_id having count(distinct now.person_id) = 1
                and min(now.person_id) in (select person_id from linkage._person where origin = 'revived'))
        select past.old_person_id, coalesce(parted.person_id, merged.person_id, past.person_id) as person_id,
            month, reason
        from past left join merged on merged.old_person_id = past.person_id
        left join parted on parted.old_person_id = past.old_person_id
        union all select old_person_id, person_id, $month, 'merged' from merged
        order by old_person_id
        """,
        {"month": month},
    )
