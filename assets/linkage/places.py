"""Where an entity is found: phones, dwellings, villages and households, as numbers only ever compared for equality.

A household is the source's own household number inside its scope; a child also belongs to the households in which the
mother, father or guardian of its row stands with an own number, so that a newborn meets its later hukou record there.
A dwelling is village, building and unit, for many leave the estate out; where that is a crowd, because estates number
their buildings each for itself, it is the dwelling of one estate.
"""

from __future__ import annotations

import duckdb

from assets.linkage.content import dwelling_sql, flat_sql

CROWD = 25
"""A dwelling or household with more different names is a dormitory, an office or a blank address: no evidence."""
PHONE_NAMES = 6
"""A phone that this many names share is a cadre's or an office's, and no evidence."""


_CROWDED = "{0}_key in (select value from linkage._crowd where kind = 'dwelling')"
_DWELLINGS = (
    "[" + ", ".join(f"if({_CROWDED.format(side)}, {side}_flat, {side}_key)" for side in ("living", "hukou")) + "]"
)


def crowds(con: duckdb.DuckDBPyConnection) -> None:
    """Make `linkage._crowd` (kind, value): phones, dwellings and households that too many names share."""
    least = f"case kind when 'phone' then {PHONE_NAMES} else {CROWD + 1} end"
    con.execute(f"""
        create or replace table linkage._crowd as
        with stated as (
            select 'phone' as kind, phone_key as value, name_key from linkage._row
            where phone_key is not null
            union all
            select 'dwelling', living_key, name_key from linkage._row where living_key is not null
            union all
            select 'dwelling', unnest([hukou_key, living_flat, hukou_flat]), name_key from linkage._row
            where coalesce(hukou_key, living_flat, hukou_flat) is not null
            union all
            select 'household', household_key, name_key from linkage._row where household_key is not null),
        busy as (select kind, value from stated where value is not null group by kind, value having count(*) >= {least})
        select kind, value from stated semi join busy using (kind, value)
        group by kind, value having count(distinct name_key) >= {least}
    """)


def parents(con: duckdb.DuckDBPyConnection) -> None:
    """Make `linkage._parent` (child, parent): entities, and those whom their rows name as parents by an own number."""
    con.execute("""
        create or replace table linkage._parent as
        with parent as (
            select of_record_id, entity from linkage._row join linkage._member using (profile)
            join linkage._verdict as verdict using (profile) join standard.person_record as said on said.rowid = place
            where of_parent and verdict.verdict = 'own')
        select distinct member.entity as child, parent.entity as parent
        from parent join standard.person_record as said on said.record_id = parent.of_record_id
        join linkage._row as record on record.place = said.rowid
        join linkage._member as member on member.profile = record.profile where member.entity <> parent.entity
    """)


def build(con: duckdb.DuckDBPyConnection) -> None:
    """Make `profile_place` (profile, kind, value) and, without crowds, `linkage._place` (entity, kind, value).

    And `entity_place`: entity, a list of values per kind. Only of the entities asked for.
    """
    _stated(con)
    _found(con)
    con.execute("""
        create or replace temp table entity_place as
        select entity,
            list_sort(list(distinct value) filter (where kind = 'phone')) as phones,
            list_sort(list(distinct value) filter (where kind = 'dwelling')) as dwellings,
            list_sort(list(distinct value) filter (where kind = 'village')) as villages,
            list_sort(list(distinct value) filter (where kind = 'household')) as households
        from linkage._place group by entity
    """)


def _stated(con: duckdb.DuckDBPyConnection) -> None:
    con.execute(f"""
        create or replace temp table profile_place as
        with asked as (
            select profile.*, {dwelling_sql("living")} as living_key, {dwelling_sql("hukou")} as hukou_key,
                {flat_sql("living")} as living_flat, {flat_sql("hukou")} as hukou_flat
            from linkage._profile as profile join linkage._member using (profile)
            semi join linkage._asked using (entity)),
        region as (
            select profile, living_region as region from asked union all select profile, hukou_region from asked
            union all select profile, split_part(living, '|', 1) from asked
            union all select profile, split_part(hukou, '|', 1) from asked)
        select profile, 'phone' as kind, hash(phone) as value from asked where phone is not null
            and hash(phone) not in (select value from linkage._crowd where kind = 'phone')
        union all
        select profile, 'dwelling', unnest({_DWELLINGS}) from asked
        where coalesce(living_key, hukou_key) is not null
        union all
        select profile, 'village', hash(region) from region where length(region) = 12
        union all
        select profile, 'household', hash(household) from asked where household is not null
    """)
    con.execute("delete from profile_place where value is null")


def _found(con: duckdb.DuckDBPyConnection) -> None:
    """What an entity's own profiles state; a child is also found in the households that its parents state.

    And in their dwellings, where none is stated of itself: births are listed under the mother.
    """
    con.execute(f"""
        create or replace table linkage._place as
        with own as (
            select distinct entity, kind, value from profile_place join linkage._member using (profile)),
        homeless as (
            select child, parent from linkage._parent semi join linkage._asked as asked on asked.entity = child
            where child not in (select entity from own where kind = 'dwelling')),
        inherited as (
            select child, 'household' as kind, household_key as value
            from linkage._parent semi join linkage._asked as asked on asked.entity = child
            join linkage._member as member on member.entity = parent join linkage._row using (profile)
            union
            select child, 'dwelling', unnest({_DWELLINGS}) from homeless
            join linkage._member as member on member.entity = parent join linkage._row using (profile)),
        found as (from own union select * from inherited where value is not null)
        from found anti join linkage._crowd using (kind, value)
    """)
