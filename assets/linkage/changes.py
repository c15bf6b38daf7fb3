"""Which entities have to be made anew: of whose records something came, went or counts otherwise than last month."""

from __future__ import annotations

import duckdb


def asked(con: duckdb.DuckDBPyConnection) -> None:
    """Make `linkage._asked` (entity): those of this month and those of last month that are touched.

    Needs `linkage._member`, `_verdict`, `_crowd` and `_parent` of this month, and what was kept of the last one.
    """
    con.execute("""
        create or replace table linkage._asked as
        with now as (
            select profile, mask, records, verdict, entity from linkage._content join linkage._member using (profile)
            left join (select profile, verdict from linkage._verdict) using (profile)),
        unlike as (
            select now.entity as entity, past.entity as before
            from now full join kept_profile as past using (profile)
            where now.entity is distinct from past.entity or now.verdict is distinct from past.verdict
                or now.mask is distinct from past.mask or now.records is distinct from past.records),
        flipped as (
            (from linkage._crowd except from kept_crowd) union all (from kept_crowd except from linkage._crowd)),
        crowding as (
            select profile from linkage._row where phone_key in (select value from flipped)
                or living_key in (select value from flipped) or hukou_key in (select value from flipped)
                or living_flat in (select value from flipped) or hukou_flat in (select value from flipped)
                or household_key in (select value from flipped)),
        adopted as (
            (from linkage._parent except from kept_parent) union all (from kept_parent except from linkage._parent)),
        own as (
            select entity from unlike union select before from unlike
            union select entity from crowding join linkage._member using (profile)
            union select child from adopted)
        select entity from own where entity is not null
        union select child from linkage._parent where parent in (select entity from own where entity is not null)
    """)


def touched(con: duckdb.DuckDBPyConnection) -> None:
    """Make `linkage._touched` (entity): those of which the model, or a blocking rule, sees something else than before.

    Needs `linkage._look` and `linkage._place` of this month, and what was kept of the last one.
    """
    places = "select entity, kind, value from {} where kind = 'alias' or entity in (from linkage._asked)"
    con.execute(f"""
        create or replace table linkage._touched as
        with now_at as ({places.format("linkage._place")}), past_at as ({places.format("kept_place")})
        select entity from linkage._asked left join linkage._look as now using (entity)
        left join kept_look as past using (entity) where now.look is distinct from past.look
        union select entity from (from now_at except from past_at)
        union select entity from (from past_at except from now_at)
    """)
